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
 * Measures every shop on what it prepared in the last fortnight. An order took from when it was taken, or
 * the picker's order before was on the shelf, until it was there itself; the middle one of all says how
 * long a piece takes, so that one left lying over lunch says nothing. Nor do few pieces; and beyond eight minutes for a piece
 * it was not walking and bagging that took the time. True when it was
 * time to measure again.
 */
export async function measurePaces(tx: Tx, everyMinutes: number): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `
    with due as (
      select 1 where not exists (
        select from oc_pace
        where measured_at > :now::timestamptz - make_interval(mins => :everyMinutes))
    ), prepared as (
      select o.location_id, o.staged_at, pieces.quantity,
        greatest(o.taken_at, lag(o.staged_at) over (
          partition by o.location_id, o.picker_id order by o.staged_at)) as begun_at
      from oc_order as o
      cross join lateral (
        select sum(l.quantity) as quantity from oc_order_line as l where l.order_id = o.id
      ) as pieces
      where o.taken_at > :now::timestamptz - interval '14 days' and o.staged_at > o.taken_at
        and exists (select from due)
    )
    insert into oc_pace as kept (location_id, minutes_per_piece, pieces, measured_at)
    select location_id,
      least(8, greatest(0.5, percentile_cont(0.5) within group (
        order by extract(epoch from staged_at - begun_at) / 60 / quantity))),
      sum(quantity), :now
    from prepared group by location_id having sum(quantity) >= 20
    on conflict (location_id) do update set minutes_per_piece = excluded.minutes_per_piece,
      pieces = excluded.pieces, measured_at = excluded.measured_at
    returning 1`,
    { now: tx.now, everyMinutes },
  );
  return rows.length > 0;
}
