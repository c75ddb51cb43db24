import type { Read } from '../../../../server/db/transaction.ts';
import type { OrderDetail, OrderLine, OrderSummary } from '../reading-contracts.ts';
import type { OrderState } from '../domain/order.ts';

export interface OrderFilter {
  /** Null: everywhere. */
  readonly locationIds: readonly string[] | null;
  /** Null: all. */
  readonly channels: readonly string[] | null;
  readonly state: OrderState | null;
  readonly search: SearchTerm | null;
  /** Only these; null: all. */
  readonly orderIds?: readonly string[] | null;
  readonly after: { readonly placedAt: string; readonly orderId: string } | null;
  readonly limit: number;
}

export type SearchTerm =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'text'; readonly text: string };

export type SummaryRow = Omit<
  OrderSummary,
  'number' | 'dueMinor' | 'placedAt' | 'readyBy' | 'collectBy'
> & {
  readonly number: number;
  readonly cancelledMinor: number;
  readonly paidMinor: number;
  readonly refundMinor: number;
  readonly refundedMinor: number;
  readonly placedAt: Date;
  readonly readyBy: Date;
  readonly collectBy: Date | null;
};

/** Orders, newest first. Digits are an order's number, the end of a phone or the channel's own number. */
export async function selectOrders(read: Read, filter: OrderFilter): Promise<SummaryRow[]> {
  const { rows } = await read.sql.raw<{ rows: SummaryRow[] }>(
    `
    select o.id as "orderId", o.version, o.number, o.state, o.channel,
      jsonb_build_object('it', c.title_it, 'en', c.title_en) as "channelTitle",
      o.external_id as "externalId", o.location_id as "locationId",
      o.contact_name || ' ' || o.contact_surname as "customerName",
      (select sum(l.quantity) from oc_order_line as l where l.order_id = o.id) as pieces,
      o.currency, o.total_minor as "totalMinor", o.cancelled_minor as "cancelledMinor",
      o.paid_minor as "paidMinor", o.refund_minor as "refundMinor",
      o.refunded_minor as "refundedMinor", o.placed_at as "placedAt", o.ready_by as "readyBy",
      o.collect_by as "collectBy", o.shelf
    from oc_order as o join oc_channel as c on c.id = o.channel
    where (:locationIds::text[] is null or o.location_id = any (:locationIds))
      and (:channels::text[] is null or o.channel = any (:channels))
      and (:state::text is null or o.state = :state)
      and (:orderIds::uuid[] is null or o.id = any (:orderIds))
      and (:digits::text is null
        or o.number = :number::integer or o.contact_phone_ending = :digits or o.external_id = :digits)
      and (:term::text is null
        or lower(o.contact_surname) like lower(:prefix) or o.external_id = :term)
      and (:placedAt::timestamptz is null or (o.placed_at, o.id) < (:placedAt, :orderId::uuid))
    order by o.placed_at desc, o.id desc
    limit :limit`,
    {
      locationIds: filter.locationIds,
      channels: filter.channels,
      state: filter.state,
      orderIds: filter.orderIds ?? null,
      ...searchBindings(filter.search),
      placedAt: filter.after?.placedAt ?? null,
      orderId: filter.after?.orderId ?? null,
      limit: filter.limit,
    },
  );
  return rows;
}

const LARGEST_NUMBER = 2_147_483_647;

function searchBindings(search: SearchTerm | null) {
  if (search?.kind === 'digits') {
    const number = Number(search.digits);
    return {
      digits: search.digits,
      number: number <= LARGEST_NUMBER ? number : null,
      term: null,
      prefix: null,
    };
  }
  const term = search?.text ?? null;
  const prefix = term === null ? null : `${term.replace(/[\\%_]/g, '\\$&')}%`;
  return { digits: null, number: null, term, prefix };
}

/** What a detail shows beyond the order's file. */
export interface DetailRow {
  readonly year: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: 'it' | 'en';
  readonly goodsMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly pricedBy: OrderDetail['pricedBy'];
  readonly lines: readonly (Pick<
    OrderLine,
    'lineId' | 'unitPriceMinor' | 'vatRate' | 'discounts' | 'units'
  > & { readonly externalLineId: string })[];
  readonly payments: OrderDetail['payments'];
  readonly handovers: OrderDetail['handovers'];
}

export async function selectDetail(read: Read, orderId: string): Promise<DetailRow> {
  const { rows } = await read.sql.raw<{ rows: DetailRow[] }>(SELECT_DETAIL, { orderId });
  return rows[0]!;
}

/** With what an order was paid so far, the largest first. */
export async function selectTenders(
  read: Read,
  orderId: string,
): Promise<{ kind: string; amountMinor: number }[]> {
  const { rows } = await read.sql.raw<{ rows: { kind: string; amountMinor: number }[] }>(
    `select kind, sum(amount_minor)::bigint as "amountMinor" from oc_payment
     where order_id = :orderId group by kind order by 2 desc, 1`,
    { orderId },
  );
  return rows;
}

const SELECT_DETAIL = `
  select o.year, o.contact_email as email, o.contact_phone as phone, o.language,
    o.goods_minor as "goodsMinor", o.discount_minor as "discountMinor",
    o.shipping_minor as "shippingMinor",
    case when o.priced_engine is not null then jsonb_build_object(
      'engine', o.priced_engine, 'version', o.priced_version) end as "pricedBy",
    (select jsonb_agg(jsonb_build_object(
        'lineId', l.id, 'externalLineId', l.external_line_id,
        'unitPriceMinor', l.unit_price_minor, 'vatRate', l.vat_rate,
        'discounts', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'reason', d.reason, 'amountMinor', d.amount_minor, 'promotionId', d.promotion_id,
            'coupon', d.coupon) order by d.place), '[]')
          from oc_order_discount as d where d.line_id = l.id),
        'units', (
          select jsonb_agg(jsonb_build_object(
            'unit', u.unit, 'fate', u.fate, 'short', u.short, 'paidMinor', u.paid_minor,
            'discountShares', u.discount_shares, 'shippingMinor', u.shipping_minor,
            'vatMinor', u.vat_minor) order by u.unit)
          from oc_order_unit as u where u.line_id = l.id)) order by l.place)
      from oc_order_line as l where l.order_id = o.id) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'kind', p.kind, 'amountMinor', p.amount_minor, 'providerRef', p.provider_ref,
        'locationId', p.location_id, 'paidAt', p.paid_at) order by p.paid_at, p.id), '[]')
      from oc_payment as p where p.order_id = o.id) as payments,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'handedAt', h.handed_at, 'actorName', h.actor_name, 'proof', h.proof,
        'collector', h.collector, 'delegateName', h.delegate_name,
        'documentType', h.document_type,
        'shipment', case when h.collector = 'carrier' then jsonb_build_object(
          'carrier', h.carrier, 'trackingNumber', h.tracking_number) end,
        'pieces', (select sum(hl.quantity) from oc_handover_line as hl
                   where hl.handover_id = h.id)) order by h.handed_at), '[]')
      from oc_handover as h where h.order_id = o.id) as handovers
  from oc_order as o where o.id = :orderId`;
