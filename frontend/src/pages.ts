/** Pages without reloads: "Show more" and forms marked `data-enhance` use the HTML that the same URLs give anyway. */
import { all, announce, busy, first, load, reader } from "./dom";
import type { Tray } from "./tray";

type Start = (root: ParentNode) => void;

const parse = async (response: Response): Promise<Document> =>
  new DOMParser().parseFromString(await response.text(), "text/html");

/** Puts the page's `<main>` in place of ours. A page for somebody else, or in another language, is loaded whole. */
function show(page: Document, url: string, start: Start): void {
  const main = first("main", page);
  const [theirs, ours] = [page, document].map(({ documentElement: { dataset, lang } }) => dataset.user + lang);
  if (!main || theirs !== ours) {
    location.assign(url);
    return;
  }
  if (url !== location.href) {
    history.replaceState({ swapped: true }, "");
    history.pushState({ swapped: true }, "", url);
  }
  document.title = page.title;
  // The page brings the styles of its own parts.
  const styles = first("style", page.head);
  if (styles) first("style", document.head)?.replaceWith(styles);
  document.body.className = page.body.className;
  first("main")?.replaceWith(main);
  start(main);
  const target = first("#error-summary", main) ?? first("[autofocus]", main) ?? first("h1", main) ?? main;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Whether the form's keeper takes what could not be sent into the outbox. */
const taken = (form: HTMLFormElement, button: HTMLElement | null): boolean =>
  !form.dispatchEvent(new CustomEvent("unsent", { bubbles: true, cancelable: true, detail: button }));

/** Says beside the button that nothing was lost. */
function failed(form: HTMLFormElement): void {
  let note = first(".send-failed", form);
  if (!note) {
    note = document.createElement("p");
    note.className = "err send-failed";
    note.setAttribute("role", "alert");
    form.append(note);
  }
  note.textContent = document.body.dataset.notSent ?? "";
}

async function send(form: HTMLFormElement, button: HTMLButtonElement | null, start: Start): Promise<void> {
  if (form.getAttribute("aria-busy")) return;
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  const action = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const url = new URL(action, location.href);
  const init: RequestInit = { headers: { Accept: "text/html" } };
  if (form.method === "post") {
    init.method = "POST";
    init.body = form.enctype.startsWith("multipart")
      ? data
      : new URLSearchParams(Array.from(data, ([name, value]) => [name, String(value)]));
  } else {
    url.search = new URLSearchParams(Array.from(data, ([name, value]) => [name, String(value)])).toString();
  }
  form.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-disabled", "true");
  first(".send-failed", form)?.remove();
  let arrived = false;
  try {
    const response = await busy(fetch(url.href, init));
    if ((response.status >= 500 || response.status === 429) && taken(form, button)) return;
    const page = await parse(response);
    // A form that comes back, with mistakes or with something proposed, has not arrived.
    const back = all<HTMLFormElement>("form[data-keep]", page).some((one) => one.dataset.keep === form.dataset.keep);
    arrived = response.ok && form.method === "post" && !back;
    if (arrived) form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
    else if (!response.ok) form.dispatchEvent(new CustomEvent("refused"));
    // Then it stays where it was: its address is the page's, not the action's.
    show(page, response.ok ? response.url : location.href, start);
  } catch {
    if (!arrived && !taken(form, button)) failed(form);
  } finally {
    form.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
  }
}

async function more(link: HTMLAnchorElement): Promise<void> {
  if (link.getAttribute("aria-disabled")) return;
  link.setAttribute("aria-disabled", "true");
  // Meanwhile the list has the shapes of what will come, where the page has brought one: as many as will come, so that what
  // stands below moves once.
  const shape = first<HTMLTemplateElement>("template", link.parentElement ?? link)?.content.firstElementChild;
  const awaited = shape ? Array.from({ length: 10 }, () => shape.cloneNode(true) as Element) : [];
  first("[data-list]")?.append(...awaited);
  try {
    const response = await busy(fetch(link.href, { headers: { Accept: "text/html" } }));
    if (!response.ok) throw new Error(String(response.status));
    const page = await parse(response);
    const list = first("[data-list]");
    const added = all("[data-list] > *", page);
    if (!list) return;
    for (const one of awaited) one.remove();
    list.append(...added);
    const next = first<HTMLAnchorElement>("a[data-more]", page);
    if (next) link.replaceWith(next);
    else link.remove();
    first("a, button", added[0] ?? list)?.focus({ preventScroll: true });
    announce((link.dataset.added ?? "{n}").replace("{n}", String(added.length)));
  } catch {
    location.assign(link.href);
  }
}

/** Saving and letting go again without leaving the list; without a network it goes into the outbox. */
async function toggle(form: HTMLFormElement): Promise<void> {
  const button = first<HTMLButtonElement>("button", form);
  const on = first<HTMLInputElement>('input[name="on"]', form)?.value === "1";
  if (!button || form.getAttribute("aria-busy")) return;
  // The button is not switched off meanwhile: it would lose the focus.
  form.setAttribute("aria-busy", "true");
  const fields = Array.from(new FormData(form), ([name, value]): [string, string] => [name, String(value)]);
  const { pathname } = new URL(form.action);
  const flip = (): void => {
    // A listing may stand on the page twice.
    for (const same of all<HTMLFormElement>("form[data-save]").filter(({ action }) => action === form.action)) {
      const state = first<HTMLInputElement>('input[name="on"]', same);
      if (state) state.value = on ? "0" : "1";
      first("button", same)?.setAttribute("aria-pressed", String(on));
    }
    announce((on ? button.dataset.on : button.dataset.off) ?? "");
  };
  const failed = (): void => announce(document.body.dataset.notSent ?? "");
  try {
    // Of the API, whose answer is empty: the form's own leads back to the whole page.
    const { ok, status } = await fetch(`/api/v1${pathname}`, { method: on ? "PUT" : "DELETE" });
    if (status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
    else (ok ? flip : failed)();
  } catch {
    const label = button.getAttribute("aria-label") ?? "";
    const user = reader();
    // One phone, several people: what one of them keeps does not take the place of what waits of another.
    const order = { id: `${user}:${pathname}`, kind: "save", user, lane: "save", label, page: "", url: pathname, as: "form", fields, filesAs: "" } as const;
    const kept = await load<Tray>("tray").then((tray) => tray.keep({ ...order, files: [] }), () => false);
    (kept ? flip : failed)();
  } finally {
    form.removeAttribute("aria-busy");
  }
}

export function pages(start: Start): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented) return;
    if (form.matches("[data-save]")) {
      event.preventDefault();
      void toggle(form);
    } else if (form.matches("[data-enhance]")) {
      event.preventDefault();
      void send(form, (event as SubmitEvent).submitter as HTMLButtonElement | null, start);
    }
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-more]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void more(link);
  });
  addEventListener("popstate", (event) => {
    if ((event.state as { swapped?: boolean } | null)?.swapped) location.reload();
  });
}
