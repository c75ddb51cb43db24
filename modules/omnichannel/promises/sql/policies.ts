import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { PickupTerms } from '../domain/terms.ts';

export interface WrittenPolicy {
  readonly locationId: string | null;
  readonly version: number;
  readonly terms: Partial<PickupTerms>;
  readonly validFrom: Date;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly note: string | null;
}

const COLUMNS = `
  location_id as "locationId", version, terms, valid_from as "validFrom", changed_at as "changedAt",
  actor_name as "changedBy", note`;

/** The versions in force, and those to come. */
export async function selectPolicies(read: Read): Promise<{
  readonly inForce: readonly WrittenPolicy[];
  readonly upcoming: readonly WrittenPolicy[];
  readonly last: ReadonlyMap<string | null, number>;
}> {
  const { rows: inForce } = await read.sql.raw<{ rows: WrittenPolicy[] }>(
    `select distinct on (location_id) ${COLUMNS} from oc_pickup_policy
     where valid_from <= :now order by location_id, valid_from desc, version desc`,
    { now: read.now },
  );
  const { rows: upcoming } = await read.sql.raw<{ rows: WrittenPolicy[] }>(
    `select distinct on (location_id) ${COLUMNS} from oc_pickup_policy
     where valid_from > :now order by location_id, valid_from, version desc`,
    { now: read.now },
  );
  const { rows } = await read.sql.raw<{ rows: { locationId: string | null; last: number }[] }>(
    `select location_id as "locationId", max(version) as last from oc_pickup_policy
     group by location_id`,
  );
  return { inForce, upcoming, last: new Map(rows.map((row) => [row.locationId, row.last])) };
}

/** Every version of one policy, newest first. */
export async function selectPolicyVersions(
  read: Read,
  locationId: string | null,
): Promise<WrittenPolicy[]> {
  const { rows } = await read.sql.raw<{ rows: WrittenPolicy[] }>(
    `select ${COLUMNS} from oc_pickup_policy
     where location_id is not distinct from :locationId order by version desc limit 200`,
    { locationId },
  );
  return rows;
}

/** The number of a policy's last version, and what holds from now on: first that in force, then those to come. */
export interface PolicyCourse {
  readonly last: number;
  readonly course: readonly WrittenPolicy[];
}

/** Makes everybody who changes the same policies wait, in one order. */
export async function lockPolicies(
  tx: Tx,
  locationIds: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, PolicyCourse>> {
  await tx.sql.raw(
    `select pg_advisory_xact_lock(hashtextextended('omnichannel.policy/' || k, 0))
     from (select distinct k from unnest(:keys::text[]) as k order by k) as ordered`,
    { keys: locationIds.map((id) => id ?? 'chain') },
  );
  const { rows } = await tx.sql.raw<{ rows: (WrittenPolicy & { last: number })[] }>(
    `select distinct on (location_id, holds_from) ${COLUMNS}, last
     from (
       select *, greatest(valid_from, :now) as holds_from,
         max(version) over (partition by location_id) as last
       from oc_pickup_policy
       where location_id = any (:ids::text[]) or (:chain and location_id is null)
     ) as p
     order by location_id, holds_from, valid_from desc, version desc`,
    {
      now: tx.now,
      ids: locationIds.filter((id) => id !== null),
      chain: locationIds.includes(null),
    },
  );
  return new Map(
    rows.map(({ locationId, last }) => [
      locationId,
      { last, course: rows.filter((row) => row.locationId === locationId) },
    ]),
  );
}

export async function insertPolicies(
  tx: Tx,
  policies: readonly Omit<WrittenPolicy, 'changedAt' | 'changedBy'>[],
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_pickup_policy
       (location_id, version, terms, valid_from, actor_id, actor_name, changed_at, note)
     select p."locationId", p.version, p.terms, p."validFrom", :actorId, :actorName, :now, p.note
     from jsonb_to_recordset(:policies::jsonb) as p (
       "locationId" text, version integer, terms jsonb, "validFrom" timestamptz, note text)`,
    {
      policies: JSON.stringify(policies),
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
}
