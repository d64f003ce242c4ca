// The service worker in a made-up browser: caches, network and time are in the test's hands.
import assert from "node:assert/strict";
import { join } from "node:path";
import { mock, test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";

const site = "https://pushnchat.test";
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "../src/sw.ts")],
  bundle: true,
  write: false,
  format: "iife",
  define: { VERSION: '"v2"', SHELL: '["/offline","/assets/app.js"]', SENDING: '"/assets/sending.js"' },
});

const path = (request) => new URL(typeof request === "string" ? request : request.url, site).pathname;

class FakeCache {
  entries = new Map();
  async match(request) {
    return this.entries.get(path(request))?.clone();
  }
  async put(request, response) {
    this.entries.set(path(request), response);
  }
  async delete(request) {
    return this.entries.delete(path(request));
  }
  async keys() {
    return [...this.entries.keys()].map((key) => ({ url: site + key }));
  }
  async matchAll() {
    return [...this.entries.values()];
  }
  async addAll(requests) {
    for (const request of requests) this.entries.set(path(request), new Response(`shell ${path(request)}`));
  }
}

/** A browser with a worker in it; `network` answers by path, or throws. */
function browser(network) {
  const stores = new Map();
  const caches = {
    open: async (name) => stores.get(name) ?? stores.set(name, new FakeCache()).get(name),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (request) => {
      for (const cache of stores.values()) {
        const found = await cache.match(request);
        if (found) return found;
      }
    },
  };
  const listeners = {};
  /** What the worker has told its pages. */
  const told = [];
  const self = {
    addEventListener: (name, listener) => (listeners[name] = listener),
    skipWaiting: async () => {},
    clients: { claim: async () => {}, get: async () => ({ postMessage: (message) => told.push(message) }) },
    registration: {},
  };
  const fetch = async (request) => {
    const answer = network(path(request));
    // What a browser marks on a same-origin answer and a made one lacks.
    if (answer instanceof Response) Object.defineProperty(answer, "type", { value: "basic" });
    return answer;
  };
  class Request {
    constructor(url) {
      this.url = new URL(url, site).href;
    }
  }
  const navigator = { onLine: true };
  const sending = { imported: [], flush: mock.fn(async () => 0) };
  const importScripts = (path) => sending.imported.push(path);
  const globals = { importScripts, flush: (now) => sending.flush(now), self, navigator, caches, fetch, Request, Response, Headers, URL, Promise, Date, setTimeout, location: new URL(site) };
  vm.runInNewContext(outputFiles[0].text, globals);
  const dispatch = async (name, extra = {}) => {
    const waits = [];
    let answer;
    listeners[name]({ ...extra, waitUntil: (promise) => waits.push(promise), respondWith: (promise) => (answer = promise) });
    const response = await answer;
    return { response, settled: () => Promise.allSettled(waits) };
  };
  const go = (url, { method = "GET", destination = "document", mode = "navigate" } = {}) =>
    dispatch("fetch", { request: { url: site + url, method, destination, mode, cache: "default" }, preloadResponse: Promise.resolve(undefined) });
  const visit = async (url, options) => {
    const { response, settled } = await go(url, options);
    const text = response && (await response.text());
    await settled();
    return text;
  };
  return { stores, told, navigator, sending, dispatch, go, visit };
}

const gone = () => {
  throw new TypeError("Failed to fetch");
};

async function installed(network) {
  const phone = browser(network);
  await (await phone.dispatch("install")).settled();
  return phone;
}

test("without network a page that was seen comes back, and another one gives the offline page", async () => {
  let network = (at) => new Response(`fresh ${at}`);
  const phone = await installed((at) => network(at));
  assert.equal(await phone.visit("/nearby"), "fresh /nearby");
  network = gone;
  assert.equal(await phone.visit("/nearby"), "fresh /nearby");
  assert.equal(await phone.visit("/never-seen"), "shell /offline");
});

test("with network the newest page wins over the one that was seen", async () => {
  let version = 1;
  const phone = await installed(() => new Response(`version ${version}`));
  await phone.visit("/");
  version = 2;
  assert.equal(await phone.visit("/"), "version 2");
});

for (const [url, patience, what] of [["/", 200, "the feed"], ["/account", 3000, "a page of one's own"]]) {
 test(`on a slow network ${what} comes from memory after ${patience} ms, and the newer one is kept and told of`, async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let answer = new Response("old", { headers: { ETag: "1" } });
    const phone = await installed(() => answer);
    await phone.visit(url);
    let arrive;
    answer = new Promise((done) => (arrive = done));
    const going = phone.go(url);
    await new Promise((done) => setImmediate(done));
    mock.timers.tick(patience - 1);
    let shown = false;
    void going.then(() => (shown = true));
    await new Promise((done) => setImmediate(done));
    assert.equal(shown, false);
    mock.timers.tick(1);
    const { response, settled } = await going;
    assert.equal(await response.text(), "old");
    const late = new Response("new", { headers: { ETag: "2" } });
    Object.defineProperty(late, "type", { value: "basic" });
    arrive(late);
    await settled();
    answer = undefined;
    await new Promise((done) => setImmediate(done));
    assert.equal(await phone.stores.get("pages").match(url).then((page) => page.text()), "new");
    assert.deepEqual(phone.told, ["newer"]);
  } finally {
    mock.timers.reset();
  }
 });
}

