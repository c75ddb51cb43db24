import type { Read, Tx } from '../../../../server/db/transaction.ts';

export interface Taken {
  readonly uses: number;
  readonly usesLimit: number | null;
  readonly spentMinor: number;
  readonly budgetMinor: number | null;
}

/** What has been taken of a promotion in all. */
export async function selectTaken(read: Read, promotionId: string): Promise<Taken> {
  const { rows } = await read.sql.raw<{ rows: Taken[] }>(
    `select used as uses, uses_limit as "usesLimit", spent_minor as "spentMinor",
      budget_minor as "budgetMinor"
    from lp_limit where promotion_id = :promotionId and bucket = ''`,
    { promotionId },
  );
  return rows[0] ?? { uses: 0, usesLimit: null, spentMinor: 0, budgetMinor: null };
}

/** Sets what may be taken in all; what was taken stays. A limit below what was taken becomes what was taken: nothing more. */
export async function setLimits(
  tx: Tx,
  promotionId: string,
  limits: { readonly uses?: number | undefined; readonly budgetMinor?: number | undefined },
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_limit (promotion_id, bucket, uses_limit, budget_minor)
    values (:promotionId, '', :uses, :budget)
    on conflict (promotion_id, bucket) do update
      -- What is not limited any more has no limit: greatest() alone would pass over the null.
      set uses_limit = case when excluded.uses_limit is not null
          then greatest(excluded.uses_limit, lp_limit.used) end,
        budget_minor = case when excluded.budget_minor is not null
          then greatest(excluded.budget_minor, lp_limit.spent_minor) end`,
    { promotionId, uses: limits.uses ?? null, budget: limits.budgetMinor ?? null },
  );
}
