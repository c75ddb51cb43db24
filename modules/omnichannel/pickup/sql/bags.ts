import { constraintMeans } from '../../../../server/db/errors.ts';
import type { Tx } from '../../../../server/db/transaction.ts';
import { bagInUse } from '../problems.ts';

constraintMeans('oc_bag_label_in_use', bagInUse, {});

export async function insertBags(
  tx: Tx,
  given: {
    readonly orderId: string;
    readonly locationId: string;
    readonly labels: readonly string[];
    readonly shelf: string;
  },
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_bag (order_id, label, location_id, shelf, staged_at)
     select :orderId, label, :locationId, :shelf, :now from unnest(:labels::text[]) as b (label)`,
    { ...given, now: tx.now },
  );
}

/** The bags left the house, or were emptied: their labels may be used again. */
export async function bagsGone(tx: Tx, orderId: string): Promise<void> {
  await tx.sql.raw(
    `update oc_bag set gone_at = :now where order_id = :orderId and gone_at is null`,
    { orderId, now: tx.now },
  );
}
