/**
 * The one socket of a page, and the badge of the bell that follows it. The page works without. It comes back by itself
 * after a lost line, and takes long polling where web sockets are not let through.
 */
import { io } from "socket.io-client";
import { all, type Chunk } from "./dom";
import type { Calls, Events } from "./live-types";

/** A call that was refused, in the server's words: known by its name to other chunks. */
class Refused extends Error {
  override name = "Refused";
}

/** What this chunk gives to others. */
export interface LiveChunk extends Chunk {
  open(): Live;
}

interface Ack<T> {
  data?: T;
  errors?: { code: string; message: string }[];
}

type Hear = <E extends keyof Events>(event: E, hear: (payload: Events[E]) => void) => void;

export interface Live {
  readonly connected: boolean;
  /** Fails with `Refused`, or with something else when there was no answer within ten seconds. */
  call<C extends keyof Calls>(name: C, payload: Calls[C][0]): Promise<Calls[C][1]>;
  hear: Hear;
  /** At every connection, the first one included. */
  joined(hear: () => void): void;
  /** When the line is lost. */
  left(hear: () => void): void;
}

let live: Live | undefined;

/** Opens it once for the page. */
export function open(): Live {
  if (live) return live;
  const transports = ["websocket", "polling"];
  const socket = io({ transports, reconnectionDelayMax: 10_000, timeout: 15_000 });
  socket.on("connect_error", ({ message }) => {
    // The other way next time. From long polling the page goes over to a web socket as soon as one comes through.
    transports.reverse();
    // Whom the server has refused does not try again by itself: signed out, or too many tabs. Its own troubles pass.
    if (message === "UNAVAILABLE") setTimeout(() => socket.connect(), 5000);
  });
  addEventListener("online", () => {
    if (!socket.connected && socket.active) socket.disconnect().connect();
  });
  live = {
    get connected() {
      return socket.connected;
    },
    async call(name, payload) {
      const ack = (await socket.timeout(10_000).emitWithAck(name, payload)) as Ack<never>;
      if (ack.errors) {
        const [error] = ack.errors;
        // The server's own troubles pass, and whoever is signed out may sign in again: no refusals.
        if (/^(UNAVAILABLE|INTERNAL|RATE_LIMITED|UNAUTHORIZED)$/.test(error?.code ?? "")) throw new Error(error?.code);
        throw new Refused(ack.errors.map(({ message }) => message).join("\n"));
      }
      return ack.data as never;
    },
    hear: (event, hear) => void socket.on(event, hear as never),
    joined: (hear) => {
      socket.on("connect", hear);
      if (socket.connected) hear();
    },
    left: (hear) => void socket.on("disconnect", hear),
  };
  return live;
}

/** The number as the page writes it: at most "99+", in the digits of its language. */
const count = (unread: number): string =>
  new Intl.NumberFormat(document.documentElement.lang).format(Math.min(unread, 99)) + (unread > 99 ? "+" : "");

function show(unread: number): void {
  for (const badge of all("[data-unread]")) {
    badge.textContent = count(unread);
    badge.hidden = unread === 0;
  }
}

let following = false;

/** Keeps the badge right: something new, or something read here or on another device. */
export function start(): void {
  if (following) return;
  following = true;
  const live = open();
  live.hear("notification.created", ({ unread }) => show(unread));
  live.hear("notification.updated", ({ unread }) => show(unread));
  let before = false;
  live.joined(() => {
    if (before) void recount();
    before = true;
  });
  // A page that comes back as it was left has missed what happened meanwhile.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void recount();
  });
}

/** Asks for the number, after the line was lost. */
async function recount(): Promise<void> {
  const answer = await fetch("/api/v1/notifications/unread-count").catch(() => undefined);
  if (answer?.ok) show(((await answer.json()) as { data: { unread: number } }).data.unread);
}
