import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { LocationType } from '../domain/location.ts';

/** A location as a line of a file says it; hours in the form `09:30`. Null leaves what is there as it is. */
export interface ImportedLocation {
  readonly id: string;
  /** Empty: the one it has; the chain for a new location. */
  readonly companyVatNumber: string;
  readonly type: LocationType;
  readonly name: string;
  readonly gln: string | null;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly province: string;
  readonly region: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly pickupEnabled: boolean | null;
  readonly hours: readonly { weekday: number; opens: string; closes: string }[] | null;
}

export async function selectCompanies(
  read: Read,
): Promise<{ vatNumber: string; role: 'chain' | 'franchisee' }[]> {
  const { rows } = await read.sql.raw<{
    rows: { vatNumber: string; role: 'chain' | 'franchisee' }[];
  }>(`select vat_number as "vatNumber", role from base_company`);
  return rows;
}

/** Which of these GLNs another location already has. */
export async function selectTakenGlns(
  read: Read,
  wanted: readonly { line: number; id: string; gln: string }[],
): Promise<{ line: number; locationId: string }[]> {
  const { rows } = await read.sql.raw<{ rows: { line: number; locationId: string }[] }>(
    `
    select w.line, l.id as "locationId"
    from jsonb_to_recordset(?::jsonb) as w (line integer, id text, gln text)
    join base_location l on l.gln = w.gln and l.id <> w.id`,
    [JSON.stringify(wanted)],
  );
  return rows;
}

/** Writes locations by code, new ones and known ones alike. Gives back their versions. */
export async function upsertLocations(
  tx: Tx,
  locations: readonly ImportedLocation[],
): Promise<{ id: string; version: number }[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string; version: number }[] }>(
    `
    insert into base_location as l (id, company_id, kind, type, name, gln, street, postal_code, city,
      province, region, latitude, longitude, phone, email, pickup_enabled)
    select n.id, c.id, case n.type when 'warehouse' then 'warehouse' else 'store' end, n.type, n.name,
      coalesce(n.gln, was.gln), n.street, n."postalCode", n.city, n.province, n.region,
      coalesce(n.latitude, was.latitude), coalesce(n.longitude, was.longitude),
      coalesce(n.phone, was.phone), coalesce(n.email, was.email),
      coalesce(n."pickupEnabled", was.pickup_enabled, false)
    from jsonb_to_recordset(?::jsonb) as n (
      id text, "companyVatNumber" text, type text, name text, gln text, street text,
      "postalCode" text, city text, province text, region text, latitude double precision,
      longitude double precision, phone text, email text, "pickupEnabled" boolean)
    left join base_location was on was.id = n.id
    join base_company c on case
      when n."companyVatNumber" <> '' then c.vat_number = n."companyVatNumber"
      when was.id is not null then c.id = was.company_id
      else c.role = 'chain' end
    order by n.id
    on conflict (id) do update set
      company_id = excluded.company_id, kind = excluded.kind, type = excluded.type,
      name = excluded.name, gln = excluded.gln, street = excluded.street,
      postal_code = excluded.postal_code, city = excluded.city, province = excluded.province,
      region = excluded.region, latitude = excluded.latitude, longitude = excluded.longitude,
      phone = excluded.phone, email = excluded.email, pickup_enabled = excluded.pickup_enabled,
      version = l.version + 1
    returning l.id, l.version`,
    [JSON.stringify(locations)],
  );
  return rows;
}

/** Puts these weeks in the place of those the locations had. */
export async function replaceWeeks(
  tx: Tx,
  weeks: readonly { id: string; hours: ImportedLocation['hours'] }[],
): Promise<void> {
  const given = weeks.filter(({ hours }) => hours !== null);
  if (given.length === 0) return;
  await tx.sql.raw(`delete from base_location_hours where location_id = any(?::text[])`, [
    given.map(({ id }) => id),
  ]);
  await tx.sql.raw(
    `
    insert into base_location_hours (location_id, weekday, opens, closes)
    select w.id, h.weekday, h.opens, h.closes
    from jsonb_to_recordset(?::jsonb) as w (id text, hours jsonb),
      jsonb_to_recordset(w.hours) as h (weekday smallint, opens time, closes time)`,
    [JSON.stringify(given)],
  );
}
