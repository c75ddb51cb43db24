import type { Read } from '../../../../server/db/transaction.ts';

export interface ShopDay {
  readonly locationId: string;
  readonly businessDay: string;
}

/** The orders each shop has handed over whole on its business day. */
export async function selectCollected(
  read: Read,
  days: readonly ShopDay[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await read.sql.raw<{ rows: { locationId: string; orderIds: string[] }[] }>(
    `select o.location_id as "locationId", array_agg(o.id::text order by o.id) as "orderIds"
     from jsonb_to_recordset(:days::jsonb) as d ("locationId" text, "businessDay" date)
     join oc_order as o on o.location_id = d."locationId"
       and o.ended_on = d."businessDay" and o.state = 'collected'
     group by o.location_id`,
    { days: JSON.stringify(days) },
  );
  return new Map(rows.map(({ locationId, orderIds }) => [locationId, orderIds]));
}
