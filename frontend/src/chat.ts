/**
 * Conversations, live. The pages work as forms; this adds what needs a socket: messages as they come, typing, presence,
 * receipts, and an outbox that survives the browser being closed (M-15).
 *
 * One message is one bubble: its `client_id`, made here, is on the bubble from the tap on, and ack, echo, catching up
 * and the outbox's answer all find it by that. What is on the phone and was not acknowledged is in the outbox first; a
 * living socket only takes it out sooner.
 */
import { bubble, moment, sharpen, shortly, type Member, type Message, type State, type Words } from "./chat-bubble";
import { Sending } from "./chat-send";
import { isBusy, write } from "./chat-write";
import { all, announce, first, isRefused, load, reader } from "./dom";
import type { Live, LiveChunk } from "./live";
import type { MessageBody, PositionBody } from "./live-types";

/** So long after somebody has turned to something else they are away. */
const AWAY = 20_000;

const isShown = (): boolean => document.visibilityState === "visible";

export function start(root: ParentNode): void {
  // After the first paint: nothing here is needed to read.
  for (const part of all('[data-part="chat"]', root)) setTimeout(() => void begin(part).catch(() => undefined), 0);
}

async function begin(part: HTMLElement): Promise<void> {
  const { conversation } = part.dataset;
  if (conversation) new Chat(part, conversation, (await load<LiveChunk>("live")).open());
}

class Chat {
  private readonly state: State;
  private readonly box: HTMLElement;
  private readonly own = reader();
  private readonly title = document.title;
  private readonly sending: Sending;
  private readonly typing = new Map<string, number>();
  private syncing = false;
  /** Whether something is known to be missing that was not asked for yet. */
  private misses = false;

