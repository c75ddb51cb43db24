import type { Knex } from 'knex';

const listeners = new WeakMap<Knex, Set<() => void>>();

/**
 * Tells this process's readers of the feed that a transaction with events has just been committed
 * through this pool, so that they look at once instead of at their next round. A hint, never a promise:
 * whoever misses it finds the events a little later.
 */
export function feedWake(db: Knex): void {
  for (const listener of listeners.get(db) ?? []) listener();
}

/** Calls `listener` after each commit with events through this pool. Returns how to stop it. */
export function onFeedWake(db: Knex, listener: () => void): () => void {
  const set = listeners.get(db) ?? new Set();
  listeners.set(db, set);
  set.add(listener);
  return () => void set.delete(listener);
}
