/**
 * A file up to the server in pieces (L-8, M-14): when the line is cut, it goes on where it was, and not from the start. The
 * key makes it the same upload after a reload, too. Where the server has a bucket, pages send it straight there
 * (`direct.ts`); the service worker, which can load nothing more, always by way of the server.
 */
import type { Direct, Part } from "./direct";
import { load, store } from "./dom";
import { type Later, Refused, type SentFile } from "./send-file";

const MEDIA = "/api/v1/media";
const UPLOADS = `${MEDIA}/uploads`;
const LEAST = 64 * 1024;
const MOST = 512 * 1024;
/** Tries without a single new byte until it is left for later. */
const TRIES = 5;
/** A line that is dead without saying so: no byte for a minute, or no answer where bytes are not told of. */
const SILENCE = 60_000;
/** How long everything goes by way of the server when the bucket could not be reached. */
const AWAY = 3600_000;

export interface Told {
  status: number;
  body: { data?: SentFile & { offset?: number; direct?: boolean; parts?: Part[] }; errors?: { code?: string; message?: string }[] } | null;
  pause: number;
  replayed: boolean;
}

export interface Send {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Blob | string;
  sent?: (bytes: number) => void;
}

/** A service worker has no `XMLHttpRequest`, which tells how much of a piece has gone, and nobody who would look at it. */
const ask = (send: Send): Promise<Told> => (typeof XMLHttpRequest === "function" ? byRequest(send) : byFetch(send));

async function byFetch({ method, path, headers, body }: Send): Promise<Told> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SILENCE);
  try {
    const answer = await fetch(path, { method, headers, body, signal: stop.signal });
    const told = (await answer.json().catch(() => null)) as Told["body"];
    const pause = Number(answer.headers.get("Retry-After")) * 1000 || 0;
    return { status: answer.status, body: told, pause, replayed: answer.headers.has("Idempotency-Replayed") };
  } finally {
    clearTimeout(timer);
  }
}

function byRequest({ method, path, headers = {}, body, sent }: Send): Promise<Told> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    let silence = 0;
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    request.upload.onprogress = ({ loaded }) => {
      heard();
      sent?.(loaded);
    };
    request.onloadend = () => clearTimeout(silence);
    request.onerror = request.onabort = () => fail(new Error("no network"));
    // Another site's headers are none of our business.
    const told = (name: string): string | null => (path.startsWith("/") ? request.getResponseHeader(name) : null);
    request.onload = () =>
      done({
        status: request.status,
        body: request.response as Told["body"],
        pause: Number(told("Retry-After")) * 1000 || 0,
        replayed: told("Idempotency-Replayed") !== null,
      });
    heard();
    request.send(body ?? null);
  });
}

/** The answer, if it is a good one. What may work later and what never will are told apart. */
async function good(send: Send): Promise<Told> {
  const told = await ask(send);
  const { status, body, pause } = told;
  if (status < 300) return told;
  if (status >= 500 || [401, 408, 409, 429].includes(status)) throw { pause } satisfies Later;
  throw new Refused(body?.errors?.map(({ message }) => message).join("\n") ?? "");
}

/** Waits a moment, and not longer than until the network is back. */
const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    }
    addEventListener("online", end);
  });

interface Begun {
  path: string;
  offset: number;
  /** What the bucket does not have yet, where the photo goes there. */
  parts: Part[] | undefined;
}

/** Begins the upload, or finds the one that was begun under this key. */
async function begin(key: string, announced: { size: number; direct?: true }): Promise<Begun> {
  for (let time = 0; ; time += 1) {
    // An upload that was begun a day ago is gone, but its key is not free yet.
    const headers = { "Content-Type": "application/json", "Idempotency-Key": time ? `${key}.${time}` : key };
    const { body, replayed } = await good({ method: "POST", path: UPLOADS, headers, body: JSON.stringify(announced) });
    const path = `${UPLOADS}/${body?.data?.id ?? ""}`;
    if (!replayed) return { path, offset: 0, parts: partsOf(body) };
    const there = await ask({ method: "GET", path });
    if (there.status < 300) return { path, offset: there.body?.data?.offset ?? 0, parts: partsOf(there.body) };
    if (there.status !== 404 || time > 2) throw { pause: there.pause } satisfies Later;
  }
}

