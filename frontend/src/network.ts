/** The honest line about the network, the service worker, and forgetting one person's pages before the next one's. */
import { all, first, store } from "./dom";

const forget = (): void => navigator.serviceWorker?.controller?.postMessage({ type: "signed-out" });

const dropDrafts = (): void => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("keep:")) store.remove(name);
};

/** The pages seen so far, as the offline page lists them. */
async function listSeen(box: HTMLElement): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
  const list = first("ul", box);
  for (const name of names) {
    const cache = await caches.open(name);
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
}

export function network(): void {
  const line = first("#net");
  const update = (): void => {
    if (line) line.hidden = navigator.onLine;
  };
  addEventListener("online", update);
  addEventListener("offline", update);
  update();

  // The offline page names nobody and says nothing about who is signed in.
  if (!first("[data-seen]")) watchReader();

  if (navigator.serviceWorker && isSecureContext) {
    addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
  }
  if (window.caches) for (const box of all("[data-seen]")) void listSeen(box);
}

/** One phone, several people: pages go as soon as another one looks, drafts as soon as another one signs in. */
function watchReader(): void {
  const user = document.documentElement.dataset.user ?? "";
  const known = store.get<{ now: string; last: string }>("user");
  if (known && known.now !== user) forget();
  if (known && user && known.last && known.last !== user) dropDrafts();
  store.set("user", { now: user, last: user || known?.last || "" });
  document.addEventListener("submit", (event) => {
    if (!(event.target as Element).matches("[data-signout]")) return;
    dropDrafts();
    forget();
  });
}

/** With the data saver on, a picture comes when it is asked for. */
export function tapToLoad(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("button[data-src]");
    if (!button) return;
    const image = document.createElement("img");
    image.alt = button.dataset.alt ?? "";
    image.src = button.dataset.src ?? "";
    button.replaceWith(image);
  });
}
