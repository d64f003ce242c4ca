/** The phone's own way of sharing, where it has one; the link to WhatsApp beside it needs no script. */
import { all } from "./dom";

export function share(root: ParentNode): void {
  if (!navigator.share) return;
  for (const button of all("[data-share]", root)) {
    button.hidden = false;
    // Whoever closes the sheet again has not failed.
    button.addEventListener("click", () => void navigator.share({ title: document.title, url: button.dataset.share ?? "" }).catch(() => undefined));
  }
}
