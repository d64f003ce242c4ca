/** What another app shares while there is no network: the offline page puts it into the form that was kept. */
import * as db from "./db";
import type { Draft } from "./drafts";
import { first, store } from "./dom";
import { newId } from "./outbox";

/** Where the manifest's `share_target` leads. */
const FORM = "/listings/new";
const LONGEST = { title: 100, description: 2000 };

/** Takes what this page was asked for with. */
export function takeShared(): void {
  if (location.pathname === FORM && location.search) void share(new URLSearchParams(location.search)).catch(() => undefined);
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
