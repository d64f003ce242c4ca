/** One small IndexedDB: the outbox and the drafts of forms. Used by pages and by the service worker alike. */

const NAME = "pushnchat";
export type Store = "outbox" | "drafts";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("outbox", { keyPath: "id" });
      asked.result.createObjectStore("drafts", { keyPath: "name" });
    };
    asked.onsuccess = () => {
      const base = asked.result;
      // Another tab may bring a newer version, or the browser may close it: the next use opens it again.
      base.onversionchange = () => base.close();
      base.onclose = () => (opened = undefined);
      done(base);
    };
    asked.onerror = () => fail(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/** One transaction; done when it is on the disk, not when it was asked for. */
export async function within<T>(store: Store, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  return new Promise<T>((done, fail) => {
    const transaction = base.transaction(store, mode);
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked.result);
    transaction.onabort = () => fail(transaction.error);
  });
}

export const all = <T>(store: Store): Promise<T[]> => within(store, "readonly", (rows) => rows.getAll() as IDBRequest<T[]>);
export const get = <T>(store: Store, key: string): Promise<T | undefined> =>
  within(store, "readonly", (rows) => rows.get(key) as IDBRequest<T | undefined>);
export const put = (store: Store, row: unknown): Promise<unknown> => within(store, "readwrite", (rows) => rows.put(row));
export const remove = (store: Store, key: string): Promise<unknown> => within(store, "readwrite", (rows) => rows.delete(key));

/** Changes one row, if it is still there: `undefined` leaves it as it is, `null` removes it. */
export async function change<T>(store: Store, key: string, next: (row: T) => T | null | undefined): Promise<void> {
  await within(store, "readwrite", (rows) => {
    const asked = rows.get(key) as IDBRequest<T | undefined>;
    asked.onsuccess = () => {
      const row = asked.result && next(asked.result);
      if (row) rows.put(row);
      else if (row === null) rows.delete(key);
    };
    return asked;
  });
}

export const clear = (store: Store): Promise<unknown> => within(store, "readwrite", (rows) => rows.clear());
