import type { Read } from '../../../server/db/transaction.ts';

export interface DoubtRow {
  readonly locationId: string;
  readonly itemId: string;
  readonly because: 'not-found' | 'gone';
  readonly since: Date;
}

export interface PromiseInDoubt {
  readonly locationId: string;
  readonly itemId: string;
  readonly orderId: string;
}

/**
 * Levels of these shops (null = all) nobody can be sure of: a piece was looked for in vain and nobody has
 * counted since, or a promise lacks its piece. Longest first.
 */
export async function selectDoubts(
  read: Read,
  locationIds: readonly string[] | null,
): Promise<DoubtRow[]> {
  const { rows } = await read.sql.raw<{ rows: DoubtRow[] }>(
    `
    select distinct on (location_id, item_id) location_id as "locationId", item_id as "itemId",
      because, since
    from (
      select location_id, item_id, 'not-found' as because, opened_at as since
      from ss_open_recount
      union all
      select location_id, item_id, 'gone', opened_at from ss_open_shortage
    ) as doubt
    where :everywhere or location_id = any (:locationIds::text[])
    order by location_id, item_id, since`,
    { everywhere: locationIds === null, locationIds: locationIds ?? [] },
  );
  return rows.sort((a, b) => a.since.getTime() - b.since.getTime());
}

/** The open orders that still have to take pieces of levels in doubt. */
export async function selectOrdersInDoubt(
  read: Read,
  doubts: readonly DoubtRow[],
): Promise<PromiseInDoubt[]> {
  const { rows } = await read.sql.raw<{ rows: PromiseInDoubt[] }>(
    `
    select distinct o.location_id as "locationId", l.item_id as "itemId", o.id as "orderId"
    from jsonb_to_recordset(:doubts::jsonb) as d ("locationId" text, "itemId" uuid)
    join oc_order as o on o.location_id = d."locationId"
      and o.state in ('placed', 'acknowledged', 'picking', 'short')
    join oc_order_line as l on l.order_id = o.id and l.item_id = d."itemId"
    where l.picked + l.short < l.quantity - l.collected - l.refused - l.no_show - l.cancelled
    order by o.id`,
    { doubts: JSON.stringify(doubts) },
  );
  return rows;
}
