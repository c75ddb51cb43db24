import type { RefundShare } from '../domain/filed.ts';

/** A payment that something can go back on. */
export interface OpenPayment {
  readonly paymentId: string;
  readonly leftMinor: number;
}

/**
 * One payment gets this much of what goes back, as far as so much is left of it; the others take the rest, the
 * first one first. The shares sum to the same as before, unless all of them together cannot hold it.
 */
export function withShare(
  payments: readonly OpenPayment[],
  shares: readonly RefundShare[],
  paymentId: string,
  amountMinor: number,
): RefundShare[] {
  const totalMinor = shares.reduce((sum, share) => sum + share.amountMinor, 0);
  const own = payments.find((payment) => payment.paymentId === paymentId);
  const wanted = Math.max(0, Math.min(amountMinor, own?.leftMinor ?? 0, totalMinor));
  const elsewhere = payments.reduce(
    (sum, payment) => (payment === own ? sum : sum + payment.leftMinor),
    0,
  );
  const taken = Math.max(wanted, totalMinor - elsewhere);
  let restMinor = totalMinor - taken;
  return payments.map((payment) => {
    if (payment === own) return { paymentId, amountMinor: taken };
    const minor = Math.min(restMinor, payment.leftMinor);
    restMinor -= minor;
    return { paymentId: payment.paymentId, amountMinor: minor };
  });
}
