/** Counts the bytes that the pages of this site have cost, by month, on this phone only (W-4). */
import { store } from "./dom";

/** Bytes by month, such as `2026-11`; the last six are kept. */
export type Usage = Record<string, number>;

export const month = (): string => new Date().toISOString().slice(0, 7);

export function add(bytes: number): void {
  if (!(bytes > 0)) return;
  const known = store.get<Usage>("usage") ?? {};
  known[month()] = (known[month()] ?? 0) + Math.round(bytes);
  store.set("usage", Object.fromEntries(Object.entries(known).sort().slice(-6)));
}

/** What the server's pages are compressed by, and what the headers of an answer weigh. */
const COMPRESSED = 3.7;
const HEADERS = 500;

/** Exact where the browser knows; what the service worker has fetched it does not, so that is reckoned. */
function cost(entry: PerformanceResourceTiming): number {
  if (!entry.workerStart) return entry.transferSize || 0;
  if (entry.entryType === "navigation") return navigator.onLine ? entry.encodedBodySize / COMPRESSED + HEADERS : 0;
  const { deliveryType } = entry as { deliveryType?: string };
  return deliveryType === "cache-storage" ? 0 : entry.encodedBodySize + HEADERS;
}

export function usage(): void {
  if (!window.PerformanceObserver) return;
  try {
    const count = (list: PerformanceObserverEntryList): void =>
      add((list.getEntries() as PerformanceResourceTiming[]).reduce((sum, entry) => sum + cost(entry), 0));
    for (const type of ["navigation", "resource"]) new PerformanceObserver(count).observe({ type, buffered: true });
  } catch {
    // An older browser does not count.
  }
}
