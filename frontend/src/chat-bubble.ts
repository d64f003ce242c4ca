/** A message as an element: the same as templates/messaging/bubbles.html draws. */
import { all, reader } from "./dom";

export type Words = Record<string, string> & Record<"sending" | "waiting" | "sent" | "delivered" | "read" | "failed" | "again" | "drop" | "removed" | "edited" | "here" | "away" | "last-seen" | "typing" | "photo" | "voice" | "place" | "card" | "actions" | "earlier", string>;

export interface Member {
  user_id: string;
  name: string;
  last_delivered?: number | null;
  last_read?: number | null;
  online?: boolean | null;
  away?: boolean | null;
}

export interface Message {
  seq: number;
  client_id?: string | null;
  sender_id?: string | null;
  type: string;
  text: string;
  detail?: Record<string, unknown> | null;
  reply_to?: number | null;
  sent_at: string;
  edited_at?: string | null;
  removed_by?: string | null;
  reactions?: { emoji: string; count: number; mine?: boolean | null }[];
  change?: number | null;
  version: number;
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);

/** What the page says of its conversation. */
export interface State {
  seq: number;
  change: number;
  title: string | null;
  members: Member[];
  words: Words;
}

export function bubble(conversation: string, message: Message, members: Member[], words: Words, own: string, quote: string, mine: string): HTMLLIElement {
  const isOwn = message.sender_id === own;
  if (message.type === "SYSTEM") {
    const item = make("li", "said");
    item.dataset.seq = String(message.seq);
    const line = make("p", "s", message.text);
    line.dir = "auto";
    item.append(line);
    return item;
  }
  const item = make("li", isOwn ? "msg own" : "msg");
  if (message.seq) {
    item.id = `m${message.seq}`;
    item.dataset.seq = String(message.seq);
  }
  if (message.client_id && isOwn) item.dataset.client = message.client_id;
  item.dataset.change = String(message.change ?? 0);
  const box = make("div", "bubble");
  const name = members.length > 2 && !isOwn && members.find((member) => member.user_id === message.sender_id)?.name;
  if (name) box.append(auto(make("b", "s block", name)));
  if (message.removed_by) {
    const gone = make("p", "quiet");
    gone.append(make("i", "", words[message.removed_by] ?? words.removed));
    box.append(gone);
  } else {
    if (message.reply_to) {
      const link = make("a", "quote", quote);
      link.href = `#m${message.reply_to}`;
      box.append(auto(link));
    }
    box.append(...carried(message, words));
    if (message.text) box.append(auto(make("p", "prose", message.text)));
  }
  box.append(meta(conversation, message, words, isOwn));
  item.append(box);
  if (message.reactions?.length) item.append(reactions(message, mine));
  return item;
}

function auto<T extends HTMLElement>(element: T): T {
  element.dir = "auto";
  return element;
}

