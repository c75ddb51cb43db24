import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { policyFault, type ApprovalPolicy } from './domain.ts';
import type { ApprovalPolicyInForce, changeApprovalPolicyEndpoint } from './policy-contracts.ts';
import { approvalPolicyFaulty } from './problems.ts';
import {
  insertApprovalPolicy,
  readApprovalPolicy,
  type ApprovalPolicyVersion,
} from './sql/policy.ts';

export async function readPolicy(read: Read): Promise<ApprovalPolicyInForce> {
  return told(await readApprovalPolicy(read));
}

/** A new version, unless somebody else made one meanwhile. Requests keep the rules they were made under. */
export async function changePolicy(
  tx: Tx,
  input: InputOf<typeof changeApprovalPolicyEndpoint>,
): Promise<ApprovalPolicyInForce> {
  const policy = input.policy as ApprovalPolicy;
  const fault = policyFault(policy);
  if (fault) throw new Refusal(approvalPolicyFaulty, { fault });
  const written = await insertApprovalPolicy(tx, input.expectedVersion, policy, input.note ?? null);
  if (!written) {
    const { version: current } = await readApprovalPolicy(tx);
    throw new Refusal(staleRevision, { current, expected: input.expectedVersion });
  }
  tx.audit({
    action: 'omnichannel.approval-policy-changed',
    subject: 'approval-policy',
    locationId: null,
    details: { version: written.version, note: written.note },
  });
  return told(written);
}

function told({ version, policy, validFrom, note }: ApprovalPolicyVersion): ApprovalPolicyInForce {
  return {
    version,
    policy: policy as ApprovalPolicyInForce['policy'],
    validFrom: validFrom.toISOString(),
    note,
  };
}
