import type { Read } from '../../../../server/db/transaction.ts';
import type { RefundState as PaymentState } from '../../refunds/domain/life.ts';
import type { CounterTender } from '../domain/order.ts';
import type { RefundCause, RefundState } from '../domain/refund.ts';

export interface RefundRow {
  readonly refundId: string;
  readonly orderId: string;
  readonly number: number;
  readonly customerName: string;
  readonly locationId: string;
  readonly cause: RefundCause;
  readonly state: RefundState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueSince: Date;
  readonly closedAt: Date | null;
  readonly settledWith: CounterTender | null;
  readonly voucherPercent: number | null;
  readonly voucherDays: number | null;
  readonly parts: { kind: string; amountMinor: number }[];
  readonly payment: {
    refundId: string;
    state: PaymentState;
    byHand: { partId: string; amountMinor: number }[];
  } | null;
}

export interface RefundFilter {
  /** Null: everywhere. */
  readonly locationIds: readonly string[] | null;
  readonly orderId?: string;
  readonly state: RefundState | null;
  readonly oldestFirst: boolean;
  readonly after: { readonly dueSince: string; readonly refundId: string } | null;
  readonly limit: number;
}

export async function selectRefunds(read: Read, filter: RefundFilter): Promise<RefundRow[]> {
  const [beyond, order] = filter.oldestFirst ? ['>', 'asc'] : ['<', 'desc'];
  const { rows } = await read.sql.raw<{ rows: RefundRow[] }>(
    `
    select r.id as "refundId", r.order_id as "orderId", o.number,
      o.contact_name || ' ' || o.contact_surname as "customerName", r.location_id as "locationId",
      r.cause, r.state, r.amount_minor as "amountMinor", r.currency, r.due_since as "dueSince",
      r.closed_at as "closedAt", r.settled_with as "settledWith",
      r.voucher_percent as "voucherPercent", r.voucher_days as "voucherDays",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'amountMinor', part.amount_minor)
          order by part.amount_minor desc, p.id), '[]')
        from oc_refund_due_part as part join oc_payment as p on p.id = part.payment_id
        where part.refund_id = r.id) as parts,
      (select jsonb_build_object('refundId', pay.id, 'state', pay.state, 'byHand', (
          select coalesce(jsonb_agg(jsonb_build_object('partId', p.id, 'amountMinor', p.amount_minor)
            order by p.place), '[]')
          from oc_refund_part as p
          where p.refund_id = pay.id and p.tender = 'by-hand' and p.state = 'authorised'))
        from oc_refund as pay
        where pay.source_kind = 'refund-due' and pay.source_id = r.id and pay.state <> 'cancelled'
      ) as payment
    from oc_refund_due as r join oc_order as o on o.id = r.order_id
    where (:locationIds::text[] is null or r.location_id = any (:locationIds))
      and (:orderId::uuid is null or r.order_id = :orderId)
      and (:state::text is null or r.state = :state)
      and (:dueSince::timestamptz is null or (r.due_since, r.id) ${beyond} (:dueSince, :refundId::uuid))
    order by r.due_since ${order}, r.id ${order}
    limit :limit`,
    {
      locationIds: filter.locationIds,
      orderId: filter.orderId ?? null,
      state: filter.state,
      dueSince: filter.after?.dueSince ?? null,
      refundId: filter.after?.refundId ?? null,
      limit: filter.limit,
    },
  );
  return rows;
}

export async function selectRefundTotals(
  read: Read,
  locationIds: readonly string[] | null,
): Promise<{ currency: string; refunds: number; amountMinor: number; oldest: Date }[]> {
  const { rows } = await read.sql.raw<{
    rows: { currency: string; refunds: number; amountMinor: number; oldest: Date }[];
  }>(
    `select currency, count(*)::integer as refunds, sum(amount_minor)::bigint as "amountMinor",
       min(due_since) as oldest
     from oc_refund_due
     where state = 'due' and (:locationIds::text[] is null or location_id = any (:locationIds))
     group by currency order by currency`,
    { locationIds },
  );
  return rows;
}
