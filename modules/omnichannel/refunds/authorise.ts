import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { ownLimitAt } from '../approvals/authority.ts';
import { readApproval } from '../approvals/queries.ts';
import { refundState } from './domain/life.ts';
import { isAtCounter, type CounterTender } from './domain/tender.ts';
import {
  counterTenderNeeded,
  refundInOtherState,
  refundNeedsApproval,
  refundUnknown,
} from './problems.ts';
import { demandRefund } from './propose.ts';
import { recordRefund } from './record.ts';
import type { Refund, RefundPart } from './refund.ts';
import { insertAttempt } from './sql/attempts.ts';
import { promiseNoLonger } from './sql/payments.ts';
import { changePart, lockRefund, saveRefund, type RefundChange } from './sql/refunds.ts';

export type Authorisation = NonNullable<RefundChange['authorised']>;

/**
 * Lets a refund be paid: within the actor's own limit at its location, or beyond it with `approvalId`,
 * an approval about the refund's source that was used in this transaction (`spendApproval`); otherwise
 * `refund-needs-approval`. Parts for a provider are intended from here on and called after the commit;
 * parts over the counter wait for `settleAtCounter`. Authorising what is authorised changes nothing.
 */
export async function authoriseRefund(
  tx: Tx,
  refundId: string,
  by: { readonly approvalId?: string } = {},
): Promise<Refund> {
  const refund = await demandLocked(tx, refundId);
  if (refund.authorisedAt !== null && refund.state !== 'cancelled') return refund;
  return letPay(tx, refund, await authorisationOf(tx, refund, by.approvalId));
}

/** Lets a locked, proposed refund be paid on this authority. */
export async function letPay(tx: Tx, refund: Refund, by: Authorisation): Promise<Refund> {
  demandState(refund, ['proposed']);
  for (const part of refund.parts) await beginPaying(tx, part, ['proposed']);
  return moveOn(tx, refund.refundId, 'omnichannel.refund-authorised.v1', { authorised: by });
}

/** What somebody at a counter says they gave. */
export interface GivenAtCounter {
  /** May be left out when all that the counter gives goes by one tender. */
  readonly tender?: CounterTender;
  readonly terminalSlip?: string;
}

/** The counter has given what goes back by one tender: cash, or what the terminal gave back on the card. */
export async function settleAtCounter(
  tx: Tx,
  refundId: string,
  given: GivenAtCounter = {},
): Promise<Refund> {
  const refund = await demandLocked(tx, refundId);
  const ours = givenBy(refund, given.tender);
  const open = ours.filter(({ state }) => state === 'authorised');
  if (open.length === 0) {
    // Pressed twice: what was given stays given.
    if (ours.some(({ state }) => state === 'paid')) return refund;
    throw new Refusal(refundInOtherState, { refundId, state: refund.state });
  }
  for (const { partId, tender } of open) {
    const reference = tender === 'card-terminal' ? (given.terminalSlip ?? null) : null;
    await changePart(tx, partId, ['authorised'], { state: 'paid', reference });
  }
  const after = await demandRefund(tx, refundId);
  return refundState(after.parts) === 'paid'
    ? moveOn(tx, refundId, 'omnichannel.refund-paid.v1')
    : moveOn(tx, refundId, 'omnichannel.refund-part-paid.v1');
}

/** The parts a counter gives by this tender; without a word about it, there must be one only. */
function givenBy({ parts }: Refund, said: CounterTender | undefined): RefundPart[] {
  const ours = parts.filter(({ tender }) => isAtCounter(tender));
  if (said !== undefined) return ours.filter(({ tender }) => tender === said);
  // Also when one is paid already: a press that came twice would pay the other.
  if (new Set(ours.map(({ tender }) => tender)).size > 1)
    throw new Refusal(counterTenderNeeded, {});
  return ours;
}

/** Gives a refund up of which nothing was paid and nothing is under way; otherwise it is refused. */
export async function cancelRefund(tx: Tx, refundId: string): Promise<Refund> {
  const refund = await demandLocked(tx, refundId);
  if (refund.state === 'cancelled') return refund;
  const busy = refund.parts.some(({ state }) => state === 'paid' || state === 'paying');
  if (busy) throw new Refusal(refundInOtherState, { refundId, state: refund.state });
  for (const { partId } of refund.parts) {
    await changePart(tx, partId, ['proposed', 'authorised', 'failed'], {
      state: 'cancelled',
      failure: null,
    });
  }
  if (refund.sourceKind !== DEBT) {
    const origin = { kind: refund.originKind, id: refund.originId };
    await promiseNoLonger(tx, origin, refund.parts);
  }
  return moveOn(tx, refundId, 'omnichannel.refund-cancelled.v1');
}

/** What an order owes on record: promised back by the order itself, whatever becomes of its payment. */
export const DEBT = 'refund-due';

/** Begins to pay a part: with an intent when a provider pays it, otherwise it waits for a person. */
export async function beginPaying(
  tx: Tx,
  part: RefundPart,
  from: readonly ('proposed' | 'authorised' | 'failed')[],
): Promise<void> {
  const byProvider = part.tender === 'provider';
  const moved = await changePart(tx, part.partId, from, {
    state: byProvider ? 'paying' : 'authorised',
    failure: null,
  });
  if (!moved) throw new Error(`part ${part.partId} is no longer ${from.join(' or ')}`);
  if (!byProvider) return;
  await insertAttempt(tx, {
    attemptId: newId(),
    partId: part.partId,
    amountMinor: part.amountMinor,
  });
}

/** Saves where the refund stands after its parts have moved, and records it. */
export async function moveOn(
  tx: Tx,
  refundId: string,
  type: Parameters<typeof recordRefund>[1],
  change: Omit<RefundChange, 'state'> = {},
): Promise<Refund> {
  const { parts } = await demandRefund(tx, refundId);
  await saveRefund(tx, refundId, { ...change, state: refundState(parts) });
  const refund = await demandRefund(tx, refundId);
  recordRefund(tx, type, refund);
  return refund;
}

export async function demandLocked(tx: Tx, refundId: string): Promise<Refund> {
  const refund = await lockRefund(tx, refundId);
  if (!refund) throw new Refusal(refundUnknown, {});
  return refund;
}

export function demandState(refund: Refund, states: readonly Refund['state'][]): void {
  const { refundId, state } = refund;
  if (!states.includes(state)) throw new Refusal(refundInOtherState, { refundId, state });
}

async function authorisationOf(
  tx: Tx,
  refund: Refund,
  approvalId: string | undefined,
): Promise<Authorisation> {
  const { amountMinor, locationId, sourceKind, sourceId } = refund;
  if (approvalId === undefined) {
    const limitMinor = await ownLimitAt(tx, locationId);
    if (limitMinor !== null && amountMinor > limitMinor) {
      throw new Refusal(refundNeedsApproval, { amountMinor, limitMinor });
    }
    return { how: 'own-limit', limitMinor, approvalId: null };
  }
  const approval = await readApproval(tx, approvalId);
  const fits =
    approval?.usedAt?.getTime() === tx.now.getTime() &&
    approval.subjectKind === sourceKind &&
    approval.subjectId === sourceId &&
    amountMinor <= approval.amountMinor;
  if (!fits) throw new Refusal(refundNeedsApproval, { amountMinor, limitMinor: 0 });
  return { how: 'approval', limitMinor: null, approvalId };
}
