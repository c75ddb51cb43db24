import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** A shop or an online channel, as prices know it. */
export interface Place {
  readonly placeId: string;
  readonly kind: 'location' | 'channel';
  readonly name: string;
  readonly zone: string;
  readonly region: string | null;
  readonly province: string | null;
  readonly companyId: string | null;
  readonly groups: readonly string[];
  readonly active: boolean;
  /** The days on which a shop is closed although its week says otherwise, in order. */
  readonly closedOn: readonly string[];
}

const PLACE_COLUMNS = `
  place_id as "placeId", kind, name, zone, region, province, company_id as "companyId", groups, active,
  closed_on::text[] as "closedOn"`;

/** The places of a version; of the newest when none is named. */
export async function selectPlaces(read: Read, version: number | null): Promise<Place[]> {
  const { rows } = await read.sql.raw<{ rows: Place[] }>(
    `select ${PLACE_COLUMNS} from lp_place
    where ${version === null ? 'until_version is null' : 'since_version <= :version and (until_version is null or until_version > :version)'}
    order by place_id`,
    version === null ? {} : { version },
  );
  return rows;
}

/** Replaces what is known of these places. */
export async function writePlaces(
  tx: Tx,
  version: number,
  places: readonly Place[],
): Promise<void> {
  await tx.sql.raw(
    `update lp_place set until_version = :version, retired_at = :now
    where until_version is null and place_id = any(:ids::text[])`,
    { version, now: tx.now, ids: places.map(({ placeId }) => placeId) },
  );
  await tx.sql.raw(
    `
    insert into lp_place (place_id, kind, name, zone, region, province, company_id, groups, active,
      closed_on, since_version, recorded_at)
    select "placeId", kind, name, zone, region, province, "companyId", groups, active, "closedOn",
      :version, :now
    from jsonb_to_recordset(:places::jsonb) as p ("placeId" text, kind text, name text, zone text,
      region text, province text, "companyId" text, groups text[], active boolean, "closedOn" date[])`,
    { version, now: tx.now, places: JSON.stringify(places) },
  );
}

export interface LocationGroup {
  readonly id: string;
  readonly nameIt: string;
  readonly nameEn: string;
  readonly locationIds: readonly string[];
  readonly version: number;
}

export async function selectGroups(read: Read): Promise<LocationGroup[]> {
  const { rows } = await read.sql.raw<{ rows: LocationGroup[] }>(
    `select id, name_it as "nameIt", name_en as "nameEn", location_ids as "locationIds", version
    from lp_location_group order by id`,
  );
  return rows;
}

export async function upsertGroup(tx: Tx, group: Omit<LocationGroup, 'version'>): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    insert into lp_location_group (id, name_it, name_en, location_ids)
    values (:id, :nameIt, :nameEn, :locationIds)
    on conflict (id) do update set name_it = excluded.name_it, name_en = excluded.name_en,
      location_ids = excluded.location_ids, version = lp_location_group.version + 1
    returning version`,
    { ...group, locationIds: [...group.locationIds] },
  );
  return rows[0]!.version;
}

export interface Standing {
  readonly tier: string | null;
  readonly segments: readonly string[];
  readonly staff: boolean;
}

export async function selectStanding(read: Read, customerId: string): Promise<Standing | null> {
  const { rows } = await read.sql.raw<{ rows: Standing[] }>(
    `select tier, segments, staff from lp_customer_standing where customer_id = :customerId`,
    { customerId },
  );
  return rows[0] ?? null;
}

export async function upsertStanding(
  tx: Tx,
  customerId: string,
  standing: Standing,
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    insert into lp_customer_standing (customer_id, tier, segments, staff)
    values (:customerId, :tier, :segments, :staff)
    on conflict (customer_id) do update set tier = excluded.tier, segments = excluded.segments,
      staff = excluded.staff, version = lp_customer_standing.version + 1
    returning version`,
    { customerId, ...standing, segments: [...standing.segments] },
  );
  return rows[0]!.version;
}
