import type { Read } from '../../../../server/db/transaction.ts';

/** What people bought: at the tills, or online. */
export type Source = 'receipts' | 'orders';

export interface SoldSpan {
  readonly source: Source;
  readonly locationIds: readonly string[] | null;
  /** Plain days of the shops, both included. */
  readonly from: string;
  readonly to: string;
}

/** Both under the same names: a receipt and an order are a basket that somebody bought. */
const SOLD: Readonly<Record<Source, string>> = {
  receipts: `
    select receipt_id as basket_id, location_id, channel, issued_at as sold_at,
      customer_id, currency, line_number, item_id, quantity
    from ss_sold_line
    where kind = 'sale' and business_day between cast(:fromDay as date) and cast(:toDay as date)
      and (cast(:locationIds as text[]) is null or location_id = any(:locationIds))`,
  orders: `
    select order_id as basket_id, location_id, channel, placed_at as sold_at,
      customer_id, currency, line_number, item_id, quantity
    from oc_ordered_line
    where ordered_on between cast(:fromDay as date) and cast(:toDay as date)
      and placed_at >= cast(:fromDay as date) - interval '1 day'
      and placed_at < cast(:toDay as date) + interval '2 days'
      and (cast(:locationIds as text[]) is null or location_id = any(:locationIds))`,
};

const BASKETS = (source: Source): string => `
  select basket_id as "basketId", min(location_id) as "locationId", min(channel) as channel,
    min(sold_at) as "soldAt", min(customer_id::text) as "customerId", min(currency) as currency,
    jsonb_agg(jsonb_build_object('itemId', item_id, 'quantity', quantity) order by line_number)
      as lines
  from (${SOLD[source]}) sold`;

function bindingsOf({ from, to, locationIds }: SoldSpan) {
  return { fromDay: from, toDay: to, locationIds: locationIds ? [...locationIds] : null };
}

export async function countBaskets(read: Read, span: SoldSpan): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { count: number }[] }>(
    `select count(distinct basket_id)::integer as count from (${SOLD[span.source]}) sold`,
    bindingsOf(span),
  );
  return rows[0]!.count;
}

/** What was bought in a span: each item once. */
export async function selectSoldItems(read: Read, span: SoldSpan): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { itemId: string }[] }>(
    `select distinct item_id as "itemId" from (${SOLD[span.source]}) sold`,
    bindingsOf(span),
  );
  return rows.map(({ itemId }) => itemId);
}

export interface PastBasket {
  readonly basketId: string;
  readonly locationId: string;
  readonly channel: string;
  readonly soldAt: Date;
  readonly customerId: string | null;
  readonly currency: string;
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[];
}

/** The next baskets behind one, in the order of their ids, with what was bought. */
export async function selectPastBaskets(
  read: Read,
  span: SoldSpan,
  behind: string,
  limit: number,
): Promise<PastBasket[]> {
  const { rows } = await read.sql.raw<{ rows: PastBasket[] }>(
    `${BASKETS(span.source)} where basket_id > cast(:behind as uuid)
    group by basket_id order by basket_id limit :limit`,
    { ...bindingsOf(span), behind, limit },
  );
  return rows;
}

/** The latest baskets of a span, newest first. */
export async function selectLatestBaskets(
  read: Read,
  span: SoldSpan,
  limit: number,
): Promise<PastBasket[]> {
  const { rows } = await read.sql.raw<{ rows: PastBasket[] }>(
    `${BASKETS(span.source)}
    group by basket_id order by min(sold_at) desc, basket_id limit :limit`,
    { ...bindingsOf(span), limit },
  );
  return rows;
}
