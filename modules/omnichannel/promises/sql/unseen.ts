import type { Tx } from '../../../../server/db/transaction.ts';

/** Orders that nobody has looked at in time; those another process is telling are passed over. */
export async function lockUnseen(tx: Tx, count: number): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `select id from oc_order
     where state = 'placed' and escalated_at is null and acknowledge_by <= :now
     order by acknowledge_by limit :count for no key update skip locked`,
    { now: tx.now, count },
  );
  return rows.map(({ id }) => id);
}
