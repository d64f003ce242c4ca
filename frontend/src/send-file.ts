/** One file up to the server, with percent. A retry with the same key is the same upload. */

/** The server does not want it, and says why. */
export class Refused extends Error {}

/** It may work later, after so many milliseconds. */
export interface Later {
  pause: number;
}

export interface SentFile {
  id: string;
  url_160?: string;
}

interface Answer {
  data?: SentFile;
  errors?: { message?: string }[];
}

/** Fails with `Refused`, with `Later`, or with something else when there is no network. */
export async function sendFile(
  to: string,
  file: { blob: Blob; name: string; key: string },
  progress: (percent: number) => void,
): Promise<SentFile> {
  const form = new FormData();
  form.append("file", file.blob, file.name);
  const { status, answer, pause } = await (typeof XMLHttpRequest === "function" ? byRequest : byFetch)(to, form, file.key, progress);
  if (status < 300 && answer?.data) return answer.data;
  if (status >= 500 || status === 408 || status === 429 || status === 409 || status === 401) throw { pause } satisfies Later;
  throw new Refused(answer?.errors?.map(({ message }) => message).join("\n") ?? "");
}

interface Told {
  status: number;
  answer: Answer | null;
  pause: number;
}

const seconds = (header: string | null): number => Number(header) * 1000 || 0;

function byRequest(to: string, form: FormData, key: string, progress: (percent: number) => void): Promise<Told> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    request.responseType = "json";
    request.setRequestHeader("Idempotency-Key", key);
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
    request.onload = () =>
      done({ status: request.status, answer: request.response as Answer | null, pause: seconds(request.getResponseHeader("Retry-After")) });
    heard();
    request.send(form);
  });
}

/** In a service worker, where nobody sees a percentage. */
async function byFetch(to: string, form: FormData, key: string): Promise<Told> {
  const response = await fetch(to, { method: "POST", headers: { "Idempotency-Key": key }, body: form });
  const answer = (await response.json().catch(() => null)) as Answer | null;
  return { status: response.status, answer, pause: seconds(response.headers.get("Retry-After")) };
}
