import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { PaymentLeft, RefundCause, RefundPart } from '../domain/refund.ts';
import type { CounterTender } from '../domain/order.ts';

export interface RefundPolicy {
  /** Up to this amount a shop may give money back over the counter. */
  readonly counterUpToMinor: number;
  readonly voucherPercent: number | null;
  readonly voucherDays: number | null;
  readonly prepayAfterNoShows: number;
}

/** A shop's own policy, or the chain's. */
export async function readRefundPolicy(read: Read, locationId: string): Promise<RefundPolicy> {
  const { rows } = await read.sql.raw<{ rows: RefundPolicy[] }>(
    `select counter_up_to_minor as "counterUpToMinor", voucher_percent as "voucherPercent",
       voucher_days as "voucherDays", prepay_after_no_shows as "prepayAfterNoShows"
     from oc_refund_policy where location_id = :locationId or location_id is null
     order by location_id nulls last limit 1`,
    { locationId },
  );
  if (!rows[0]) throw new Error('oc_refund_policy has no row for the whole chain');
  return rows[0];
}

/** The payments of an order, each with what of it is not promised back yet; the order is locked. */
export async function selectPaymentsLeft(tx: Tx, orderId: string): Promise<PaymentLeft[]> {
  const { rows } = await tx.sql.raw<{ rows: PaymentLeft[] }>(
    `select p.id as "paymentId", p.amount_minor - coalesce(back.minor, 0) as "leftMinor"
     from oc_payment as p
     left join (
       select part.payment_id, sum(part.amount_minor)::bigint as minor
       from oc_refund_due_part as part
       join oc_refund_due as r on r.id = part.refund_id and r.state <> 'withdrawn'
       where r.order_id = :orderId
       group by part.payment_id
     ) as back on back.payment_id = p.id
     where p.order_id = :orderId
     order by p.paid_at, p.id`,
    { orderId },
  );
  return rows;
}

export interface NewRefund {
  readonly refundId: string;
  readonly orderId: string;
  readonly locationId: string;
  readonly cause: RefundCause;
  readonly amountMinor: number;
  readonly currency: string;
  readonly voucherPercent: number | null;
  readonly voucherDays: number | null;
  readonly handoverId: string | null;
  /** With what it was given back at once; null: it is owed from now on. */
  readonly settledWith: CounterTender | null;
  readonly parts: readonly RefundPart[];
}

export async function insertRefund(tx: Tx, { parts, ...refund }: NewRefund): Promise<void> {
  await tx.sql.raw(
    `
    with refund as (
      insert into oc_refund_due (
        id, order_id, location_id, cause, amount_minor, currency, state, voucher_percent,
        voucher_days, handover_id, due_since, actor_id, closed_at, closed_by, settled_with)
      values (
        :refundId, :orderId, :locationId, :cause, :amountMinor, :currency, :state, :voucherPercent,
        :voucherDays, :handoverId, :now, :actorId, :closedAt, :closedBy, :settledWith)
    )
    insert into oc_refund_due_part (refund_id, payment_id, amount_minor)
    select :refundId, p."paymentId", p."amountMinor"
    from jsonb_to_recordset(:parts::jsonb) as p ("paymentId" uuid, "amountMinor" bigint)`,
    {
      ...refund,
      state: refund.settledWith === null ? 'due' : 'settled',
      actorId: tx.actor.id,
      now: tx.now,
      closedAt: refund.settledWith === null ? null : tx.now,
      closedBy: refund.settledWith === null ? null : tx.actor.id,
      parts: JSON.stringify(parts),
    },
  );
}

/** What is owed for pieces that were not collected is no longer: the customer came. Says how much it was. */
export async function withdrawRefunds(tx: Tx, orderId: string): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { minor: number }[] }>(
    `with withdrawn as (
       update oc_refund_due set state = 'withdrawn', closed_at = :now, closed_by = :actorId
       where order_id = :orderId and cause = 'not-collected' and state = 'due'
       returning amount_minor
     )
     select coalesce(sum(amount_minor), 0)::bigint as minor from withdrawn`,
    { orderId, now: tx.now, actorId: tx.actor.id },
  );
  return rows[0]!.minor;
}

export interface Voucher {
  readonly amountMinor: number;
  readonly days: number;
}

/** What may be had in place of the money for uncollected pieces, by order. */
export async function selectVouchers(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Voucher>> {
  const { rows } = await read.sql.raw<{ rows: (Voucher & { orderId: string })[] }>(
    `select distinct on (order_id) order_id as "orderId", voucher_days as days,
       floor(amount_minor * voucher_percent / 100.0)::bigint as "amountMinor"
     from oc_refund_due
     where order_id = any (:orderIds::uuid[]) and state = 'due' and voucher_percent is not null
     order by order_id, due_since desc, id desc`,
    { orderIds },
  );
  return new Map(rows.map(({ orderId, amountMinor, days }) => [orderId, { amountMinor, days }]));
}

/** What is owed for pieces of the order that nobody collected. */
export async function sumOwedForNoShow(read: Read, orderId: string): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { minor: number }[] }>(
    `select coalesce(sum(amount_minor), 0)::bigint as minor from oc_refund_due
     where order_id = :orderId and cause = 'not-collected' and state = 'due'`,
    { orderId },
  );
  return rows[0]!.minor;
}

/** Orders of a customer that nobody collected in the last twelve months. */
export async function countNoShows(read: Read, customerId: string): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { orders: number }[] }>(
    `select count(*)::integer as orders from oc_order as o
     where o.customer_id = :customerId and o.ended_at > cast(:now as timestamptz) - interval '12 months'
       and exists (select from oc_order_line as l where l.order_id = o.id and l.no_show > 0)`,
    { customerId, now: read.now },
  );
  return rows[0]!.orders;
}
