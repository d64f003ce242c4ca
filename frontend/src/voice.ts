/** Chunk for a voice note: recorded in the page and sent as any other message. Loaded when it is asked for. */
import { first } from "./dom";

/** Longest recording: some 550 KB at this rate, far below what the server takes. */
const LONGEST_MS = 180_000;
/** A touch by mistake is no note. */
const SHORTEST_MS = 700;
const RATE = 24_000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export interface Note {
  blob: Blob;
  name: string;
  ms: number;
}

/** What this chunk gives. */
export interface VoiceChunk {
  record(form: HTMLElement): Promise<Note | null>;
}

/** What was recorded, or nothing if it was thrown away. Fails when there is no microphone, or it may not be used. */
export async function record(form: HTMLElement): Promise<Note | null> {
  const start = first<HTMLButtonElement>("[data-voice]", form);
  const bar = first("[data-recording]", form);
  const timer = bar && first("[role=timer]", bar);
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!start || !bar || !timer || !type) throw new Error("nothing to record with");
  start.disabled = true;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).finally(() => (start.disabled = false));
  return new Promise<Note | null>((done) => {
    const parts: Blob[] = [];
    const began = Date.now();
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: RATE });
    // Also when the phone takes the microphone away: what was said until then is not thrown away.
    let keep = true;
    const stop = (wanted: boolean): void => {
      keep = wanted;
      if (recorder.state === "recording") recorder.stop();
    };
    const left = (): void => stop(false);
    const show = (): void => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (Date.now() - began > LONGEST_MS) stop(true);
    };
    const ticks = setInterval(show, 250);
    const turn = (on: boolean): void => {
      form.classList.toggle("recording", on);
      bar.hidden = !on;
      start.hidden = on;
    };
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      clearInterval(ticks);
      removeEventListener("pagehide", left);
      for (const track of stream.getTracks()) track.stop();
      turn(false);
      const blob = new Blob(parts, { type });
      const ms = Math.min(Date.now() - began, LONGEST_MS);
      done(keep && blob.size > 0 && ms > SHORTEST_MS ? { blob, name: "voice", ms } : null);
    };
    const send = first("[data-voice-send]", bar);
    if (send) send.onclick = () => stop(true);
    const drop = first("[data-voice-drop]", bar);
    if (drop) drop.onclick = left;
    // Whoever leaves has not sent it.
    addEventListener("pagehide", left);
    recorder.start(1000);
    show();
    turn(true);
    send?.focus();
  });
}
