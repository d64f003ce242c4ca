/** Under a text area marked `data-count`: how many of its characters are used, "120 / 500". */
import { all } from "./dom";

export function counters(root: ParentNode): void {
  for (const field of all<HTMLTextAreaElement>("textarea[data-count]", root)) {
    const line = document.createElement("output");
    line.className = "s block";
    line.dir = "ltr";
    // Said at every key it would drown what is typed; the hint says the limit.
    line.setAttribute("aria-live", "off");
    const show = (): void => {
      line.textContent = `${Array.from(field.value).length} / ${field.maxLength}`;
    };
    field.after(line);
    field.addEventListener("input", show);
    // What was kept from before is put back after this has run.
    requestAnimationFrame(show);
  }
}
