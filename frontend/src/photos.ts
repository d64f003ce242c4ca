/** The photo picker: photos are made small on the phone, sent one by one with percent, and can be tried again. */
import { all, first } from "./dom";

/** What a kept draft remembers of an uploaded photo. */
export interface KeptPhoto {
  id: string;
  src: string;
}

interface Picker {
  box: HTMLElement;
  tiles: HTMLElement;
  add: HTMLElement;
  max: number;
  waiting: number;
  queue: Promise<void>;
  submitter: HTMLElement | null | undefined;
}

const LONGEST = 1600;
const pickers = new WeakMap<HTMLFormElement, Picker>();

/** At most 1600 px as JPEG; what the browser cannot read goes up as it is and the server says why it is refused. */
async function shrink(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return small && (small.size < file.size || scale < 1) ? small : file;
  } catch {
    return file;
  }
}

interface Uploaded {
  id: string;
  url_160: string;
}

interface Answer {
  data?: Uploaded;
  errors?: { message?: string }[];
}

function upload(photo: Blob, name: string, attempt: string, progress: (percent: number) => void): Promise<Uploaded> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", photo, name);
    request.open("POST", "/api/v1/media");
    request.responseType = "json";
    request.setRequestHeader("Idempotency-Key", attempt);
    request.upload.onprogress = (event) => progress(Math.floor((100 * event.loaded) / event.total));
    request.onerror = request.onabort = request.ontimeout = () => fail(new Error());
    request.onload = () => {
      const answer = request.response as Answer | null;
      if (request.status < 300 && answer?.data) done(answer.data);
      else fail(new Error(answer?.errors?.[0]?.message));
    };
    request.send(form);
  });
}

const attemptKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const say = (picker: Picker, text: string): void => {
  const status = first("[data-status]", picker.box);
  if (status) status.textContent = text;
};

const count = (picker: Picker): number => all(".shot:not(.add)", picker.tiles).length;

function changed(picker: Picker): void {
  picker.add.hidden = count(picker) >= picker.max;
  picker.box.dispatchEvent(new Event("change", { bubbles: true }));
}

function tile(picker: Picker, src: string): HTMLElement {
  const shot = document.createElement("div");
  shot.className = "shot";
  const image = document.createElement("img");
  image.src = src;
  image.alt = "";
  shot.append(image);
  addRemover(picker, shot);
  picker.tiles.insertBefore(shot, picker.add);
  return shot;
}

function addRemover(picker: Picker, shot: HTMLElement): void {
  const template = first<HTMLTemplateElement>("template[data-remove]", picker.box);
  const button = template?.content.firstElementChild?.cloneNode(true);
  if (!(button instanceof HTMLElement)) return;
  button.addEventListener("click", () => {
    shot.remove();
    changed(picker);
    first("input", picker.add)?.focus();
  });
  shot.append(button);
}

function setId(shot: HTMLElement, id: string, src: string): void {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "media_ids";
  hidden.value = id;
  hidden.dataset.src = src;
  shot.append(hidden);
}

function take(picker: Picker, file: File): void {
  const { dataset } = picker.box;
  const shot = tile(picker, URL.createObjectURL(file));
  const state = document.createElement("span");
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "btn second";
  retry.textContent = dataset.retry ?? "";
  const attempt = attemptKey();
  const start = (): void => {
    picker.waiting += 1;
    shot.className = "shot wait";
    retry.remove();
    state.textContent = dataset.queued ?? "";
    shot.append(state);
    picker.queue = picker.queue.then(async () => {
      try {
        if (shot.isConnected) {
          const { id, url_160 } = await upload(await shrink(file), file.name, attempt, (percent) => {
            state.textContent = `${percent} %`;
          });
          state.remove();
          shot.className = "shot";
          setId(shot, id, url_160);
          say(picker, dataset.done ?? "");
        }
      } catch (problem) {
        shot.className = "shot failed";
        state.remove();
        shot.append(retry);
        say(picker, (problem instanceof Error && problem.message) || (dataset.failed ?? ""));
        picker.submitter = undefined;
      }
      picker.waiting -= 1;
      changed(picker);
      const form = picker.box.closest("form");
      if (picker.waiting === 0 && picker.submitter !== undefined) {
        const { submitter } = picker;
        picker.submitter = undefined;
        form?.requestSubmit(submitter);
      }
    });
  };
  retry.addEventListener("click", start);
  start();
}

/** Shows a photo of a kept draft again; false when it is already there or there is no room. */
export function addPhoto(form: HTMLFormElement, photo: KeptPhoto): boolean {
  const picker = pickers.get(form);
  const there = all<HTMLInputElement>('input[name="media_ids"]', form).some((input) => input.value === photo.id);
  if (!picker || there || count(picker) >= picker.max) return false;
  const shot = tile(picker, photo.src);
  setId(shot, photo.id, photo.src);
  changed(picker);
  return true;
}

/** The uploaded photos of a form. */
export const kept = (form: HTMLFormElement): KeptPhoto[] =>
  all<HTMLInputElement>('input[name="media_ids"]', form).map((input) => ({ id: input.value, src: input.dataset.src ?? "" }));

export function photos(root: ParentNode): void {
  for (const box of all("[data-photos]", root)) {
    const form = box.closest("form");
    const tiles = first(".shots", box);
    const add = first(".add", box);
    const input = first<HTMLInputElement>('input[type="file"]', box);
    const plain = first("[data-plain]", box);
    if (!form || !tiles || !add || !input || !plain) continue;
    const picker: Picker = {
      box,
      tiles,
      add,
      max: Number(box.dataset.max),
      waiting: 0,
      queue: Promise.resolve(),
      submitter: undefined,
    };
    pickers.set(form, picker);
    // With the script the bytes go up by themselves, so the form must not carry them a second time.
    input.removeAttribute("name");
    input.className = "sr";
    add.append(input);
    plain.hidden = true;
    for (const shot of all(".shot:not(.add)", tiles)) {
      first("label", shot)?.remove();
      addRemover(picker, shot);
    }
    add.hidden = count(picker) >= picker.max;
    input.addEventListener("change", () => {
      const files = Array.from(input.files ?? []);
      const room = picker.max - count(picker);
      if (files.length > room) say(picker, box.dataset.full ?? "");
      for (const file of files.slice(0, room)) take(picker, file);
      input.value = "";
      changed(picker);
    });
    form.addEventListener("submit", (event) => {
      if (picker.waiting === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      picker.submitter = event.submitter;
      say(picker, box.dataset.busy ?? "");
    });
  }
}
