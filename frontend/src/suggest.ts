/** Suggestions under a search field: an accessible combobox that stays quiet on a bad network. */
import { all } from "./dom";

interface Suggestion {
  text: string;
  /** A page of this site to open instead of searching for the text. */
  url?: string | null;
}

const PAUSE = 150;

export function start(root: ParentNode): void {
  for (const input of all<HTMLInputElement>("input[data-suggest]", root)) attach(input);
}

function attach(input: HTMLInputElement): void {
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
  list.hidden = true;
  input.form?.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]] as const) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let shown: Suggestion[] = [];
  let current = -1;
  let asked: AbortController | undefined;

  const show = (items: Suggestion[]): void => {
    shown = items;
    list.replaceChildren(
      ...items.map((item, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.dir = "auto";
        option.textContent = item.text;
        return option;
      }),
    );
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const mark = (index: number): void => {
    current = index;
    Array.from(list.children, (option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${index}`);
  };
  const choose = (index: number): void => {
    const item = shown[index];
    if (!item) return;
    show([]);
    input.value = item.text;
    if (item.url) location.assign(item.url);
    else input.form?.requestSubmit();
  };
  const ask = async (): Promise<void> => {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < 2) return show([]);
    asked = new AbortController();
    try {
      const response = await fetch(`/api/v1/search/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (!response.ok) return;
      const answer = (await response.json()) as { data: Suggestion[] };
      if (document.activeElement === input) show(answer.data.slice(0, 8));
    } catch {
      // Suggestions are a help, not a need: the search itself works without them.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show([]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(current < 0 && step < 0 ? shown.length - 1 : ((current + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      choose(current);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(Array.from(list.children).indexOf((event.target as Element).closest("li") as Element)));
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asked?.abort();
    show([]);
  });
}
