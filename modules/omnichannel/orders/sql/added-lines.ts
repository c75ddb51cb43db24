import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { selectDiscounts } from './discounts.ts';
import type { FrozenUnit } from '../domain/shares.ts';
import type { SoldDiscount } from '../domain/sold.ts';

/** A piece of an order with the whole of its price. */
export interface PricedUnit extends FrozenUnit {
  readonly lineId: string;
  readonly vatRate: number;
}

/** The pieces of an order with their frozen prices. */
export async function readPricedUnits(read: Read, orderId: string): Promise<PricedUnit[]> {
  const { rows } = await read.sql.raw<{ rows: PricedUnit[] }>(
    `select u.line_id as "lineId", u.unit, u.price_minor as "priceMinor",
       to_jsonb(u.discount_shares) as "discountShares", u.discount_minor as "discountMinor",
       u.shipping_minor as "shippingMinor", u.paid_minor as "paidMinor", u.vat_minor as "vatMinor",
       l.vat_rate::float8 as "vatRate"
     from oc_order_unit as u join oc_order_line as l on l.id = u.line_id
     where u.order_id = :orderId order by u.line_id, u.unit`,
    { orderId },
  );
  return rows;
}

/** Why each line of an order was discounted, in the order of its discounts. */
export async function readDiscountReasons(
  read: Read,
  orderId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const discounts = await selectDiscounts(read, orderId);
  return new Map(
    [...discounts].map(([lineId, some]) => [lineId, some.map(({ reason }) => reason)]),
  );
}

/** A line taken at the counter in place of another; its pieces leave at once. */
export interface TakenLine {
  readonly lineId: string;
  /** Null: it replaces no piece that stays here. */
  readonly inPlaceOf: string | null;
  readonly externalLineId: string;
  readonly itemId: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly vatRate: number;
  readonly discounts: readonly SoldDiscount[];
  readonly units: readonly (FrozenUnit & { readonly holdId: string })[];
  readonly pickIds: readonly string[];
  readonly manner: 'scan' | 'hand';
}

/** Adds lines whose pieces leave now, and raises the order's amounts by them. The order is locked. */
export async function insertTakenLines(
  tx: Tx,
  order: { readonly orderId: string; readonly locationId: string },
  lines: readonly TakenLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql.raw(INSERT_TAKEN, {
    ...order,
    lines: JSON.stringify(lines.map(({ discounts: _, units: _units, ...line }) => line)),
    discounts: JSON.stringify(
      lines.flatMap(({ lineId, discounts }) =>
        discounts.map((discount, index) => ({ ...discount, lineId, place: index + 1 })),
      ),
    ),
    units: JSON.stringify(
      lines.flatMap(({ lineId, units }) => units.map((unit) => ({ ...unit, lineId }))),
    ),
    picks: JSON.stringify(
      lines.flatMap(({ lineId, pickIds, manner }) =>
        pickIds.map((pickId) => ({ pickId, lineId, manner })),
      ),
    ),
    actorId: tx.actor.id,
    now: tx.now,
  });
}

const INSERT_TAKEN = `
  with last_place as (
    select max(place) as place from oc_order_line where order_id = :orderId
  ), lines as (
    insert into oc_order_line (
      id, order_id, place, external_line_id, item_id, gtin, quantity, unit_price_minor, vat_rate,
      state, collected, in_place_of)
    select l."lineId", :orderId, last_place.place + l.ordinality, l."externalLineId", l."itemId",
      l.gtin, l.quantity, l."unitPriceMinor", l."vatRate", 'collected', l.quantity, l."inPlaceOf"
    from last_place, rows from (jsonb_to_recordset(:lines::jsonb) as (
      "lineId" uuid, "externalLineId" text, "itemId" uuid, gtin text, quantity integer,
      "unitPriceMinor" bigint, "vatRate" numeric, "inPlaceOf" uuid)) with ordinality as l
  ), discounts as (
    insert into oc_order_discount (line_id, place, reason, amount_minor, promotion_id, coupon)
    select "lineId", place, reason, "amountMinor", "promotionId", coupon
    from jsonb_to_recordset(:discounts::jsonb) as d (
      "lineId" uuid, place smallint, reason text, "amountMinor" bigint, "promotionId" uuid, coupon text)
  ), units as (
    insert into oc_order_unit (
      line_id, unit, order_id, hold_id, fate, price_minor, discount_shares, discount_minor,
      shipping_minor, paid_minor, vat_minor)
    select "lineId", unit, :orderId, "holdId", 'collected', "priceMinor", "discountShares",
      "discountMinor", "shippingMinor", "paidMinor", "vatMinor"
    from jsonb_to_recordset(:units::jsonb) as u (
      "lineId" uuid, unit smallint, "holdId" uuid, "priceMinor" bigint, "discountShares" bigint[],
      "discountMinor" bigint, "shippingMinor" bigint, "paidMinor" bigint, "vatMinor" bigint)
    returning price_minor, discount_minor, shipping_minor, paid_minor
  ), picks as (
    insert into oc_pick (id, location_id, order_id, line_id, quantity, manner, actor_id, picked_at)
    select "pickId", :locationId, :orderId, "lineId", 1, manner, :actorId, :now
    from jsonb_to_recordset(:picks::jsonb) as p ("pickId" uuid, "lineId" uuid, manner text)
  ), added as (
    select sum(price_minor)::bigint as goods, sum(discount_minor)::bigint as discount,
      sum(shipping_minor)::bigint as shipping, sum(paid_minor)::bigint as total from units
  )
  update oc_order as o
  set goods_minor = o.goods_minor + added.goods, discount_minor = o.discount_minor + added.discount,
    shipping_minor = o.shipping_minor + added.shipping, total_minor = o.total_minor + added.total
  from added where o.id = :orderId`;
