import type { Tx } from '../../../server/db/transaction.ts';
import type { Refund } from './refund.ts';

/**
 * Lets a refund be paid: within the actor's own limit at its location, or beyond it with `approvalId`,
 * an approval about the refund's source that was used in this transaction (`useApproval`); otherwise
 * `refund-needs-approval`. Parts for a provider are intended from here on and called after the commit;
 * parts over the counter wait for `settleAtCounter`. Authorising what is authorised changes nothing.
 */
export async function authoriseRefund(
  _tx: Tx,
  _refundId: string,
  _by: { readonly approvalId?: string } = {},
): Promise<Refund> {
  throw new Error('under construction');
}

/** The counter gives what is to be given there, now: cash, and what the terminal has given back on the card. */
export async function settleAtCounter(
  _tx: Tx,
  _refundId: string,
  _given: { readonly terminalSlip?: string } = {},
): Promise<Refund> {
  throw new Error('under construction');
}

/** Gives a refund up of which nothing was paid and nothing is under way; otherwise `refund-under-way`. */
export async function cancelRefund(_tx: Tx, _refundId: string): Promise<Refund> {
  throw new Error('under construction');
}
