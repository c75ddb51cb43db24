import type { Tx } from '../../../server/db/transaction.ts';
import { releaseHolds } from '../holds/end-holds.ts';
import { writeStep } from './change-reservation.ts';
import { tellReminder } from './mail.ts';
import { offerFreed } from './offer-freed.ts';
import { lockOverdue, lockReminders } from './sql.ts';

export const RESERVATION_BATCH = 100;

/** Ends reservations whose time is over, gives their pieces back and offers them to the queue. */
export async function expireReservations(tx: Tx, batch = RESERVATION_BATCH): Promise<number> {
  const overdue = await lockOverdue(tx, batch);
  if (overdue.length === 0) return 0;
  for (const reservation of overdue) {
    await writeStep(tx, reservation, 'expire', { state: 'expired' }, 'overdue');
  }
  await releaseHolds(
    tx,
    overdue.map(({ holdId }) => holdId!),
    'expired',
  );
  await offerFreed(tx, overdue);
  return overdue.length;
}

/** Reminds, once, the customers whose piece is kept for one more hour. */
export async function remindCustomers(tx: Tx, batch = RESERVATION_BATCH): Promise<number> {
  const due = await lockReminders(tx, batch);
  for (const reservation of due) {
    const after = await writeStep(tx, reservation, 'remind', {
      state: reservation.state,
      remindedAt: tx.now,
    });
    await tellReminder(tx, after);
  }
  return due.length;
}
