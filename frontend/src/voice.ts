/** A voice note: recorded in the page and sent as any other message. The button shows only where the browser can. */
import { first } from "./dom";

/** Longest recording: some 550 KB at this rate, far below what the server takes. */
const LONGEST_MS = 180_000;
const RATE = 24_000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export interface Note {
  blob: Blob;
  name: string;
  ms: number;
}

/** `refused` when there is no microphone, or it may not be used; `done` with what was recorded and not thrown away. */
export function voice(form: HTMLElement, refused: () => void, done: (note: Note) => void): void {
  const start = first<HTMLButtonElement>("[data-voice]", form);
  const bar = first("[data-recording]", form);
  const timer = bar && first("[role=timer]", bar);
  const type = typeof MediaRecorder === "function" && "mediaDevices" in navigator && TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!start || !bar || !timer || !type) return;
  let recorder: MediaRecorder | undefined;
  let keep = false;
  const stop = (wanted: boolean): void => {
    keep = wanted;
    if (recorder?.state === "recording") recorder.stop();
  };
  const record = async (): Promise<void> => {
    start.disabled = true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).catch(() => undefined);
    start.disabled = false;
    if (!stream) return refused();
    const parts: Blob[] = [];
    const began = Date.now();
    const tick = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (Date.now() - began > LONGEST_MS) stop(true);
    }, 250);
    timer.textContent = "0:00";
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: RATE });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    // Also when the phone takes the microphone away: what was said until then is not thrown away.
    keep = true;
    recorder.onstop = () => {
      clearInterval(tick);
      for (const track of stream.getTracks()) track.stop();
      form.classList.remove("recording");
      bar.hidden = true;
      start.hidden = false;
      recorder = undefined;
      const blob = new Blob(parts, { type });
      const ms = Math.min(Date.now() - began, LONGEST_MS);
      // A touch by mistake is no note.
      if (keep && blob.size > 0 && ms > 700) done({ blob, name: "voice", ms });
    };
    recorder.start(1000);
    form.classList.add("recording");
    bar.hidden = false;
    start.hidden = true;
    first("[data-voice-send]", bar)?.focus();
  };
  start.hidden = false;
  start.onclick = () => void record();
  first("[data-voice-send]", bar)?.addEventListener("click", () => stop(true));
  first("[data-voice-drop]", bar)?.addEventListener("click", () => stop(false));
  // Whoever leaves has not sent it.
  addEventListener("pagehide", () => stop(false));
}
