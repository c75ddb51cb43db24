import { may } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { deciderById, demandAuthority } from './authority.ts';
import type { ApprovalRow, OfferBody } from './contracts.ts';
import { deadlineOf, type ApprovalPolicy, type Authority, type RefusalReason } from './domain.ts';
import type { ApprovalEventType } from './events.ts';
import { approvalMoved, approvalUnknown, delegateUnfit, offerTooHigh } from './problems.ts';
import { movedRefusal, withdrawApproval } from './request.ts';
import { recordMove, rowOf } from './row.ts';
import {
  moveApproval,
  selectApproval,
  type AnswerKind,
  type Approval,
  type Move,
} from './sql/approvals.ts';
import { insertDelegation } from './sql/delegations.ts';
import { readPolicyVersion } from './sql/policy.ts';
import { insertSeen, touchApproval } from './sql/use.ts';
import { subjectOf } from './subjects.ts';

const MINUTE = 60_000;
const ASK = 'omnichannel.approvals.ask';
const LOOK = 'omnichannel.approvals.read';

/** Grants exactly what was asked. Of several answers at once the first counts. */
export function approve(
  tx: Tx,
  { approvalId, note }: { readonly approvalId: string; readonly note?: string },
): Promise<ApprovalRow> {
  return decide(tx, approvalId, 'approve', 'omnichannel.approval-approved.v1', (policy) => ({
    state: 'approved',
    note: note ?? null,
    reason: null,
    offer: null,
    usableUntil: usableUntil(tx, policy),
  }));
}

/** Refuses, with a reason that the one who asked is told. */
export function refuse(
  tx: Tx,
  input: {
    readonly approvalId: string;
    readonly reason: RefusalReason;
    readonly note?: string;
  },
): Promise<ApprovalRow> {
  const { approvalId, reason, note } = input;
  return decide(tx, approvalId, 'refuse', 'omnichannel.approval-refused.v1', () => ({
    state: 'refused',
    reason,
    note: note ?? null,
  }));
}

/** Offers something else; the customer decides at the counter. */
export function counter(
  tx: Tx,
  { approvalId, offer }: { readonly approvalId: string; readonly offer: OfferBody },
): Promise<ApprovalRow> {
  return decide(tx, approvalId, 'counter', 'omnichannel.approval-countered.v1', (_, asked) => {
    if (offer.kind === 'amount' && offer.amountMinor >= asked.amountMinor) {
      throw new Refusal(offerTooHigh, { amountMinor: asked.amountMinor });
    }
    // The customer stands at the counter: from now on only the end of the request is a deadline.
    return { state: 'countered', offer, note: offer.note, answerBy: asked.endsAt };
  });
}

/** Hands this one request over to somebody who decides: they may answer it with the actor's authority. */
export async function handOn(
  tx: Tx,
  input: { readonly approvalId: string; readonly personId: string; readonly note?: string },
): Promise<ApprovalRow> {
  const { approvalId, personId } = input;
  const { approval, authority } = await ready(tx, approvalId);
  const person = await deciderById(tx, personId);
  const unfit =
    !person || [approval.requestedBy, tx.actor.id].includes(person.id) || authority.from !== null;
  if (unfit) throw new Refusal(delegateUnfit, {});
  await insertDelegation(tx, {
    delegationId: newId(),
    fromId: tx.actor.id,
    fromName: tx.actor.name,
    toId: person.id,
    toName: person.name,
    approvalId,
    validFrom: tx.now,
    validUntil: approval.endsAt > tx.now ? approval.endsAt : new Date(tx.now.getTime() + MINUTE),
    note: input.note ?? null,
  });
  const moved = await moveApproval(tx, { approvalId, from: ['waiting'] }, 'delegate', {
    state: 'waiting',
  });
  if (!moved) throw await movedRefusal(tx, approvalId);
  return recordMove(tx, 'omnichannel.approval-handed-on.v1', moved);
}

