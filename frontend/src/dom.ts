/** Small helpers that every module shares. */

export const all = <T extends HTMLElement>(selector: string, root: ParentNode = document): T[] =>
  Array.from(root.querySelectorAll<T>(selector));

export const first = <T extends HTMLElement>(selector: string, root: ParentNode = document): T | null =>
  root.querySelector<T>(selector);

/** The id of who is signed in on this page; empty for a guest. */
export const reader = (): string => document.documentElement.dataset.user ?? "";

/** Does something as soon as the page is loaded whole, which it may be already. */
export const loaded = (work: () => void): void => (document.readyState === "complete" ? work() : addEventListener("load", work));

/** What a chunk gives. */
export interface Chunk {
  start(root: ParentNode): void;
}

/** The addresses of the chunks by name; put in by the build. */
declare const CHUNKS: Record<string, string>;

/** How often each chunk could not be loaded on this page; one for all chunks, which bring this file along each. */
const misses = ((globalThis as { misses?: Record<string, number> }).misses ??= {});

/** Loads a chunk once. An address that failed fails for as long as the page stands, so the next try has another one. */
export async function load<T = Chunk>(name: string): Promise<T> {
  const missed = misses[name] ?? 0;
  try {
    return (await import(CHUNKS[name] + (missed ? `#${missed}` : ""))) as T;
  } catch (problem) {
    misses[name] = missed + 1;
    throw problem;
  }
}

/** Fetches a chunk for later, without running it. */
export const keep = (name: string): Promise<unknown> => fetch(CHUNKS[name] as string);

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  const live = first("#live");
  if (live) live.textContent = text;
}

/** Shows the moving band while `work` is on its way. */
export async function busy<T>(work: Promise<T>): Promise<T> {
  const { classList } = document.documentElement;
  classList.add("busy");
  try {
    return await work;
  } finally {
    classList.remove("busy");
  }
}

/** Storage can be full, forbidden or absent; what it holds is a comfort, so failing is silent. */
export const store = {
  get<T>(key: string): T | undefined {
    try {
      const text = localStorage.getItem(key);
      return text ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  },
  set(key: string, value: unknown): void {
    try {
      if (value === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Then it is not kept.
    }
  },
};

/** Whether a call was refused by the server, rather than lost with the line. */
export const isRefused = (problem: unknown): problem is Error => problem instanceof Error && problem.name === "Refused";
