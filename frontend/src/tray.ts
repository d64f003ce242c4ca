/** Chunk for whoever has something in the outbox: how each thing stands, and what can be done about it. */
import { all as allRows } from "./db";
import { announce, type Chunk, first, reader, store } from "./dom";
import { again, type Change, drop, type NewOrder, type Order, orders, put, watch } from "./outbox";
import { inPieces } from "./send-file";
import { flush } from "./sender";
import styles from "./tray.css";
import { sendInPieces } from "./upload";

inPieces(sendInPieces);

/** Texts of `web-outbox-*` by language; put in by the build. */
declare const OUTBOX_TEXTS: Record<string, Record<string, string>>;

export interface Tray extends Chunk {
  keep(order: NewOrder): Promise<boolean>;
  send(now?: boolean): Promise<void>;
  showKept(): void;
  showFull(form: HTMLElement): void;
  wordsOf(reason: string): string;
}

type Shown = Order["state"] | Change["state"];

interface Row {
  order: Order;
  state: Shown;
  item: HTMLLIElement;
  line: HTMLElement;
  meter: HTMLProgressElement;
  actions: HTMLElement;
}

const t = (key: string, n: number | string = ""): string =>
  ((OUTBOX_TEXTS[document.documentElement.lang] ?? OUTBOX_TEXTS.en)?.[key] ?? "").replace("{n}", String(n));

/** The offline page names nobody; then it is whoever looked last. */
const user = (): string => (first("[data-seen]") ? (store.get<{ now: string }>("user")?.now ?? "") : reader());

const rows = new Map<string, Row>();
let timer = 0;

// ---- What is seen ----

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

const box = make("section", "tray");
const list = make("ul");
const pill = make("button");
const signIn = make("a");

function build(): void {
  const style = make("style", "", styles);
  box.setAttribute("aria-label", t("title"));
  list.id = "tray-list";
  signIn.hidden = true;
  pill.type = "button";
  pill.setAttribute("aria-controls", list.id);
  pill.addEventListener("click", () => open(list.hidden === true));
  box.append(style, list, signIn, pill);
  open(false);
  document.body.append(box);
}

function open(wanted: boolean): void {
  list.hidden = !wanted;
  pill.setAttribute("aria-expanded", String(wanted));
  if (wanted) return;
  for (const [id, row] of rows) {
    if (row.state !== "sent" && row.state !== "dropped") continue;
    row.item.remove();
    rows.delete(id);
  }
  count();
}

function count(): void {
  const left = [...rows.values()].filter(({ state }) => state !== "sent" && state !== "dropped");
  const failed = left.filter(({ state }) => state === "failed").length;
  const words = failed > 0 ? t("count-failed", failed) : left.length > 0 ? t("count", left.length) : t("all-sent");
  pill.textContent = navigator.onLine ? words : `${t("offline")} · ${words}`;
  pill.classList.toggle("bad", failed > 0);
  box.hidden = rows.size === 0 && signIn.hidden;
  pill.hidden = rows.size === 0;
  // The tray says it all, so the line about the network steps back.
  const line = first("#net");
  if (line) line.hidden = navigator.onLine || !box.hidden;
}

function addRow(order: Order): Row {
  const item = make("li");
  const label = make("b", "", order.label);
  label.dir = "auto";
  const row: Row = { order, state: order.state, item, line: make("span"), meter: make("progress"), actions: make("div", "row") };
  row.meter.max = 100;
  row.meter.setAttribute("aria-label", order.label);
  item.append(label, row.line, row.meter, row.actions);
  list.append(item);
  rows.set(order.id, row);
  return row;
}

function button(row: Row, text: string, press: () => void): void {
  const element = make("button", "btn plain", text);
  element.type = "button";
  element.setAttribute("aria-label", `${text}: ${row.order.label}`);
  element.addEventListener("click", press);
  row.actions.append(element);
}

function link(row: Row, text: string, href: string): void {
  const element = make("a", "btn plain", text);
  element.href = href;
  element.addEventListener("click", () => {
    // The same page with another fragment would not be loaded again.
    if (element.pathname === location.pathname && element.hash) setTimeout(() => location.reload());
  });
  row.actions.append(element);
}

