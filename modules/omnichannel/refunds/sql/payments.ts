import { prepared } from '../../../../server/db/prepared.ts';
import { constraintMeans } from '../../../../server/db/errors.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Payment } from '../domain/plan.ts';
import { refundBeyondPayment } from '../problems.ts';
import type { RefundOrigin } from '../refund.ts';

constraintMeans('oc_refundable_within_paid', refundBeyondPayment, {});

/** Payments of an order that can go back as money: what was paid with returned pieces cannot. */
export async function selectOrderPayments(read: Read, orderId: string): Promise<Payment[]> {
  const rows = await prepared<Payment>(
    read.sql,
    `select cast(p.id as text) as "paymentKey", p.kind, p.provider_ref as "providerRef",
       p.location_id is not null as "atCounter", p.amount_minor as "paidMinor",
       p.amount_minor - coalesce(b.back_minor, 0) as "leftMinor"
     from oc_payment as p
     left join oc_refundable as b
       on b.origin_kind = 'order' and b.origin_id = p.order_id and b.payment_key = cast(p.id as text)
     where p.order_id = :orderId and p.kind <> 'return'
     order by p.paid_at, p.id`,
    { orderId },
  );
  return rows;
}

/** What of each payment of a receipt is promised back, by its place. */
export async function selectPromisedBack(
  read: Read,
  origin: RefundOrigin,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await read.sql.raw<{ rows: { paymentKey: string; backMinor: number }[] }>(
    `select payment_key as "paymentKey", back_minor as "backMinor" from oc_refundable
     where origin_kind = :kind and origin_id = :id`,
    { kind: origin.kind, id: origin.id },
  );
  return new Map(rows.map(({ paymentKey, backMinor }) => [paymentKey, backMinor]));
}

export interface PromisedPart {
  readonly paymentKey: string;
  readonly paidMinor: number;
  readonly amountMinor: number;
}

/**
 * Promises parts of payments back. One statement for all, payments in the order of their keys: of two
 * that together would exceed a payment, the second breaks `oc_refundable_within_paid`.
 */
export async function promiseBack(
  tx: Tx,
  origin: RefundOrigin,
  parts: readonly PromisedPart[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into oc_refundable as b (origin_kind, origin_id, payment_key, paid_minor, back_minor)
    select :kind, :id, p."paymentKey", p."paidMinor", p."amountMinor"
    from jsonb_to_recordset(:parts::jsonb)
      as p ("paymentKey" text, "paidMinor" bigint, "amountMinor" bigint)
    order by p."paymentKey"
    on conflict on constraint oc_refundable_pkey
      do update set back_minor = b.back_minor + excluded.back_minor`,
    { kind: origin.kind, id: origin.id, parts: JSON.stringify(parts) },
  );
}

/** Takes promises back that will not be kept. */
export async function promiseNoLonger(
  tx: Tx,
  origin: RefundOrigin,
  parts: readonly { readonly paymentKey: string; readonly amountMinor: number }[],
): Promise<void> {
  await tx.sql.raw(
    `
    update oc_refundable as b set back_minor = b.back_minor - p.minor
    from (
      select p."paymentKey" as key, sum(p."amountMinor")::bigint as minor
      from jsonb_to_recordset(:parts::jsonb) as p ("paymentKey" text, "amountMinor" bigint)
      group by 1
    ) as p
    where b.origin_kind = :kind and b.origin_id = :id and b.payment_key = p.key`,
    { kind: origin.kind, id: origin.id, parts: JSON.stringify(parts) },
  );
}

/** Cash given back to a customer since then, but with this refund. */
export async function sumCashGiven(
  read: Read,
  customerId: string | null,
  since: Date,
  exceptRefundId: string | null,
): Promise<number> {
  if (customerId === null) return 0;
  const { rows } = await read.sql.raw<{ rows: { minor: number }[] }>(
    `select coalesce(sum(p.amount_minor), 0)::bigint as minor
     from oc_refund as r join oc_refund_part as p on p.refund_id = r.id
     where r.customer_id = :customerId and p.tender = 'cash'
       and r.id is distinct from :exceptRefundId::uuid
       and (p.state in ('proposed', 'authorised') or p.paid_at > :since)`,
    { customerId, since, exceptRefundId },
  );
  return rows[0]!.minor;
}
