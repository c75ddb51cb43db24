import type { Read } from '../../../../server/db/transaction.ts';

export interface ShopDay {
  readonly locationId: string;
  readonly businessDay: string;
}

/** How many orders each shop has handed over whole on its business day. */
export async function countCollected(
  read: Read,
  days: readonly ShopDay[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await read.sql.raw<{ rows: { locationId: string; collected: number }[] }>(
    `select d."locationId", count(o.id) as collected
     from jsonb_to_recordset(:days::jsonb) as d ("locationId" text, "businessDay" date)
     left join oc_order as o on o.location_id = d."locationId"
       and o.ended_on = d."businessDay" and o.state = 'collected'
     group by d."locationId"`,
    { days: JSON.stringify(days) },
  );
  return new Map(rows.map(({ locationId, collected }) => [locationId, collected]));
}