/** The words of a refusal, out of the piece of a page that says them; what can be said where nobody gave a reason. */
export function wordsOf(reason: string): string {
  if (!reason) return t("failed-unsaid");
  if (!reason.startsWith("<")) return reason;
  const { body } = new DOMParser().parseFromString(reason.replace(/<\/li>/g, "\n"), "text/html");
  return (body.textContent ?? "").trim();
}

function show(row: Row, state: Shown, percent = 0, reason = ""): void {
  const words: Record<Shown, string> = {
    waiting: t(navigator.onLine ? "again" : "waiting"),
    "sign-in": t("sign-in"),
    sending: t("sending", percent),
    sent: row.order.sent ?? t("sent"),
    failed: `${t("failed")}\n${wordsOf(reason)}`,
    dropped: t("dropped"),
  };
  row.line.textContent = words[state];
  row.meter.hidden = state !== "sending";
  row.meter.value = percent;
  if (row.state !== state || !row.actions.hasChildNodes()) actionsFor(row, state);
  row.state = state;
  row.item.className = state;
}

function actionsFor(row: Row, state: Shown): void {
  const { id, kind, page, look = kind === "listing" ? `/listings/${id}` : "" } = row.order;
  row.actions.textContent = "";
  if (state === "failed") {
    if (page) link(row, t("correct"), `${page}#outbox=${id}`);
    button(row, t("retry"), () => void again(id).then(() => send()));
  }
  if (state === "sent" && look) link(row, t("look"), look);
  if (state === "failed" || state === "waiting" || state === "sign-in") button(row, t("drop"), () => void drop(id));
  if (state === "dropped") button(row, t("undo"), () => void put(row.order).then(() => send()));
}

async function hear(change: Change): Promise<void> {
  let row = rows.get(change.id);
  if (!row) {
    const order = (await orders(user())).find(({ id }) => id === change.id);
    row = rows.get(change.id) ?? (order && addRow(order));
  }
  if (!row) return;
  show(row, change.state, change.percent, change.reason);
  if (change.state === "sent" || change.state === "failed") announce(`${row.order.label}: ${row.line.textContent}`);
  if (change.state === "failed") open(true);
  count();
}

/** Everything of this reader; of somebody else's things only that there is something, and only to a guest. */
async function read(): Promise<void> {
  const me = user();
  for (const order of await orders(me)) show(rows.get(order.id) ?? addRow(order), order.state, 0, order.reason);
  const all = await allRows<Order>("outbox");
  signIn.hidden = me !== "" || all.length === 0;
  signIn.textContent = t("count-sign-in", all.length);
  signIn.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  count();
}

// ---- What is done ----

/** Sends what is due, `now` also what pauses after a failure, and comes back by itself for what has to wait. */
export async function send(now = false): Promise<void> {
  clearTimeout(timer);
  const pause = await flush(now);
  if (pause > 0 && pause < Infinity) timer = window.setTimeout(() => void send(), pause);
}

let started = false;

export function start(): void {
  if (!started) {
    started = true;
    build();
    watch((change) => void hear(change));
    addEventListener("online", () => void read().then(() => send(true)));
    addEventListener("offline", () => void read());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void send();
    });
  }
  void read().then(() => send());
}

/** Keeps something for later; false when the phone has no room for it. */
export async function keep(order: NewOrder): Promise<boolean> {
  try {
    await put(order);
  } catch {
    return false;
  }
  start();
  void send();
  return true;
}

/** In place of a form that went into the outbox. */
export function showKept(): void {
  const main = first("main");
  if (!main) return;
  const words = make("div", "empty");
  const heading = make("h1", "", t("kept-title"));
  heading.tabIndex = -1;
  const home = make("a", "btn", t("home"));
  home.href = "/";
  words.append(heading, make("p", "", t("kept-text")), home);
  main.replaceChildren(words);
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
  open(true);
}

export function showFull(form: HTMLElement): void {
  const note = make("p", "err send-failed", t("full"));
  note.setAttribute("role", "alert");
  form.append(note);
}
