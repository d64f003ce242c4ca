/** Chunk for the page "Data and storage": what the pages have cost, and what is kept on this phone. */
import { first, store } from "./dom";
import type { Usage } from "./usage";

const MEGABYTE = 1_000_000;
/** Latin digits, as everywhere on the site. */
const language = `${document.documentElement.lang}-u-nu-latn`;
const number = (value: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

export function start(root: ParentNode): void {
  const months = Object.entries(store.get<Usage>("usage") ?? {}).sort().reverse();
  const table = first("[data-usage]", root);
  if (table && months.length > 0) {
    const date = new Intl.DateTimeFormat(language, { month: "long", year: "numeric" });
    for (const [month, bytes] of months) {
      const row = (first("tbody", table) as HTMLTableSectionElement).insertRow();
      const name = document.createElement("th");
      name.scope = "row";
      name.className = "text-start";
      name.textContent = date.format(new Date(`${month}-15`));
      row.append(name);
      const cell = row.insertCell();
      cell.className = "text-end";
      cell.textContent = number(bytes / MEGABYTE);
    }
    table.hidden = false;
    const none = first("[data-none]", root);
    if (none) none.hidden = true;
  }
  const kept = first("[data-storage]", root);
  if (!kept || !window.caches || !navigator.storage?.estimate) return;
  void size(kept);
  const button = first<HTMLButtonElement>("[data-clear]", kept);
  button?.addEventListener("click", () => {
    void Promise.all(["pages", "images", "files", "photos"].map((name) => caches.delete(name))).then(() => {
      const line = first("[data-size]", kept);
      if (line) line.textContent = button.dataset.clear ?? "";
    });
  });
}

async function size(kept: HTMLElement): Promise<void> {
  const { usage = 0 } = await navigator.storage.estimate();
  const line = first("[data-size]", kept);
  if (!line) return;
  line.textContent = (line.dataset.size ?? "").replace("{size}", number(usage / MEGABYTE));
  kept.hidden = false;
}
