import { allocate, type AmountMinor } from '../../../../server/kernel/money.ts';
import { cashRoundingMinor } from './cash.ts';
import { isInstrument, naturalTender, type PaidAs, type RefundTender } from './tender.ts';

/** One payment of what was bought, and what of it has neither gone back nor been promised back. */
export interface Payment extends PaidAs {
  /** Stable within its origin: the id of an order's payment, the place of a receipt's tender. */
  readonly paymentKey: string;
  readonly paidMinor: AmountMinor;
  readonly leftMinor: AmountMinor;
}

export interface PlannedPart {
  readonly paymentKey: string;
  readonly amountMinor: AmountMinor;
  /** By which it would go back if nobody said otherwise. */
  readonly naturalTender: RefundTender;
  readonly tender: RefundTender;
}

export interface RefundPlan {
  readonly amountMinor: AmountMinor;
  readonly parts: readonly PlannedPart[];
  /** Some of it goes back otherwise than it was paid: the customer has to agree expressly. */
  readonly needsConsent: boolean;
  /** Of the amount, what is given in cash; before rounding. */
  readonly cashMinor: AmountMinor;
  /** Given more (or less, when negative) because all of it is cash: D.L. 50/2017 art. 13-quater. */
  readonly roundingMinor: AmountMinor;
}

export type PlanFault =
  /** More than what is left of all payments. */
  | { readonly fault: 'more-than-paid'; readonly leftMinor: AmountMinor }
  /** More than what is left of one of them. */
  | { readonly fault: 'more-than-payment'; readonly paymentKey: string; readonly leftMinor: number }
  /** The shares somebody typed do not add up to the amount. */
  | { readonly fault: 'shares-do-not-add-up'; readonly sumMinor: AmountMinor }
  /** A voucher or gift card would become cash. */
  | { readonly fault: 'instrument-never-cash'; readonly paymentKey: string };

export interface RefundWish {
  readonly amountMinor: AmountMinor;
  readonly payments: readonly Payment[];
  /** How much of which payment, in place of pro rata: with `omnichannel.refunds.override` only. */
  readonly shares?: readonly { readonly paymentKey: string; readonly amountMinor: AmountMinor }[];
  /** All of it by this tender, in place of the natural ones: with the customer's consent only. */
  readonly tender?: RefundTender;
}

/**
 * Which payments an amount goes back on, and how: each in proportion to what is left of it, to the cent
 * (rules §3.2b), by the tender it was paid with. The parts sum to the amount, and no part exceeds what is
 * left of its payment.
 */
export function planRefund(wish: RefundWish): RefundPlan | PlanFault {
  const shares = sharesOf(wish);
  if ('fault' in shares) return shares;
  const byKey = new Map(wish.payments.map((payment) => [payment.paymentKey, payment]));
  const parts = shares.map(({ paymentKey, amountMinor }): PlannedPart => {
    const natural = naturalTender(byKey.get(paymentKey)!);
    return {
      paymentKey,
      amountMinor,
      naturalTender: natural,
      tender: wish.tender ?? natural,
    };
  });
  const laundered =
    wish.tender === 'cash' &&
    parts.find(({ paymentKey }) => isInstrument(byKey.get(paymentKey)!.kind));
  if (laundered) return { fault: 'instrument-never-cash', paymentKey: laundered.paymentKey };
  return {
    amountMinor: wish.amountMinor,
    parts,
    needsConsent: parts.some((part) => part.tender !== part.naturalTender),
    cashMinor: sum(parts.filter(({ tender }) => tender === 'cash')),
    roundingMinor: cashRoundingMinor(parts),
  };
}

type Share = { readonly paymentKey: string; readonly amountMinor: AmountMinor };

function sharesOf({ amountMinor, payments, shares }: RefundWish): readonly Share[] | PlanFault {
  const open = payments.filter(({ leftMinor }) => leftMinor > 0);
  const leftMinor = open.reduce((total, payment) => total + payment.leftMinor, 0);
  if (amountMinor > leftMinor) return { fault: 'more-than-paid', leftMinor };
  if (amountMinor === 0) return [];
  if (shares) return checked(amountMinor, open, shares);
  const weights = open.map((payment) => payment.leftMinor);
  const pieces = allocate(amountMinor, weights);
  return open
    .map(({ paymentKey }, place) => ({ paymentKey, amountMinor: pieces[place]! }))
    .filter((share) => share.amountMinor > 0);
}

function checked(
  amountMinor: AmountMinor,
  payments: readonly Payment[],
  shares: readonly Share[],
): readonly Share[] | PlanFault {
  const wanted = new Map<string, number>();
  for (const share of shares) {
    wanted.set(share.paymentKey, (wanted.get(share.paymentKey) ?? 0) + share.amountMinor);
  }
  const parts = [...wanted].map(([paymentKey, minor]) => ({ paymentKey, amountMinor: minor }));
  for (const { paymentKey, amountMinor: minor } of parts) {
    const leftMinor = payments.find((each) => each.paymentKey === paymentKey)?.leftMinor ?? 0;
    if (minor > leftMinor || minor < 0)
      return { fault: 'more-than-payment', paymentKey, leftMinor };
  }
  const sumMinor = sum(parts);
  if (sumMinor !== amountMinor) return { fault: 'shares-do-not-add-up', sumMinor };
  return parts.filter((part) => part.amountMinor > 0);
}

function sum(parts: readonly { readonly amountMinor: AmountMinor }[]): AmountMinor {
  return parts.reduce((total, part) => total + part.amountMinor, 0);
}
