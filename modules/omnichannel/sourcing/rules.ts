import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { readSalesChannels } from '../orders/sql/policies.ts';
import type { changeRuleEndpoint, RuleInForce, RuleNow, ruleHistoryEndpoint } from './contracts.ts';
import type { SourcingRule } from './domain.ts';
import { insertRule, readRule, selectRules, type RuleVersion } from './sql.ts';

export async function readRuleInForce(read: Read): Promise<RuleNow> {
  const salesChannels = await readSalesChannels(read);
  return { ...told(await readRule(read)), salesChannels };
}

export async function readRuleHistory(read: Read): Promise<ReplyOf<typeof ruleHistoryEndpoint>> {
  return { versions: (await selectRules(read)).map(told) };
}

/** A new version, unless somebody else made one meanwhile. Orders already asked about keep theirs. */
export async function changeRule(
  tx: Tx,
  { rule, note, expectedVersion }: InputOf<typeof changeRuleEndpoint>,
): Promise<RuleInForce> {
  const written = await insertRule(tx, expectedVersion, rule as SourcingRule, note ?? null);
  if (!written) {
    const { version: current } = await readRule(tx);
    throw new Refusal(staleRevision, { current, expected: expectedVersion });
  }
  tx.audit({
    action: 'omnichannel.sourcing-rule-changed',
    subject: 'sourcing-rule',
    locationId: null,
    details: { version: written.version, note: written.note },
  });
  return told(written);
}

function told({ version, rule, validFrom, actorName, note }: RuleVersion): RuleInForce {
  return {
    version,
    rule: rule as RuleInForce['rule'],
    validFrom: validFrom.toISOString(),
    changedBy: actorName,
    note,
  };
}
