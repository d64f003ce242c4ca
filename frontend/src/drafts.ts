/**
 * Keeps what somebody types: `<form data-keep="name">` survives a closed browser, a dead battery and a failed send.
 * A form with `data-outbox="<kind>"` that cannot be sent goes into the outbox, under an id of its own in its hidden
 * fields `id` and `key`, so that however often it is sent it arrives once.
 */
import * as db from "./db";
import { all, first, load, reader, store } from "./dom";
import { type Attachment, drop, find, type Kind, newId } from "./outbox";
import { addPhoto, attachments } from "./photos";
import type { Tray } from "./tray";

interface Draft {
  /** Whose it is, and of which form. */
  name: string;
  at: number;
  id: string;
  fields: [string, string][];
}

/** Kept apart, since they are large and change seldom. */
interface DraftPhotos {
  name: string;
  photos: Attachment[];
}

const photosOf = (name: string): string => `${name}#photos`;

const WEEK = 7 * 24 * 3600 * 1000;
const SENT = "sent:";
/** Ids that have been sent, so that a second tab with the same draft does not send its other words under them. */
const SPENT = "spent";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement): Field[] =>
  all<Field>("input, select, textarea", form).filter(
    (field) => field.name && !/^(hidden|file|password|submit)$/.test(field.type) && !field.matches("[data-no-keep]"),
  );

const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

const typedIn = (form: HTMLFormElement): [string, string][] =>
  fieldsOf(form)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => [field.name, field.value]);

