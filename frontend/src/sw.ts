/**
 * The service worker. Pages come from the network first, after three seconds from what was seen before, and at last
 * from the offline page. Pictures come from the cache first, within a cap. One person's pages never outlive the session.
 */
declare const self: ServiceWorkerGlobalScope;
/** The hash of everything the shell is made of, and the shell's files; both put in by the build. */
declare const VERSION: string;
declare const SHELL: string[];

const SHELL_CACHE = `shell-${VERSION}`;
const PAGES = `pages-${VERSION}`;
const IMAGES = "images-1";
const OFFLINE = "/offline";
const MOST_IMAGES = 120;
const MOST_PAGES = 60;
const PATIENCE = 3000;
/** For so long after a write nobody is shown an older page only because the network is slow. */
const AFTER_WRITE = 15_000;

let lastWrite = 0;
let oldShell = false;

self.addEventListener("install", (event) => {
  event.waitUntil(fillShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const wanted = [SHELL_CACHE, PAGES, IMAGES];
      const names = await caches.keys();
      await Promise.all(names.filter((name) => !wanted.includes(name)).map((name) => caches.delete(name)));
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if ((event.data as { type?: string } | null)?.type === "signed-out") event.waitUntil(caches.delete(PAGES));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    lastWrite = Date.now();
    if (request.mode === "navigate") sent(event, url);
  } else if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (request.destination === "image" && !url.pathname.startsWith("/api/")) {
    event.respondWith(image(event));
  } else if (SHELL.includes(url.pathname)) {
    event.respondWith(caches.match(request).then((known) => known ?? fetch(request)));
  }
});

async function fillShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll(SHELL.map((path) => new Request(path, { cache: "reload" })));
}

/**
 * A form sent without script. The browser sends it itself, so that the server sees from where it truly comes (P-17).
 * Who is signed in, the language or the place may change with it: then the old pages go and the shell is read again.
 */
function sent(event: FetchEvent, url: URL): void {
  if (!navigator.onLine) return event.respondWith(offline());
  if (!/^\/(sign-|preferences|place|account)/.test(url.pathname)) return;
  oldShell = true;
  event.waitUntil(caches.delete(PAGES));
}

async function page(event: FetchEvent): Promise<Response> {
  const fresh = load(event);
  // Goes on after an older page was shown, so that the next look is newer.
  event.waitUntil(fresh.then(() => undefined, () => undefined));
  const known = Date.now() - lastWrite < AFTER_WRITE ? undefined : await seen(event.request);
  try {
    if (!known) return await fresh;
    const late = new Promise<Response>((done) => setTimeout(() => done(known), PATIENCE));
    return await Promise.race([fresh, late]);
  } catch {
    return known ?? (await seen(event.request)) ?? offline();
  }
}

async function load(event: FetchEvent): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  const response = preloaded ?? (await fetch(event.request));
  if (oldShell) {
    oldShell = false;
    event.waitUntil(fillShell().catch(() => undefined));
  }
  if (mayKeep(response)) {
    const copy = response.clone();
    event.waitUntil(put(PAGES, event.request, copy, MOST_PAGES));
  }
  return response;
}

const mayKeep = (response: Response): boolean =>
  response.status === 200 &&
  response.type === "basic" &&
  !response.redirected &&
  !/no-store/.test(response.headers.get("Cache-Control") ?? "");

async function seen(request: Request): Promise<Response | undefined> {
  return (await caches.open(PAGES)).match(request, { ignoreVary: true });
}

async function offline(): Promise<Response> {
  return (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
}

async function image(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const known = await caches.match(request, { ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (mayKeep(response)) {
    const copy = response.clone();
    event.waitUntil(put(IMAGES, request, copy, MOST_IMAGES));
  }
  return response;
}

/** Keeps the newest; the browser's own limit is met with silence, since a cache is only a comfort. */
async function put(name: string, request: Request, response: Response, most: number): Promise<void> {
  try {
    const cache = await caches.open(name);
    await cache.delete(request);
    await cache.put(request, response);
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
  } catch {
    // Out of space.
  }
}

export {};
