/**
 * The outbox: what somebody has sent while there was no network goes when there is one, in order, once. Here it is kept
 * and watched; `sender.ts` sends it, which only pages that have something to send load.
 *
 * For other modules:
 *   put(order)          keep it; the same `id` again replaces what still waits
 *   hold(order, due)    keep it, but let it alone until then
 *   orders(user)        what waits or was refused, oldest first, of this person only
 *   watch(hear)         every change in any tab and in the service worker, with percent and the server's answer
 *   again(id), drop(id) after a refusal: let it go again, or give up
 *   newId()             a UUID version 7 for `id`
 * Nothing is doubled, because each order carries an id that its maker made and the server knows again; nothing is lost,
 * because an order leaves the database only when the server has accepted it or its owner dropped it.
 */
import * as db from "./db";

/** A "change" is a form of which one order at most waits: sent again, it takes the place of what waits. */
export type Kind = "listing" | "change" | "save" | "message" | "connection";
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
  /** Where to look at it when it is done, if it is told. */
  look?: string;
  /** What is said of it when it is sent, where that alone would promise too much. */
  sent?: string;
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
  /** Its place among those that wait: the moment when it was put there, or just after the last of them. */
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

export function tell(change: Change): void {
  hearers.forEach((hear) => hear(change));
  channel?.postMessage(change);
}

export function watch(hear: (change: Change) => void): void {
  hearers.add(hear);
  if (channel) channel.onmessage = ({ data }: MessageEvent<Change>) => hearers.forEach((one) => one(data));
}

// ---- Keeping ----

export const byAge = (a: Order, b: Order): number => a.at - b.at;

export const orders = async (user: string): Promise<Order[]> =>
  (await db.all<Order>("outbox")).filter((order) => order.user === user).sort(byAge);

export const find = (id: string): Promise<Order | undefined> => db.get<Order>("outbox", id);

/**
 * Resolves when it is safely kept; fails when the phone has no room, so that nobody is told otherwise. Until `due` it is
 * left alone, for whoever sends it another way or is not done with it.
 */
export const hold = (order: NewOrder, due: number): Promise<unknown> =>
  db.within<Order[]>("outbox", "readwrite", (rows) => {
    const asked = rows.getAll() as IDBRequest<Order[]>;
    asked.onsuccess = () => {
      // Behind all that wait, also when two come in one millisecond or the phone's clock is put back.
      const at = asked.result.reduce((latest, { at }) => Math.max(latest, at + 1), Date.now());
      rows.put({ ...order, at, state: "waiting", reason: "", tries: 0, due } satisfies Order);
    };
    return asked;
  });

/** As `hold`, to be sent at once. */
export async function put(order: NewOrder): Promise<void> {
  await hold(order, 0);
  waits(order.id);
}

/** After a refusal, or when what is held can go; in its old place among the others. */
export async function again(id: string, news: Partial<Order> = {}): Promise<void> {
  await db.change<Order>("outbox", id, (order) => ({ ...order, state: "waiting", reason: "", tries: 0, due: 0, ...news }));
  waits(id);
}

function waits(id: string): void {
  tell({ id, state: "waiting" });
  void askForSync();
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
