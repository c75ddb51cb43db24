import type { Tx } from '../../../server/db/transaction.ts';
import { sha256 } from '../../../server/audit/canonical.ts';
import { canonicalJson } from '../../../server/kernel/canonical-json.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { deadlineOf, roleToAsk } from './domain.ts';
import { approvalMoved, approvalNotUsable, approvalPending, approvalUnknown } from './problems.ts';
import { recordMove } from './row.ts';
import {
  insertApproval,
  moveApproval,
  selectApproval,
  selectApprovalsOf,
  type Approval,
  type RiskNote,
  type RuleShown,
} from './sql/approvals.ts';
import { readApprovalPolicy } from './sql/policy.ts';
import { markUsed } from './sql/use.ts';
import type { SubjectRef } from './subjects.ts';

const HOUR = 3_600_000;

/** What somebody wants to do and may not do alone. */
export interface ApprovalRequest {
  readonly subject: SubjectRef;
  /** `approvalDigest` of exactly what will be done: the answer holds for nothing else. */
  readonly digest: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly locationId: string;
  /** The least role that the rule asks for; a higher one is asked when the amount is beyond its limit. */
  readonly role: string;
  readonly rule: RuleShown;
  readonly notes: readonly RiskNote[];
  /** Shown to the approver as it is; ids, words and figures of the thing. */
  readonly preview: object;
}

/** The fingerprint of what is to be done, whatever the order of its members. */
export function approvalDigest(payload: object): string {
  return sha256(canonicalJson(payload));
}

/**
 * Asks everybody who may decide, in the name of `tx.actor`; the subject is locked by the caller. Asking
 * the same again gives the open request; asking for something else while one is open is refused
 * (`approval-pending`): withdraw first.
 */
export async function requestApproval(tx: Tx, request: ApprovalRequest): Promise<Approval> {
  const { version, policy } = await readApprovalPolicy(tx);
  const role = roleToAsk(policy.ladder, request.role, request.amountMinor);
  if (role === null) throw new Error(`no role of the ladder answers for ${request.role}`);
  const endsAt = new Date(tx.now.getTime() + policy.livesHours * HOUR);
  const { subject, ...asked } = request;
  const written = await insertApproval(tx, {
    ...asked,
    approvalId: newId(),
    subjectKind: subject.kind,
    subjectId: subject.id,
    role,
    policyVersion: version,
    endsAt,
    ...deadlineOf(policy, role, tx.now, endsAt),
  });
  if (written) {
    await recordMove(tx, 'omnichannel.approval-requested.v1', written);
    return written;
  }
  const open = (await selectApprovalsOf(tx, subject)).find(
    ({ state }) => state === 'waiting' || state === 'countered',
  );
  if (!open) throw new Error('an open approval stood in the way and is gone under the lock');
  if (open.digest === request.digest && open.requestedBy === tx.actor.id) return open;
  throw new Refusal(approvalPending, { approvalId: open.approvalId, state: open.state });
}

/**
 * Takes a request back; the subject is locked by the caller. The first counts: once somebody has decided,
 * it is refused (`approval-moved`) and says who. One that was approved and not used can be given up too.
 */
export async function withdrawApproval(tx: Tx, approvalId: string): Promise<Approval> {
  const open = await moveApproval(
    tx,
    { approvalId, from: ['waiting', 'countered', 'approved'], unused: true },
    'withdraw',
    { state: 'withdrawn' },
  );
  if (!open) throw await movedRefusal(tx, approvalId);
  await recordMove(tx, 'omnichannel.approval-withdrawn.v1', open);
  return open;
}

/** What is done now, compared with what was approved. */
export interface ApprovalUse {
  readonly approvalId: string;
  readonly subject: SubjectRef;
  readonly digest: string;
  /** Of the money that really goes back: with an offer that was taken it may be less, never more. */
  readonly amountMinor: number;
}

/**
 * Uses an approval: once, in time, for this subject and this digest, and for no more money than was
 * approved (or offered and taken); otherwise `approval-not-usable`. In the transaction of what it allows.
 */
export async function spendApproval(tx: Tx, use: ApprovalUse): Promise<Approval> {
  const { subject, ...rest } = use;
  const used = await markUsed(tx, {
    ...rest,
    subjectKind: subject.kind,
    subjectId: subject.id,
  });
  if (used) {
    await recordMove(tx, 'omnichannel.approval-used.v1', used);
    return used;
  }
  const approval = await selectApproval(tx, use.approvalId);
  if (!approval) throw new Refusal(approvalUnknown, {});
  throw new Refusal(approvalNotUsable, {
    approvalId: use.approvalId,
    because:
      approval.usedAt !== null
        ? 'used'
        : approval.state === 'expired'
          ? 'too-late'
          : approval.state !== 'approved'
            ? 'not-approved'
            : approval.usableUntil! < tx.now
              ? 'too-late'
              : 'other-content',
  });
}

/** Why a move did not happen: it is unknown, or somebody was faster. */
export async function movedRefusal(tx: Tx, approvalId: string): Promise<Refusal> {
  const approval = await selectApproval(tx, approvalId);
  if (!approval) return new Refusal(approvalUnknown, {}) as unknown as Refusal;
  const { state, decidedByName, version } = approval;
  return new Refusal(approvalMoved, {
    approvalId,
    state,
    decidedByName,
    version,
  }) as unknown as Refusal;
}
