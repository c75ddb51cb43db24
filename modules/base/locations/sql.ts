import type { Read } from '../../../server/db/transaction.ts';
import type { Location } from './domain/location.ts';
import { readMinute, type Span } from './domain/opening-hours.ts';

interface LocationRow extends Omit<Location, 'schedule'> {
  readonly hours: readonly { weekday: number; opens: string; closes: string }[];
  readonly exceptions: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

/** Exceptions long gone explain nothing about a promise: only these days back are read. */
const EXCEPTIONS_KEPT = "interval '40 days'";

/** Locations with their hours, by code; all of them when `ids` is null. */
export async function selectLocations(
  read: Read,
  ids: readonly string[] | null,
): Promise<Location[]> {
  const { rows } = await read.sql.raw<{ rows: LocationRow[] }>(
    `
    select l.id, l.company_id as "companyId", l.kind, l.type, l.name, l.gln, l.street,
      l.postal_code as "postalCode", l.city, l.province, l.region, l.country, l.zone, l.latitude,
      l.longitude, l.phone, l.email, l.pickup_enabled as "pickupEnabled",
      l.pickup_capacity as "pickupCapacity", l.active, l.version,
      coalesce((
        select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', h.opens, 'closes', h.closes)
          order by h.weekday, h.opens)
        from base_location_hours h where h.location_id = l.id), '[]') as hours,
      coalesce((
        select jsonb_object_agg(e.day, e.spans) from base_location_exception e
        where e.location_id = l.id and e.day > now() - ${EXCEPTIONS_KEPT}), '{}') as exceptions
    from base_location l
    where :ids::text[] is null or l.id = any(:ids::text[])
    order by l.id`,
    { ids: ids === null ? null : [...ids] },
  );
  return rows.map(({ hours, exceptions, ...location }) => ({
    ...location,
    schedule: {
      zone: location.zone,
      week: weekOf(hours),
      exceptions: Object.fromEntries(
        Object.entries(exceptions).map(([day, spans]) => [day, spans.map(spanOf)]),
      ),
    },
  }));
}

function weekOf(hours: LocationRow['hours']): Span[][] {
  return Array.from({ length: 7 }, (_, place) =>
    hours
      .filter(({ weekday }) => weekday === place + 1)
      .map(({ opens, closes }) => spanOf([opens, closes])),
  );
}

function spanOf([opens, closes]: readonly [string, string]): Span {
  return { opensMinute: readMinute(opens)!, closesMinute: readMinute(closes)! };
}
