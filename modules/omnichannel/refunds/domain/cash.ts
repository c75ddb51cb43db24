import type { AmountMinor } from '../../../../server/kernel/money.ts';
import type { RefundTender } from './tender.ts';

/** Cash from 5,000.00 € on may not change hands: D.Lgs. 231/2007 art. 49, since 1 January 2023. */
export const CASH_FORBIDDEN_FROM_MINOR = 5_000_00;

/** Payments that only together reach the limit count as one when they lie within so many days. */
export const CASH_COUNTED_DAYS = 7;

/** To the nearest five cents, as everything paid wholly in cash: D.L. 50/2017 art. 13-quater. */
export function roundedCashMinor(amountMinor: AmountMinor): AmountMinor {
  return Math.round(amountMinor / 5) * 5;
}

/** What is given more (or less, when negative): rounded is the total, and only when all of it is cash. */
export function cashRoundingMinor(
  parts: readonly { readonly tender: RefundTender; readonly amountMinor: AmountMinor }[],
): AmountMinor {
  if (parts.some(({ tender }) => tender !== 'cash')) return 0;
  const totalMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return roundedCashMinor(totalMinor) - totalMinor;
}

export type CashAdvice =
  | 'allowed'
  /** Together with what the customer was given lately it reaches the limit: only with a reason. */
  | 'reason-needed'
  | 'forbidden';

/** Whether so much cash may be given to somebody who was given some in the last seven days. */
export function cashAdvice(cashMinor: AmountMinor, givenLatelyMinor: AmountMinor): CashAdvice {
  if (cashMinor >= CASH_FORBIDDEN_FROM_MINOR) return 'forbidden';
  const together = cashMinor + givenLatelyMinor;
  return cashMinor > 0 && together >= CASH_FORBIDDEN_FROM_MINOR ? 'reason-needed' : 'allowed';
}
