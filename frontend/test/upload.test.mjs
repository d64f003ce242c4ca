// Uploads in pieces over a made-up network that is cut where the test wants it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { mock, test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "../src/upload.ts")],
  bundle: true,
  write: false,
  format: "cjs",
});

/** A server that keeps pieces; `fault(method, path, piece)` says what goes wrong with a request, if anything. */
function server(fault = () => undefined) {
  const uploads = new Map();
  const keys = new Map();
  const log = [];
  const answer = ({ method, path, headers, body }) => {
    const id = path.split("/")[5];
    const upload = uploads.get(id);
    if (method === "POST" && path.endsWith("/uploads")) {
      const known = keys.get(headers["Idempotency-Key"]);
      const made = known ?? `u${keys.size + 1}`;
      if (!known) {
        keys.set(headers["Idempotency-Key"], made);
        uploads.set(made, { size: JSON.parse(body).size, bytes: [] });
      }
      return { status: 201, replayed: Boolean(known), data: { id: made, offset: 0 } };
    }
    if (!upload) return { status: 404 };
    if (method === "GET") return { status: 200, data: { id, offset: upload.bytes.length } };
    if (method === "PATCH") {
      const offset = Number(headers["Upload-Offset"]);
      if (offset > upload.bytes.length) return { status: 409 };
      upload.bytes = upload.bytes.concat(body.slice(upload.bytes.length - offset));
      return { status: 204 };
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
  const sandbox = {
    module: { exports: {} },
    XMLHttpRequest,
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
