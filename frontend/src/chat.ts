/**
 * Conversations, live. The pages work as forms; this adds what needs a socket: messages as they come, typing, presence,
 * receipts, and an outbox that survives the browser being closed (M-15).
 *
 * One message is one bubble: its `client_id`, made here, is on the bubble from the tap on, and ack, echo, catching up
 * and the outbox's answer all find it by that. What is on the phone and was not acknowledged is in the outbox first; a
 * living socket only takes it out sooner.
 */
import { bubble, shortly, type Member, type Message, type State, type Words } from "./chat-bubble";
import { list } from "./chat-list";
import * as db from "./db";
import { all, announce, first, isRefused, load, reader } from "./dom";
import type { Live, LiveChunk } from "./live";
import * as outbox from "./outbox";
import { type Note, voice } from "./voice";

export function start(root: ParentNode): void {
  // After the first paint: nothing here is needed to read.
  for (const part of all('[data-part="chat"]', root)) setTimeout(() => void begin(part), 0);
}

async function begin(part: HTMLElement): Promise<void> {
  const live = (await load<LiveChunk>("live")).open();
  if (part.dataset.conversation) new Chat(part, part.dataset.conversation, live);
  else list(part, live);
}

class Chat {
  private readonly state: State;
  private readonly box: HTMLElement;
  private readonly own = reader();
  private readonly url: string;
  /** Those whose messages the socket has and has not acknowledged yet, in order. */
  private readonly flying = new Set<string>();
  private typed = 0;
  private readonly typing = new Map<string, number>();
  private syncing = false;

  constructor(
    private readonly part: HTMLElement,
    private readonly id: string,
    private readonly live: Live,
  ) {
    this.state = JSON.parse(part.dataset.state ?? "{}") as State;
    this.box = first("ol", part) as HTMLElement;
    this.url = `/api/v1/messages/conversations/${id}`;
    all<HTMLTimeElement>("time", this.box).forEach(shortly);
    if (part.dataset.past === undefined) {
      void this.waiting();
      this.listen();
      this.form();
      this.toEnd();
    }
    part.addEventListener("click", (event) => this.earlier(event));
  }

  // ---- Hearing ----

  private listen(): void {
    const { live } = this;
    const here = (payload: { conversation_id?: string }): boolean => this.part.isConnected && payload.conversation_id === this.id;
    live.joined(() => {
      if (!this.part.isConnected) return;
      void live.call("join", { room: `conversation:${this.id}` }).catch(() => undefined);
      void this.sync();
      void outbox.flush(true);
    });
    live.left(() => void this.landAll());
    live.hear("sync.required", ({ within_ms }) => setTimeout(() => void this.sync(), Math.random() * within_ms));
    live.hear("message.sent", (message) => {
      if (!here(message)) return;
      const gap = message.seq > this.state.seq + 1;
      this.place(message as Message);
      // What came between is asked for; until then it is known to be missing.
      if (gap) void this.sync();
    });
    live.hear("message.updated", (message) => {
      if (here(message)) this.place(message as Message);
    });
    live.hear("receipt.updated", (receipt) => {
      if (!here(receipt)) return;
      for (const { user_id, delivered, read } of receipt.positions) {
        const member = this.member(user_id);
        if (!member) continue;
        member.last_delivered = Math.max(member.last_delivered ?? 0, delivered);
        member.last_read = Math.max(member.last_read ?? 0, read);
      }
      this.marks();
    });
    live.hear("typing", ({ conversation_id, user_id, typing }) => {
      if (conversation_id !== this.id || user_id === this.own) return;
      clearTimeout(this.typing.get(user_id));
      if (typing) this.typing.set(user_id, setTimeout(() => this.stopped(user_id), 6000));
      else this.typing.delete(user_id);
      this.sayTyping();
    });
    live.hear("presence.updated", ({ user_id, online }) => {
      const member = user_id && this.member(user_id);
      const line = first("#presence");
      if (this.part.isConnected && member && line && this.state.members.length === 2 && user_id !== this.own) line.textContent = online ? this.words.here : "";
    });
    live.hear("conversation.updated", ({ conversation_id, reason }) => {
      if (conversation_id === this.id && reason !== "SETTINGS" && this.part.isConnected) location.reload();
    });
    addEventListener("focus", () => this.read());
    document.addEventListener("visibilitychange", () => this.read());
    outbox.watch((change) => void this.heardOutbox(change));
  }

