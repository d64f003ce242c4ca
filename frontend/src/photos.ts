/**
 * The photo picker: photos are made small on the phone and go up one by one with percent. Without a network they stay
 * on the phone, in the draft and later in the outbox, and go up from there.
 */
import { all, first } from "./dom";
import { type Attachment, newId } from "./outbox";
import { Refused, sendFile } from "./send-file";
import { shrink } from "./shrink";

interface Picker {
  box: HTMLElement;
  tiles: HTMLElement;
  add: HTMLElement;
  max: number;
  waiting: number;
  queue: Promise<void>;
  /** What was pressed while photos were still on their way. */
  submitter: HTMLElement | null | undefined;
  held: Map<HTMLElement, Attachment>;
}

/** Pixels: what listings are shown at most is cut from this by the server. */
const LONGEST = 1600;
const pickers = new WeakMap<HTMLFormElement, Picker>();

const say = (picker: Picker, text = ""): void => {
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
    picker.held.delete(shot);
    shot.remove();
    changed(picker);
    first("input", picker.add)?.focus();
  });
  shot.append(button);
}

/** The photo is on the server: the form names it. */
function setId(shot: HTMLElement, id: string, src: string): void {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "media_ids";
  hidden.value = id;
  hidden.dataset.src = src;
  shot.append(hidden);
}

/** Uploads what a tile holds, after those before it, and says in the tile how it stands. */
function upload(picker: Picker, shot: HTMLElement, photo: Attachment): void {
  const { dataset } = picker.box;
  const { blob } = photo;
  if (!blob) return;
  const state = first("span", shot) ?? document.createElement("span");
  first(".btn", shot)?.remove();
  picker.waiting += 1;
  shot.className = "shot wait";
  state.textContent = dataset.queued ?? "";
  shot.append(state);
  picker.queue = picker.queue.then(async () => {
    if (shot.isConnected) {
      try {
        const told = await sendFile("/api/v1/media", { ...photo, blob }, (percent) => (state.textContent = `${percent} %`));
        Object.assign(photo, { media: told.id, src: told.url_160 ?? "", at: Date.now() });
        state.remove();
        shot.className = "shot";
        setId(shot, told.id, photo.src ?? "");
        say(picker, dataset.done);
      } catch (problem) {
        failed(picker, shot, photo, state, problem);
      }
    }
    picker.waiting -= 1;
    changed(picker);
    const form = picker.box.closest("form");
    if (picker.waiting === 0 && picker.submitter !== undefined) {
      const { submitter } = picker;
      picker.submitter = undefined;
      form?.requestSubmit(submitter as HTMLButtonElement | null);
    }
  });
}

function failed(picker: Picker, shot: HTMLElement, photo: Attachment, state: HTMLElement, problem: unknown): void {
  const { dataset } = picker.box;
  if (!(problem instanceof Refused) && picker.box.closest("[data-outbox]")) {
    // It goes later, with the listing.
    state.textContent = dataset.later ?? "";
    return;
  }
  shot.className = "shot failed";
  state.remove();
  if (problem instanceof Refused) picker.held.delete(shot);
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "btn second";
  retry.textContent = dataset.retry ?? "";
  retry.addEventListener("click", () => {
    picker.held.set(shot, photo);
    upload(picker, shot, photo);
  });
  shot.append(retry);
  say(picker, (problem instanceof Refused && problem.message) || dataset.failed);
  picker.submitter = undefined;
}

async function take(picker: Picker, file: File): Promise<void> {
  const shot = tile(picker, URL.createObjectURL(file));
  // Nobody may send the form while the photo is being made small.
  picker.waiting += 1;
  const photo: Attachment = { key: newId(), blob: await shrink(file, LONGEST), name: file.name };
  picker.held.set(shot, photo);
  changed(picker);
  picker.waiting -= 1;
  upload(picker, shot, photo);
}

const isThere = (form: HTMLFormElement, picker: Picker, photo: Attachment): boolean =>
  all<HTMLInputElement>('input[name="media_ids"]', form).some((input) => input.value === photo.media) ||
  [...picker.held.values()].some(({ key }) => key === photo.key);

/** Shows a photo of a kept draft again; false when it is already there or there is no room. */
export function addPhoto(form: HTMLFormElement, photo: Attachment): boolean {
  const picker = pickers.get(form);
  if (!picker || isThere(form, picker, photo) || count(picker) >= picker.max) return false;
  const shot = tile(picker, photo.blob ? URL.createObjectURL(photo.blob) : (photo.src ?? ""));
  picker.held.set(shot, photo);
  if (photo.media) setId(shot, photo.media, photo.src ?? "");
  else upload(picker, shot, photo);
  changed(picker);
  return true;
}

/** Takes out the photos that a kept draft has no more; says whether there were any. */
export function keepOnly(form: HTMLFormElement, photos: Attachment[]): boolean {
  const picker = pickers.get(form);
  const gone = all(".shot:not(.add)", form).filter((shot) => {
    const id = first<HTMLInputElement>('input[name="media_ids"]', shot)?.value;
    return id && photos.every(({ media }) => media !== id);
  });
  for (const shot of gone) shot.remove();
  if (picker && gone.length > 0) changed(picker);
  return gone.length > 0;
}

/** The photos of a form in their order: those on the server, and those that are still here. */
export function attachments(form: HTMLFormElement): Attachment[] {
  const picker = pickers.get(form);
  return all(".shot:not(.add)", form).flatMap((shot) => {
    const held = picker?.held.get(shot);
    const input = first<HTMLInputElement>('input[name="media_ids"]', shot);
    return held ?? (input ? { key: input.value, name: "", media: input.value, src: input.dataset.src ?? "" } : []);
  });
}

export function photos(root: ParentNode): void {
  for (const box of all("[data-photos]", root)) {
    const form = box.closest("form");
    const tiles = first(".shots", box);
    const add = first(".add", box);
    const input = first<HTMLInputElement>('input[type="file"]', box);
    const plain = first("[data-plain]", box);
    if (!form || !tiles || !add || !input || !plain) continue;
    const max = Number(box.dataset.max);
    const picker: Picker = { box, tiles, add, max, waiting: 0, queue: Promise.resolve(), submitter: undefined, held: new Map() };
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
      if (files.length > room) say(picker, box.dataset.full);
      for (const file of files.slice(0, room)) void take(picker, file);
      input.value = "";
    });
    form.addEventListener("submit", (event) => whenSent(form, picker, event));
  }
}

function whenSent(form: HTMLFormElement, picker: Picker, event: SubmitEvent): void {
  const hold = (): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  if (picker.waiting > 0 && navigator.onLine) {
    hold();
    picker.submitter = event.submitter;
    say(picker, picker.box.dataset.busy);
    return;
  }
  // One that was taken out while it was being made small is not waited for.
  const left = [...picker.held].filter(([shot, photo]) => shot.isConnected && !photo.media);
  if (left.length === 0) return;
  hold();
  // Photos that cannot go now go with the form, later.
  if (form.dispatchEvent(new CustomEvent("unsent", { bubbles: true, cancelable: true, detail: event.submitter }))) {
    for (const [shot, photo] of left) upload(picker, shot, photo);
    picker.submitter = event.submitter;
  }
}
