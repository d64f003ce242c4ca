/** The list of conversations, kept fresh. */
import { first, reader } from "./dom";
import type { Live } from "./live";

/** The list shows what the server says of it, a moment after something happened. */
export function list(part: HTMLElement, live: Live): void {
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
  // Read on another device.
  live.hear("receipt.updated", ({ positions }) => {
    if (positions.some(({ user_id }) => user_id === reader())) fresh();
  });
  let before = false;
  live.joined(() => {
    if (before) fresh();
    before = true;
  });
}