test("a page that is as it was is not told to be newer", async () => {
  let answer = new Response("same", { headers: { ETag: "1" } });
  const phone = await installed(() => answer);
  await phone.visit("/");
  answer = new Promise((done) => setTimeout(() => done(new Response("same", { headers: { ETag: "1" } })), 300));
  assert.equal(await phone.visit("/"), "same");
  assert.deepEqual(phone.told, []);
});

test("a server in trouble says less than the page that was seen", async () => {
  let answer = new Response("seen");
  const phone = await installed(() => answer);
  await phone.visit("/listings/1");
  answer = new Response("sorry", { status: 503 });
  assert.equal(await phone.visit("/listings/1"), "seen");
  assert.equal(await phone.visit("/listings/2"), "sorry");
});

test("what must not be stored is not stored, nor is a problem page", async () => {
  const phone = await installed((at) =>
    at === "/account" ? new Response("secret", { headers: { "Cache-Control": "no-store" } }) : new Response("gone", { status: 404 }),
  );
  await phone.visit("/account");
  await phone.visit("/listings/1");
  assert.deepEqual([...((await phone.stores.get("pages")?.keys()) ?? [])], []);
});

test("one person's pages go when the session ends", async () => {
  const phone = await installed((at) => new Response(`fresh ${at}`));
  await phone.visit("/account");
  await (await phone.dispatch("message", { data: { type: "signed-out", drafts: false } })).settled();
  assert.equal(phone.stores.has("pages"), false);
  await phone.visit("/account");
  assert.equal(await phone.visit("/sign-out", { method: "POST" }), undefined);
  assert.equal(phone.stores.has("pages"), false);
});

/** An answer that comes when the test says so. */
function awaited() {
  let arrive;
  const answer = new Promise((done) => (arrive = done));
  return { answer, arrive: (text) => arrive(Object.defineProperty(new Response(text), "type", { value: "basic" })) };
}
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

for (const [store, url, options] of [
  ["pages", "/account", {}],
  ["photos", "/messages/files/0191a5c2-5555-7c3a-9b52-3f6d1c2b4a59/480.webp", { destination: "image", mode: "no-cors" }],
]) {
  test(`what is still on its way when the session ends is not kept among the ${store}`, async () => {
    const { answer, arrive } = awaited();
    const phone = await installed(() => answer);
    const going = phone.go(url, options);
    await pause(5);
    await (await phone.dispatch("message", { data: { type: "signed-out", drafts: false } })).settled();
    arrive("hers");
    const { response, settled } = await going;
    assert.equal(await response.text(), "hers", "whoever asked still gets it");
    await settled();
    assert.equal(phone.stores.get(store)?.entries.size ?? 0, 0);
  });
}

test("a page that was asked for before one's own change and came after it is not shown because the network is slow", async () => {
  const [before, after] = [awaited(), awaited()];
  let answer = before.answer;
  const phone = await installed(() => answer);
  const asked = phone.go("/");
  await pause(5);
  await phone.visit("/listings/new", { method: "POST" });
  before.arrive("before");
  await (await asked).settled();
  answer = after.answer;
  let shown = false;
  const going = phone.go("/");
  void going.then(() => (shown = true));
  await pause(400);
  assert.equal(shown, false);
  after.arrive("after");
  assert.equal(await (await going).response.text(), "after");
});

test("after a write nobody is shown an older page, unless there is no network at all", async () => {
  let network = () => new Response("before");
  const phone = await installed((at) => network(at));
  await phone.visit("/listings/mine");
  network = () => new Response("after");
  await phone.visit("/listings/new", { method: "POST" });
  assert.equal(await phone.visit("/listings/mine"), "after");
  network = gone;
  assert.equal(await phone.visit("/listings/mine"), "after");
});

test("a new version clears the caches of the old one and keeps the pictures", async () => {
  const phone = browser(() => new Response(""));
  for (const name of ["shell-v1", "pages-v1", "pages", "files", "images"]) phone.stores.set(name, new FakeCache());
  await (await phone.dispatch("install")).settled();
  await (await phone.dispatch("activate")).settled();
  assert.deepEqual([...phone.stores.keys()].sort(), ["files", "images", "pages", "shell-v2"]);
});

