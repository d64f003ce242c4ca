/** One file up to the server, with percent, and what an answer means. A retry with the same key is the same upload. */

/** The server does not want it; the message is its words, or a piece of its page. */
export class Refused extends Error {}

/** It may work later, after at least so many milliseconds. */
export interface Later {
  pause: number;
}

export interface SentFile {
  id: string;
  url_160?: string;
}

/** What is thrown for an answer that is no success: a refusal in the server's words, or that it is worth trying later. */
export async function verdict(answer: Response): Promise<Refused | Later> {
  const pause = Number(answer.headers.get("Retry-After")) * 1000 || 0;
  const { status } = answer;
  // Signed out in the middle: the next try begins by asking who is signed in. An answer that names no time to come back
  // is the last word, also that there was too much of something.
  if (status >= 500 || status === 401 || pause) return { pause };
  const text = await answer.text();
  try {
    return new Refused((JSON.parse(text) as { errors: { message: string }[] }).errors.map(({ message }) => message).join("\n"));
  } catch {
    return new Refused(/<ul[^]*?<\/ul>/.exec(text.split('id="error-summary"')[1] ?? "")?.[0] ?? /<h1[^]*?<\/h1>/.exec(text)?.[0] ?? "");
  }
}

type Send = (file: { to: string; blob: Blob; key: string; with?: [string, string][] }, progress: (percent: number) => void) => Promise<SentFile>;
let pieces: Send | undefined;

/** From here on larger files go in pieces, by `send`: whoever sends says so, for tests and a first page do without. */
export const inPieces = (send: Send): void => {
  pieces = send;
};

/** Fails with `Refused`, with `Later`, or with something else when there is no network. */
export async function sendFile(
  to: string,
  file: { blob: Blob; name: string; key: string; with?: [string, string][] },
  progress: (percent: number) => void,
): Promise<SentFile> {
  if (pieces && file.blob.size > 96 * 1024) return pieces({ ...file, to }, progress);
  const body = new FormData();
  body.append("file", file.blob, file.name);
  for (const [name, value] of file.with ?? []) body.append(name, value);
  const headers = { "Idempotency-Key": file.key };
  // A service worker has no XMLHttpRequest, and nobody who looks at a percentage.
  const answer = await (typeof XMLHttpRequest === "function" ? byRequest(to, body, headers, progress) : fetch(to, { method: "POST", headers, body }));
  if (answer.ok) return ((await answer.json()) as { data: SentFile }).data;
  throw await verdict(answer);
}

function byRequest(to: string, body: FormData, headers: Record<string, string>, progress: (percent: number) => void): Promise<Response> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    // A line that is dead without saying so: no byte for a minute.
    let silence = 0;
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), 60_000);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      heard();
      progress(Math.floor((100 * loaded) / total));
    };
    request.onloadend = () => clearTimeout(silence);
    request.onerror = request.onabort = () => fail(new Error("no network"));
    request.onload = () => {
      const { status, responseText } = request;
      done(new Response(responseText || null, { status, headers: { "Retry-After": request.getResponseHeader("Retry-After") ?? "" } }));
    };
    heard();
    request.send(body);
  });
}
