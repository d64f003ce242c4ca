/**
 * The outbox: what somebody has sent while there was no network goes when there is one, in order, once.
 *
 * For other modules (chat puts its messages here):
 *   put(order)          keep it and begin to send; the same `id` again replaces what still waits
 *   orders(user)        what waits or was refused, oldest first, of this person only
 *   watch(hear)         every change in any tab and in the service worker, with percent and the server's answer
 *   again(id), drop(id) after a refusal: try again, or give up
 *   flush()             send what is due; called at the start of a page, on `online`, and by Background Sync
 *   newId()             a UUID version 7 for `id`
 * Nothing is doubled, because each order carries an id that its maker made and the server knows again; nothing is lost,
 * because an order leaves the database only when the server has accepted it or its owner dropped it. One sender at a
 * time works for all tabs (Web Locks). Orders of one `lane` keep their order: while one has to wait, so do those after it.
 */
import * as db from "./db";
import { type Later, Refused, sendFile, verdict } from "./send-file";

export type Kind = "listing" | "save" | "message";
export type State = "waiting" | "sign-in" | "failed";

/** A file that goes up before the order does. */
export interface Attachment {
  /** Made once for this file: the server knows by it that it has it already. */
  key: string;
  /** Absent only if the server has it already. */
  blob?: Blob;
  name: string;
  /** Where it goes; `/api/v1/media` unless said otherwise. */
  to?: string;
  /** What the server is told of it besides. */
  with?: [string, string][];
  /** What the server calls it, and when it was told so. */
  media?: string;
  src?: string;
  at?: number;
}

export interface NewOrder {
  id: string;
  kind: Kind;
  /** `data-user` of the page on which it was made: it is sent as nobody else. */
  user: string;
  lane: string;
  /** By which a person knows it again: the title, the first words. */
  label: string;
  /** Where it can be put right; opened with `#outbox=<id>`. Empty if it cannot. */
  page: string;
  url: string;
  /** How it travels: as a form (then `fields`) or as JSON (then `body`). */
  as: "multipart" | "form" | "json";
  fields: [string, string][];
  body?: Record<string, unknown>;
  files: Attachment[];
  /** The field that lists the ids of the files; of one file only when its name is not a plural. */
  filesAs: string;
}

export interface Order extends NewOrder {
  at: number;
  state: State;
  /** The server's words when it was refused, or the piece of its page that says them; empty when it had none. */
  reason: string;
  tries: number;
  /** Not before this moment. */
  due: number;
}

export interface Change {
  id: string;
  state: State | "sending" | "sent" | "dropped";
  percent?: number;
  reason?: string;
  /** What the server said of a JSON order. */
  answer?: unknown;
}

const LOCK = "outbox";
/** After so many mistakes of the server an order waits for its owner. */
const MOST_TRIES = 12;
const LONGEST_PAUSE = 300_000;
const PATIENCE = 60_000;
/** Uploads that nothing refers to are removed after a day. */
const MEDIA_LIFE = 20 * 3600_000;

/** With the time of `like`, an id that the server has made, where the phone's clock is not to be trusted. */
export function newId(like = ""): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = ((random[0] ?? 0) & 15) | 0x70;
  random[2] = ((random[2] ?? 0) & 63) | 0x80;
  const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(like) ? like.slice(0, 8) + like.slice(9, 13) : Date.now().toString(16).padStart(12, "0");
  return (time + hex).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---- Telling ----

const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("outbox") : undefined;
const hearers = new Set<(change: Change) => void>();
if (channel) channel.onmessage = ({ data }: MessageEvent<Change>) => hearers.forEach((hear) => hear(data));

function tell(change: Change): void {
  hearers.forEach((hear) => hear(change));
  channel?.postMessage(change);
}

export function watch(hear: (change: Change) => void): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}

// ---- Keeping ----

const byAge = (a: Order, b: Order): number => a.at - b.at || (a.id < b.id ? -1 : 1);

export const orders = async (user: string): Promise<Order[]> =>
  (await db.all<Order>("outbox")).filter((order) => order.user === user).sort(byAge);

export const find = (id: string): Promise<Order | undefined> => db.get<Order>("outbox", id);

/** Resolves when it is safely kept; fails when the phone has no room, so that nobody is told otherwise. */
export async function put(order: NewOrder): Promise<void> {
  await db.put("outbox", { ...order, at: Date.now(), state: "waiting", reason: "", tries: 0, due: 0 } satisfies Order);
  tell({ id: order.id, state: "waiting" });
  void askForSync();
  void flush();
}

export async function again(id: string): Promise<void> {
  await db.change<Order>("outbox", id, (order) => ({ ...order, state: "waiting", reason: "", tries: 0, due: 0 }));
  tell({ id, state: "waiting" });
  await flush();
}

export async function drop(id: string): Promise<void> {
  await db.remove("outbox", id);
  tell({ id, state: "dropped" });
}

/** Background Sync, where the browser has it, sends even when no page is open. */
async function askForSync(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
    await registration.sync?.register("outbox");
  } catch {
    // Refused or unknown: then `online` and the next start do it.
  }
}

// ---- Sending ----

/**
 * Sends everything that is due; `now` also what pauses after a failure. Says in how many milliseconds it is worth
 * trying again: 0 when nothing is left, Infinity when only a network or a sign-in can help.
 */
