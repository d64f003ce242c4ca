/**
 * Keeps what somebody types: `<form data-keep="name">` survives a closed browser, a dead battery and a failed send.
 * A form with `data-outbox="<kind>"` that cannot be sent goes into the outbox, under an id of its own in its hidden
 * fields `id` and `key`, so that however often it is sent it arrives once. Of a form that changes something
 * (`data-outbox="change"`) one order at most waits, and is what the form shows meanwhile. What it says of the version that
 * was changed comes back with the words, so that they never replace what somebody else wrote in the meantime unseen.
 *
 * `data-label` names it in the outbox, as does a field with that mark; `data-page` is where the form stands, if that is not
 * where it is sent to; `data-look` is where to see it when it is done, and `data-sent` what is said then; a link with
 * `data-take` gives the typed words up.
 */
import * as db from "./db";
import { all, first, load, reader, store } from "./dom";
import { type Attachment, drop, find, type Kind, newId, tell } from "./outbox";
import { addPhoto, attachments, keepOnly } from "./photos";
import type { Tray } from "./tray";

export interface Draft {
  /** Whose it is, and of which form. */
  name: string;
  at: number;
  id: string;
  /** The version that was changed, of what has one. */
  version?: string;
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
    (field) => field.name && (!/^(hidden|file|password|submit)$/.test(field.type) || field.matches("[data-noted]")) && !field.matches("[data-no-keep]"),
  );

const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

const typedIn = (form: HTMLFormElement): [string, string][] =>
  fieldsOf(form)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => [field.name, field.value]);

/** What was typed, and the photos as they were left, if any of them was touched. */
function restore(form: HTMLFormElement, draft: Draft, photos?: Attachment[]): boolean {
  let changed = photos !== undefined && keepOnly(form, photos);
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
  for (const photo of photos ?? []) changed = addPhoto(form, photo) || changed;
  return changed;
}

const hidden = (form: HTMLFormElement, name: string): HTMLInputElement | null =>
  first<HTMLInputElement>(`input[type="hidden"][name="${name}"]`, form);

const setHidden = (form: HTMLFormElement, name: string, value: string): void => {
  const field = hidden(form, name);
  if (field) field.value = value;
};

// A button of the form may be called "action", and then hides the property.
const pathOf = (form: HTMLFormElement): string => new URL(form.getAttribute("action") ?? "", location.href).pathname;

/** The order of a form that changes something: there is one of it. */
const changeOf = (form: HTMLFormElement): string => (form.dataset.outbox === "change" ? `${reader()}:${pathOf(form)}` : "");

