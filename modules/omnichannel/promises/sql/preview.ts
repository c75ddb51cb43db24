import type { Read } from '../../../../server/db/transaction.ts';

/** An order with what became of it in time. */
export interface PlacedOrder {
  readonly orderId: string;
  readonly number: number;
  readonly locationId: string;
  readonly placedAt: Date;
  readonly pieces: number;
  readonly acknowledgedAt: Date | null;
  readonly readyAt: Date | null;
  readonly endedAt: Date | null;
}

/** The orders that came to some shops, each in its stretch of time, as they came. */
export async function selectPlacedOn(
  read: Read,
  shops: readonly { readonly locationId: string; readonly from: Date; readonly until: Date }[],
): Promise<PlacedOrder[]> {
  const { rows } = await read.sql.raw<{ rows: PlacedOrder[] }>(
    `
    select o.id as "orderId", o.number, o.location_id as "locationId", o.placed_at as "placedAt",
      (select sum(l.quantity)::integer from oc_order_line as l
        where l.order_id = o.id and l.in_place_of is null) as pieces,
      o.acknowledged_at as "acknowledgedAt", o.ready_at as "readyAt", o.ended_at as "endedAt"
    from jsonb_to_recordset(:shops::jsonb) as s (
      "locationId" text, "from" timestamptz, until timestamptz)
    join oc_order as o on o.location_id = s."locationId"
      and o.placed_at >= s."from" and o.placed_at < s.until
    order by o.placed_at, o.id`,
    { shops: JSON.stringify(shops) },
  );
  return rows;
}