test("pictures are asked for once, and only the last 150 stay", async () => {
  let asked = 0;
  const phone = await installed(() => {
    asked += 1;
    return new Response("picture");
  });
  const picture = { destination: "image", mode: "no-cors" };
  for (let at = 0; at < 155; at += 1) await phone.visit(`/m/${at}.webp`, picture);
  await phone.visit("/m/154.webp", picture);
  assert.equal(asked, 155);
  const kept = (await phone.stores.get("images").keys()).map(({ url }) => path(url));
  assert.equal(kept.length, 150);
  assert.ok(!kept.includes("/m/4.webp") && kept.includes("/m/154.webp"));
});

test("pictures take no more than 8 MiB, oldest out", async () => {
  const phone = await installed(() => new Response("x", { headers: { "Content-Length": String(1 << 20) } }));
  const picture = { destination: "image", mode: "no-cors" };
  for (let at = 0; at < 17; at += 1) await phone.visit(`/m/${at}.webp`, picture);
  const kept = (await phone.stores.get("images").keys()).map(({ url }) => path(url));
  assert.deepEqual(kept, [9, 10, 11, 12, 13, 14, 15, 16].map((at) => `/m/${at}.webp`));
});

test("the last sixty pages stay, and where the phone has no room the pictures go and the page is shown all the same", async () => {
  const phone = await installed((at) => new Response(`fresh ${at}`));
  for (let at = 0; at < 63; at += 1) await phone.visit(`/listings/${at}`);
  const kept = (await phone.stores.get("pages").keys()).map(({ url }) => path(url));
  assert.deepEqual([kept.length, kept[0]], [60, "/listings/3"]);
  phone.stores.set("images", new FakeCache());
  phone.stores.get("pages").put = async () => {
    throw new Error("QuotaExceededError");
  };
  assert.equal(await phone.visit("/nearby"), "fresh /nearby");
  assert.equal(phone.stores.has("images"), false);
});

test("photos of conversations are fetched once although their addresses change, and go when the session ends", async () => {
  let asked = 0;
  const phone = await installed(() => {
    const answer = new Response(`photo ${(asked += 1)}`, { headers: { "Cache-Control": "private, no-cache" } });
    return Object.defineProperty(answer, "redirected", { value: true });
  });
  const picture = { destination: "image", mode: "no-cors" };
  const photo = "/messages/files/0191a5c2-5555-7c3a-9b52-3f6d1c2b4a59/480.webp";
  assert.equal(await phone.visit(photo, picture), "photo 1");
  assert.equal(await phone.visit(photo, picture), "photo 1");
  // Elsewhere an answer that comes from another address stands for another picture tomorrow.
  await phone.visit("/m/moved.webp", picture);
  assert.equal(await phone.visit("/m/moved.webp", picture), "photo 3");
  await (await phone.dispatch("message", { data: { type: "signed-out", drafts: false } })).settled();
  assert.equal(await phone.visit(photo, picture), "photo 4");
});

test("a built file is fetched once, since its name changes with it", async () => {
  let asked = 0;
  const phone = await installed(() => new Response(`file ${(asked += 1)}`));
  const file = { destination: "script", mode: "cors" };
  assert.equal(await phone.visit("/assets/forms.1.js", file), "file 1");
  assert.equal(await phone.visit("/assets/forms.1.js", file), "file 1");
});

test("a form is sent by the browser itself, and without network the offline page answers", async () => {
  const phone = await installed((at) => new Response(`fresh ${at}`));
  assert.equal(await phone.visit("/listings/new", { method: "POST" }), undefined);
  phone.navigator.onLine = false;
  assert.equal(await phone.visit("/listings/new", { method: "POST" }), "shell /offline");
});

test("the API and other sites are left to the browser", async () => {
  const phone = await installed(() => new Response("x"));
  assert.equal(await phone.visit("/api/v1/listings", { destination: "", mode: "cors" }), undefined);
});

test("what waits is sent by the file that was read with the worker, and again later while the network is away", async () => {
  const phone = await installed(() => new Response("a page"));
  assert.deepEqual(phone.sending.imported, ["/assets/sending.js"]);
  const sync = async (tag) => (await (await phone.dispatch("sync", { tag })).settled()).map(({ status }) => status);
  assert.deepEqual(await sync("something else"), []);
  assert.deepEqual(await sync("outbox"), ["fulfilled"]);
  assert.deepEqual(phone.sending.flush.mock.calls.map(({ arguments: [now] }) => now), [true]);
  phone.sending.flush = async () => Infinity;
  assert.deepEqual(await sync("outbox"), ["rejected"], "so that the browser asks again");
  // Nobody is shown a page from before what was sent.
  assert.ok(phone.stores.get("sent"));
});
