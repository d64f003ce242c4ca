/**
 * A photo straight to the bucket (L-8), part by part: what arrived whole is not sent again. Loaded only where the server
 * has a bucket.
 */
import type { Send, Told } from "./upload";

/** Failures of the bucket in a row, while the server answers, until it counts as out of reach. */
const TRIES = 3;
/** The same of the server, until it is left for later. */
const PATIENCE = 5;

/** A part of the photo that the bucket does not have yet, and where it may be sent. */
export interface Part {
  offset: number;
  size: number;
  url: string;
  headers: Record<string, string>;
}

interface Upload {
  path: string;
  parts: Part[];
}

interface Ways {
  ask(send: Send): Promise<Told>;
  pause(milliseconds: number): Promise<void>;
}

export interface Direct {
  send(blob: Blob, upload: Upload, ways: Ways, progress: (percent: number) => void): Promise<boolean>;
}

/** True when the bucket has all of it, false when it cannot be reached from here; fails when there is no network. */
export const send: Direct["send"] = async (blob, { path, parts }, { ask, pause }, progress) => {
  let missing = parts;
  let tries = 0;
  let silence = 0;
  for (let part = missing[0]; part; part = missing[0]) {
    const { offset, size, url, headers } = part;
    const there = blob.size - missing.reduce((sum, { size }) => sum + size, 0);
    const sent = (bytes: number): void => progress(Math.min(99, Math.floor((100 * (there + bytes)) / blob.size)));
    // How long it is, the browser says itself.
    const { "content-length": _, ...said } = headers;
    const put = { method: "PUT", path: url, headers: said, body: blob.slice(offset, offset + size), sent };
    if (await ask(put).then(({ status }) => status < 300, () => false)) {
      missing = missing.slice(1);
      tries = 0;
      continue;
    }
    // Whether it is the bucket or the line that is away, and whether only the answer was lost, the server knows.
    for (;;) {
      await pause(1000 * 2 ** Math.max(tries, silence));
      const look = await ask({ method: "GET", path }).catch(() => null);
      if (look?.status === 404) return false;
      if (look && look.status < 300) {
        const left = look.body?.data?.parts ?? [];
        tries = left.length < missing.length ? 0 : tries + 1;
        silence = 0;
        missing = left;
        break;
      }
      silence += 1;
      if (silence > PATIENCE) throw look ? { pause: look.pause } : new Error("no network");
    }
    if (tries >= TRIES) return false;
  }
  return true;
};
