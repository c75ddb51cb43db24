import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { SoldDiscount } from '../domain/sold.ts';

/** What the pieces the customer has or can still have bear of each promotion; `gone` ones no longer count. */
export async function selectKeptDiscounts(
  read: Read,
  orderId: string,
  gone: readonly { readonly lineId: string; readonly unit: number }[],
): Promise<{ promotionId: string; amountMinor: number }[]> {
  const { rows } = await read.sql.raw<{ rows: { promotionId: string; amountMinor: number }[] }>(
    `
    select d.promotion_id as "promotionId", sum(u.discount_shares[d.place])::bigint as "amountMinor"
    from oc_order_unit as u join oc_order_discount as d on d.line_id = u.line_id
    where u.order_id = :orderId and d.promotion_id is not null
      and (u.fate in ('open', 'collected') or (u.fate = 'no-show' and u.to_put_back))
      and not exists (
        select from jsonb_to_recordset(:gone::jsonb) as g ("lineId" uuid, unit smallint)
        where g."lineId" = u.line_id and g.unit = u.unit)
    group by d.promotion_id having sum(u.discount_shares[d.place]) > 0
    order by d.promotion_id`,
    { orderId, gone: JSON.stringify(gone.map(({ lineId, unit }) => ({ lineId, unit }))) },
  );
  return rows;
}

/** The discounts of each line of an order, in their order. */
export async function selectDiscounts(
  read: Read,
  orderId: string,
): Promise<ReadonlyMap<string, readonly SoldDiscount[]>> {
  const rows = await prepared<{ lineId: string; discounts: SoldDiscount[] }>(
    read.sql,
    `select d.line_id as "lineId", jsonb_agg(jsonb_build_object(
       'reason', d.reason, 'amountMinor', d.amount_minor, 'promotionId', d.promotion_id,
       'coupon', d.coupon) order by d.place) as discounts
     from oc_order_discount as d join oc_order_line as l on l.id = d.line_id
     where l.order_id = :orderId group by d.line_id`,
    { orderId },
  );
  return new Map(rows.map(({ lineId, discounts }) => [lineId, discounts]));
}

/** Who priced an order and from which version of prices; null: the channel did. */
export async function selectPricedBy(
  read: Read,
  orderId: string,
): Promise<{ engine: string; version: string } | null> {
  const { rows } = await read.sql.raw<{
    rows: { engine: string | null; version: string | null }[];
  }>(
    `select priced_engine as engine, priced_version as version from oc_order where id = :orderId`,
    { orderId },
  );
  const { engine = null, version = null } = rows[0] ?? {};
  return engine === null || version === null ? null : { engine, version };
}
