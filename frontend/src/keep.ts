/** Keeps what somebody types: `<form data-keep="name">` survives a closed browser, a dead battery and a failed send. */
import { all, first, store } from "./dom";
import { addPhoto, kept, type KeptPhoto } from "./photos";

interface Draft {
  at: number;
  fields: [string, string][];
  photos: KeptPhoto[];
}

const WEEK = 7 * 24 * 3600 * 1000;
const SENT = "sent:";
const key = (name: string): string => `keep:${name}`;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fields = (form: HTMLFormElement): Field[] =>
  all<Field>("input, select, textarea", form).filter(
    (field) => field.name && !/^(hidden|file|password|submit)$/.test(field.type) && !field.matches("[data-no-keep]"),
  );

const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

function restore(form: HTMLFormElement, draft: Draft): boolean {
  let changed = false;
  const values = new Map<string, string[]>();
  for (const [name, value] of draft.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of fields(form)) {
    const wanted = values.get(field.name);
    if (isTick(field)) {
      const ticked = wanted?.includes(field.value) ?? false;
      changed ||= ticked !== field.checked;
      field.checked = ticked;
    } else if (wanted?.length) {
      const value = wanted.shift() ?? "";
      changed ||= value !== field.value;
      field.value = value;
    }
  }
  for (const photo of draft.photos) changed = addPhoto(form, photo) || changed;
  return changed;
}

export function keep(root: ParentNode): void {
  const forms = all<HTMLFormElement>("form[data-keep]", root);
  // A draft whose form was sent and did not come back with mistakes has arrived.
  const sent = sessionStorage.getItem(SENT);
  if (sent) {
    sessionStorage.removeItem(SENT);
    const back = forms.some((form) => form.dataset.keep === sent && first("#error-summary", form.closest("main") ?? form));
    if (!back && navigator.onLine && !first("[data-problem]")) store.remove(key(sent));
  }
  for (const form of forms) {
    const name = form.dataset.keep ?? "";
    const draft = store.get<Draft>(key(name));
    if (draft && Date.now() - draft.at < WEEK && restore(form, draft)) {
      const note = first("[data-kept]", form);
      if (note) {
        note.hidden = false;
        first("button", note)?.addEventListener("click", () => {
          store.remove(key(name));
          location.reload();
        });
      }
    }
    let timer = 0;
    const write = (): void => {
      const pairs = fields(form)
        .filter((field) => !isTick(field) || field.checked)
        .map((field): [string, string] => [field.name, field.value]);
      store.set(key(name), { at: Date.now(), fields: pairs, photos: kept(form) } satisfies Draft);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(write, 300);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      write();
      sessionStorage.setItem(SENT, name);
    });
    form.addEventListener("sent", () => store.remove(key(name)));
  }
}
