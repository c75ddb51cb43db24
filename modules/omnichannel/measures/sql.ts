import type { Read } from '../../../server/db/transaction.ts';
import type { Arrivals, Counts, Figure } from './domain.ts';

/** A shop and the stretch of time asked about, on its own clock: from included, until not. */
export interface ShopPeriod {
  readonly locationId: string;
  readonly zone: string;
  readonly from: Date;
  readonly until: Date;
  readonly fromDay: string;
  readonly untilDay: string;
}

/** Joins as `shop`: each with its own stretch of time. */
export const SHOPS = `
  shop as (
    select * from jsonb_to_recordset(:shops::jsonb) as s (
      "locationId" text, zone text, "from" timestamptz, until timestamptz, "fromDay" date,
      "untilDay" date))`;

/**
 * Of the orders of all these shops, those whose instant lies in any of their periods: as figures the planner
 * knows beforehand, so that it takes the index of the instant and not every order there is.
 */
const among = (instant: string): string => `(o.location_id = any (:locationIds::text[])
  and ${instant} >= :from and ${instant} < :until)`;

/** The promise as first given: putting it off does not make it kept. */
const PROMISE = `coalesce(o.first_ready_by, o.ready_by)`;
/**
 * Its promise fell due: kept, or broken by now. Cancelled before it fell due counts neither way. The last
 * condition holds of every order; it names the indexes that have them.
 */
const PROMISED = `(${among(PROMISE)} and ${PROMISE} >= s."from" and ${PROMISE} < s.until
  and (o.ready_at is not null or coalesce(o.ended_at, :now) > ${PROMISE})
  and (o.ready_at is not null or o.ended_at is not null
    or o.state in ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready')))`;
const IN_TIME = `coalesce(o.ready_at <= ${PROMISE}, false)`;
const ENDED = `(o.location_id = any (:locationIds::text[]) and o.ended_on between :fromDay and :untilDay
  and o.ended_on between s."fromDay" and s."untilDay"
  and o.state in ('collected', 'refused', 'no-show'))`;
const PLACED = `(${among('o.placed_at')} and o.placed_at >= s."from" and o.placed_at < s.until)`;

/** The shops and their periods, and what all these lie within. */
function bindingsOf(shops: readonly ShopPeriod[]) {
  return {
    shops: JSON.stringify(shops),
    locationIds: shops.map(({ locationId }) => locationId),
    from: new Date(Math.min(...shops.map(({ from }) => from.getTime()))),
    until: new Date(Math.max(...shops.map(({ until }) => until.getTime()))),
    fromDay: shops.map(({ fromDay }) => fromDay).sort()[0]!,
    untilDay: shops
      .map(({ untilDay }) => untilDay)
      .sort()
      .at(-1)!,
  };
}

export interface CountsRow extends Counts {
  /** Null: all the shops together. */
  readonly locationId: string | null;
}

/** The counts of each shop, and of all together. */
export async function selectCounts(read: Read, shops: readonly ShopPeriod[]): Promise<CountsRow[]> {
  if (shops.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: CountsRow[] }>(SELECT_COUNTS, {
    ...bindingsOf(shops),
    now: read.now,
  });
  return rows;
}

const SELECT_COUNTS = `
  with ${SHOPS},
  due as (
    select s."locationId", count(*) as promised, count(*) filter (where ${IN_TIME}) as in_time
    from shop as s join oc_order as o on o.location_id = s."locationId"
    where ${PROMISED} group by grouping sets ((s."locationId"), ())),
  prepared as (
    select s."locationId",
      percentile_disc(0.5) within group (order by o.minutes_to_ready) as median,
      percentile_disc(0.9) within group (order by o.minutes_to_ready) as p90
    from shop as s join oc_order as o on o.location_id = s."locationId"
      and ${among('o.ready_at')} and o.ready_at >= s."from" and o.ready_at < s.until
    where o.minutes_to_ready is not null group by grouping sets ((s."locationId"), ())),
  picked as (
    select s."locationId", sum(p.quantity) as pieces
    from shop as s join oc_pick as p on p.location_id = s."locationId"
      and p.picked_at >= s."from" and p.picked_at < s.until
    group by grouping sets ((s."locationId"), ())),
  missing as (
    select s."locationId", sum(m.quantity) as pieces
    from shop as s join oc_short as m on m.location_id = s."locationId"
      and m.reported_at >= s."from" and m.reported_at < s.until
    group by grouping sets ((s."locationId"), ())),
  over as (
    select s."locationId", count(*) as ended, count(*) filter (where o.state = 'no-show') as not_collected
    from shop as s join oc_order as o on o.location_id = s."locationId"
    where ${ENDED} group by grouping sets ((s."locationId"), ())),
  place as (select "locationId" from shop union all select null)
  select p."locationId",
    coalesce(due.promised, 0) as promised, coalesce(due.in_time, 0) as "inTime",
    prepared.median as "medianMinutes", prepared.p90 as "p90Minutes",
    greatest(coalesce(picked.pieces, 0), 0) + coalesce(missing.pieces, 0) as sought,
    coalesce(missing.pieces, 0) as "notFound",
    coalesce(over.ended, 0) as ended, coalesce(over.not_collected, 0) as "notCollected"
  from place as p
  left join due on due."locationId" is not distinct from p."locationId"
  left join prepared on prepared."locationId" is not distinct from p."locationId"
  left join picked on picked."locationId" is not distinct from p."locationId"
  left join missing on missing."locationId" is not distinct from p."locationId"
  left join over on over."locationId" is not distinct from p."locationId"`;

