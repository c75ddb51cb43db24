import { demand } from '../../../server/auth/actor.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { receiptById } from '../../store-system/api.ts';
import type { Consent } from './consent.ts';
import { CASH_COUNTED_DAYS, cashAdvice } from './domain/cash.ts';
import {
  planRefund,
  type Payment,
  type PlanFault,
  type RefundPlan,
  type RefundWish,
} from './domain/plan.ts';
import { issuesInstruments, type RefundTender } from './domain/tender.ts';
import {
  cashForbidden,
  cashReasonNeeded,
  consentNeeded,
  instrumentNeverCash,
  refundBeyondPayment,
  refundUnknown,
  sharesDoNotAddUp,
  tenderNotAvailable,
} from './problems.ts';
import { recordRefund } from './record.ts';
import type { Refund, RefundOrigin, RefundSourceRef } from './refund.ts';
import {
  promiseBack,
  selectOrderPayments,
  selectPromisedBack,
  sumCashGiven,
} from './sql/payments.ts';
import { insertRefundRow, selectRefunds } from './sql/refunds.ts';

const DAY = 24 * 3_600_000;
/** Without undue delay and at the latest fourteen days after the customer asked: art. 56. */
const DUE_DAYS = 14;

/** Money that should go back, and how. */
export interface RefundProposal {
  readonly source: RefundSourceRef;
  readonly origin: RefundOrigin;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  /** When the customer asked for it: the fourteen days run from here. */
  readonly askedAt: Date;
  /** How much of which payment, in place of pro rata; needs `omnichannel.refunds.override`. */
  readonly shares?: readonly { readonly paymentKey: string; readonly amountMinor: number }[];
  /** Whoever may choose them has, or has approved them. */
  readonly sharesAgreed?: true;
  /** All of it by this tender in place of the natural ones; needs `consent`. */
  readonly tender?: RefundTender;
  readonly consent?: Consent;
  /** Why cash is given although the customer was given some in the last seven days. */
  readonly cashReason?: string;
  /** The parts are promised back already: what an order owes on record. */
  readonly promised?: true;
}

/** The payments of an order or a receipt, and what of each has not been promised back yet. */
export async function paymentsOf(read: Read, origin: RefundOrigin): Promise<Payment[]> {
  if (origin.kind === 'order') return selectOrderPayments(read, origin.id);
  const receipt = await receiptById(read, origin.id);
  const back = await selectPromisedBack(read, origin);
  return (receipt?.tenders ?? []).map(({ kind, amountMinor, reference }, place) => {
    const paymentKey = String(place);
    return {
      paymentKey,
      kind,
      providerRef: reference,
      atCounter: kind !== 'online',
      paidMinor: amountMinor,
      leftMinor: amountMinor - (back.get(paymentKey) ?? 0),
    };
  });
}

/**
 * Writes a refund down and counts it against its payments, in one guarded statement: of two that together
 * would give back more than was paid, the second is refused (`refund-beyond-payment`). Refused too:
 * another tender without consent, cash from 5,000 € on, an instrument that does not exist yet
 * (`tender-not-available`). The source is locked by the caller. Nothing is paid before `authoriseRefund`.
 */
export async function proposeRefund(tx: Tx, proposal: RefundProposal): Promise<Refund> {
  const { source, origin, locationId, currency, customerId, amountMinor } = proposal;
  if (proposal.shares && !proposal.promised && !proposal.sharesAgreed) {
    demand(tx.actor, OVERRIDE, locationId);
  }
  const payments = await paymentsOf(tx, origin);
  const plan = demandPlan(wishOf(proposal, payments));
  if (plan.needsConsent && !proposal.consent) throw new Refusal(consentNeeded, {});
  await demandCashAllowed(tx, customerId, plan.cashMinor, proposal.cashReason);
  const byKey = new Map(payments.map((payment) => [payment.paymentKey, payment]));
  if (!proposal.promised) {
    await promiseBack(
      tx,
      origin,
      plan.parts.map((part) => ({ ...part, paidMinor: byKey.get(part.paymentKey)!.paidMinor })),
    );
  }
  const refundId = newId();
  await insertRefundRow(tx, {
    refundId,
    sourceKind: source.kind,
    sourceId: source.id,
    originKind: origin.kind,
    originId: origin.id,
    locationId,
    customerId,
    currency,
    amountMinor,
    roundingMinor: plan.roundingMinor,
    dueBy: new Date(proposal.askedAt.getTime() + DUE_DAYS * DAY),
    cashReason: proposal.cashReason ?? null,
    consent: plan.needsConsent ? (proposal.consent ?? null) : null,
    parts: plan.parts.map((part) => ({
      ...part,
      partId: newId(),
      paymentRef: byKey.get(part.paymentKey)!.providerRef,
      consented: part.tender !== part.naturalTender,
    })),
  });
  const refund = await demandRefund(tx, refundId);
  recordRefund(tx, 'omnichannel.refund-proposed.v1', refund);
  return refund;
}

