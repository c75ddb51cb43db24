import type { Tx } from '../db/transaction.ts';
import { deleteMailAbout, emptyMailBefore } from './sql.ts';

/** How long it can be looked up what was written to whom. */
export const MAIL_KEPT_DAYS = 30;
export const EMPTIED_AT_ONCE = 500;

/**
 * Deletes all letters about these things, also those that have not left: whoever they were to asked to
 * be forgotten. Each module calls it for its own references: `order:<id>`.
 */
export async function forgetMail(tx: Tx, references: readonly string[]): Promise<void> {
  if (references.length > 0) await deleteMailAbout(tx, references);
}

/** Empties letters of long ago: that one was written stays known, to whom and what does not. */
export function emptyOldMail(tx: Tx): Promise<number> {
  const before = new Date(tx.now.getTime() - MAIL_KEPT_DAYS * 86_400_000);
  return emptyMailBefore(tx, before, EMPTIED_AT_ONCE);
}
