import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { addDays, dayAt } from '../../../../server/kernel/time.ts';
import type { Location, LocationPlace } from '../domain/location.ts';
import { readMinute, type Span } from '../domain/opening-hours.ts';

interface LocationRow extends Omit<Location, 'schedule'> {
  readonly hours: readonly { weekday: number; opens: string; closes: string }[];
  readonly exceptions: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

/** Exceptions long gone explain nothing about a promise: only those since this day are read and written. */
export function exceptionsSince(now: Date): string {
  return addDays(dayAt('UTC', now), -40);
}

/** Locations with their hours, by code; all of them when `ids` is null. */
export async function selectLocations(
  read: Read,
  ids: readonly string[] | null,
): Promise<Location[]> {
  const rows = await prepared<LocationRow>(
    read.sql,
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
        where e.location_id = l.id and e.day >= :since::date), '{}') as exceptions
    from base_location l
    where :ids::text[] is null or l.id = any(:ids::text[])
    order by l.id`,
    { ids: ids === null ? null : [...ids], since: exceptionsSince(read.now) },
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

/** Where every location is, without its hours: they are most of the cost of reading one. */
export async function selectPlaces(read: Read): Promise<LocationPlace[]> {
  return prepared(
    read.sql,
    `select id, company_id as "companyId", name, kind, latitude, longitude, active
     from base_location order by id`,
    {},
  );
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

export interface ExceptionRow {
  readonly day: string;
  readonly name: string;
  readonly spans: readonly (readonly [opens: string, closes: string])[];
}

/** The days of a location that differ from its week, with their names, in order. */
export async function selectExceptions(read: Read, locationId: string): Promise<ExceptionRow[]> {
  const { rows } = await read.sql.raw<{ rows: ExceptionRow[] }>(
    `
    select day, name, spans from base_location_exception
    where location_id = ? and day >= ? order by day`,
    [locationId, exceptionsSince(read.now)],
  );
  return rows;
}

/** What an administrator writes about a location; phone in E.164. */
export type LocationParticulars = Omit<
  Location,
  'id' | 'version' | 'schedule' | 'pickupEnabled' | 'pickupCapacity'
> & { readonly zone: string };

const PARTICULARS = `
  company_id = :companyId, kind = :kind, type = :type, name = :name, gln = :gln, street = :street,
  postal_code = :postalCode, city = :city, province = :province, region = :region,
  country = :country, zone = :zone, latitude = :latitude, longitude = :longitude, phone = :phone,
  email = :email, active = :active`;

export async function insertLocation(
  tx: Tx,
  id: string,
  particulars: LocationParticulars,
): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_location (id, company_id, kind, type, name, gln, street, postal_code, city,
      province, region, country, zone, latitude, longitude, phone, email, active)
    values (:id, :companyId, :kind, :type, :name, :gln, :street, :postalCode, :city,
      :province, :region, :country, :zone, :latitude, :longitude, :phone, :email, :active)`,
    { id, ...particulars },
  );
}

/** The new version, or null when the location is not there or is no longer at the expected one. */
export async function updateParticulars(
  tx: Tx,
  id: string,
  particulars: LocationParticulars,
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_location set ${PARTICULARS}, version = version + 1
    where id = :id and version = :expectedVersion
    returning version`,
    { id, expectedVersion, ...particulars },
  );
  return rows[0]?.version ?? null;
}

export interface HoursRows {
  readonly pickupEnabled: boolean;
  readonly pickupCapacity: number | null;
  readonly hours: readonly { weekday: number; opens: string; closes: string }[];
  readonly exceptions: readonly ExceptionRow[];
}

/** The new version, or null when the location is not there or is no longer at the expected one. */
export async function updateHours(
  tx: Tx,
  id: string,
  rows: HoursRows,
  expectedVersion: number,
): Promise<number | null> {
  // The guarded row comes first: whoever was slower waits here and then finds another version.
  const guarded = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_location
    set pickup_enabled = :pickupEnabled, pickup_capacity = :pickupCapacity, version = version + 1
    where id = :id and version = :expectedVersion
    returning version`,
    {
      id,
      expectedVersion,
      pickupEnabled: rows.pickupEnabled,
      pickupCapacity: rows.pickupCapacity,
    },
  );
  const version = guarded.rows[0]?.version ?? null;
  if (version === null) return null;
  await tx.sql.raw(`delete from base_location_hours where location_id = ?`, [id]);
  await tx.sql.raw(`delete from base_location_exception where location_id = ? and day >= ?`, [
    id,
    exceptionsSince(tx.now),
  ]);
  await tx.sql.raw(
    `
    insert into base_location_hours (location_id, weekday, opens, closes)
    select ?, weekday, opens, closes
    from jsonb_to_recordset(?::jsonb) as h (weekday smallint, opens time, closes time)`,
    [id, JSON.stringify(rows.hours)],
  );
  await tx.sql.raw(
    `
    insert into base_location_exception (location_id, day, name, spans)
    select ?, day, name, spans
    from jsonb_to_recordset(?::jsonb) as e (day date, name text, spans jsonb)`,
    [id, JSON.stringify(rows.exceptions)],
  );
  return version;
}

export async function selectLocationVersion(read: Read, id: string): Promise<number | null> {
  const { rows } = await read.sql.raw<{ rows: { version: number }[] }>(
    `select version from base_location where id = ?`,
    [id],
  );
  return rows[0]?.version ?? null;
}
