/** The place to write in. What is typed is kept on the phone until it is sent, whatever happens to the page. */
import type { Words } from "./chat-bubble";
import * as db from "./db";
import { first, isRefused, keep, load } from "./dom";
import type { Note, VoiceChunk } from "./voice";

/** What somebody sends. */
export interface Said {
  text: string;
  reply_to?: number;
  photo?: File;
  note?: Note;
}

interface Draft {
  name: string;
  at: number;
  fields: [string, string][];
}

export interface Writing {
  /** Under which the words are kept. */
  name: string;
  words: Words;
  typing(on: boolean): void;
  /** Resolves when it is safely kept or has arrived; fails when it is neither. */
  send(said: Said): Promise<void>;
}

const WEEK = 7 * 24 * 3600_000;

const textOf = (form: HTMLFormElement): HTMLTextAreaElement => form.elements.namedItem("text") as HTMLTextAreaElement;

/** Whether something would be lost with the form. */
export const isBusy = (form: HTMLFormElement): boolean => form.classList.contains("recording") || textOf(form).value.trim() !== "";

export function write(form: HTMLFormElement, { name, words, typing, send }: Writing): void {
  const text = textOf(form);
  const photo = form.elements.namedItem("photo") as HTMLInputElement;
  const answers = form.elements.namedItem("reply_to") as HTMLInputElement;
  let typed = 0;
  let timer = 0;
  /** Nothing is written over what was kept before it was looked at. */
  let looked = false;

  const grow = (): void => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 2, 160)}px`;
  };

  const keepDraft = async (): Promise<void> => {
    clearTimeout(timer);
    if (!looked) return;
    const draft: Draft = { name, at: Date.now(), fields: [["text", text.value]] };
    // Without room on the phone it is only not kept.
    await (text.value.trim() ? db.put("drafts", draft) : db.remove("drafts", name)).catch(() => undefined);
  };

  const putBack = async (): Promise<void> => {
    const draft = await db.get<Draft>("drafts", name).catch(() => undefined);
    looked = true;
    // Whoever typed in the meantime goes on with that.
    if (!draft || typed || Date.now() - draft.at > WEEK) return;
    const words = draft.fields[0]?.[1] ?? "";
    // The page itself may bring words: a ready answer, or what could not be sent.
    text.value = words.includes(text.value) ? words : `${words}\n${text.value}`;
    grow();
  };

  const complain = (told: string): void => {
    first(".err", form)?.remove();
    if (!told) return;
    const line = document.createElement("p");
    line.className = "err";
    line.setAttribute("role", "alert");
    line.textContent = told;
    form.prepend(line);
  };

  const go = async (said: Said): Promise<void> => {
    complain("");
    const reply_to = Number(answers.value) || undefined;
    answers.value = "";
    const quote = first("[data-answering]", form);
    if (quote) quote.hidden = true;
    // A page that is loaded again does not answer the same message again.
    history.replaceState(history.state, "", location.pathname);
    if (typed) typing(false);
    typed = 0;
    try {
      await send({ ...said, reply_to });
    } catch (problem) {
      text.value ||= said.text;
      grow();
      complain((isRefused(problem) && problem.message) || words.failed);
    }
    await keepDraft();
  };

  const submit = (): void => {
    const said: Said = { text: text.value.trim(), photo: photo.files?.[0] };
    if (!said.text && !said.photo) return;
    text.value = photo.value = text.style.height = "";
    text.focus();
    void go(said);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    submit();
  });
  photo.addEventListener("change", submit);
  text.addEventListener("keydown", (event) => {
    // On a keyboard Enter sends; on a phone it is a new line, and the button sends.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer:fine)").matches) {
      event.preventDefault();
      submit();
    }
  });
  text.addEventListener("input", () => {
    grow();
    clearTimeout(timer);
    timer = setTimeout(() => void keepDraft(), 300);
    if (Date.now() - typed > 3000 && text.value) {
      typed = Date.now();
      typing(true);
    }
  });
  addEventListener("pagehide", () => void keepDraft());
  document.addEventListener("visibilitychange", () => void keepDraft());

  const record = first<HTMLButtonElement>("[data-voice]", form);
  if (record && typeof MediaRecorder === "function" && navigator.mediaDevices) {
    record.hidden = false;
    record.onclick = async () => {
      complain("");
      try {
        const note = await (await load<VoiceChunk>("voice")).record(form);
        if (note) await go({ text: "", note });
      } catch {
        complain(words["voice-refused"] ?? "");
      }
    };
    // It may be wanted without a network.
    if (!("saver" in document.body.dataset)) setTimeout(() => void keep("voice").catch(() => undefined), 3000);
  }
  void putBack();
}