/** The customer said yes or no to the offer. No: the request waits again, as long as a new one would. */
export async function answerOffer(
  tx: Tx,
  input: { readonly approvalId: string; readonly agreed: boolean; readonly note?: string },
): Promise<ApprovalRow> {
  const { approvalId, agreed, note } = input;
  const asked = await demandOwn(tx, approvalId);
  await subjectOf(asked.subjectKind).lock(tx, asked.subjectId);
  const { policy } = await readPolicyVersion(tx, asked.policyVersion);
  const move: Move = agreed
    ? { state: 'approved', offerTaken: true, usableUntil: usableUntil(tx, policy) }
    : {
        state: 'waiting',
        offer: null,
        note: note ?? null,
        ...deadlineOf(policy, asked.role, tx.now, asked.endsAt),
      };
  const moved = await moveApproval(
    tx,
    { approvalId, from: ['countered'] },
    agreed ? 'take-offer' : 'decline-offer',
    move,
  );
  if (!moved) throw await movedRefusal(tx, approvalId);
  return tell(
    tx,
    agreed ? 'omnichannel.approval-approved.v1' : 'omnichannel.approval-offer-declined.v1',
    moved,
  );
}

/** The one who asked (or a colleague at the same counter) takes the request back. */
export async function withdraw(
  tx: Tx,
  { approvalId }: { readonly approvalId: string },
): Promise<ApprovalRow> {
  const asked = await demandOwn(tx, approvalId);
  const subject = subjectOf(asked.subjectKind);
  await subject.lock(tx, asked.subjectId);
  const withdrawn = await withdrawApproval(tx, approvalId);
  await subject.decided(tx, withdrawn);
  return rowOf(withdrawn);
}

/** Somebody looks at it: once for each person. */
export async function markSeen(
  tx: Tx,
  { approvalId }: { readonly approvalId: string },
): Promise<ApprovalRow> {
  const approval = await demandApproval(tx, approvalId);
  if (!may(tx.actor, LOOK, approval.locationId)) {
    const { policy } = await readPolicyVersion(tx, approval.policyVersion);
    await demandAuthority(tx, policy, approval).catch(() => {
      throw new Refusal(approvalUnknown, {});
    });
  }
  if (approval.state !== 'waiting') return rowOf(approval);
  if (!(await insertSeen(tx, approvalId))) return rowOf(approval);
  return recordMove(tx, 'omnichannel.approval-seen.v1', (await touchApproval(tx, approvalId))!);
}

export async function demandApproval(tx: Tx, approvalId: string): Promise<Approval> {
  const approval = await selectApproval(tx, approvalId);
  if (!approval) throw new Refusal(approvalUnknown, {});
  return approval;
}

/** Tells the owner of the subject, in the same transaction, and everybody who watches. */
export async function tell(
  tx: Tx,
  type: ApprovalEventType,
  approval: Approval,
): Promise<ApprovalRow> {
  const row = await recordMove(tx, type, approval);
  await subjectOf(approval.subjectKind).decided(tx, approval);
  return row;
}

async function decide(
  tx: Tx,
  approvalId: string,
  kind: AnswerKind,
  type: ApprovalEventType,
  moveOf: (policy: ApprovalPolicy, asked: Approval) => Move,
): Promise<ApprovalRow> {
  const { approval, policy, authority } = await ready(tx, approvalId);
  const moved = await moveApproval(tx, { approvalId, from: ['waiting'] }, kind, {
    ...moveOf(policy, approval),
    decided: { by: tx.actor.id, name: tx.actor.name, for: authority.from },
  });
  if (!moved) throw await movedRefusal(tx, approvalId);
  return tell(tx, type, moved);
}

/** The request as it stands under the lock of its subject, and by which authority the actor answers. */
async function ready(
  tx: Tx,
  approvalId: string,
): Promise<{ approval: Approval; policy: ApprovalPolicy; authority: Authority }> {
  const seen = await demandApproval(tx, approvalId);
  await subjectOf(seen.subjectKind).lock(tx, seen.subjectId);
  // Read again: whoever had to wait for the lock would otherwise judge what was before.
  const approval = await demandApproval(tx, approvalId);
  const { policy } = await readPolicyVersion(tx, approval.policyVersion);
  const authority = await demandAuthority(tx, policy, approval);
  if (approval.state !== 'waiting') {
    const { state, decidedByName, version } = approval;
    throw new Refusal(approvalMoved, { approvalId, state, decidedByName, version });
  }
  return { approval, policy, authority };
}

/** Of the counter where it was asked: others are not told that it exists. */
async function demandOwn(tx: Tx, approvalId: string): Promise<Approval> {
  const approval = await demandApproval(tx, approvalId);
  const own = approval.requestedBy === tx.actor.id || may(tx.actor, ASK, approval.locationId);
  if (!own) throw new Refusal(approvalUnknown, {});
  return approval;
}

function usableUntil(tx: Tx, { usableMinutes }: ApprovalPolicy): Date {
  return new Date(tx.now.getTime() + usableMinutes * MINUTE);
}
