import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { everyCompany } from '../../base/api.ts';
import {
  AFTER_LANE,
  BASKET_LANE,
  DEFAULT_POLICY,
  ITEM_LANE,
  type PricingPolicy,
} from '../engine/domain/pricing-policy.ts';
import { nextVersion } from '../goods/sql/versions.ts';
import { pricesPublished } from '../snapshot/events.ts';
import type { readPolicies, writePolicy } from './contracts.ts';
import { policyNotSound } from './problems.ts';
import { EVERY_COMPANY, insertPolicy, selectPolicies } from './sql.ts';

type Written = InputOf<typeof writePolicy>;

/** How companies compute and did before. */
export async function allPolicies(read: Read): Promise<ReplyOf<typeof readPolicies>> {
  const rows = await selectPolicies(read);
  return {
    policies: rows.map(({ company, policy, recordedAt, ...row }) => ({
      ...row,
      companyId: company === EVERY_COMPANY ? null : company,
      policy: asTold(policy),
      recordedAt: recordedAt.toISOString(),
    })),
    byDefault: asTold(DEFAULT_POLICY),
  };
}

/** The lanes are copied: the engine's are nobody's to change. */
function asTold(policy: PricingPolicy): Written['policy'] {
  return { ...policy, lanes: policy.lanes.map((lane) => ({ ...lane })) } as Written['policy'];
}

/**
 * A company computes otherwise from now on: a version of prices like any other, so what was priced
 * before is explained by the policy of its day. Whoever changes one says which one they saw.
 */
export async function changePolicy(tx: Tx, input: Written): Promise<ReplyOf<typeof writePolicy>> {
  const company = input.companyId === 'all' ? EVERY_COMPANY : input.companyId;
  if (company !== EVERY_COMPANY) {
    const { companies } = await everyCompany(tx);
    if (!companies.some(({ id }) => id === company)) throw new Refusal(notFound, { what: company });
  }
  demandSound(input.policy);
  // The clock is locked first: whoever changes a policy at the same time waits here, and then sees it.
  const version = await nextVersion(tx, 'policy', null);
  const held = (await selectPolicies(tx)).find(
    (row) => row.company === company && row.untilVersion === null,
  );
  if ((held?.sinceVersion ?? null) !== input.inForceSince) {
    const current = held?.sinceVersion ?? 0;
    throw new Refusal(staleRevision, { current, expected: input.inForceSince ?? 0 });
  }
  const { policy, reason } = input;
  await insertPolicy(tx, {
    company,
    policy: policy as PricingPolicy,
    sinceVersion: version,
    reason,
  });
  tx.record(pricesPublished({ version, cause: 'policy', subjectId: null }));
  return { version };
}

const NEEDED = [ITEM_LANE, BASKET_LANE, AFTER_LANE];

function demandSound({ lanes }: Written['policy']): void {
  const ids = lanes.map(({ id }) => id);
  const missing = NEEDED.filter((id) => !ids.includes(id));
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (missing.length + twice.length > 0) throw new Refusal(policyNotSound, { missing, twice });
}
