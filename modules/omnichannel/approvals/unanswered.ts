import type { Tx } from '../../../server/db/transaction.ts';
import { deadlineOf, rankOf, type ApprovalPolicy } from './domain.ts';
import type { ApprovalEventType } from './events.ts';
import { tell } from './answer.ts';
import {
  moveApproval,
  type AnswerKind,
  type Approval,
  type Guard,
  type Move,
} from './sql/approvals.ts';
import { selectOverdue } from './sql/overdue.ts';
import { readPolicyVersion } from './sql/policy.ts';
import { subjectOf } from './subjects.ts';

/** So many overdue requests are looked at in one transaction. */
export const OVERDUE_APPROVALS_AT_ONCE = 20;

const MINUTE = 60_000;
const RULE_NAME = 'Regola automatica';

interface Answer {
  readonly guard: Guard;
  readonly kind: AnswerKind;
  readonly type: ApprovalEventType;
  readonly move: Move;
}

/**
 * What happens by itself: the fallback rule answers where nobody has, an offer nobody took and a request
 * at its end expire, and so does a granted one that was not used in time. Whoever answers in the same
 * moment may be faster: then nothing happens. Returns how many were looked at.
 */
export async function answerOverdue(tx: Tx): Promise<number> {
  // Without a lock: the subject has to be locked before its approval, as everywhere.
  const overdue = await selectOverdue(tx, OVERDUE_APPROVALS_AT_ONCE);
  let failure: unknown = null;
  let done = 0;
  for (const approval of overdue) {
    try {
      await tx.attempt((inner) => answerOne(inner, approval));
      done += 1;
    } catch (error) {
      // One whose owner stumbles must not keep the others waiting.
      failure = error;
    }
  }
  if (failure !== null && done === 0) throw failure;
  return failure === null ? overdue.length : 0;
}

async function answerOne(tx: Tx, approval: Approval): Promise<void> {
  // Overdue ones come in the order of their subjects: every process locks them in that order.
  await subjectOf(approval.subjectKind).lock(tx, approval.subjectId);
  const { policy } = await readPolicyVersion(tx, approval.policyVersion);
  const answer = answerTo(tx.now, policy, approval);
  const moved = await moveApproval(tx, answer.guard, answer.kind, answer.move);
  if (moved) await tell(tx, answer.type, moved);
}

function answerTo(now: Date, policy: ApprovalPolicy, approval: Approval): Answer {
  const { approvalId, state, endsAt } = approval;
  if (state === 'approved') {
    return expired({ approvalId, from: ['approved'], overdue: 'use', unused: true });
  }
  if (state === 'countered' || endsAt <= now) {
    return expired({ approvalId, from: [state], overdue: 'end' });
  }
  return unanswered(now, policy, approval);
}

function expired(guard: Guard): Answer {
  return {
    guard,
    kind: 'expire',
    type: 'omnichannel.approval-expired.v1',
    move: { state: 'expired' },
  };
}

function unanswered(now: Date, policy: ApprovalPolicy, approval: Approval): Answer {
  const { approvalId, fallback, endsAt, amountMinor, role } = approval;
  const guard: Guard = { approvalId, from: ['waiting'], overdue: 'answer' };
  const decided = { by: 'system:unanswered', name: RULE_NAME, for: null };
  const refused: Answer = {
    guard,
    kind: 'refuse',
    type: 'omnichannel.approval-refused.v1',
    move: { state: 'refused', reason: 'nobody-answered', note: null, decided },
  };
  switch (fallback.act) {
    case 'refuse':
      return refused;
    case 'allow': {
      if (amountMinor > fallback.upToMinor) return refused;
      const usableUntil = new Date(now.getTime() + policy.usableMinutes * MINUTE);
      return {
        guard,
        kind: 'approve',
        type: 'omnichannel.approval-approved.v1',
        move: { state: 'approved', reason: null, note: null, offer: null, decided, usableUntil },
      };
    }
    case 'escalate': {
      // Who was asked last has no time beyond the end of the request.
      if (rankOf(policy.ladder, fallback.to) <= rankOf(policy.ladder, role)) return refused;
      return {
        guard,
        kind: 'escalate',
        type: 'omnichannel.approval-escalated.v1',
        move: {
          state: 'waiting',
          role: fallback.to,
          ...deadlineOf(policy, fallback.to, now, endsAt),
        },
      };
    }
  }
}