  private get words(): Words {
    return this.state.words;
  }

  private member(id: string): Member | undefined {
    return this.state.members.find((member) => member.user_id === id);
  }

  private stopped(user: string): void {
    this.typing.delete(user);
    this.sayTyping();
  }

  private sayTyping(): void {
    const line = first("#typing");
    const names = Array.from(this.typing.keys(), (id) => this.member(id)?.name ?? "").filter(Boolean);
    if (line) line.textContent = names.length ? `${names.join(", ")} ${this.words.typing}` : "";
  }

  // ---- Catching up ----

  private async sync(): Promise<void> {
    if (this.syncing) return;
    this.syncing = true;
    try {
      for (let more = true; more; ) {
        const have = { conversation_id: this.id, seq: this.state.seq, change: this.state.change };
        const [caught] = (await this.live.call("sync", { conversations: [have] })).conversations;
        if (!caught) break;
        // So much was missed that the page itself is the quicker way.
        if (caught.skipped_to !== undefined && caught.skipped_to !== null) return location.reload();
        for (const message of [...caught.messages, ...caught.changed]) this.place(message as Message, true);
        const last = caught.messages[caught.messages.length - 1];
        if (last) this.state.seq = Math.max(this.state.seq, last.seq);
        const changed = caught.changed[caught.changed.length - 1];
        this.state.change = changed?.change ?? caught.last_change;
        more = caught.more || caught.more_changed;
      }
    } catch {
      // The next connection or the next gap asks again.
    } finally {
      this.syncing = false;
    }
  }

  // ---- Bubbles ----

  /** Puts a message where it belongs, once: over its own bubble that waits, over an older state, or in its place. */
  private place(message: Message, caught = false): void {
    const isNext = message.seq === this.state.seq + 1;
    if (isNext) this.state.seq = message.seq;
    // The count says that every change up to it was heard, which only catching up can know, or the one that follows.
    if (message.change === this.state.change + 1) this.state.change = message.change;
    const pending = message.client_id ? first(`[data-client="${CSS.escape(message.client_id)}"]`, this.box) : null;
    const known = first(`[data-seq="${message.seq}"]`, this.box) ?? (message.sender_id === this.own ? pending : null);
    if (known && Number(known.dataset.change ?? 0) > (message.change ?? 0)) return;
    const oldest = Number(first("[data-seq]", this.box)?.dataset.seq ?? 0);
    // A change of something that stands further up than this page goes.
    if (!known && message.seq < oldest && this.box.children.length > 0) return;
    const atEnd = this.isAtEnd();
    const mine = known ? (first("[data-mine]", known)?.textContent ?? "") : "";
    const item = bubble(this.id, message, this.state.members, this.words, this.own, this.quote(message.reply_to), mine);
    if (known && known.dataset.seq) known.replaceWith(item);
    else {
      known?.remove();
      const after = all("[data-seq]", this.box).find((other) => Number(other.dataset.seq) > message.seq);
      this.box.insertBefore(item, after ?? first("[data-pending]", this.box));
    }
    if (message.client_id && message.sender_id === this.own) void this.settled(message.client_id);
    first("[data-empty]", this.part)?.remove();
    this.marks();
    if (message.sender_id !== this.own && message.sender_id) {
      this.stopped(message.sender_id);
      if (!known && !caught) announce(`${this.member(message.sender_id)?.name ?? ""}: ${message.text}`);
    }
    if (atEnd || (message.sender_id === this.own && !caught)) this.toEnd();
    this.read();
  }

  private quote(seq: number | null | undefined): string {
    const told = seq ? first(`[data-seq="${seq}"] .prose`, this.box) : null;
    return told?.textContent?.slice(0, 80) ?? (seq ? "…" : "");
  }

  /** How far own messages have come. */
  private marks(): void {
    const others = this.state.members.filter((member) => member.user_id !== this.own);
    const least = (place: (member: Member) => number): number => (others.length ? Math.min(...others.map(place)) : 0);
    const read = least((member) => member.last_read ?? 0);
    const delivered = least((member) => Math.max(member.last_delivered ?? 0, member.last_read ?? 0));
    for (const item of all(".own[data-seq]", this.box)) {
      const mark = first("[data-state]", item);
      const seq = Number(item.dataset.seq);
      if (mark) mark.textContent = seq <= read ? this.words.read : seq <= delivered ? this.words.delivered : this.words.sent;
    }
  }

