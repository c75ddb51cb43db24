import { useSyncExternalStore } from 'react';

/** Something of the visitor's that the browser keeps, read by every component that shows it. */
export interface Kept<T> {
  readonly now: () => T;
  readonly keep: (next: T) => void;
  readonly use: () => T;
}

/** What stands in `storage` under this name, `empty` when nothing does or it may not be read. */
export function kept<T>(storage: () => Storage, name: string, empty: T): Kept<T> {
  const listeners = new Set<() => void>();
  const listen = (tell: () => void): (() => void) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  };
  let value = restored(storage, name, empty);
  const now = (): T => value;
  return {
    now,
    keep: (next) => {
      value = next;
      try {
        storage().setItem(name, JSON.stringify(next));
      } catch {
        // Private windows may refuse to store: it then lasts as long as the page.
      }
      for (const tell of listeners) tell();
    },
    use: () => useSyncExternalStore(listen, now),
  };
}

function restored<T>(storage: () => Storage, name: string, empty: T): T {
  try {
    return (JSON.parse(storage().getItem(name) ?? 'null') as T | null) ?? empty;
  } catch {
    return empty;
  }
}