/** When orders come in, by weekday and hour on the clocks of their shops. */
export async function selectArrivals(
  read: Read,
  shops: readonly ShopPeriod[],
): Promise<Arrivals[]> {
  if (shops.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: Arrivals[] }>(
    `with ${SHOPS}
     select extract(isodow from o.placed_at at time zone s.zone)::integer as weekday,
       extract(hour from o.placed_at at time zone s.zone)::integer as hour,
       count(*)::integer as orders
     from shop as s join oc_order as o on o.location_id = s."locationId"
       and ${PLACED}
     group by 1, 2 order by 1, 2`,
    bindingsOf(shops),
  );
  return rows;
}

export interface ToWatch {
  readonly locationId: string;
  readonly late: number;
  readonly lastDays: number;
}

/** What stands open at this moment: promises already broken, ready orders on their last two days. */
export async function selectToWatch(
  read: Read,
  shops: readonly { readonly locationId: string; readonly tomorrowEnds: Date }[],
): Promise<ToWatch[]> {
  const { rows } = await read.sql.raw<{ rows: ToWatch[] }>(
    `select o.location_id as "locationId",
       count(*) filter (where o.ready_at is null and o.ready_by < :now)::integer as late,
       count(*) filter (where o.state = 'ready' and o.collect_by < s."tomorrowEnds")::integer
         as "lastDays"
     from jsonb_to_recordset(:shops::jsonb) as s ("locationId" text, "tomorrowEnds" timestamptz)
     join oc_order as o on o.location_id = s."locationId"
       and o.state in ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready')
     group by o.location_id`,
    { shops: JSON.stringify(shops), now: read.now },
  );
  return rows;
}

export interface BehindFilter {
  readonly figure: Figure;
  readonly shops: readonly ShopPeriod[];
  readonly weekday: number | null;
  readonly hour: number | null;
  readonly after: { readonly placedAt: string; readonly orderId: string } | null;
  readonly limit: number;
}

const OF_SHOP = `shop as s join oc_order as o on o.location_id = s."locationId"`;

const BEHIND: Readonly<Record<Figure, string>> = {
  'in-time': `${PROMISED} and ${IN_TIME}`,
  late: `${PROMISED} and not ${IN_TIME}`,
  'not-found': `o.id = any (array(
    select m.order_id from shop as s join oc_short as m on m.location_id = s."locationId"
      and m.reported_at >= s."from" and m.reported_at < s.until))`,
  'not-collected': `${ENDED} and o.state = 'no-show'`,
  placed: `${PLACED}
    and (:weekday::integer is null
      or extract(isodow from o.placed_at at time zone s.zone) = :weekday::integer)
    and (:hour::integer is null
      or extract(hour from o.placed_at at time zone s.zone) = :hour::integer)`,
};

/**
 * The orders behind a figure, newest first. They are found before they are put in order: few orders of a
 * year ago would otherwise be looked for among all newer ones.
 */
export async function selectBehind(read: Read, filter: BehindFilter): Promise<string[]> {
  const { figure, shops, weekday, hour, after, limit } = filter;
  if (shops.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `with ${SHOPS},
     behind as ${figure === 'placed' ? 'not materialized' : 'materialized'} (
       select o.id, o.placed_at
       from ${figure === 'not-found' ? 'oc_order as o' : OF_SHOP}
       where ${BEHIND[figure]})
     select o.id from behind as o
     where (cast(:placedAt as timestamptz) is null
         or (o.placed_at, o.id) < (cast(:placedAt as timestamptz), cast(:orderId as uuid)))
     order by o.placed_at desc, o.id desc limit :limit`,
    {
      ...bindingsOf(shops),
      placedAt: after?.placedAt ?? null,
      orderId: after?.orderId ?? null,
      limit,
      ...(figure === 'placed' ? { weekday, hour } : {}),
      ...(figure === 'in-time' || figure === 'late' ? { now: read.now } : {}),
    },
  );
  return rows.map(({ id }) => id);
}
