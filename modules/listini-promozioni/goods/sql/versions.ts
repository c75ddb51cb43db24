import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** What a version published: kept with it, so that "who changed what" can be told. */
export type VersionCause = 'goods' | 'places' | 'prices' | 'promotion' | 'policy';

/**
 * Opens the next version and keeps the clock locked until the end of the transaction: whoever publishes
 * next waits, so versions are committed in their order and one of them never misses an earlier one.
 */
export async function nextVersion(
  tx: Tx,
  cause: VersionCause,
  subjectId: string | null,
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    with next as (
      update lp_version_clock set version = version + 1 returning version)
    insert into lp_version (version, cause, subject_id, actor_id, recorded_at)
    select next.version, :cause, :subjectId, :actorId, :now from next
    returning version`,
    { cause, subjectId, actorId: tx.actor.id, now: tx.now },
  );
  return rows[0]!.version;
}

/** The version that prices are told from now. */
export async function currentVersion(read: Read): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { version: number }[] }>(
    `select version from lp_version_clock`,
  );
  return rows[0]!.version;
}

/** The last version recorded at or before a moment; 0 before the first. */
export async function versionAsKnownAt(read: Read, instant: Date): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { version: number }[] }>(
    `select coalesce(max(version), 0) as version from lp_version where recorded_at <= :instant`,
    { instant },
  );
  return rows[0]!.version;
}
