import type { Tx } from '../../../server/db/transaction.ts';
import { forgetMail } from '../../../server/mail/forget-mail.ts';
import { selectIdsByCustomer } from './sql.ts';

/** The person asked to be forgotten: reservations stay, what was written about them does not. */
export async function forgetCustomer(tx: Tx, customerId: string): Promise<void> {
  const ids = await selectIdsByCustomer(tx, customerId);
  await forgetMail(
    tx,
    ids.map((id) => `reservation:${id}`),
  );
}
