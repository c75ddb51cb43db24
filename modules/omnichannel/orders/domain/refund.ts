import { allocate, type AmountMinor } from '../../../../server/kernel/money.ts';

/** Why we owe a customer money. */
export const REFUND_CAUSES = [
  'cancelled',
  'left-at-counter',
  'swapped',
  'not-collected',
  'shipping-undone',
] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];

/** `due`: still owed. `settled`: given back. `withdrawn`: the customer came for the pieces after all. */
export const REFUND_STATES = ['due', 'settled', 'withdrawn'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** A payment, and what of it has not been promised back yet. */
export interface PaymentLeft {
  readonly paymentId: string;
  readonly leftMinor: AmountMinor;
}

export interface RefundPart {
  readonly paymentId: string;
  readonly amountMinor: AmountMinor;
}

/**
 * Which payments an amount goes back on: each in proportion to what is left of it, to the cent, and
 * never more than it brought. The amount must not exceed what is left of all of them.
 */
export function splitRefund(
  amountMinor: AmountMinor,
  payments: readonly PaymentLeft[],
): RefundPart[] {
  const open = payments.filter(({ leftMinor }) => leftMinor > 0);
  const left = open.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
  if (amountMinor > left) throw new Error('more is owed back than was paid');
  if (amountMinor === 0) return [];
  const shares = allocate(
    amountMinor,
    open.map(({ leftMinor }) => leftMinor),
  );
  return open.flatMap(({ paymentId }, place) =>
    shares[place]! > 0 ? [{ paymentId, amountMinor: shares[place]! }] : [],
  );
}

/** What the voucher is worth that the customer may take in place of the money, rounded down. */
export function voucherMinor(amountMinor: AmountMinor, percent: number): AmountMinor {
  return Math.floor((amountMinor * percent) / 100);
}