function restore(form: HTMLFormElement, draft: Draft, photos: Attachment[]): boolean {
  let changed = false;
  const values = new Map<string, string[]>();
  for (const [name, value] of draft.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of fieldsOf(form)) {
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
  for (const photo of photos) changed = addPhoto(form, photo) || changed;
  return changed;
}

const setHidden = (form: HTMLFormElement, name: string, value: string): void => {
  const field = first<HTMLInputElement>(`input[type="hidden"][name="${name}"]`, form);
  if (field) field.value = value;
};

const isSpent = (id: string): boolean => store.get<string[]>(SPENT)?.includes(id) ?? false;
const spend = (id: string): void => store.set(SPENT, [...(store.get<string[]>(SPENT) ?? []).slice(-30), id]);

/** One form whose contents are kept. */
class Keeper {
  private readonly made: string;
  private id: string;
  private timer = 0;
  private restoring = false;
  private touched = false;
  private newPhotos = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly name: string,
    /** The refused order that is put right here. */
    private readonly order: string,
  ) {
    this.made = first<HTMLInputElement>('input[type="hidden"][name="id"]', form)?.value ?? "";
    this.id = newId(this.made);
  }

  async begin(): Promise<void> {
    const { form } = this;
    this.setIds();
    const touch = (event: Event): void => {
      this.newPhotos ||= (event.target as Element).matches("[data-photos]");
      if (this.restoring) return;
      this.touched = true;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.write(), 300);
    };
    form.addEventListener("input", touch);
    form.addEventListener("change", touch);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.touched) void this.write();
    });
    form.addEventListener("submit", () => {
      this.setIds();
      void this.write();
      sessionStorage.setItem(SENT, JSON.stringify([this.name, this.id]));
    });
    form.addEventListener("sent", () => {
      void this.forget();
      if (this.order) void drop(this.order);
    });
    if (form.dataset.outbox) {
      form.addEventListener("unsent", (event) => {
        const button = (event as CustomEvent<HTMLButtonElement | null>).detail;
        // A button that only asks something has nothing to send later.
        if (button?.formNoValidate) return;
        event.preventDefault();
        sessionStorage.removeItem(SENT);
        void this.post(button);
      });
      // It will be needed without a network.
      void load("tray").catch(() => undefined);
    }
    await this.putBack();
  }

  private async putBack(): Promise<void> {
    let draft = await db.get<Draft>("drafts", this.name);
    let photos = (await db.get<DraftPhotos>("drafts", photosOf(this.name)))?.photos ?? [];
    const order = !draft && this.order ? await find(this.order) : undefined;
    if (order && order.user === reader()) {
      draft = { name: this.name, at: Date.now(), id: order.id, fields: order.fields };
      photos = order.files;
      this.newPhotos = true;
      // The server has refused what was sent under this id, so it is free again.
      store.set(SPENT, store.get<string[]>(SPENT)?.filter((id) => id !== order.id));
    }
    // Whoever typed in the meantime goes on with that.
    if (!draft || Date.now() - draft.at > WEEK || this.touched) return;
    if (!isSpent(draft.id)) this.id = draft.id;
    this.setIds();
    this.restoring = true;
    const changed = restore(this.form, draft, photos);
    this.restoring = false;
    if (changed) this.tellKept(order?.reason ?? "");
  }

  /** Under an id that was not used yet. */
  private setIds(): void {
    if (isSpent(this.id)) this.id = newId(this.made);
    if (!this.form.dataset.outbox) return;
    setHidden(this.form, "id", this.id);
    setHidden(this.form, "key", this.id);
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    const { name, id, form } = this;
    // A page that was swapped in has a keeper of its own.
    if (!form.isConnected) return;
    try {
      await db.put("drafts", { name, at: Date.now(), id, fields: typedIn(form) } satisfies Draft);
      if (!this.newPhotos) return;
      this.newPhotos = false;
      await db.put("drafts", { name: photosOf(name), photos: attachments(form) } satisfies DraftPhotos);
    } catch {
      // Without room on the phone the form still works, it is only not kept.
    }
  }

  private tellKept(reason: string): void {
    const note = first("[data-kept]", this.form);
    if (!note) return;
    note.hidden = false;
    if (reason) void load<Tray>("tray").then((tray) => note.append(tray.wordsOf(reason)));
    first("button", note)?.addEventListener("click", () => {
      clearTimeout(this.timer);
      this.touched = false;
      void forget(this.name).then(() => location.replace(location.pathname + location.search));
    });
  }

  /** It has arrived, or is safe in the outbox. */
  private async forget(): Promise<void> {
    clearTimeout(this.timer);
    this.touched = false;
    sessionStorage.removeItem(SENT);
    spend(this.id);
    await forget(this.name);
  }

  /** Into the outbox, with the button that was pressed. */
  private async post(button: HTMLButtonElement | null): Promise<void> {
    this.setIds();
    const { form, id } = this;
    const tray = await load<Tray>("tray");
    const data = new FormData(form);
    if (button?.name) data.set(button.name, button.value);
    // A button of the form may be called "action", and then hides the property.
    const { pathname } = new URL(form.getAttribute("action") ?? "", location.href);
    const kept = await tray.keep({
      id,
      kind: form.dataset.outbox as Kind,
      user: reader(),
      lane: form.dataset.outbox ?? "",
      label: first<HTMLInputElement>("[data-label], [name=title]", form)?.value ?? "",
      page: pathname,
      url: pathname,
      as: "multipart",
      fields: Array.from(data, ([name, value]): [string, string] => [name, String(value)]).filter(([name]) => name !== "media_ids"),
      files: attachments(form),
      filesAs: "media_ids",
    });
    if (!kept) return tray.showFull(form);
    await this.forget();
    tray.showKept();
  }
}

async function forget(name: string): Promise<void> {
  await db.remove("drafts", name);
  await db.remove("drafts", photosOf(name));
}

/** A draft whose form was sent without script's help and did not come back with mistakes has arrived. */
async function settle(forms: HTMLFormElement[]): Promise<void> {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [name, id] = JSON.parse(sent) as [string, string];
  const back = forms.some((form) => nameOf(form) === name && first("#error-summary", form.closest("main") ?? form));
  if (!back && navigator.onLine && !first("[data-problem]")) {
    spend(id);
    await forget(name);
  }
}

const nameOf = (form: HTMLFormElement): string => `${reader()}:${form.dataset.keep ?? ""}`;

export function drafts(root: ParentNode): void {
  const forms = all<HTMLFormElement>("form[data-keep]", root);
  void (async () => {
    await settle(forms);
    for (const form of forms) {
      const order = (form.dataset.outbox && /^#outbox=(.+)/.exec(location.hash)?.[1]) || "";
      await new Keeper(form, order ? `${nameOf(form)}:${order}` : nameOf(form), order).begin();
    }
  })().catch(() => undefined);
}