const partsOf = (body: Told["body"]): Part[] | undefined => (body?.data?.direct ? (body.data.parts ?? []) : undefined);

/**
 * Sends a photo, or to another address than that of photos a file of a conversation, which takes it at its end. Fails as
 * `sendFile` does: with `Refused`, with `Later`, or with something else when there is no network.
 */
export async function sendInPieces(
  { to = MEDIA, blob, key, with: said = [] }: { to?: string; blob: Blob; key: string; with?: [string, string][] },
  progress: (percent: number) => void,
): Promise<SentFile> {
  let upload: Begun | undefined;
  if (typeof XMLHttpRequest === "function" && to === MEDIA && Date.now() - (store.get<number>("bucket-away") ?? 0) >= AWAY) {
    upload = await begin(`${key}.direct`, { size: blob.size, direct: true });
  }
  if (typeof XMLHttpRequest === "function" && upload?.parts) {
    const { path, parts } = upload;
    const direct = await load<Direct>("direct").catch(() => undefined);
    if (await direct?.send(blob, { path, parts }, { ask, pause }, progress)) return completed(whole(path), progress);
    // The bucket cannot be reached from here: this photo and the next ones go by way of the server.
    if (direct) store.set("bucket-away", Date.now());
    void ask({ method: "DELETE", path }).catch(() => undefined);
    upload = undefined;
  }
  upload ??= await begin(key, { size: blob.size });
  let size = 2 * LEAST;
  let tries = 0;
  while (upload.offset < blob.size) {
    const { path, offset } = upload;
    const started = Date.now();
    try {
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
      const piece = blob.slice(offset, offset + size);
      const sent = (bytes: number): void => progress(Math.min(99, Math.floor((100 * (offset + bytes)) / blob.size)));
      await good({ method: "PATCH", path, headers, body: piece, sent });
      upload.offset = offset + piece.size;
      tries = 0;
      const took = Date.now() - started;
      size = took < 4000 ? Math.min(MOST, size * 2) : took > 15_000 ? Math.max(LEAST, size / 2) : size;
    } catch (problem) {
      if (problem instanceof Refused) throw problem;
      tries += 1;
      size = LEAST;
      if (tries > TRIES) throw problem;
      await pause((problem as Partial<Later>).pause || 1000 * 2 ** (tries - 1));
      // What came of the piece before the line was cut counts.
      const there = await ask({ method: "GET", path }).catch(() => null);
      if (there?.status === 404 && !key.endsWith(".again")) return sendInPieces({ to, blob, key: `${key}.again`, with: said }, progress);
      const now = there?.body?.data?.offset ?? offset;
      if (now > offset) tries = 0;
      upload.offset = now;
    }
  }
  if (to === MEDIA) return completed(whole(upload.path), progress);
  const body = JSON.stringify(Object.fromEntries(said.map(([name, value]) => [name, Number(value)])));
  const headers = { "Content-Type": "application/json" };
  return completed({ method: "PUT", path: to + upload.path.slice(UPLOADS.length), headers, body }, progress);
}

const whole = (path: string): Send => ({ method: "POST", path: `${path}/complete` });

/** Completing is the same however often it is asked for. */
async function completed(end: Send, progress: (percent: number) => void): Promise<SentFile> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { body } = await good(end);
      if (!body?.data) throw { pause: 0 } satisfies Later;
      progress(100);
      return body.data;
    } catch (problem) {
      if (problem instanceof Refused || tries > TRIES) throw problem;
      await pause((problem as Partial<Later>).pause || 1000 * 2 ** (tries - 1));
    }
  }
}
