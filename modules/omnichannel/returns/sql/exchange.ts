import type { Tx } from '../../../../server/db/transaction.ts';

export interface ExchangeHandover {
  readonly handoverId: string;
  readonly orderId: string;
  readonly locationId: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly payments: readonly {
    readonly paymentId: string;
    readonly kind: 'return' | 'cash' | 'card';
    readonly amountMinor: number;
    readonly providerRef: string | null;
  }[];
}

/** The new pieces of an exchange change hands over the counter, with what pays for them. */
export async function insertExchangeHandover(tx: Tx, handover: ExchangeHandover): Promise<void> {
  const { lines, payments, ...row } = handover;
  await tx.sql.raw(
    `
    with handover as (
      insert into oc_handover (
        id, location_id, order_id, proof, collector, actor_id, actor_name, device_id, handed_at)
      values (:handoverId, :locationId, :orderId, 'code', 'customer', :actorId, :actorName,
        :deviceId, :now)
    ), payment as (
      insert into oc_payment (
        id, order_id, kind, amount_minor, provider_ref, location_id, handover_id, actor_id, paid_at)
      select p."paymentId", :orderId, p.kind, p."amountMinor", p."providerRef", :locationId,
        :handoverId, :actorId, :now
      from jsonb_to_recordset(:payments::jsonb) as p (
        "paymentId" uuid, kind text, "amountMinor" bigint, "providerRef" text)
    )
    insert into oc_handover_line (handover_id, line_id, quantity)
    select :handoverId, l."lineId", l.quantity
    from jsonb_to_recordset(:lines::jsonb) as l ("lineId" uuid, quantity integer)`,
    {
      ...row,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      deviceId: tx.actor.deviceId,
      now: tx.now,
      payments: JSON.stringify(payments),
      lines: JSON.stringify(lines),
    },
  );
}
