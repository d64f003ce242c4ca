/**
 * What the service worker sends the outbox with: a file of its own, read when the worker is installed, so that sending is
 * not a part of what every page waits for.
 */
import { inPieces } from "./send-file";
import { flush } from "./sender";
import { sendInPieces } from "./upload";

inPieces(sendInPieces);
Object.assign(globalThis, { flush });
