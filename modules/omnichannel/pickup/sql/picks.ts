import type { Tx } from '../../../../server/db/transaction.ts';

export interface NewPick {
  readonly pickId: string;
  readonly locationId: string;
  readonly orderId: string;
  readonly lineId: string;
  /** −1 takes one back. */
  readonly quantity: 1 | -1;
  readonly manner: 'scan' | 'hand';
}

/** Keeps every scan: who, when, and whether the barcode was really read. */
export async function insertPick(tx: Tx, pick: NewPick): Promise<void> {
  await tx.sql.raw(
    `insert into oc_pick
       (id, location_id, order_id, line_id, quantity, manner, actor_id, picked_at)
     values (:pickId, :locationId, :orderId, :lineId, :quantity, :manner, :actorId, :now)`,
    { ...pick, actorId: tx.actor.id, now: tx.now },
  );
}
