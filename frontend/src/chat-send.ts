/**
 * What somebody sends in a conversation: on the phone first, then by the socket or by the outbox, and a bubble that says
 * how it stands until the conversation has it.
 */
import type { Message, State } from "./chat-bubble";
import type { Said } from "./chat-write";
import * as db from "./db";
import { first, isRefused, load } from "./dom";
import type { Live } from "./live";
import type { DraftInput } from "./live-types";
import * as outbox from "./outbox";
import { shrink } from "./shrink";
import type { Tray } from "./tray";

/** The server keeps no picture of a conversation that is larger. */
const LONGEST = 960;
/** So long the outbox lets alone what the socket has. */
const CHANCE = 12_000;
/** And so long a slow phone may take to make a photo small, before it goes as it is. */
const SHRINKING = 60_000;

/** What the conversation does for it. */
interface Conversation {
  place(message: Message): void;
  pending(message: Message): HTMLElement;
  toEnd(): void;
}

export class Sending {
  /** Those whose messages the socket has and has not acknowledged yet, in order. */
  private readonly flying = new Set<string>();
  private readonly url: string;

  constructor(
    private readonly id: string,
    private readonly own: string,
    private readonly box: HTMLElement,
    private readonly state: State,
    private readonly live: Live,
    private readonly conversation: Conversation,
  ) {
    this.url = `/api/v1/messages/conversations/${id}`;
    outbox.watch((change) => void this.heard(change));
  }

  private get words(): State["words"] {
    return this.state.words;
  }

  /** Resolves when it is safely kept or has arrived; fails when it is neither. */
  async send(said: Said): Promise<void> {
    const order = this.order(said);
    const item = this.pending(order, this.live.connected ? "sending" : "waiting");
    this.conversation.toEnd();
    const others = (await outbox.orders(this.own)).some((other) => other.lane === this.id && other.state === "waiting" && !this.flying.has(other.id));
    const flies = order.files.length === 0 && !others && this.live.connected;
    if (flies) this.flying.add(order.id);
    // Kept first, whichever way it goes.
    const isKept = await outbox.hold(order, Date.now() + (said.photo ? SHRINKING : CHANCE)).then(() => true, () => false);
    if (isKept) {
      void (flies ? this.fly(order, isKept) : this.post(order, item, said.photo)).catch(() => undefined);
      return;
    }
    // The phone has no room: then only the socket is left.
    try {
      if (!flies) throw new Error("not kept");
      await this.fly(order, isKept);
    } catch (problem) {
      this.flying.delete(order.id);
      item.remove();
      throw problem;
    }
  }

  private order({ text, reply_to, photo, note }: Said): outbox.NewOrder {
    const to = `${this.url}/files`;
    const files: outbox.Attachment[] = [];
    if (photo) files.push({ key: outbox.newId(), blob: photo, name: photo.name, to });
    if (note) files.push({ key: outbox.newId(), blob: note.blob, name: note.name, to, with: [["duration_ms", String(note.ms)]] });
    const id = outbox.newId();
    return {
      id,
      kind: "message",
      user: this.own,
      lane: this.id,
      label: text.slice(0, 60) || (note ? this.words.voice : this.words.photo),
      page: location.pathname,
      url: this.url,
      as: "json",
      fields: [],
      body: { client_id: id, text, ...(reply_to && { reply_to }), ...(photo && { type: "MEDIA" }), ...(note && { type: "VOICE_NOTE" }) },
      files,
      filesAs: files.length ? "file_id" : "",
    };
  }

  /** By the socket, if it answers in time; what is kept goes by the outbox otherwise. */
  private async fly({ id, body }: outbox.NewOrder, isKept: boolean): Promise<void> {
    try {
      const message = body as DraftInput;
      const ack = await this.live.call("message.send", { conversation_id: this.id, message });
      this.flying.delete(id);
      this.conversation.place({ ...message, ...ack, type: "TEXT", sender_id: this.own, version: 1 } as unknown as Message);
    } catch (problem) {
      if (!isKept) throw problem;
      // Otherwise it has landed in the outbox meanwhile.
      if (!this.flying.delete(id)) return;
      if (isRefused(problem)) {
        await db.change<outbox.Order>("outbox", id, (row) => ({ ...row, state: "failed", reason: problem.message }));
        this.failed(id, problem.message);
      } else {
        await outbox.again(id);
        await this.go();
      }
    }
  }

