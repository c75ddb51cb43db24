import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** Minutes a piece takes by shop, where it was measured. */
export async function selectPaces(
  read: Read,
  locationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await read.sql.raw<{ rows: { locationId: string; minutes: number }[] }>(
    `select location_id as "locationId", minutes_per_piece::float8 as minutes
     from oc_pace where location_id = any (:locationIds::text[])`,
    { locationIds },
  );
  return new Map(rows.map(({ locationId, minutes }) => [locationId, minutes]));
}

/**
 * Measures every shop on what it prepared in the last fortnight: from when a picker took a handful of
 * orders until the last of them stood on the shelf, by pieces. Rounds that were left lying for half a
 * day say nothing; few pieces do not either. True when it was time to measure again.
 */
export async function measurePaces(tx: Tx, everyMinutes: number): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `
    with due as (
      select 1 where not exists (
        select from oc_pace
        where measured_at > :now::timestamptz - make_interval(mins => :everyMinutes))
    ), rounds as (
      select o.location_id, extract(epoch from max(o.staged_at) - o.taken_at) / 60 as minutes,
        sum(pieces.quantity) as pieces
      from oc_order as o
      cross join lateral (
        select sum(l.quantity) as quantity from oc_order_line as l where l.order_id = o.id
      ) as pieces
      where o.taken_at > :now::timestamptz - interval '14 days' and o.staged_at > o.taken_at
        and exists (select from due)
      group by o.location_id, o.picker_id, o.taken_at
      having max(o.staged_at) - o.taken_at < interval '4 hours'
    )
    insert into oc_pace as kept (location_id, minutes_per_piece, pieces, measured_at)
    select location_id, least(30, greatest(0.5, sum(minutes) / sum(pieces))), sum(pieces), :now
    from rounds group by location_id having sum(pieces) >= 20
    on conflict (location_id) do update set minutes_per_piece = excluded.minutes_per_piece,
      pieces = excluded.pieces, measured_at = excluded.measured_at
    returning 1`,
    { now: tx.now, everyMinutes },
  );
  return rows.length > 0;
}
