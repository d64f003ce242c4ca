// What becomes of what waits in the outbox: over a made-up database and a network that answers as the test wants.
import assert from "node:assert/strict";
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";

const { outputFiles } = await build({
  stdin: { contents: 'export * from "./outbox"; export * from "./sender";', resolveDir: join(import.meta.dirname, "../src"), loader: "ts" },
  bundle: true,
  write: false,
  format: "cjs",
});

/** A row as a database gives it back; files as they are, since Node cannot clone one that is gone. */
const copy = (row) => row && { ...structuredClone({ ...row, files: undefined }), files: row.files?.map((file) => ({ ...file })) };

/** As much of IndexedDB as `db.ts` uses; every transaction ends well. */
function database() {
  const stores = { outbox: new Map(), drafts: new Map() };
  const later = (work) => setImmediate(work);
  const request = (result) => {
    const asked = { result };
    later(() => asked.onsuccess?.());
    return asked;
  };
  const rows = (name) => ({
    getAll: () => request([...stores[name].values()].map(copy)),
    get: (key) => request(copy(stores[name].get(key))),
    put: (row) => request(stores[name].set(row.id ?? row.name, copy(row))),
    delete: (key) => request(stores[name].delete(key)),
    clear: () => request(stores[name].clear()),
  });
  const base = {
    transaction: (name) => {
      const transaction = { objectStore: () => rows(name) };
      later(() => later(() => transaction.oncomplete()));
      return transaction;
    },
  };
  return { stores, indexedDB: { open: () => request(base) } };
}

/** A phone of somebody called `me`; `answer` says what the server does with a request that is not about who they are. */
function phone(answer, clock = Date) {
  const { stores, indexedDB } = database();
  const sent = [];
  const fetch = async (url, init = {}) => {
    if (url.startsWith("/api/v1/users/me")) return new Response('{"data":{"id":"me"}}');
    sent.push(JSON.parse(init.body).text);
    return answer(sent.length);
  };
  const sandbox = {
    module: { exports: {} },
    indexedDB,
    fetch,
    navigator: { onLine: true },
    crypto,
    Date: clock,
    Response,
    AbortController,
    URLSearchParams,
    FormData,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  };
  vm.runInNewContext(outputFiles[0].text, sandbox);
  const outbox = sandbox.module.exports;
  const write = (text, more = {}) =>
    outbox.put({ id: outbox.newId(), kind: "message", user: "me", lane: "chat", label: text, page: "", url: "/api/v1/messages", as: "json", fields: [], body: { text }, files: [], filesAs: "", ...more });
  const states = () => [...stores.outbox.values()].map(({ label, state, reason }) => [label, state, reason]);
  return { ...outbox, write, sent, states };
}

const refusal = (status, headers) => new Response('{"errors":[{"message":"Please wait for an answer."}]}', { status, headers });

test("an answer that names no time to come back is a refusal in the server's words, and holds up nothing", async () => {
  const { write, flush, sent, states } = phone((count) => (count === 1 ? refusal(429) : new Response("{}", { status: 201 })));
  await write("one");
  await write("two");
  assert.equal(await flush(), 0);
  assert.deepEqual(sent, ["one", "two"]);
  assert.deepEqual(states(), [["one", "failed", "Please wait for an answer."]]);
});

test("an answer that names a time is tried again then, and what comes after it waits", async () => {
  const { write, flush, sent, states } = phone(() => refusal(429, { "Retry-After": "7" }));
  await write("one");
  await write("two");
  const pause = await flush();
  assert.ok(pause >= 7000, String(pause));
  assert.deepEqual(sent, ["one"]);
  assert.deepEqual(states(), [["one", "waiting", ""], ["two", "waiting", ""]]);
});

test("an order whose photo the phone has lost waits for its owner, and holds up nothing", async () => {
  const { write, flush, sent, states } = phone(() => new Response("{}", { status: 201 }));
  const file = join(mkdtempSync(join(tmpdir(), "photo-")), "a.jpg");
  writeFileSync(file, "a photo");
  const lost = await openAsBlob(file);
  rmSync(file);
  await write("photo", { files: [{ key: "one", name: "a.jpg", blob: lost }] });
  await write("after it");
  assert.equal(await flush(), 0);
  assert.deepEqual(sent, ["after it"]);
  assert.deepEqual(states(), [["photo", "failed", ""]]);
});

test("a server in trouble is tried again twelve times", async () => {
  const { write, flush, sent, states } = phone(() => new Response("", { status: 503 }));
  await write("one");
  for (let time = 0; time < 14; time += 1) await flush(true);
  assert.equal(sent.length, 12);
  assert.deepEqual(states(), [["one", "failed", ""]]);
});

test("what is held is let alone until its time, and what comes after it in its lane, too", async () => {
  const { hold, again, write, newId, flush, sent } = phone(() => new Response("{}", { status: 201 }));
  const id = newId();
  await hold({ id, kind: "message", user: "me", lane: "chat", label: "photo", page: "", url: "/api/v1/messages", as: "json", fields: [], body: { text: "photo" }, files: [], filesAs: "" }, Date.now() + 12_000);
  await write("after it");
  await write("elsewhere", { lane: "other" });
  await flush();
  assert.deepEqual(sent, ["elsewhere"]);
  await again(id);
  await flush();
  assert.deepEqual(sent, ["elsewhere", "photo", "after it"]);
});

test("what waits goes in the order it was written in, also within a millisecond and when the clock is put back", async () => {
  let now = 1_800_000_000_000;
  const { write, flush, sent } = phone(() => new Response("{}", { status: 201 }), { now: () => now });
  const words = Array.from({ length: 12 }, (_, at) => `word ${at}`);
  for (const [at, word] of words.entries()) {
    if (at === 6) now -= 3_600_000;
    await write(word);
  }
  await flush();
  assert.deepEqual(sent, words);
});
