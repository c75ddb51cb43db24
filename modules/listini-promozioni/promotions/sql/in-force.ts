import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** Ends what prices are told with of a promotion, and puts a version in its place, or nothing. */
export async function putInForce(
  tx: Tx,
  promotionId: string,
  number: number | null,
  version: number,
): Promise<void> {
  await tx.sql.raw(
    `update lp_promotion_in_force set until_version = :version, retired_at = :now
    where promotion_id = :promotionId and until_version is null`,
    { promotionId, version, now: tx.now },
  );
  if (number === null) return;
  await tx.sql.raw(
    `insert into lp_promotion_in_force (promotion_id, number, since_version, recorded_at)
    values (:promotionId, :number, :version, :now)`,
    { promotionId, number, version, now: tx.now },
  );
}

/** Which version prices are told with, or were told with last, and until when. */
export async function selectLatestInForce(
  read: Read,
  promotionId: string,
): Promise<{ readonly number: number; readonly retiredAt: Date | null } | null> {
  const { rows } = await read.sql.raw<{ rows: { number: number; retiredAt: Date | null }[] }>(
    `select number, retired_at as "retiredAt" from lp_promotion_in_force
    where promotion_id = :promotionId order by since_version desc limit 1`,
    { promotionId },
  );
  return rows[0] ?? null;
}
