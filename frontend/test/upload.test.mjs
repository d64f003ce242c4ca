// Uploads in pieces over a made-up network that is cut where the test wants it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { mock, test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";

const source = join(import.meta.dirname, "../src");
/** In place of what loads chunks and keeps things on the phone. */
const dom = `import * as direct from "./direct";
  const kept = {};
  export const load = async () => direct;
  export const store = { get: (key) => kept[key], set: (key, value) => { kept[key] = value; } };`;
const { outputFiles } = await build({
  entryPoints: [join(source, "upload.ts")],
  bundle: true,
  write: false,
  format: "cjs",
  plugins: [
    {
      name: "dom",
      setup(build) {
        build.onResolve({ filter: /^\.\/dom$/ }, () => ({ path: "dom", namespace: "stand-in" }));
        build.onLoad({ filter: /./, namespace: "stand-in" }, () => ({ contents: dom, resolveDir: source }));
      },
    },
  ],
});
const PART = 131_072;

/** A server that keeps pieces, or has a bucket; `fault(request, count)` says what goes wrong with a request, if anything. */
function server(fault = () => undefined, { bucket = false, worker = false } = {}) {
  const uploads = new Map();
  const keys = new Map();
  const log = [];
  /** What the bucket does not have yet. */
  const missing = (id, { size, parts }) =>
    Array.from({ length: Math.ceil(size / PART) }, (_, at) => at * PART)
      .filter((offset) => !parts.has(offset))
      .map((offset) => {
        const length = Math.min(PART, size - offset);
        return { offset, size: length, url: `https://bucket.test/q/${id}/${offset}`, headers: { "content-length": String(length), "content-type": "application/octet-stream" } };
      });
  const told = (id, upload) => ({ id, offset: upload.bytes.length, direct: upload.direct, parts: upload.direct ? missing(id, upload) : [] });
  const answer = ({ method, path, headers, body }) => {
    if (method === "PUT" && path.startsWith("/api/v1/messages/")) {
      const [id] = path.split("/").slice(-1);
      if (uploads.get(id).bytes.length < uploads.get(id).size) return { status: 409 };
      uploads.get(id).said = JSON.parse(body);
      return { status: 200, data: { id } };
    }
    if (method === "PUT") {
      const [id, offset] = path.split("/").slice(4);
      assert.deepEqual({ ...headers }, { "content-type": "application/octet-stream" });
      uploads.get(id).parts.set(Number(offset), body);
      return { status: 200 };
    }
    const id = path.split("/")[5];
    const upload = uploads.get(id);
    if (method === "POST" && path.endsWith("/uploads")) {
      const known = keys.get(headers["Idempotency-Key"]);
      const made = known ?? `u${keys.size + 1}`;
      if (!known) {
        keys.set(headers["Idempotency-Key"], made);
        const { size, direct = false } = JSON.parse(body);
        uploads.set(made, { size, bytes: [], direct: direct && bucket, parts: new Map() });
      }
      return { status: 201, replayed: Boolean(known), data: uploads.has(made) ? told(made, uploads.get(made)) : { id: made } };
    }
    if (!upload) return { status: 404 };
    if (method === "GET") return { status: 200, data: told(id, upload) };
    if (method === "DELETE") {
      uploads.delete(id);
      return { status: 204 };
    }
    if (method === "PATCH") {
      const offset = Number(headers["Upload-Offset"]);
      if (offset > upload.bytes.length) return { status: 409 };
      upload.bytes = upload.bytes.concat(body.slice(upload.bytes.length - offset));
      return { status: 204 };
    }
    if (upload.direct && missing(id, upload).length === 0) {
      upload.bytes = [...upload.parts].sort(([a], [b]) => a - b).flatMap(([, bytes]) => bytes);
    }
    if (upload.bytes.length < upload.size) return { status: 409 };
    upload.done = (upload.done ?? 0) + 1;
    return { status: 201, data: { id, url_160: `/m/${id}/160.webp` } };
  };
  class XMLHttpRequest {
    headers = {};
    upload = {};
    open(method, path) {
      Object.assign(this, { method, path });
    }
    setRequestHeader(name, value) {
      this.headers[name] = value;
    }
    getResponseHeader(name) {
      assert.ok(this.path.startsWith("/"), "the bucket's headers are not for us");
      return name === "Idempotency-Replayed" && this.told?.replayed ? "true" : name === "Retry-After" ? (this.told?.after ?? null) : null;
    }
    abort() {
      this.onabort?.();
    }
    async send(body) {
      const piece = body && typeof body !== "string" ? Array.from(new Uint8Array(await body.arrayBuffer())) : body;
      const request = { method: this.method, path: this.path, headers: this.headers, body: piece };
      log.push(`${this.method} ${this.path.split("/").slice(5).join("/")}${this.headers["Upload-Offset"] ? `@${this.headers["Upload-Offset"]}+${piece.length}` : ""}`);
      const wrong = fault(request, log.length);
      if (wrong?.cutAt !== undefined) answer({ ...request, body: piece.slice(0, wrong.cutAt) });
      if (wrong?.lost) answer(request);
      if (piece?.length) this.upload.onprogress?.({ loaded: wrong?.cutAt ?? piece.length });
      if (wrong && !wrong.status) {
        this.onerror?.();
      } else {
        this.told = wrong ?? answer(request);
        this.status = this.told.status;
        this.response = this.told.errors ? { errors: this.told.errors } : { data: this.told.data };
        this.onload?.();
      }
      this.onloadend?.();
    }
  }
  /** The same server, for whoever has no other way to ask. */
  const fetch = (path, { method, headers, body }) =>
    new Promise((done, fail) => {
      const request = Object.assign(new XMLHttpRequest(), { upload: {}, onerror: () => fail(new TypeError("Failed to fetch")) });
      request.open(method, path);
      Object.assign(request.headers, headers);
      request.onload = () => {
        const { told, response } = request;
        const said = { ...(told.after && { "Retry-After": told.after }), ...(told.replayed && { "Idempotency-Replayed": "true" }) };
        done(new Response(told.status === 204 ? null : JSON.stringify(response), { status: told.status, headers: said }));
      };
      void request.send(body);
    });
  const sandbox = {
    module: { exports: {} },
    ...(worker ? { fetch, AbortController } : { XMLHttpRequest }),
    Blob,
    Number,
    // No test waits: every pause is over at once, and a minute of silence never comes.
    setTimeout: (then, ms) => (ms < 60_000 ? setImmediate(then) : 0),
    clearTimeout: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  vm.runInNewContext(outputFiles[0].text, sandbox);
  return { uploads, log, sendInPieces: sandbox.module.exports.sendInPieces };
}

const photo = (size) => new Blob([Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251)]);
const whole = async (blob, upload) => assert.deepEqual(upload.bytes, Array.from(new Uint8Array(await blob.arrayBuffer())));

