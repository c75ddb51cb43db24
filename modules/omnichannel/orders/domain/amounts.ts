/** The money of an order at any moment. */
export interface Amounts {
  readonly totalMinor: number;
  /** Of the total, what belongs to pieces the customer does not keep: cancelled, refused, not collected. */
  readonly cancelledMinor: number;
  readonly paidMinor: number;
  /** Of what was paid, what is on record as owed back: given back already, or not yet. */
  readonly refundMinor: number;
  /** Of that, what has been given back. */
  readonly refundedMinor: number;
}

/** What the pieces cost that the customer has or will have. */
export function keptMinor({ totalMinor, cancelledMinor }: Amounts): number {
  return totalMinor - cancelledMinor;
}

/** What was paid and is not owed back. */
export function netPaidMinor({ paidMinor, refundMinor }: Amounts): number {
  return paidMinor - refundMinor;
}

/** What the customer still has to pay for all that they keep. */
export function dueMinor(amounts: Amounts): number {
  return Math.max(0, keptMinor(amounts) - netPaidMinor(amounts));
}

/** What was paid for pieces the customer does not keep and is on no record yet: it must go on it. */
export function unrecordedRefundMinor(amounts: Amounts): number {
  return Math.max(0, netPaidMinor(amounts) - keptMinor(amounts));
}

/** What we owe the customer: on record, and not given back yet. */
export function toRefundMinor({ refundMinor, refundedMinor }: Amounts): number {
  return refundMinor - refundedMinor;
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
