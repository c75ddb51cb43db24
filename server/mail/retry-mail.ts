import type { Tx } from '../db/transaction.ts';
import { notFound } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import { queueAgain } from './sql.ts';

/** Sends a letter again that did not leave: at once, and if need be by the whole schedule. */
export async function retryMail(tx: Tx, id: string): Promise<{ readonly id: string }> {
  if (!(await queueAgain(tx, id))) throw new Refusal(notFound, { what: 'questo messaggio' });
  tx.audit({ action: 'core.mail-retried', subject: `mail:${id}`, locationId: null });
  return { id };
}
