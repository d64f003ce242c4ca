/** Counts the bytes that the pages of this site have cost, by month, on this phone only (W-4). */
import { store } from "./dom";

/** Bytes by month, such as `2026-11`; the last six are kept. */
export type Usage = Record<string, number>;

export const month = (): string => new Date().toISOString().slice(0, 7);

export function add(bytes: number): void {
  if (!(bytes > 0)) return;
  const known = store.get<Usage>("usage") ?? {};
  known[month()] = (known[month()] ?? 0) + bytes;
  store.set("usage", Object.fromEntries(Object.entries(known).sort().slice(-6)));
}

export function usage(): void {
  if (!window.PerformanceObserver) return;
  try {
    // What comes out of a cache has the size 0, or that of the headers that asked whether it is still good.
    const count = (list: PerformanceObserverEntryList): void =>
      add(list.getEntries().reduce((sum, entry) => sum + ((entry as PerformanceResourceTiming).transferSize || 0), 0));
    for (const type of ["navigation", "resource"]) new PerformanceObserver(count).observe({ type, buffered: true });
  } catch {
    // An older browser does not count.
  }
}
