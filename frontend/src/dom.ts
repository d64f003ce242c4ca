/** Small helpers that every module shares. */

export const all = <T extends HTMLElement>(selector: string, root: ParentNode = document): T[] =>
  Array.from(root.querySelectorAll<T>(selector));

export const first = <T extends HTMLElement>(selector: string, root: ParentNode = document): T | null =>
  root.querySelector<T>(selector);

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
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // The form still works, it is only not kept.
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing to remove then.
    }
  },
};