test("a photo goes in growing pieces, with percent", async () => {
  const { uploads, log, sendInPieces } = server();
  const seen = mock.fn();
  const blob = photo(900_000);
  assert.equal((await sendInPieces({ blob, key: "key-1" }, seen)).url_160, "/m/u1/160.webp");
  await whole(blob, uploads.get("u1"));
  assert.deepEqual(log, ["POST ", "PATCH u1@0+131072", "PATCH u1@131072+262144", "PATCH u1@393216+506784", "POST u1/complete"]);
  assert.deepEqual(seen.mock.calls.map(({ arguments: [percent] }) => percent), [14, 43, 99, 100]);
});

test("a cut line goes on where it was, and a lost answer is no second photo", async () => {
  let cuts = 0;
  const { uploads, sendInPieces } = server(({ method }) => {
    if (cuts >= 12) return undefined;
    cuts += 1;
    if (method === "PATCH") return cuts % 3 ? { cutAt: 5_000 * cuts } : { lost: true };
    return method === "GET" && cuts % 5 === 0 ? { status: 503 } : undefined;
  });
  const blob = photo(800_000);
  await sendInPieces({ blob, key: "key-1" }, () => {});
  assert.equal(uploads.size, 1);
  await whole(blob, uploads.get("u1"));
});

