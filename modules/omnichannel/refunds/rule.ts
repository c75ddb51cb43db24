import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { changeRefundRuleEndpoint, RefundRuleInForce } from './rule-contracts.ts';
import { insertRefundRule, readRefundRuleVersion, type RefundRuleVersion } from './sql/rule.ts';

export async function readRule(read: Read): Promise<RefundRuleInForce> {
  return told(await readRefundRuleVersion(read));
}

/** A new version, unless somebody else made one meanwhile. */
export async function changeRule(
  tx: Tx,
  { rule, note, expectedVersion: expected }: InputOf<typeof changeRefundRuleEndpoint>,
): Promise<RefundRuleInForce> {
  const written = await insertRefundRule(tx, expected, rule, note ?? null);
  if (!written) {
    const { version: current } = await readRefundRuleVersion(tx);
    throw new Refusal(staleRevision, { current, expected });
  }
  tx.audit({
    action: 'omnichannel.refund-rule-changed',
    subject: 'refund-rule',
    locationId: null,
    details: { version: written.version, note: written.note },
  });
  return told(written);
}

function told({ version, rule, validFrom, note }: RefundRuleVersion): RefundRuleInForce {
  return { version, rule: { ...rule }, validFrom: validFrom.toISOString(), note };
}
