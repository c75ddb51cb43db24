/** The money of an order at any moment. */
export interface Amounts {
  readonly totalMinor: number;
  /** Of the total, what belongs to pieces the customer does not keep: cancelled, refused, not collected. */
  readonly cancelledMinor: number;
  readonly paidMinor: number;
}

/** What the customer still has to pay for all that they keep. */
export function dueMinor({ totalMinor, cancelledMinor, paidMinor }: Amounts): number {
  return Math.max(0, totalMinor - cancelledMinor - paidMinor);
}

/** What was paid for pieces the customer does not keep. */
export function toRefundMinor({ totalMinor, cancelledMinor, paidMinor }: Amounts): number {
  return Math.max(0, paidMinor - (totalMinor - cancelledMinor));
}

/**
 * What must be paid before some of the pieces leave: goods never leave unpaid, and nobody pays at
 * the counter for a piece that stays there. What was paid before goes to the pieces that leave first.
 */
export function dueAtHandover(
  paidMinor: number,
  collectedMinor: number,
  leavingMinor: number,
): number {
  return Math.max(0, collectedMinor + leavingMinor - paidMinor);
}
