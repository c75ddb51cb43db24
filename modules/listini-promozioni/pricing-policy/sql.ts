import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { PricingPolicy } from '../engine/domain/pricing-policy.ts';

/** Of companies without one of their own. */
export const EVERY_COMPANY = '*';

export interface PolicyRow {
  readonly company: string;
  readonly policy: PricingPolicy;
  readonly sinceVersion: number;
  readonly untilVersion: number | null;
  readonly reason: string;
  readonly actorName: string;
  readonly recordedAt: Date;
}

const COLUMNS = `company, policy, since_version as "sinceVersion", until_version as "untilVersion",
  reason, actor_name as "actorName", recorded_at as "recordedAt"`;

/** Every policy that ever was, newest first. */
export async function selectPolicies(read: Read): Promise<PolicyRow[]> {
  const { rows } = await read.sql.raw<{ rows: PolicyRow[] }>(
    `select ${COLUMNS} from lp_pricing_policy order by since_version desc, company`,
  );
  return rows;
}

/** The policies prices of a version are told with, by company. */
export async function selectPoliciesAt(
  read: Read,
  version: number,
): Promise<Record<string, PricingPolicy>> {
  const { rows } = await read.sql.raw<{ rows: PolicyRow[] }>(
    `select ${COLUMNS} from lp_pricing_policy
    where since_version <= :version and (until_version is null or until_version > :version)`,
    { version },
  );
  return Object.fromEntries(rows.map(({ company, policy }) => [company, policy]));
}

/** From this version on a company computes like this. */
export async function insertPolicy(
  tx: Tx,
  made: Pick<PolicyRow, 'company' | 'policy' | 'sinceVersion' | 'reason'>,
): Promise<void> {
  await tx.sql.raw(
    `update lp_pricing_policy set until_version = :sinceVersion
    where company = :company and until_version is null`,
    { company: made.company, sinceVersion: made.sinceVersion },
  );
  await tx.sql.raw(
    `
    insert into lp_pricing_policy
      (company, policy, since_version, reason, actor_id, actor_name, recorded_at)
    values (:company, cast(:policy as jsonb), :sinceVersion, :reason, :actorId, :actorName, :now)`,
    {
      ...made,
      policy: JSON.stringify(made.policy),
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
}
