/** One value in IndexedDB. Private windows and full disks may refuse: then nothing is kept. */
const DATABASE = 'bottega';
const STORE = 'kept';
const KEY = 'queries';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

async function once(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  try {
    const database = await open();
    try {
      return await new Promise<unknown>((resolve, reject) => {
        const request = ask(database.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('not stored'));
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

export async function readKept(): Promise<unknown> {
  return (await once('readonly', (store) => store.get(KEY))) ?? null;
}

export async function writeKept(value: unknown): Promise<void> {
  await once('readwrite', (store) => store.put(value, KEY));
}

export async function forgetKept(): Promise<void> {
  await once('readwrite', (store) => store.delete(KEY));
}