  constructor(
    private readonly part: HTMLElement,
    private readonly id: string,
    private readonly live: Live,
  ) {
    this.state = JSON.parse(part.dataset.state ?? "{}") as State;
    this.box = first("ol", part) as HTMLElement;
    this.sending = new Sending(id, this.own, this.box, this.state, live, {
      place: (message) => this.place(message),
      pending: (message) => bubble(id, message, this.state.members, this.words, this.own, this.quote(message.reply_to), ""),
      toEnd: () => this.toEnd(),
    });
    all<HTMLTimeElement>("time", this.box).forEach(shortly);
    sharpen(this.box);
    if (part.dataset.past === undefined) {
      void this.sending.waiting();
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
      if (this.told < 0) this.read();
      void this.sending.go(true);
      if (isShown() && this.member(this.own)?.away) this.turn(false);
    });
    live.left(() => void this.sending.landAll());
    live.hear("sync.required", ({ within_ms }) => setTimeout(() => void this.sync(), Math.random() * within_ms));
    // What came between is asked for; until then it is known to be missing.
    const told = (message: MessageBody, gap: boolean): void => {
      if (!here(message)) return;
      this.place(message as Message);
      if (gap) void this.sync();
    };
    live.hear("message.sent", (message) => told(message, message.seq > this.state.seq + 1));
    live.hear("message.updated", (message) => told(message, (message.change ?? 0) > this.state.change + 1));
    live.hear("receipt.updated", (receipt) => {
      if (here(receipt)) this.move(receipt.positions);
    });
    live.hear("typing", ({ conversation_id, user_id, typing }) => {
      if (conversation_id !== this.id || user_id === this.own) return;
      clearTimeout(this.typing.get(user_id));
      if (typing) this.typing.set(user_id, setTimeout(() => this.stopped(user_id), 6000));
      else this.typing.delete(user_id);
      this.sayTyping();
    });
    live.hear("presence.updated", ({ user_id, online, away, last_seen_at }) => {
      if (!user_id || !this.part.isConnected) return;
      // Another page of one's own has said so, and this one is looked at.
      if (user_id === this.own) return away && isShown() ? this.turn(false) : undefined;
      const line = first("#presence");
      const { here, away: turned, "last-seen": last } = this.words;
      if (!line || !this.member(user_id) || this.state.members.length > 2) return;
      line.textContent = online ? (away ? turned : here) : last_seen_at ? last.replace("{ago}", moment(last_seen_at)) : "";
    });
    live.hear("conversation.updated", ({ conversation_id, reason }) => {
      if (conversation_id === this.id && reason !== "SETTINGS" && this.part.isConnected) void this.renew().catch(() => undefined);
    });
    addEventListener("focus", () => this.read());
    document.addEventListener("visibilitychange", () => {
      this.read();
      clearTimeout(this.leaving);
      if (!isShown()) {
        this.leaving = setTimeout(() => this.turn(true), AWAY);
        return;
      }
      document.title = this.title;
      if (this.isAway) this.turn(false);
    });
  }

  private leaving = 0;
  private isAway = false;

  /** Says that one has turned to something else, or is back. */
  private turn(away: boolean): void {
    this.isAway = away;
    if (this.live.connected) this.live.call("presence.set", { away }).catch(() => undefined);
  }

  /**
   * Somebody else answers, it has ended, or it goes on: the head and the place to write in follow, and what is being
   * written stays. Asked for without messages, since those would count as read.
   */
  private async renew(): Promise<void> {
    const answer = await fetch(`/messages/${this.id}?before=1`, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = first("[data-conversation]", page);
    const [act, next] = [first(".act"), first(".act", page)];
    if (!part || !act || !next || !this.part.isConnected) return;
    this.state.members = (JSON.parse(part.dataset.state ?? "{}") as State).members;
    this.marks();
    const head = first("header", part);
    // Not while its menu is open.
    if (head && !first("header [open]", this.part)) first("header", this.part)?.replaceWith(head);
    const form = first<HTMLFormElement>("[data-write]", act);
    const isOpen = first("[data-write]", next) !== null;
    first("[data-closed]", act)?.remove();
    if (!form) {
      act.replaceChildren(...next.children);
      return this.form();
    }
    form.hidden = !isOpen && !isBusy(form);
    if (!isOpen) (form.hidden ? act : form).prepend(...next.children);
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
    // What is missed while an answer is on its way may not be in it: then it is asked once more.
    this.misses = true;
    if (this.syncing || !this.part.isConnected) return;
    this.syncing = true;
    try {
      while (this.misses) {
        this.misses = false;
        const have = { conversation_id: this.id, seq: this.state.seq, change: this.state.change };
        const [caught] = (await this.live.call("sync", { conversations: [have] })).conversations;
        if (!caught) break;
        if (caught.skipped_to) this.skip(caught.skipped_to);
        for (const message of [...caught.messages, ...caught.changed]) this.place(message as Message, true);
        this.move(caught.positions ?? []);
        const last = caught.messages[caught.messages.length - 1];
        if (last) this.state.seq = Math.max(this.state.seq, last.seq);
        const changed = caught.changed[caught.changed.length - 1];
        this.state.change = Math.max(this.state.change, changed?.change ?? caught.last_change);
        if (caught.more || caught.more_changed) this.misses = true;
      }
    } catch (problem) {
      if (!isRefused(problem)) setTimeout(() => void this.sync(), 5000);
    } finally {
      this.syncing = false;
    }
  }

  /** So much was missed that the page goes on from here; what lies between is above, for whoever looks there. */
  private skip(seq: number): void {
    for (const item of all("[data-seq]", this.box)) item.remove();
    this.state.seq = seq - 1;
    let link = first<HTMLAnchorElement>("[data-earlier]", this.part);
    if (!link) {
      const line = document.createElement("p");
      line.className = "page-end";
      link = document.createElement("a");
      link.className = "btn second";
      link.dataset.earlier = "";
      link.textContent = this.words.earlier;
      line.append(link);
      this.box.before(line);
    }
    link.href = `/messages/${this.id}?before=${seq}`;
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
    // A picture that is here already is not fetched again; one's own never was.
    const picture = known && first("img", known);
    if (picture) first("img", item)?.replaceWith(picture);
    sharpen(item);
    if (known && known.dataset.seq) known.replaceWith(item);
    else {
      known?.remove();
      const after = all("[data-seq]", this.box).find((other) => Number(other.dataset.seq) > message.seq);
      this.box.insertBefore(item, after ?? first("[data-pending]", this.box));
    }
    if (message.client_id && message.sender_id === this.own) void this.sending.settled(message.client_id);
    first("[data-empty]", this.part)?.remove();
    this.marks();
    if (message.sender_id !== this.own && message.sender_id) {
      this.stopped(message.sender_id);
      if (!known && !caught) announce(`${this.member(message.sender_id)?.name ?? ""}: ${message.text}`);
      // What comes while nobody looks is seen from the other tabs.
      if (!known && !isShown()) document.title = `• ${this.title}`;
    }
    if (atEnd || (message.sender_id === this.own && !caught)) this.toEnd();
    this.read();
  }

  private quote(seq: number | null | undefined): string {
    const told = seq ? first(`[data-seq="${seq}"] .prose`, this.box) : null;
    return told?.textContent?.slice(0, 80) ?? (seq ? "…" : "");
  }

  /** People have got further. */
  private move(positions: PositionBody[]): void {
    for (const { user_id, delivered, read } of positions) {
      const member = this.member(user_id);
      if (!member) continue;
      member.last_delivered = Math.max(member.last_delivered ?? 0, delivered);
      member.last_read = Math.max(member.last_read ?? 0, read);
    }
    this.marks();
  }

  /** How far own messages have come. */
  private marks(): void {
    // Of some it is not told: of those whom one has blocked, or who have blocked one.
    const others = this.state.members.filter((member) => member.user_id !== this.own && member.last_read != null);
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

  /** How far was told to have come to this device, and to have been read; below 0 when that was lost with the line. */
  private came = 0;
  private told = 0;
  private due = 0;

  /** Tells it a moment later: one call for many messages. */
  private read(): void {
    this.due ||= setTimeout(() => {
      this.due = 0;
      const { seq } = this.state;
      const shown = isShown();
      if (!this.part.isConnected || (shown ? this.told : this.came) >= seq) return;
      this.came = seq;
      if (shown) this.told = seq;
      const mark = { conversation_id: this.id, delivered: seq, ...(shown && { seq }) };
      this.live.call("message.read", mark).catch(() => (this.came = this.told = -1));
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
    const items = all("ol.chat > li", page);
    all<HTMLTimeElement>("time", page).forEach(shortly);
    this.box.prepend(...items);
    items.forEach(sharpen);
    const further = first("[data-earlier]", page);
    if (further) link.replaceWith(further);
    else link.remove();
    scrollTo(0, scrollY + document.documentElement.scrollHeight - height);
  }

  private form(): void {
    const form = first<HTMLFormElement>("[data-write]");
    if (!form) return;
    const typing = (on: boolean): void => {
      if (this.live.connected) this.live.call("typing", { conversation_id: this.id, typing: on }).catch(() => undefined);
    };
    write(form, { name: `${this.own}:chat:${this.id}`, words: this.words, typing, send: (said) => this.sending.send(said) });
  }
}