test("the same photo after a reload is the same upload", async () => {
  let down = true;
  const blob = photo(700_000);
  const { uploads, log, sendInPieces } = server(({ method, headers }) =>
    down && method !== "POST" && headers["Upload-Offset"] !== "0" ? {} : undefined,
  );
  await assert.rejects(sendInPieces({ blob, key: "key-1" }, () => {}));
  assert.equal(uploads.get("u1").bytes.length, 131_072);
  down = false;
  log.length = 0;
  await sendInPieces({ blob, key: "key-1" }, () => {});
  assert.deepEqual(log.slice(0, 3), ["POST ", "GET u1", "PATCH u1@131072+131072"]);
  await whole(blob, uploads.get("u1"));
});

test("an upload that was given up is begun anew", async () => {
  const first = server();
  const blob = photo(300_000);
  await first.sendInPieces({ blob, key: "key-1" }, () => {});
  first.uploads.delete("u1");
  assert.equal((await first.sendInPieces({ blob, key: "key-1" }, () => {})).id, "u2");
});

test("a refusal is told in the server's words, and not tried again", async () => {
  const { log, sendInPieces } = server(({ method }) =>
    method === "PATCH" ? { status: 422, errors: [{ message: "HEIC photos cannot be read here." }] } : undefined,
  );
  await assert.rejects(sendInPieces({ blob: photo(200_000), key: "key-1" }, () => {}), /HEIC photos cannot be read here/);
  assert.equal(log.length, 2);
});

test("a server that is away is left for later with its pause", async () => {
  const { sendInPieces } = server(() => ({ status: 503, after: "7" }));
  await assert.rejects(sendInPieces({ blob: photo(200_000), key: "key-1" }, () => {}), ({ pause }) => pause === 7000);
});

const straight = (fault) => server(fault, { bucket: true });

test("where there is a bucket a photo goes straight there, in parts, with percent", async () => {
  const { uploads, log, sendInPieces } = straight();
  const seen = mock.fn();
  const blob = photo(300_000);
  assert.equal((await sendInPieces({ blob, key: "key-1" }, seen)).id, "u1");
  await whole(blob, uploads.get("u1"));
  assert.deepEqual(log, ["POST ", "PUT 0", `PUT ${PART}`, `PUT ${2 * PART}`, "POST u1/complete"]);
  assert.deepEqual(seen.mock.calls.map(({ arguments: [percent] }) => percent), [43, 87, 99, 100]);
});

test("of a line that is cut on the way to the bucket only the part on its way is sent again", async () => {
  let puts = 0;
  const { uploads, log, sendInPieces } = straight(({ method, path }) => {
    if (method !== "PUT") return undefined;
    puts += 1;
    // Cut before anything is kept, then an answer that is lost.
    return puts === 2 ? {} : path.endsWith(`/${2 * PART}`) ? { lost: true } : undefined;
  });
  const blob = photo(500_000);
  await sendInPieces({ blob, key: "key-1" }, () => {});
  await whole(blob, uploads.get("u1"));
  assert.deepEqual(log.filter((line) => line.startsWith("PUT")), ["PUT 0", `PUT ${PART}`, `PUT ${PART}`, `PUT ${2 * PART}`, `PUT ${3 * PART}`]);
  assert.equal(uploads.size, 1);
});