export function flush(now = false): Promise<number> {
  // Whoever sends already may have read the list a moment too early, so this waits for its turn instead of giving up.
  return (navigator.locks ? navigator.locks.request(LOCK, () => sendAll(now)) : sendAll(now)) as Promise<number>;
}

/** How often in a row the phone has said that there is a network, and there was none. */
let misses = 0;

async function sendAll(now: boolean): Promise<number> {
  const waiting = (await db.all<Order>("outbox")).filter((order) => order.state !== "failed").sort(byAge);
  if (waiting.length === 0) return 0;
  let next = 0;
  const blocked = new Set<string>();
  try {
    const user = await whoAmI();
    for (const { id } of waiting) {
      // It may have been dropped or replaced while the ones before it were on their way.
      const order = await find(id);
      if (!order || order.state === "failed" || blocked.has(order.lane)) continue;
      if (order.user !== user) {
        await settle(order, user ? "waiting" : "sign-in");
        next = next || Infinity;
        continue;
      }
      let pause = now ? 0 : order.due - Date.now();
      if (pause <= 0) pause = await trySending(order);
      if (pause > 0) {
        blocked.add(order.lane);
        next = Math.min(next || Infinity, pause);
      }
    }
    misses = 0;
    return next;
  } catch {
    // All of it waits for the next occasion. A phone says a moment too early that it has a network again: then soon.
    return navigator.onLine ? Math.min(LONGEST_PAUSE, 1000 * 2 ** misses++) : Infinity;
  }
}

/** Changes an order that its owner has neither dropped nor replaced since it was read. */
const change = (order: Order, news: Partial<Order> | null): Promise<void> =>
  db.change<Order>("outbox", order.id, (row) => (row.at !== order.at ? undefined : news && { ...row, ...news }));

async function settle(order: Order, state: State): Promise<void> {
  if (order.state === state) return;
  await change(order, { state });
  tell({ id: order.id, state });
}

/** Who the browser is signed in as; fails without a network. */
async function whoAmI(): Promise<string> {
  const answer = await ask("/api/v1/users/me?fields=id", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) return "";
  if (!answer.ok) throw answer;
  return ((await answer.json()) as { data: { id: string } }).data.id;
}

/** Says how long to pause before the next try: 0 when it is done, either way. Fails when there is no network. */
async function trySending(order: Order): Promise<number> {
  tell({ id: order.id, state: "sending", percent: 0 });
  try {
    for (const [at, file] of order.files.entries()) {
      const { blob } = file;
      if (!blob || (file.media && Date.now() - (file.at ?? 0) < MEDIA_LIFE)) continue;
      // A second upload of the same bytes must not be answered with the first, which may be gone.
      if (file.media) file.key += "+";
      // A service worker has no XMLHttpRequest, and so no percentage to tell.
      const progress = (percent: number): void => {
        if (typeof XMLHttpRequest === "function") tell({ id: order.id, state: "sending", percent: Math.floor((100 * at + percent) / (order.files.length + 0.1)) });
      };
      const told = await sendFile(file.to ?? "/api/v1/media", { ...file, blob }, progress);
      Object.assign(file, { media: told.id, src: told.url_160 ?? "", at: Date.now() });
      await change(order, { files: order.files });
    }
    const answer = await ask(order.url, request(order));
    // A page's form is accepted by leading on to the next page, which nobody wants to load now.
    if (answer.ok || answer.type === "opaqueredirect") {
      const told: unknown = order.as === "json" ? await answer.json().catch(() => undefined) : undefined;
      await change(order, null);
      tell({ id: order.id, state: "sent", answer: told });
      return 0;
    }
    throw await verdict(answer);
  } catch (problem) {
    if (problem instanceof Refused) return refuse(order, problem.message);
    const later = problem as Partial<Later>;
    tell({ id: order.id, state: "waiting" });
    if (later.pause === undefined) throw problem;
    const tries = order.tries + 1;
    if (tries >= MOST_TRIES) return refuse(order, "");
    const pause = Math.max(later.pause, Math.min(LONGEST_PAUSE, 2000 * 2 ** tries) * (1 - Math.random() / 2));
    await change(order, { tries, due: Date.now() + pause });
    return pause;
  }
}

async function refuse(order: Order, reason: string): Promise<number> {
  await change(order, { state: "failed", reason });
  tell({ id: order.id, state: "failed", reason });
  return 0;
}

function request(order: Order): RequestInit {
  const ids = order.files.map((file) => file.media ?? "");
  const init: RequestInit = { method: "POST", redirect: "manual", headers: { Accept: "text/html" } };
  if (order.as === "json") {
    const body = order.filesAs ? { ...order.body, [order.filesAs]: order.filesAs === "file_id" ? ids[0] : ids } : order.body;
    init.headers = { Accept: "application/json", "Content-Type": "application/json", "Idempotency-Key": order.id };
    init.body = JSON.stringify(body);
    return init;
  }
  const pairs = [...order.fields, ...ids.map((id): [string, string] => [order.filesAs, id])];
  if (order.as === "form") init.body = new URLSearchParams(pairs);
  else {
    const data = new FormData();
    for (const [name, value] of pairs) data.append(name, value);
    init.body = data;
  }
  return init;
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, { ...init, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}
