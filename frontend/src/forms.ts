/** Chunk for pages with longer forms: photos, drafts that survive anything, and the way into the outbox. */
import { counters } from "./count";
import { drafts } from "./drafts";
import { photos } from "./photos";
import { propose } from "./propose";
import { inPieces } from "./send-file";
import { sendInPieces } from "./upload";

inPieces(sendInPieces);

/** Photos come before drafts, which put kept ones back. */
export function start(root: ParentNode): void {
  photos(root);
  drafts(root);
  counters(root);
  propose(root);
}