test("the same photo after a reload goes on with the parts that are missing", async () => {
  let down = true;
  const { uploads, log, sendInPieces } = straight(({ method, path }) => (down && !(method === "PUT" && path.endsWith("/0")) && method !== "POST" ? {} : undefined));
  const blob = photo(300_000);
  await assert.rejects(sendInPieces({ blob, key: "key-1" }, () => {}));
  down = false;
  log.length = 0;
  await sendInPieces({ blob, key: "key-1" }, () => {});
  assert.deepEqual(log, ["POST ", "GET u1", `PUT ${PART}`, `PUT ${2 * PART}`, "POST u1/complete"]);
  await whole(blob, uploads.get("u1"));
});

test("a bucket out of reach is left aside, for this photo and the next", async () => {
  const { uploads, log, sendInPieces } = straight(({ method }) => (method === "PUT" ? {} : undefined));
  const blob = photo(300_000);
  assert.equal((await sendInPieces({ blob, key: "key-1" }, () => {})).id, "u2");
  assert.deepEqual([...uploads.keys()], ["u2"], "the upload to the bucket was given up");
  await whole(blob, uploads.get("u2"));
  log.length = 0;
  await sendInPieces({ blob, key: "key-2" }, () => {});
  assert.ok(log.every((line) => !line.startsWith("PUT")), log.join());
});

/** The second piece is cut, and the answer to the end is lost; each once. */
function cutAndLost() {
  const faults = { PATCH: { cutAt: 9_000 }, PUT: { lost: true } };
  return ({ method, headers }) => {
    if (headers["Upload-Offset"] === "0") return undefined;
    const fault = faults[method];
    delete faults[method];
    return fault;
  };
}

test("a file of a conversation goes in pieces as well, and the conversation takes it", async () => {
  const { uploads, log, sendInPieces } = server(cutAndLost(), { bucket: true });
  const blob = photo(300_000);
  const to = "/api/v1/messages/conversations/c1/files";
  const told = await sendInPieces({ to, blob, key: "key-1", with: [["duration_ms", "4200"]] }, () => {});
  assert.equal(told.id, "u1");
  await whole(blob, uploads.get("u1"));
  assert.deepEqual(uploads.get("u1").said, { duration_ms: 4200 });
  assert.equal(uploads.size, 1);
  assert.deepEqual(log.slice(0, 4), ["POST ", "PATCH u1@0+131072", "PATCH u1@131072+168928", "GET u1"], "not to the bucket");
  assert.equal(log[4], "PATCH u1@140072+65536", "from where it was cut");
  assert.deepEqual(log.filter((line) => line.startsWith("PUT")), ["PUT c1/files/u1", "PUT c1/files/u1"]);
});

test("a service worker sends in pieces as well, goes on where it was cut, and never to the bucket", async () => {
  const { uploads, log, sendInPieces } = server(cutAndLost(), { bucket: true, worker: true });
  const blob = photo(300_000);
  await sendInPieces({ to: "/api/v1/messages/conversations/c1/files", blob, key: "key-1" }, () => {});
  await whole(blob, uploads.get("u1"));
  assert.equal(uploads.size, 1);
  assert.deepEqual(log.slice(0, 5), ["POST ", "PATCH u1@0+131072", "PATCH u1@131072+168928", "GET u1", "PATCH u1@140072+65536"]);
  assert.deepEqual(log.filter((line) => line.startsWith("PUT")), ["PUT c1/files/u1", "PUT c1/files/u1"]);
  const picture = photo(200_000);
  assert.equal((await sendInPieces({ blob: picture, key: "key-2" }, () => {})).url_160, "/m/u2/160.webp");
  await whole(picture, uploads.get("u2"));
});

test("a service worker leaves to later what a busy server names a time for", async () => {
  const { sendInPieces } = server(() => ({ status: 503, after: "7" }), { worker: true });
  await assert.rejects(sendInPieces({ blob: photo(200_000), key: "key-1" }, () => {}), (problem) => problem.pause === 7000);
});
