import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { ApprovalRow } from './contracts.ts';
import { approvalEvent, type ApprovalEventType } from './events.ts';
import type { Approval } from './sql/approvals.ts';
import { standIns } from './sql/delegations.ts';

/** An approval as lists, screens and events show it. */
export function rowOf(approval: Approval): ApprovalRow {
  const { decidedBy, decidedByName } = approval;
  return {
    approvalId: approval.approvalId,
    version: approval.version,
    subject: { kind: approval.subjectKind, id: approval.subjectId },
    state: approval.state,
    amountMinor: approval.amountMinor,
    currency: approval.currency,
    locationId: approval.locationId,
    role: approval.role,
    firstRole: approval.firstRole,
    rule: approval.rule,
    notes: [...approval.notes],
    preview: approval.preview as ApprovalRow['preview'],
    requestedBy: { id: approval.requestedBy, name: approval.requestedByName },
    requestedAt: approval.requestedAt.toISOString(),
    answerBy: approval.answerBy.toISOString(),
    endsAt: approval.endsAt.toISOString(),
    fallback: approval.fallback,
    decidedBy: decidedBy === null ? null : { id: decidedBy, name: decidedByName ?? decidedBy },
    decidedAt: approval.decidedAt?.toISOString() ?? null,
    reason: approval.reason,
    note: approval.note,
    offer: approval.offer as ApprovalRow['offer'],
    offerTakenAt: approval.offerTakenAt?.toISOString() ?? null,
    handedTo: [...approval.handedTo],
    seenBy: [...approval.seenBy],
  };
}

/** Records what has just happened to an approval, for everybody who watches it. */
export async function recordMove(
  tx: Tx,
  type: ApprovalEventType,
  approval: Approval,
): Promise<ApprovalRow> {
  const row = rowOf(approval);
  tx.record(approvalEvent(type, row, await whoStandsIn(tx)));
  return row;
}

/** Those who decide in somebody's place are told in their own room: they may not be in the location's. */
async function whoStandsIn(read: Read): Promise<string[]> {
  return (await standIns(read)).map(({ toId }) => toId);
}
