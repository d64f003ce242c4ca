/** The pages seen so far, as the offline page lists them; and the form that takes what another app shares meanwhile. */
import * as db from "./db";
import type { Draft } from "./drafts";
import { all, first, store } from "./dom";
import { newId } from "./outbox";

/** Where the manifest's `share_target` leads. */
const FORM = "/listings/new";
const LONGEST = { title: 100, description: 2000 };

export function start(root: ParentNode): void {
  if (!window.caches) return;
  for (const box of all("[data-seen]", root)) void list(box);
  if (location.pathname === FORM && location.search) void share(new URLSearchParams(location.search)).catch(() => undefined);
}

async function list(box: HTMLElement): Promise<void> {
  const cache = await caches.open("pages");
  const list = first("ul", box);
  for (const request of [...(await cache.keys())].reverse().slice(0, 20)) {
    const response = await cache.match(request);
    const title = /<title>([^<]*)/.exec((await response?.text()) ?? "")?.[1];
    if (!title || !list) continue;
    const link = document.createElement("a");
    link.href = request.url;
    link.dir = "auto";
    link.textContent = new DOMParser().parseFromString(title, "text/html").documentElement.textContent;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
    box.hidden = false;
  }
}

/** Puts what was shared to what was typed before, as the form that was kept will find it, and opens that form. */
async function share(said: URLSearchParams): Promise<void> {
  const kept = await caches.match(FORM, { ignoreVary: true });
  if (!kept) return;
  const page = new DOMParser().parseFromString(await kept.text(), "text/html");
  const form = first<HTMLFormElement>("form[data-keep]", page);
  const { user } = page.documentElement.dataset;
  // One phone, several people: it is the form of whoever looked last.
  if (!form || !user || user !== store.get<{ now: string }>("user")?.now) return;
  const name = `${user}:${form.dataset.keep ?? ""}`;
  const typed = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const draft = (await db.get<Draft>("drafts", name)) ?? { name, at: 0, id: newId(), fields: typed };
  const [title, text, url] = ["title", "text", "url"].map((part) => said.get(part)?.trim() ?? "") as [string, string, string];
  const add = (field: keyof typeof LONGEST, change: (value: string) => string): void => {
    const pair = draft.fields.find(([known]) => known === field);
    if (pair) pair[1] = Array.from(change(pair[1])).slice(0, LONGEST[field]).join("");
  };
  add("title", (value) => value || title || (text.split("\n")[0] ?? ""));
  add("description", (value) => [value, text, text.includes(url) ? "" : url].filter(Boolean).join("\n"));
  await db.put("drafts", { ...draft, at: Date.now() });
  location.replace(FORM);
}