  /** By the outbox; a photo is made small first. */
  private async post({ id, files }: outbox.NewOrder, item: HTMLElement, photo: File | undefined): Promise<void> {
    const [file] = files;
    if (photo && file) {
      file.blob = await shrink(photo, LONGEST);
      const image = first<HTMLImageElement>("img", item);
      if (image) {
        URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(file.blob);
      }
    }
    await outbox.again(id, { files });
    await this.go();
  }

  /** Sends what waits here, and comes back for it. The part that does so is only loaded when something waits. */
  async go(now = false): Promise<void> {
    const waits = (await outbox.orders(this.own)).some(({ id, state }) => state !== "failed" && !this.flying.has(id));
    if (!waits) return;
    // Without a network it may not be here yet; then the next connection does it.
    await load<Tray>("tray").then((tray) => tray.send(now)).catch(() => undefined);
    await this.waiting();
  }

  /** The line is lost: what flew goes by the outbox, in its order. */
  async landAll(): Promise<void> {
    const flown = [...this.flying];
    this.flying.clear();
    for (const id of flown) await db.change<outbox.Order>("outbox", id, (row) => ({ ...row, due: 0 }));
    if (flown.length) await this.go();
  }

  /** It is in the conversation: nothing is left to send. */
  async settled(client: string): Promise<void> {
    this.flying.delete(client);
    await db.remove("outbox", client).catch(() => undefined);
  }

  // ---- What waits ----

  /** What is not sent, from now or from before the page was left, stands below. */
  async waiting(): Promise<void> {
    for (const order of await outbox.orders(this.own)) {
      if (order.lane !== this.id) continue;
      if (!first(`[data-client="${CSS.escape(order.id)}"]`, this.box)) this.pending(order, "waiting");
      if (order.state === "failed") this.failed(order.id, order.reason);
    }
  }

  private pending(order: outbox.NewOrder, state: "sending" | "waiting"): HTMLElement {
    const message = { seq: 0, client_id: order.id, sender_id: this.own, type: "TEXT", text: String(order.body?.text ?? ""), sent_at: new Date().toISOString(), version: 1, reply_to: order.body?.reply_to } as Message;
    const item = this.conversation.pending(message);
    item.dataset.pending = "";
    const blob = order.files[0]?.blob;
    if (blob?.type.startsWith("audio/")) first(".bubble", item)?.prepend(this.words.voice);
    else if (blob) {
      const image = new Image(240);
      image.src = URL.createObjectURL(blob);
      image.alt = this.words.photo;
      image.addEventListener("load", () => this.conversation.toEnd(), { once: true });
      first(".bubble", item)?.prepend(image);
    }
    this.box.append(item);
    this.say(item, this.words[state]);
    return item;
  }

  private say(item: HTMLElement, text: string): void {
    const mark = first("[data-state]", item);
    if (mark) mark.textContent = text;
  }

  /** The message at a place, as the server has it. */
  private async fetched(seq: number): Promise<void> {
    const answer = await fetch(`${this.url}?after=${seq - 1}&limit=1`).catch(() => undefined);
    const told = answer?.ok ? ((await answer.json()) as { data: { messages: Message[] } }).data.messages[0] : undefined;
    if (told) this.conversation.place(told);
  }

  private async heard(change: outbox.Change): Promise<void> {
    const item = first(`[data-client="${CSS.escape(change.id)}"][data-pending]`, this.box);
    if (!item) return;
    if (change.state === "sent") {
      const ack = (change.answer as { data?: { seq: number } } | undefined)?.data;
      if (!ack) return item.remove();
      this.say(item, this.words.sent);
      await this.fetched(ack.seq);
    } else if (change.state === "failed") this.failed(change.id, change.reason ?? "");
    else if (change.state === "dropped") item.remove();
    else if (change.state !== "sending") this.say(item, this.words.waiting);
    else this.say(item, change.percent ? `${this.words.sending} ${change.percent} %` : this.words.sending);
  }

  private failed(id: string, reason: string): void {
    const item = first(`[data-client="${CSS.escape(id)}"][data-pending]`, this.box);
    if (!item || item.classList.contains("failed")) return;
    item.classList.add("failed");
    this.say(item, [this.words.failed, reason].filter(Boolean).join(": "));
    const row = document.createElement("p");
    row.className = "row";
    const button = (words: string, act: () => Promise<void>): void => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn plain";
      made.textContent = words;
      made.onclick = () => void act();
      row.append(made);
    };
    button(this.words.again, async () => {
      item.classList.remove("failed");
      row.remove();
      this.say(item, this.words.sending);
      await outbox.again(id);
      await this.go();
    });
    button(this.words.drop, () => outbox.drop(id));
    item.append(row);
  }
}
