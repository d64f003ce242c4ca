/**
 * The service worker. The feed, lists and listings that were seen come from memory when the network is slow, and are
 * renewed behind; other pages come from the network first. Pictures and built files come from memory first, within a
 * cap. What waits in the outbox is sent by Background Sync. One person's pages never outlive the session.
 */
import { clear } from "./db";

declare const self: ServiceWorkerGlobalScope;
/** The hash of everything the shell is made of, and the shell's files; both put in by the build. */
declare const VERSION: string;
declare const SHELL: string[];
/** The file that brings `flush`, which sends what is in the outbox; see `sender.ts`. */
declare const SENDING: string;
declare const flush: (now: boolean) => Promise<number>;

importScripts(SENDING);

const SHELL_CACHE = `shell-${VERSION}`;
/** Pages name their own built files by hash, so both outlive a new version of the shell. */
const PAGES = "pages";
const FILES = "files";
const IMAGES = "images";
/** Of conversations: nobody else's, and under their own path, although each answer comes from a signed address. */
const PHOTOS = "photos";
/** When something was last sent, since an older page must not be shown after it. */
const MARKS = "sent";
const WRITTEN = "/-/sent";
const AT = "x-at";
const OFFLINE = "/offline";
/** An enum, since its numbers are written where they are used: this file must stay small. */
const enum Most {
  Pages = 60,
  Files = 30,
  Images = 150,
  ImageBytes = 8 << 20,
}
/** So long the network may take before what was seen is shown: for what people leaf through, and for all else. */
const enum Wait {
  Quick = 200,
  Patient = 3000,
  Day = 24 * 3600_000,
}
const LEAFED = /^\/($|c\b|nearby$|search$|b\/|listings\/[^/]{36}$)/;

let oldShell = false;
let puts = 0;
/** How many sessions have ended here: what was asked for in one of them is kept for nobody. */
let ended = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(fillShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const wanted = [SHELL_CACHE, PAGES, FILES, IMAGES, PHOTOS, MARKS];
      const names = await caches.keys();
      await Promise.all(names.filter((name) => !wanted.includes(name)).map((name) => caches.delete(name)));
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  const data = event.data as { type: string; drafts: boolean } | null;
  if (data?.type === "signed-out") event.waitUntil(Promise.all([forget(), data.drafts && clear("drafts")]));
});