/** Whether the form came back from the server, with mistakes or beside what somebody else wrote. */
const cameBack = (form: HTMLFormElement): boolean => first("#error-summary", form.closest("main") ?? form) !== null;

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
    /** The order that is put right here, or whose place this one would take. */
    private readonly order: string,
  ) {
    this.made = hidden(form, "id")?.value ?? "";
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
      if (this.order) void settled(this.order).then(() => tell({ id: this.order, state: "sent" }));
    });
    for (const link of all<HTMLAnchorElement>("a[data-take]", form.closest("main") ?? form)) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        void this.giveUp().then(() => location.assign(link.href));
      });
    }
    // It has not arrived, whatever page comes next: that of a problem, or the sign-in after a session has ended.
    for (const name of ["unsent", "refused"]) form.addEventListener(name, () => sessionStorage.removeItem(SENT));
    if (form.dataset.outbox) {
      form.addEventListener("unsent", (event) => {
        const button = (event as CustomEvent<HTMLButtonElement | null>).detail;
        // A button that only asks something has nothing to send later.
        if (button?.formNoValidate) return;
        event.preventDefault();
        void this.post(button);
      });
      // It will be needed without a network.
      void load("tray").catch(() => undefined);
    }
    await this.putBack();
  }

  private async putBack(): Promise<void> {
    const back = cameBack(this.form);
    let draft = await db.get<Draft>("drafts", this.name);
    let photos = (await db.get<DraftPhotos>("drafts", photosOf(this.name)))?.photos;
    // The server has shown what was typed, and the newest version beside it, which counts from then on.
    const order = !draft && !back && this.order ? await find(this.order) : undefined;
    if (order && order.user === reader()) {
      const id = changeOf(this.form) ? this.id : order.id;
      const version = order.fields.find(([name]) => name === "version")?.[1];
      draft = { name: this.name, at: Date.now(), id, version, fields: order.fields };
      photos = order.files;
      this.newPhotos = true;
      // The server has refused what was sent under this id, so it is free again.
      store.set(SPENT, store.get<string[]>(SPENT)?.filter((known) => known !== id));
    }
    // Whoever typed in the meantime goes on with that.
    if (!draft || Date.now() - draft.at > WEEK || this.touched) return;
    if (!isSpent(draft.id)) this.id = draft.id;
    this.setIds();
    this.restoring = true;
    const changed = restore(this.form, draft, photos);
    this.restoring = false;
    if (!changed) return;
    if (draft.version && !back) setHidden(this.form, "version", draft.version);
    this.tellKept(order?.reason ?? "");
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
      await db.put("drafts", { name, at: Date.now(), id, version: hidden(form, "version")?.value, fields: typedIn(form) } satisfies Draft);
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
    if (reason) {
      void load<Tray>("tray").then((tray) => {
        const words = document.createElement("p");
        words.className = "prose";
        words.textContent = tray.wordsOf(reason);
        first(".grow", note)?.append(words);
      });
    }
    first("button", note)?.addEventListener("click", () => {
      void this.giveUp().then(() => location.replace(location.pathname + location.search));
    });
  }

  /** Nothing of what was typed is wanted any more. */
  private async giveUp(): Promise<void> {
    clearTimeout(this.timer);
    this.touched = false;
    sessionStorage.removeItem(SENT);
    await forget(this.name);
    const order = changeOf(this.form);
    if (order && (await find(order))) await drop(order);
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
    const path = pathOf(form);
    const kept = await tray.keep({
      id: changeOf(form) || id,
      kind: form.dataset.outbox as Kind,
      user: reader(),
      lane: form.dataset.outbox ?? "",
      label: form.dataset.label ?? first<HTMLInputElement>("[data-label], [name=title]", form)?.value ?? "",
      page: form.dataset.page ?? path,
      look: form.dataset.look,
      sent: form.dataset.sent,
      url: path,
      as: form.enctype.startsWith("multipart") ? "multipart" : "form",
      fields: Array.from(data, ([name, value]): [string, string] => [name, String(value)]).filter(([name]) => name !== "media_ids"),
      files: attachments(form),
      filesAs: "media_ids",
    });
    if (!kept) return tray.showFull(form);
    await this.forget();
    tray.showKept();
  }
}

/**
 * An order that arrived another way goes out of the outbox, also when the page is left at this moment: a transaction of which
 * nothing more is to be asked need not wait for its page, which would take it along.
 */
const settled = (id: string): Promise<unknown> =>
  db.within("outbox", "readwrite", (rows) => {
    const asked = rows.delete(id);
    // Browsers before 2021 have no way to say so.
    rows.transaction.commit?.();
    return asked;
  });

async function forget(name: string): Promise<void> {
  await db.remove("drafts", name);
  await db.remove("drafts", photosOf(name));
}

/** Whether a form that no script sends was gone back to, or loaded again: then it may never have reached the server. */
const isReturn = (form: HTMLFormElement): boolean =>
  !("enhance" in form.dataset) && (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type !== "navigate";

/** A draft whose form was sent without script's help has arrived, unless it comes back with mistakes or is returned to. */
async function settle(forms: HTMLFormElement[]): Promise<void> {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [name, id] = JSON.parse(sent) as [string, string];
  const back = forms.some((form) => nameOf(form) === name && (cameBack(form) || isReturn(form)));
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
      const change = changeOf(form);
      const order = change || (form.dataset.outbox && /^#outbox=(.+)/.exec(location.hash)?.[1]) || "";
      await new Keeper(form, order && !change ? `${nameOf(form)}:${order}` : nameOf(form), order).begin();
    }
  })().catch(() => undefined);
}
