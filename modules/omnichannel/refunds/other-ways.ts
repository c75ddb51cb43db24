import { demandSight, may } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandAgreed } from './agreement.ts';
import { beginPaying, demandLocked, settleAtCounter } from './authorise.ts';
import type {
  changeTenderEndpoint,
  counterRefundEndpoint,
  handRefundEndpoint,
  RefundShown,
  retryRefundEndpoint,
} from './contracts.ts';
import { cashRoundingMinor } from './domain/cash.ts';
import { refundState } from './domain/life.ts';
import { cashWith } from './domain/other-tender.ts';
import { isInstrument } from './domain/tender.ts';
import {
  consentNeeded,
  instrumentNeverCash,
  refundInOtherState,
  refundUnknown,
} from './problems.ts';
import { demandAvailable, demandCashAllowed, demandRefund, paymentsOf } from './propose.ts';
import { tellMoved } from './record.ts';
import { shown } from './queries.ts';
import type { Refund, RefundPart } from './refund.ts';
import { sourceOf } from './sources.ts';
import { giveUpIntent } from './sql/attempts.ts';
import { changePart, saveRefund, type RefundChange } from './sql/refunds.ts';

const PAY = 'omnichannel.refunds.pay';
const COUNTER = 'omnichannel.refunds.counter';

/** Asks the provider again, with a new intent: only for a part that it is known to have refused. */
export async function retryRefund(
  tx: Tx,
  { refundId, partId }: InputOf<typeof retryRefundEndpoint>,
): Promise<RefundShown> {
  const refund = await lockAtCounter(tx, refundId);
  const part = demandPart(refund, partId, ['failed']);
  demandAvailable(part.tender, { providerRef: part.paymentRef });
  await beginPaying(tx, part, ['failed']);
  return moved(tx, refundId, 'omnichannel.refund-retried.v1');
}

/**
 * Another tender for a part that failed, or that waits at the counter, with the customer's consent; for one
 * that no provider has refused, also with the word of who the rules of the source name.
 */
export async function changeTender(
  tx: Tx,
  { refundId, partId, tender, consent, cashReason }: InputOf<typeof changeTenderEndpoint>,
): Promise<RefundShown> {
  const refund = await lockAtCounter(tx, refundId);
  const part = demandPart(refund, partId, ['failed', 'authorised']);
  await demandAgreed(tx, refund, part, tender);
  if (tender !== part.naturalTender && !consent) throw new Refusal(consentNeeded, {});
  const { originKind: kind, originId: id } = refund;
  const payments = await paymentsOf(tx, { kind, id });
  const payment = payments.find(({ paymentKey }) => paymentKey === part.paymentKey);
  demandAvailable(tender, { providerRef: part.paymentRef });
  if (tender === 'cash') {
    if (payment && isInstrument(payment.kind)) throw new Refusal(instrumentNeverCash, {});
    const cashMinor = cashWith(refund.parts, partId);
    await demandCashAllowed(tx, refund.customerId, cashMinor, cashReason, refundId);
  }
  await changePart(tx, partId, ['failed', 'authorised'], {
    state: 'authorised',
    failure: null,
    tender,
    ...(tender === part.naturalTender ? {} : { consented: true }),
  });
  if (tender === 'provider') await beginPaying(tx, { ...part, tender }, ['authorised']);
  const { parts } = await demandRefund(tx, refundId);
  return moved(tx, refundId, 'omnichannel.refund-tender-changed.v1', {
    roundingMinor: cashRoundingMinor(parts),
    ...(consent ? { consent } : {}),
  });
}

/** The counter has handed over what goes back by one tender. */
export async function payAtCounter(
  tx: Tx,
  { refundId, ...given }: InputOf<typeof counterRefundEndpoint>,
): Promise<RefundShown> {
  const before = await lockAtCounter(tx, refundId);
  const after = await settleAtCounter(tx, refundId, given);
  if (after.version !== before.version) await sourceOf(after.sourceKind).moved(tx, after);
  return shown(tx, after);
}

/**
 * The office has paid a part outside Bottega and says how: a bank transfer, the provider's own pages. A
 * part the provider was called for is not theirs until the provider has refused it.
 */
export async function recordByHand(
  tx: Tx,
  { refundId, partId, reference }: InputOf<typeof handRefundEndpoint>,
): Promise<RefundShown> {
  const refund = await lockSeen(tx, refundId, PAY);
  const part = refund.parts.find((each) => each.partId === partId);
  if (part?.state === 'paid' && part.reference === reference) return shown(tx, refund);
  const { state } = demandPart(refund, partId, ['authorised', 'failed', 'paying']);
  if (state === 'paying' && !(await giveUpIntent(tx, partId, 'paid-by-hand'))) {
    throw new Refusal(refundInOtherState, { refundId, state: refund.state });
  }
  await changePart(tx, partId, [state], { state: 'paid', failure: null, reference });
  const { parts } = await demandRefund(tx, refundId);
  return refundState(parts) === 'paid'
    ? moved(tx, refundId, 'omnichannel.refund-paid.v1')
    : moved(tx, refundId, 'omnichannel.refund-part-paid.v1');
}

async function moved(
  tx: Tx,
  refundId: string,
  type: Parameters<typeof tellMoved>[1],
  change: Omit<RefundChange, 'state'> = {},
): Promise<RefundShown> {
  const { parts } = await demandRefund(tx, refundId);
  await saveRefund(tx, refundId, { ...change, state: refundState(parts) });
  const refund = await demandRefund(tx, refundId);
  await tellMoved(tx, type, refund);
  return shown(tx, refund);
}

function demandPart(
  refund: Refund,
  partId: string,
  states: readonly RefundPart['state'][],
): RefundPart {
  const part = refund.parts.find((each) => each.partId === partId);
  if (!part) throw new Refusal(refundUnknown, {});
  if (!states.includes(part.state)) {
    throw new Refusal(refundInOtherState, { refundId: refund.refundId, state: refund.state });
  }
  return part;
}

async function lockAtCounter(tx: Tx, refundId: string): Promise<Refund> {
  const { locationId } = await demandRefund(tx, refundId);
  return lockSeen(tx, refundId, may(tx.actor, PAY, locationId) ? PAY : COUNTER);
}

/** The source first, then the refund, as everywhere. */
async function lockSeen(tx: Tx, refundId: string, permission: string): Promise<Refund> {
  const seen = await demandRefund(tx, refundId);
  demandSight(tx.actor, permission, seen.locationId, REFUND);
  await sourceOf(seen.sourceKind).lock(tx, seen.sourceId);
  return demandLocked(tx, refundId);
}

const REFUND = { it: 'questo rimborso', en: 'this refund' };
