/**
 * Chunk for lists that keep themselves fresh: a moment after something happened the page is asked for again, and its
 * `[data-rows]` take the place of ours. `<div data-part="fresh">` hears of conversations; `data-hear` names other
 * events, `data-room` a room in which they are told. `data-wait` is for what may be over before the socket is there.
 */
import { all, first, load, reader } from "./dom";
import type { Live, LiveChunk } from "./live";
import type { Events } from "./live-types";

const USUAL = "message.sent message.updated conversation.updated";
/** What happens within so many milliseconds is one look. */
const GATHER = 400;

export function start(root: ParentNode): void {
  for (const part of all('[data-part="fresh"]', root)) {
    void load<LiveChunk>("live").then(({ open }) => follow(part, open()), () => undefined);
  }
}

function follow(part: HTMLElement, live: Live): void {
  const { hear = USUAL, room } = part.dataset;
  let due = 0;
  let missed = false;
  const fresh = (): void => {
    clearTimeout(due);
    // What a list shows counts as delivered (M-5), so one that nobody looks at is not asked for.
    missed = document.visibilityState !== "visible";
    if (!missed) due = setTimeout(() => void renew(part).catch(() => undefined), GATHER);
  };
  document.addEventListener("visibilitychange", () => missed && fresh());
  for (const event of hear.split(" ")) live.hear(event as keyof Events, fresh);
  live.hear("sync.required", fresh);
  // Read on another device; what only came to one changes nothing here.
  live.hear("receipt.updated", ({ positions }) => {
    if (positions.some(({ user_id, delivered, read }) => user_id === reader() && read >= delivered)) fresh();
  });
  let before = part.dataset.wait !== undefined;
  live.joined(() => {
    if (room && part.isConnected) void live.call("join", { room }).catch(() => undefined);
    if (before) fresh();
    before = true;
  });
  // A page that comes back as it was left has missed what happened meanwhile.
  addEventListener("pageshow", ({ persisted }) => persisted && fresh());
}

/** By what a link or a button is known again in the new list. */
const target = (element: Element | null): string =>
  (element as HTMLAnchorElement | null)?.href ?? (element as HTMLButtonElement | null)?.form?.action ?? "";

async function renew(part: HTMLElement): Promise<void> {
  const answer = part.isConnected && (await fetch(location.href, { headers: { Accept: "text/html" } }));
  if (!answer || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const old = first("[data-rows]", part);
  const rows = first("[data-rows]", page);
  if (!old || !rows) return;
  const focused = old.contains(document.activeElement) ? target(document.activeElement) : "";
  keepMore(old, rows);
  // The page brings the styles of what is new in it.
  const styles = first("style", page.head);
  if (styles) first("style", document.head)?.replaceWith(styles);
  old.replaceWith(rows);
  if (focused) all("a, button", rows).find((one) => target(one) === focused)?.focus({ preventScroll: true });
}

/** What "Show more" has brought stays below what is new. */
function keepMore(old: HTMLElement, rows: HTMLElement): void {
  const [was, now] = [first("[data-list]", old), first("[data-list]", rows)];
  if (!was || !now || was.children.length <= now.children.length) return;
  const leadsTo = (row: Element): string => target(first("a, button", row));
  const known = new Set(Array.from(now.children, leadsTo));
  now.append(...Array.from(was.children).filter((row) => !known.has(leadsTo(row))));
  const [further, next] = [first("[data-more]", old), first("[data-more]", rows)];
  if (further) next?.replaceWith(further);
  else next?.remove();
}
