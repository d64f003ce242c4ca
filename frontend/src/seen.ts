/** The pages seen so far, as the offline page lists them. */
import { all, first } from "./dom";
import { takeShared } from "./shared";

export function start(root: ParentNode): void {
  if (!window.caches) return;
  for (const box of all("[data-seen]", root)) void list(box);
  takeShared();
}

async function list(box: HTMLElement): Promise<void> {
  const cache = await caches.open("pages");
  const list = first("ul", box);
  for (const request of [...(await cache.keys())].reverse().slice(0, 20)) {
    const response = await cache.match(request);
    const title = /<title>([^<]*)/.exec((await response?.text()) ?? "")?.[1];
    if (!title || !list) continue;
    const link = document.createElement("a");
    link.href = request.url;
    link.dir = "auto";
    link.textContent = new DOMParser().parseFromString(title, "text/html").documentElement.textContent;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
    box.hidden = false;
  }
}
