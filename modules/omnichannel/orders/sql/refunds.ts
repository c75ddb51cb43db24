import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { PaymentLeft, RefundCause, RefundPart } from '../domain/refund.ts';
import type { CounterTender } from '../domain/order.ts';

/** The payments of an order, each with what of it is not promised back yet; the order is locked. */
export async function selectPaymentsLeft(tx: Tx, orderId: string): Promise<PaymentLeft[]> {
  const { rows } = await tx.sql.raw<{ rows: PaymentLeft[] }>(
    `select p.id as "paymentId", p.amount_minor - coalesce(back.back_minor, 0) as "leftMinor"
     from oc_payment as p
     left join oc_refundable as back
       on back.origin_kind = 'order' and back.origin_id = p.order_id
         and back.payment_key = cast(p.id as text)
     where p.order_id = :orderId and p.kind <> 'return'
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
    ), promised as (
      -- Never more than each payment brought, whatever else goes back of it: oc_refundable_within_paid.
      insert into oc_refundable as b (origin_kind, origin_id, payment_key, paid_minor, back_minor)
      select 'order', pay.order_id, cast(pay.id as text), pay.amount_minor, p."amountMinor"
      from jsonb_to_recordset(:parts::jsonb) as p ("paymentId" uuid, "amountMinor" bigint)
      join oc_payment as pay on pay.id = p."paymentId"
      order by cast(pay.id as text)
      on conflict on constraint oc_refundable_pkey
        do update set back_minor = b.back_minor + excluded.back_minor
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
         -- What is being paid back cannot pay for the pieces any more.
         and not exists (
           select from oc_refund as r
           where r.source_kind = 'refund-due' and r.source_id = oc_refund_due.id
             and r.state <> 'cancelled')
       returning id, order_id, amount_minor
     ), promised_no_longer as (
       update oc_refundable as b set back_minor = b.back_minor - part.minor
       from (
         select w.order_id, cast(p.payment_id as text) as key, sum(p.amount_minor)::bigint as minor
         from withdrawn as w join oc_refund_due_part as p on p.refund_id = w.id group by 1, 2
       ) as part
       where b.origin_kind = 'order' and b.origin_id = part.order_id and b.payment_key = part.key
     )
     select coalesce(sum(amount_minor), 0)::bigint as minor from withdrawn`,
    { orderId, now: tx.now, actorId: tx.actor.id },
  );
  return rows[0]!.minor;
}

/** What an order owes, and whether anybody is paying it. */
export interface Debt {
  readonly refundDueId: string;
  readonly orderId: string;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly cause: RefundCause;
  readonly state: 'due' | 'settled' | 'withdrawn';
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueSince: Date;
  readonly parts: readonly RefundPart[];
  readonly isBeingPaid: boolean;
}

const DEBT_COLUMNS = `
  d.id as "refundDueId", d.order_id as "orderId", d.location_id as "locationId",
  o.customer_id as "customerId", d.cause, d.state, d.amount_minor as "amountMinor", d.currency,
  d.due_since as "dueSince",
  (select jsonb_agg(jsonb_build_object('paymentId', p.payment_id, 'amountMinor', p.amount_minor)
     order by p.payment_id)
   from oc_refund_due_part as p where p.refund_id = d.id) as parts,
  exists (select from oc_refund as r where r.source_kind = 'refund-due' and r.source_id = d.id
    and r.state <> 'cancelled') as "isBeingPaid"`;

export async function selectDebt(read: Read, refundDueId: string): Promise<Debt | null> {
  const { rows } = await read.sql.raw<{ rows: Debt[] }>(
    `select ${DEBT_COLUMNS} from oc_refund_due as d join oc_order as o on o.id = d.order_id
     where d.id = :refundDueId`,
    { refundDueId },
  );
  return rows[0] ?? null;
}

/**
 * What is owed since long enough for its cause, not above the amount, all of it to be paid by the
 * provider, and paid by nobody yet; the oldest first. Not locked.
 */
export async function selectDebtsToPay(
  read: Read,
  rule: { readonly upToMinor: number; readonly afterMinutes: Readonly<Record<string, number>> },
  count: number,
): Promise<Debt[]> {
  const { rows } = await read.sql.raw<{ rows: Debt[] }>(
    `
    select ${DEBT_COLUMNS}
    from oc_refund_due as d
    join oc_order as o on o.id = d.order_id
    join jsonb_each_text(:afterMinutes::jsonb) as rule (cause, minutes) on rule.cause = d.cause
    where d.state = 'due' and d.amount_minor <= :upToMinor
      and d.due_since + make_interval(mins => cast(rule.minutes as integer)) <= :now
      and not exists (select from oc_refund as r
        where r.source_kind = 'refund-due' and r.source_id = d.id and r.state <> 'cancelled')
      and not exists (
        select from oc_refund_due_part as p join oc_payment as pay on pay.id = p.payment_id
        where p.refund_id = d.id and (pay.provider_ref is null or pay.location_id is not null
          or pay.kind in ('cash', 'gift-card', 'voucher', 'bank-transfer', 'return')))
    order by d.due_since, d.id limit :count`,
    {
      upToMinor: rule.upToMinor,
      afterMinutes: JSON.stringify(rule.afterMinutes),
      now: read.now,
      count,
    },
  );
  return rows;
}

/** It has been given back; false: it was not owed (any more). The order is locked. */
export async function settleDebt(tx: Tx, refundDueId: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_refund_due set state = 'settled', closed_at = :now, closed_by = :actorId
     where id = :refundDueId and state = 'due' returning 1`,
    { refundDueId, now: tx.now, actorId: tx.actor.id },
  );
  return rows.length > 0;
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