self.addEventListener("sync" as never, (event: ExtendableEvent & { tag: string }) => {
  if (event.tag !== "outbox") return;
  event.waitUntil(
    flush(true).then(async (pause) => {
      await wrote();
      // Then the browser tries again by itself.
      if (pause) throw pause;
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const { pathname } = url;
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    event.waitUntil(wrote());
    if (request.mode === "navigate") sent(event, url);
  } else if (request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(fromMemory(event, FILES, Most.Files));
  } else if (request.destination === "image" && !pathname.startsWith("/api/")) {
    event.respondWith(fromMemory(event, pathname.startsWith("/messages/") ? PHOTOS : IMAGES, Most.Images));
  }
});

/** What one person alone may see. */
function forget(): Promise<unknown> {
  ended++;
  return Promise.all([PAGES, PHOTOS].map((name) => caches.delete(name)));
}

async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  // Files with a hash in their name are taken from where the page that began this has put them.
  await cache.addAll(SHELL.map((path) => new Request(path, { cache: path === OFFLINE ? "reload" : "default" })));
}

async function wrote(): Promise<void> {
  await (await caches.open(MARKS)).put(WRITTEN, new Response(String(Date.now())));
}

const lastWrite = async (): Promise<number> => Number(await (await caches.match(WRITTEN))?.text());

/**
 * A form sent without script. The browser sends it itself, so that the server sees from where it truly comes (P-17).
 * Who is signed in, the language or the place may change with it: then the old pages go and the shell is read again.
 */
function sent(event: FetchEvent, url: URL): void {
  if (!navigator.onLine) return event.respondWith(offline());
  if (!/^\/(sign-|preferences|place|account)/.test(url.pathname)) return;
  oldShell = true;
  event.waitUntil(forget());
}

async function page(event: FetchEvent, url: URL): Promise<Response> {
  const fresh = load(event);
  // Goes on after an older page was shown, so that the next look is newer.
  event.waitUntil(fresh.catch(() => undefined));
  const known = await (await caches.open(PAGES)).match(event.request, { ignoreVary: true });
  if (!known) return fresh.catch(offline);
  try {
    const at = Number(known.headers.get(AT));
    // Nobody is shown a page from before their own change, only because the network is slow.
    if (at < (await lastWrite())) return await better(fresh, known);
    const quick = LEAFED.test(url.pathname) && event.request.cache === "default" && Date.now() - at < Wait.Day;
    const late = new Promise<undefined>((done) => setTimeout(done, quick ? Wait.Quick : Wait.Patient));
    const first = await Promise.race([better(fresh, known), late]);
    if (!first) event.waitUntil(tellNewer(event, known, fresh));
    return first ?? known;
  } catch {
    return known;
  }
}

/** A server in trouble says less than the page that was seen. */
const better = (fresh: Promise<Response>, known: Response): Promise<Response> =>
  fresh.then((response) => (response.status < 500 ? response : known));

async function tellNewer(event: FetchEvent, known: Response, fresh: Promise<Response>): Promise<void> {
  const newer = await fresh;
  if (!newer.ok || known.headers.get("ETag") === newer.headers.get("ETag")) return;
  (await self.clients.get(event.resultingClientId))?.postMessage("newer");
}

async function load(event: FetchEvent): Promise<Response> {
  const session = ended;
  // A page is as old as the question: whatever was written before the answer came may be missing in it.
  const at = Date.now();
  const preloaded = (await event.preloadResponse) as Response | undefined;
  const response = preloaded ?? (await fetch(event.request));
  if (oldShell) {
    oldShell = false;
    event.waitUntil(fillShell().catch(() => undefined));
  }
  if (session === ended && mayKeep(response, PAGES)) {
    const copy = response.clone();
    event.waitUntil(put(PAGES, event.request, stamped(copy, at), Most.Pages));
  }
  return response;
}

function stamped(response: Response, at: number): Response {
  const headers = new Headers(response.headers);
  headers.set(AT, String(at));
  return new Response(response.body, { headers });
}

const mayKeep = (response: Response, name: string): boolean =>
  response.status === 200 &&
  response.type === "basic" &&
  (name === PHOTOS || !response.redirected) &&
  !response.headers.get("Cache-Control")?.includes("no-store");

const offline = async (): Promise<Response> => (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();

async function fromMemory(event: FetchEvent, name: string, most: number): Promise<Response> {
  const { request } = event;
  const session = ended;
  const known = await caches.match(request, { ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (session === ended && mayKeep(response, name)) {
    const copy = response.clone();
    event.waitUntil(put(name, request, copy, most));
  }
  return response;
}

/** Keeps the newest, oldest out. Where the phone has no room, the pictures go: a cache is only a comfort. */
async function put(name: string, request: Request, response: Response, most: number): Promise<void> {
  try {
    const cache = await caches.open(name);
    await cache.delete(request);
    await cache.put(request, response);
    const keys = await cache.keys();
    let drop = keys.length - most;
    if (puts++ % 8 === 0) {
      const sizes = (await cache.matchAll()).map((kept) => Number(kept.headers.get("Content-Length")));
      let sum = 0;
      for (let at = sizes.length; at-- > 0; ) if ((sum += sizes[at] ?? 0) > Most.ImageBytes) drop = Math.max(drop, at + 1);
    }
    if (drop > 0) await Promise.all(keys.slice(0, drop).map((old) => cache.delete(old)));
  } catch {
    await caches.delete(IMAGES);
  }
}

export {};