/** Picture, voice, place or listing. */
function carried({ type, detail }: Message, words: Words): HTMLElement[] {
  if (!detail) return [];
  const file = isId(detail.file_id) ? `/messages/files/${detail.file_id}/` : "";
  if (type === "MEDIA" && file) {
    const link = make("a");
    link.href = `${file}960.webp`;
    if ("saver" in document.body.dataset) {
      link.className = "btn second";
      link.textContent = link.dataset.alt = words.photo;
      link.dataset.src = `${file}480.webp`;
      return [link];
    }
    const width = Number(detail.width) || 4;
    const image = new Image(240, Math.min(480, Math.max(40, Math.round((240 * (Number(detail.height) || 3)) / width))));
    image.loading = "lazy";
    image.src = `${file}160.webp`;
    image.dataset.large = `${file}480.webp`;
    image.alt = words.photo;
    image.style.background = /^#[0-9a-f]{6}$/i.test(String(detail.color)) ? String(detail.color) : "";
    link.append(image);
    return [link];
  }
  if (type === "VOICE_NOTE" && file) {
    const audio = make("audio");
    audio.controls = true;
    audio.preload = "none";
    audio.src = `${file}voice`;
    audio.setAttribute("aria-label", words.voice);
    return [audio];
  }
  if (type === "LOCATION") {
    const [north, east] = [Number(detail.latitude), Number(detail.longitude)];
    const link = make("a", "row", `${words.place} ${north.toFixed(4)}, ${east.toFixed(4)}`);
    link.href = `geo:${north},${east}`;
    return [link];
  }
  if (type === "LISTING_CARD" && isId(detail.listing_id)) {
    const link = make("a", "row offer");
    link.href = `/listings/${detail.listing_id}`;
    const photo = String(detail.photo_url ?? "");
    if (photo.startsWith("/m/")) {
      const image = new Image(56, 56);
      image.loading = "lazy";
      image.src = photo;
      image.alt = "";
      link.append(image);
    }
    const text = make("span", "grow");
    const line = make("span", "s block");
    const facts = make("bdi", "", [price(detail.price as Price | null), detail.city].filter(Boolean).join(" · "));
    line.append(facts);
    text.append(auto(make("b", "", String(detail.title ?? ""))), line);
    link.append(text);
    return [link];
  }
  return [];
}

interface Price {
  amount_minor: number;
  currency: string;
}

/** As the server writes it: in Latin digits, and with what comes after the point only if there is something. */
function price(price: Price | null | undefined): string {
  if (!price || !/^[A-Z]{3}$/.test(price.currency)) return "";
  const { amount_minor, currency } = price;
  const digits = /BIF|DJF|GNF|JPY|KMF|RWF|UGX|XAF|XOF/.test(currency) ? 0 : /BHD|IQD|JOD|KWD|LYD|OMR|TND/.test(currency) ? 3 : 2;
  const amount = amount_minor / 10 ** digits;
  const fraction = Number.isInteger(amount) ? 0 : digits;
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: fraction, maximumFractionDigits: fraction } as const;
  return new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, style).format(amount);
}

/**
 * The small picture comes first, when its place is looked at; the one that fits takes its place when it is there. Off
 * the network the small one stays.
 */
export function sharpen(item: ParentNode): void {
  for (const image of all<HTMLImageElement>("img[data-large]", item)) {
    const larger = (): void => {
      const large = new Image();
      large.onload = () => (image.src = large.src);
      large.src = image.dataset.large ?? "";
      delete image.dataset.large;
    };
    if (image.complete && image.naturalWidth) larger();
    else image.addEventListener("load", larger, { once: true });
  }
}

function meta(conversation: string, message: Message, words: Words, isOwn: boolean): HTMLElement {
  const line = make("p", "meta");
  const time = make("time");
  time.dateTime = message.sent_at;
  shortly(time);
  line.append(time);
  if (message.removed_by) return line;
  if (message.edited_at) line.append(make("span", "", words.edited));
  if (isOwn) {
    const state = make("span", "", words.sent);
    state.dataset.state = "";
    line.append(state);
  }
  if (message.seq) {
    const link = make("a", "do", "•••");
    link.href = `/messages/${conversation}/${message.seq}`;
    link.setAttribute("aria-label", words.actions);
    line.append(link);
  }
  return line;
}

/** A moment in the reader's own time, with its day only when that is not today. */
export function moment(iso: string): string {
  const at = new Date(iso);
  const day: Intl.DateTimeFormatOptions = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return at.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit" });
}

export function shortly(time: HTMLTimeElement): void {
  time.textContent = moment(time.dateTime);
}

/** A live event does not say which one is the reader's own: `before` says what it was. */
function reactions({ reactions }: Message, before: string): HTMLElement {
  const line = make("p", "reacts");
  for (const { emoji, count, mine } of reactions ?? []) {
    const isMine = mine ?? emoji === before;
    const badge = make("span", isMine ? "badge good" : "badge", count > 1 ? `${emoji} ${count}` : emoji);
    if (isMine && reader()) badge.dataset.mine = "";
    line.append(badge);
  }
  return line;
}
