import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { CounterTender } from '../domain/order.ts';
import type { FeeUnit } from '../domain/shipping-fee.ts';

/** The pieces of an order with their money. */
export async function readFeeUnits(read: Read, orderId: string): Promise<FeeUnit[]> {
  const { rows } = await read.sql.raw<{ rows: FeeUnit[] }>(
    `select u.line_id as "lineId", u.unit, l.vat_rate::float8 as "vatRate", u.fate = 'open' as open,
       u.shipping_minor as "shippingMinor", u.paid_minor as "paidMinor", u.vat_minor as "vatMinor",
       u.fee_minor as "feeMinor"
     from oc_order_unit as u join oc_order_line as l on l.id = u.line_id
     where u.order_id = :orderId order by u.line_id, u.unit`,
    { orderId },
  );
  return rows;
}

/** Writes pieces whose fee has changed, and the amounts of the locked order with them. */
export async function writeFee(
  tx: Tx,
  orderId: string,
  units: readonly FeeUnit[],
  byMinor: number,
): Promise<void> {
  await tx.sql.raw(
    `
    with changed as (
      update oc_order_unit as u
      set shipping_minor = c."shippingMinor", paid_minor = c."paidMinor",
        vat_minor = c."vatMinor", fee_minor = c."feeMinor"
      from jsonb_to_recordset(:units::jsonb) as c (
        "lineId" uuid, unit smallint, "shippingMinor" bigint, "paidMinor" bigint,
        "vatMinor" bigint, "feeMinor" bigint)
      where u.line_id = c."lineId" and u.unit = c.unit and u.fate = 'open'
    )
    update oc_order set shipping_minor = shipping_minor + cast(:byMinor as bigint),
      shipping_fee_minor = shipping_fee_minor + cast(:byMinor as bigint),
      total_minor = total_minor + cast(:byMinor as bigint)
    where id = :orderId`,
    { orderId, byMinor, units: JSON.stringify(units) },
  );
}

/** Money taken in a shop before the goods leave it. */
export async function insertFeePayment(
  tx: Tx,
  payment: {
    readonly paymentId: string;
    readonly orderId: string;
    readonly locationId: string;
    readonly kind: CounterTender;
    readonly amountMinor: number;
    readonly providerRef: string | null;
  },
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_payment (
       id, order_id, kind, amount_minor, provider_ref, location_id, actor_id, paid_at)
     values (:paymentId, :orderId, :kind, :amountMinor, :providerRef, :locationId, :actorId, :now)`,
    { ...payment, actorId: tx.actor.id, now: tx.now },
  );
}