  private isAtEnd(): boolean {
    return innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  }

  private toEnd(): void {
    if (!location.hash.startsWith("#m")) scrollTo(0, document.documentElement.scrollHeight);
  }

  private told = 0;

  /** Tells how far was read, a moment later: one call for many messages. */
  private read(): void {
    if (document.visibilityState !== "visible" || !this.part.isConnected || this.told >= this.state.seq) return;
    const seq = this.state.seq;
    this.told = seq;
    setTimeout(() => {
      if (this.told === seq) this.live.call("message.read", { conversation_id: this.id, seq, delivered: seq }).catch(() => (this.told = 0));
    }, 300);
  }

  /** Earlier messages come into the same page. */
  private async earlier(event: Event): Promise<void> {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-earlier]");
    if (!link) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!answer?.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const height = document.documentElement.scrollHeight;
    all<HTMLTimeElement>("time", page).forEach(shortly);
    this.box.prepend(...all("ol.chat > li", page));
    const further = first("[data-earlier]", page);
    if (further) link.replaceWith(further);
    else link.remove();
    scrollTo(0, scrollY + document.documentElement.scrollHeight - height);
  }

  // ---- Sending ----

  private form(): void {
    const form = first<HTMLFormElement>("[data-write]");
    if (!form) return;
    const text = form.elements.namedItem("text") as HTMLTextAreaElement;
    const photo = form.elements.namedItem("photo") as HTMLInputElement;
    const answers = form.elements.namedItem("reply_to") as HTMLInputElement;
    const send = (): void => {
      const words = text.value.trim();
      const file = photo.files?.[0];
      if (!words && !file) return;
      void this.send(words, Number(answers.value) || undefined, file);
      form.reset();
      answers.value = "";
      const quote = first("[data-answering]", form);
      if (quote) quote.hidden = true;
      text.style.height = "";
      text.focus();
      this.sayStopped();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      send();
    });
    photo.addEventListener("change", send);
    voice(
      form,
      () => {
        first(".err", form)?.remove();
        const line = document.createElement("p");
        line.className = "err";
        line.setAttribute("role", "alert");
        line.textContent = this.words["voice-refused"] ?? "";
        form.prepend(line);
      },
      (note) => {
        first(".err", form)?.remove();
        void this.send("", Number(answers.value) || undefined, undefined, note);
        answers.value = "";
        this.sayStopped();
      },
    );
    text.addEventListener("keydown", (event) => {
      // On a keyboard Enter sends; on a phone it is a new line, and the button sends.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer:fine)").matches) {
        event.preventDefault();
        send();
      }
    });
    text.addEventListener("input", () => {
      text.style.height = "auto";
      text.style.height = `${Math.min(text.scrollHeight + 2, 160)}px`;
      if (Date.now() - this.typed > 3000 && text.value) {
        this.typed = Date.now();
        this.sayIsTyping(true);
      }
    });
  }

  private sayIsTyping(typing: boolean): void {
    if (this.live.connected) this.live.call("typing", { conversation_id: this.id, typing }).catch(() => undefined);
  }

  private sayStopped(): void {
    if (this.typed) this.sayIsTyping(false);
    this.typed = 0;
  }

  private async send(text: string, reply_to: number | undefined, photo: File | undefined, note?: Note): Promise<void> {
    const id = outbox.newId();
    const body = { client_id: id, text, ...(reply_to && { reply_to }), ...(photo && { type: "MEDIA" }), ...(note && { type: "VOICE_NOTE" }) };
    const to = `${this.url}/files`;
    const files: outbox.Attachment[] = [];
    if (photo) files.push({ key: outbox.newId(), blob: photo, name: photo.name, to });
    if (note) files.push({ key: outbox.newId(), blob: note.blob, name: note.name, to, with: [["duration_ms", String(note.ms)]] });
    const order: outbox.NewOrder = {
      id,
      kind: "message",
      user: this.own,
      lane: this.id,
      label: text.slice(0, 60) || (note ? this.words.voice : this.words.photo),
      page: location.pathname,
      url: this.url,
      as: "json",
      fields: [],
      body,
      files,
      filesAs: files.length ? "file_id" : "",
    };
    this.pending(order, this.live.connected ? "sending" : "waiting");
    this.toEnd();
    const others = (await outbox.orders(this.own)).some((other) => other.lane === this.id && other.state === "waiting" && !this.flying.has(other.id));
    try {
      if (files.length || others || !this.live.connected) return await outbox.put(order);
      // Kept first, and left alone by the outbox until the socket had its chance.
      await db.put("outbox", { ...order, at: Date.now(), state: "waiting", reason: "", tries: 0, due: Date.now() + 12_000 } satisfies outbox.Order);
    } catch {
      // The phone has no room to keep it: then the socket alone has to do.
    }
    this.flying.add(id);
    try {
      const ack = await this.live.call("message.send", { conversation_id: this.id, message: body });
      this.flying.delete(id);
      this.place({ ...ack, type: "TEXT", text, reply_to, sender_id: this.own, version: 1, reactions: [] } as unknown as Message);
    } catch (problem) {
      if (!this.flying.delete(id)) return;
      if (isRefused(problem)) {
        await db.change<outbox.Order>("outbox", id, (row) => ({ ...row, state: "failed", reason: problem.message }));
        this.failed(id, problem.message);
      } else await outbox.again(id);
    }
  }

  /** The line is lost: what flew goes by the outbox, in its order. */
  private async landAll(): Promise<void> {
    const flown = [...this.flying];
    this.flying.clear();
    for (const id of flown) await db.change<outbox.Order>("outbox", id, (row) => ({ ...row, due: 0 }));
    if (flown.length) void outbox.flush(true);
  }

  /** It is in the conversation: nothing is left to send. */
  private async settled(client: string): Promise<void> {
    this.flying.delete(client);
    await db.remove("outbox", client).catch(() => undefined);
  }

  // ---- What waits ----

  /** What was not sent when the page was left, or the browser was killed. */
  private async waiting(): Promise<void> {
    for (const order of await outbox.orders(this.own)) {
      if (order.lane !== this.id || first(`[data-client="${CSS.escape(order.id)}"]`, this.box)) continue;
      this.pending(order, "waiting");
      if (order.state === "failed") this.failed(order.id, order.reason);
    }
  }

  private pending(order: outbox.NewOrder, state: "sending" | "waiting"): void {
    const message = { seq: 0, client_id: order.id, sender_id: this.own, type: "TEXT", text: String(order.body?.text ?? ""), sent_at: new Date().toISOString(), version: 1, reply_to: order.body?.reply_to } as Message;
    const item = bubble(this.id, message, this.state.members, this.words, this.own, this.quote(message.reply_to), "");
    item.dataset.pending = "";
    const blob = order.files[0]?.blob;
    if (blob?.type.startsWith("audio/")) first(".bubble", item)?.prepend(this.words.voice);
    else if (blob) {
      const image = new Image(240);
      image.src = URL.createObjectURL(blob);
      image.alt = this.words.photo;
      first(".bubble", item)?.prepend(image);
    }
    this.box.append(item);
    this.say(item, this.words[state]);
  }

  private say(item: HTMLElement, text: string): void {
    const mark = first("[data-state]", item);
    if (mark) mark.textContent = text;
  }

  /** The message at a place, as the server has it. */
  private async fetched(seq: number): Promise<void> {
    const answer = await fetch(`${this.url}?after=${seq - 1}&limit=1`).catch(() => undefined);
    const told = answer?.ok ? ((await answer.json()) as { data: { messages: Message[] } }).data.messages[0] : undefined;
    if (told) this.place(told);
  }

  private async heardOutbox(change: outbox.Change): Promise<void> {
    const item = first(`[data-client="${CSS.escape(change.id)}"][data-pending]`, this.box);
    if (!item) return;
    if (change.state === "sent") {
      const ack = (change.answer as { data?: { seq: number } } | undefined)?.data;
      if (ack) await this.fetched(ack.seq);
      else item.remove();
    } else if (change.state === "failed") this.failed(change.id, change.reason ?? "");
    else if (change.state === "dropped") item.remove();
    else this.say(item, change.state === "sending" ? this.words.sending : this.words.waiting);
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
    });
    button(this.words.drop, () => outbox.drop(id));
    item.append(row);
  }
}
