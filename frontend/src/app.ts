/**
 * The thin layer over the server's pages. Every page works without it, and what only some pages need is loaded there:
 * a chunk is one built file that exports `start(root)`. A page asks for one by its elements (see `NEEDED`) or by name
 * (`<div data-part="chat">`).
 */
import { all as rows } from "./db";
import { all, first, load, loaded } from "./dom";
import { network, tapToLoad } from "./network";
import { pages } from "./pages";
import { share } from "./share";
import { usage } from "./usage";

const NEEDED: [string, string][] = [
  ["form[data-keep], [data-photos]", "forms"],
  ["[data-locate]", "locate"],
  ["[data-seen]", "seen"],
];

/** Brings a page, or a part that was swapped in, to life. */
function start(root: ParentNode): void {
  share(root);
  const parts = new Set(all("[data-part]", root).map((part) => part.dataset.part ?? ""));
  for (const [selector, part] of NEEDED) if (first(selector, root)) parts.add(part);
  // A part that cannot be loaded is a comfort less; the page works without.
  for (const part of parts) void load(part).then((chunk) => chunk.start(root), () => undefined);
}

/**
 * Whoever has something in the outbox on this phone is told so. The database itself is asked: what `localStorage` was told
 * a moment before the phone went out may be lost.
 */
async function outbox(): Promise<void> {
  if ((await rows("outbox")).length > 0) (await load("tray")).start(document);
}

document.documentElement.classList.add("js");
start(document);
pages(start);
tapToLoad();
network();
usage();
// The bell follows what happens, once everything else is there; those who save data see it at the next page.
if (first("[data-unread]") && !("saver" in document.body.dataset)) {
  loaded(() => setTimeout(() => void load("live").then((chunk) => chunk.start(document), () => undefined), 1500));
}
document.addEventListener("focusin", ({ target }) => {
  if ((target as Element).matches("[data-suggest]:not([role])")) void load("suggest").then((chunk) => chunk.start(document), () => undefined);
});
void outbox().catch(() => undefined);