export const OVERRIDE = 'omnichannel.refunds.override';

/** A refund by its id; `refund-unknown` when there is none. */
export async function demandRefund(read: Read, refundId: string): Promise<Refund> {
  const [refund] = await selectRefunds(read, { refundIds: [refundId] });
  if (!refund) throw new Refusal(refundUnknown, {});
  return refund;
}

/** What is promised back already is not left any more: it is exactly what its shares say. */
function wishOf(
  { amountMinor, shares, tender, promised }: RefundProposal,
  payments: readonly Payment[],
): RefundWish {
  const promisedOf = (key: string): number =>
    shares?.find(({ paymentKey }) => paymentKey === key)?.amountMinor ?? 0;
  return {
    amountMinor,
    payments: promised
      ? payments.map((payment) => ({ ...payment, leftMinor: promisedOf(payment.paymentKey) }))
      : payments,
    ...(shares ? { shares } : {}),
    ...(tender ? { tender } : {}),
  };
}

function demandPlan(wish: RefundWish): RefundPlan {
  const plan = planRefund(wish);
  if ('fault' in plan) throw refusalOfPlan(plan, wish.amountMinor);
  for (const { tender, paymentKey } of plan.parts) {
    demandAvailable(
      tender,
      wish.payments.find((each) => each.paymentKey === paymentKey)!,
    );
  }
  return plan;
}

/** Value instruments may not be issued yet, and a provider pays back only what it took. */
export function demandAvailable(
  tender: RefundTender,
  payment: { readonly providerRef: string | null },
): void {
  const instrument =
    (tender === 'return-voucher' || tender === 'gift-card') && !issuesInstruments();
  const foreign = tender === 'provider' && payment.providerRef === null;
  if (instrument || foreign) throw new Refusal(tenderNotAvailable, { tender });
}

/** Why a plan cannot be, as whoever asked for it is told. */
export function refusalOfPlan(fault: PlanFault, amountMinor: number): Refusal {
  switch (fault.fault) {
    case 'more-than-paid':
    case 'more-than-payment':
      return new Refusal(refundBeyondPayment, {});
    case 'shares-do-not-add-up':
      return new Refusal(sharesDoNotAddUp, {
        amountMinor,
        sumMinor: fault.sumMinor,
      }) as unknown as Refusal;
    case 'instrument-never-cash':
      return new Refusal(instrumentNeverCash, {});
  }
}

/** Below the limit of the law, counting what the customer was given in cash in the last seven days. */
export async function demandCashAllowed(
  tx: Tx,
  customerId: string | null,
  cashMinor: number,
  reason: string | undefined,
  /** Of which `cashMinor` is all the cash: it is not counted once more. */
  ofRefundId: string | null = null,
): Promise<void> {
  if (cashMinor === 0) return;
  const since = new Date(tx.now.getTime() - CASH_COUNTED_DAYS * DAY);
  const givenLatelyMinor = await sumCashGiven(tx, customerId, since, ofRefundId);
  const advice = cashAdvice(cashMinor, givenLatelyMinor);
  if (advice === 'forbidden') throw new Refusal(cashForbidden, { cashMinor });
  if (advice === 'reason-needed' && reason === undefined) {
    throw new Refusal(cashReasonNeeded, { cashMinor, givenLatelyMinor });
  }
}
