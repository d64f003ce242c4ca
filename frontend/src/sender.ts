/**
 * Sends what is in the outbox. One sender at a time works for all tabs and the service worker (Web Locks). Orders of one
 * `lane` keep their order: while one has to wait, so do those after it.
 */
import * as db from "./db";
import { byAge, find, type Order, type State, tell } from "./outbox";
import { type Later, Refused, sendFile, verdict } from "./send-file";

const LOCK = "outbox";
/** After so many mistakes of the server an order waits for its owner. */
const MOST_TRIES = 12;
const LONGEST_PAUSE = 300_000;
const PATIENCE = 60_000;
/** Uploads that nothing refers to are removed after a day. */
const MEDIA_LIFE = 20 * 3600_000;

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
      // A browser may have lost the bytes. To send them would fail as if there were no network, and hold up all the rest.
      await blob
        .slice(0, 1)
        .arrayBuffer()
        .catch(() => Promise.reject(new Refused("")));
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
