/** The list of conversations, kept fresh. */
import { first } from "./dom";
import { open } from "./live";

/** The list shows what the server says of it, a moment after something happened. */
export function list(part: HTMLElement): void {
  const live = open();
  let due = 0;
  const fresh = (): void => {
    clearTimeout(due);
    due = setTimeout(async () => {
      const answer = part.isConnected && (await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined));
      if (!answer || !answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = first("[data-rows]", page);
      if (rows) first("[data-rows]", part)?.replaceWith(rows);
    }, 400);
  };
  for (const event of ["message.sent", "message.updated", "conversation.updated"] as const) live.hear(event, fresh);
  live.hear("sync.required", fresh);
  let before = false;
  live.joined(() => {
    if (before) fresh();
    before = true;
  });
}
