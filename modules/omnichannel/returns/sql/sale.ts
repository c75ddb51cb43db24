import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { SaleDocumentKind } from '../../orders/domain/sale-document.ts';
import { stillToCome, type WithdrawalMove } from '../../withdrawals/domain.ts';
import type { SoldUnit } from '../domain/reckoning.ts';
import { NOT_TAKEN_BACK_LIST } from './not-taken-back.ts';

/** What a return needs of an order beyond its file. */
export interface SaleRow {
  readonly year: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: 'it' | 'en';
  readonly shippingMinor: number;
  readonly standardShippingMinor: number | null;
  readonly saleDocument: SaleDocumentKind | null;
  readonly saleReference: string | null;
  readonly saleIssuedOn: string | null;
}

export async function selectSale(read: Read, orderId: string): Promise<SaleRow> {
  const rows = await prepared<SaleRow>(
    read.sql,
    `select year, contact_email as email, contact_phone as phone, language,
       shipping_minor as "shippingMinor", standard_shipping_minor as "standardShippingMinor",
       sale_document as "saleDocument", sale_reference as "saleReference",
       sale_issued_on::text as "saleIssuedOn"
     from oc_order where id = :orderId`,
    { orderId },
  );
  return rows[0]!;
}

/** The pieces of an order the customer got, with their frozen amounts, line by line. */
export async function selectCollectedUnits(read: Read, orderId: string): Promise<SoldUnit[]> {
  const rows = await prepared<SoldUnit>(
    read.sql,
    `select u.line_id as "lineId", u.unit, u.price_minor as "priceMinor",
       to_jsonb(u.discount_shares) as "discountShares", u.discount_minor as "discountMinor",
       u.shipping_minor as "shippingMinor", u.paid_minor as "paidMinor", u.vat_minor as "vatMinor",
       l.vat_rate::float8 as "vatRate"
     from oc_order_unit as u join oc_order_line as l on l.id = u.line_id
     where u.order_id = :orderId and u.fate = 'collected' order by l.place, u.unit`,
    { orderId },
  );
  return rows;
}

export interface Delivery {
  readonly lineId: string;
  /** When the last piece of the line was handed over, or arrived. */
  readonly at: Date;
  /** A carrier has it and has not told when it arrived. */
  readonly sent: boolean;
}

export async function selectDeliveries(read: Read, orderId: string): Promise<Delivery[]> {
  const rows = await prepared<Delivery>(
    read.sql,
    `select distinct on (hl.line_id) hl.line_id as "lineId",
       coalesce(h.delivered_at, h.handed_at) as at,
       h.collector = 'carrier' and h.delivered_at is null as sent
     from oc_handover as h join oc_handover_line as hl on hl.handover_id = h.id
     where h.order_id = :orderId order by hl.line_id, h.handed_at desc`,
    { orderId },
  );
  return rows;
}

/** Pieces of a customer's declarations that are still to be brought back, by line. */
export async function selectAnnounced(
  read: Read,
  orderId: string,
): Promise<ReadonlyMap<string, number>> {
  const moves = await prepared<WithdrawalMove>(
    read.sql,
    `select l.line_id as "lineId", l.to_bring_back as declared, 0 as came, w.declared_at as at
     from oc_withdrawal_line as l join oc_withdrawal as w on w.id = l.withdrawal_id
     where w.order_id = :orderId
     union all
     select u.line_id, 0, count(*)::integer, r.taken_at
     from oc_return as r join oc_return_unit as u on u.return_id = r.id
     where r.order_id = :orderId and r.goods <> 'announced' and u.live and u.reason = 'withdrawal'
     group by r.id, u.line_id
     order by at, declared desc`,
    { orderId },
  );
  return stillToCome(moves);
}

/** What files of an order have given back of it. */
export interface GivenBack {
  /** Shipping that live files give back. */
  readonly shippingMinor: number;
  /** The same, by the VAT rate of the goods it belongs to. */
  readonly shippingByRate: ReadonlyMap<number, number>;
  /** What accepted files have taken off the sale, by VAT rate. */
  readonly soldByRate: ReadonlyMap<number, number>;
}

interface RateSum {
  readonly rate: number;
  readonly minor: number;
}

export async function selectGivenBack(read: Read, orderId: string): Promise<GivenBack> {
  const [row] = await prepared<{
    shippingMinor: number;
    shippingByRate: readonly RateSum[];
    soldByRate: readonly RateSum[];
  }>(
    read.sql,
    `with file as (
       select id, shipping_minor, goods in ('graded', 'disposed') as accepted,
         goods not in ('announced', 'not-taken', 'handed-back')
           and decision not in (${NOT_TAKEN_BACK_LIST}) as live
       from oc_return where order_id = :orderId
     ), entry as (
       select v.rate, coalesce(sum(v.gross_minor) filter (where f.live), 0)
           - coalesce((
             select sum(u.goods_minor) from oc_return_unit as u
             where u.return_id in (select id from file where live) and u.vat_rate = v.rate), 0)
           as shipping, bool_or(f.live) as live,
         coalesce(sum(v.gross_minor) filter (where f.accepted), 0) as sold,
         bool_or(f.accepted) as accepted
       from oc_return_vat as v join file as f on f.id = v.return_id group by v.rate
     )
     select
       (select coalesce(sum(shipping_minor), 0)::bigint from file where live) as "shippingMinor",
       (select coalesce(jsonb_agg(jsonb_build_object('rate', rate, 'minor', greatest(0, shipping))), '[]')
        from entry where live) as "shippingByRate",
       (select coalesce(jsonb_agg(jsonb_build_object('rate', rate, 'minor', sold)), '[]')
        from entry where accepted) as "soldByRate"`,
    { orderId },
  );
  const { shippingMinor, shippingByRate, soldByRate } = row!;
  return {
    shippingMinor,
    shippingByRate: byRate(shippingByRate),
    soldByRate: byRate(soldByRate),
  };
}

function byRate(sums: readonly RateSum[]): ReadonlyMap<number, number> {
  return new Map(sums.map(({ rate, minor }) => [rate, minor]));
}

export interface History {
  /** Files of the customer in the thirty days before. */
  readonly filesBefore: number;
  /** What the clerk has taken back since this instant. */
  readonly clerkTodayMinor: number;
}

export async function selectHistory(
  read: Read,
  given: { readonly customerId: string | null; readonly clerkId: string; readonly since: Date },
): Promise<History> {
  const rows = await prepared<History>(
    read.sql,
    `select
       (select count(*)::integer from oc_return as r join oc_order as o on o.id = r.order_id
        where o.customer_id = :customerId::uuid and r.goods not in ('announced', 'not-taken')
          and r.opened_at > cast(:now as timestamptz) - interval '30 days') as "filesBefore",
       (select coalesce(sum(total_minor), 0)::bigint from oc_return
        where taken_by = :clerkId and taken_at >= :since
          and decision in ('allowed', 'approved')) as "clerkTodayMinor"`,
    { ...given, now: read.now },
  );
  return rows[0]!;
}
