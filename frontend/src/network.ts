/** The honest line about the network, the service worker, and forgetting one person's pages before the next one's. */
import { first, keep, loaded, reader, store } from "./dom";

const tellWorker = (message: { type: string; drafts: boolean }): void =>
  navigator.serviceWorker?.controller?.postMessage(message);

export function network(): void {
  const line = first("#net");
  const update = (): void => {
    if (line) line.hidden = navigator.onLine;
  };
  addEventListener("online", update);
  addEventListener("offline", update);
  update();

  // The server leaves the pictures out on a network that cannot carry them (W-4).
  const { connection } = navigator as { connection?: { effectiveType?: string } };
  if (connection) document.cookie = `slow=1;path=/;SameSite=Lax;max-age=${/2g/.test(connection.effectiveType ?? "") ? 1800 : 0}`;

  // The offline page names nobody and says nothing about who is signed in.
  if (!first("[data-seen]")) watchReader();

  const { serviceWorker } = navigator;
  if (!serviceWorker || !isSecureContext) return;
  const born = location.href;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data === "newer" && location.href === born) newer();
  });
  serviceWorker.startMessages();
  loaded(() => {
    void serviceWorker.register("/sw.js").catch(() => undefined);
    // Whoever is signed in can also save and post without a network: what that takes is kept before it is needed.
    if (reader() && !("saver" in document.body.dataset)) setTimeout(() => void warm().catch(() => undefined), 5000);
  });
}

/** Through the service worker, which keeps it: the outbox, and the form of who may post. */
async function warm(): Promise<void> {
  await keep("tray");
  const form = first<HTMLAnchorElement>("a[data-warm]")?.href;
  if (!form || (await caches.match(form, { ignoreVary: true }))) return;
  await keep("forms");
  await (await caches.open("pages")).add(form);
}

/** What is shown came out of the cache, and something newer has come since. */
function newer(): void {
  const pill = first<HTMLAnchorElement>("#newer");
  if (!pill) return;
  pill.href = location.href.split("#")[0] ?? "";
  pill.hidden = false;
}

/** One phone, several people: pages go as soon as another one looks, drafts as soon as another one signs in. */
function watchReader(): void {
  const user = reader();
  const known = store.get<{ now: string; last: string }>("user");
  const another = known !== undefined && user !== "" && known.last !== "" && known.last !== user;
  if (known && known.now !== user) tellWorker({ type: "signed-out", drafts: another });
  store.set("user", { now: user, last: user || known?.last || "" });
  document.addEventListener("submit", ({ target }) => {
    if ((target as Element).matches("[data-signout]")) tellWorker({ type: "signed-out", drafts: true });
  });
}

/** With the data saver on, a picture comes when it is asked for: in place of its sign, or into its link. */
export function tapToLoad(): void {
  document.addEventListener("click", (event) => {
    const tapped = (event.target as Element).closest<HTMLElement>("a[data-src]");
    if (!tapped) return;
    const { src = "", alt = "" } = tapped.dataset;
    const image = document.createElement("img");
    image.alt = alt;
    image.src = src;
    event.preventDefault();
    if (tapped.className === "tap") return tapped.replaceWith(image);
    // From now on it leads to the picture at its full size.
    tapped.removeAttribute("data-src");
    tapped.className = "";
    tapped.replaceChildren(image);
  });
}
