/** Proposes categories for the title while it is being typed; the page's own button does so without a script. */
import { all, first } from "./dom";

const PAUSE = 700;
const LEAST = 4;

interface Answer {
  data: { slug: string; name: string }[];
}

export function propose(root: ParentNode): void {
  for (const place of all("[data-propose]", root)) {
    const form = place.closest("form");
    const title = form && first<HTMLInputElement>("[name=title]", form);
    const category = form && first<HTMLSelectElement>("select[name=category]", form);
    if (!title || !category) continue;
    const chips = document.createElement("div");
    chips.className = "chips";
    chips.setAttribute("role", "group");
    chips.setAttribute("aria-label", first("button", place)?.textContent ?? "");
    chips.hidden = true;
    place.before(chips);
    let timer = 0;
    let asked = "";
    const ask = async (): Promise<void> => {
      const text = title.value.trim();
      if (text.length < LEAST || text === asked || category.value || !navigator.onLine) return;
      asked = text;
      const response = await fetch(`${place.dataset.propose}?text=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      if (!response.ok || asked !== text) return;
      const { data } = (await response.json()) as Answer;
      chips.replaceChildren(...data.map(({ slug, name }) => chip(slug, name, category, chips)));
      chips.hidden = data.length === 0;
    };
    title.addEventListener("input", () => {
      clearTimeout(timer);
      // A proposal is a help, not a need.
      timer = window.setTimeout(() => void ask().catch(() => undefined), PAUSE);
    });
  }
}

function chip(slug: string, name: string, category: HTMLSelectElement, chips: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.textContent = name;
  button.addEventListener("click", () => {
    category.value = slug;
    category.dispatchEvent(new Event("change", { bubbles: true }));
    chips.hidden = true;
    category.focus();
  });
  return button;
}
