import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Consent } from './consent.ts';
import type { Payment } from './domain/plan.ts';
import type { RefundTender } from './domain/tender.ts';
import type { Refund, RefundOrigin, RefundSourceRef } from './refund.ts';

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
  /** All of it by this tender in place of the natural ones; needs `consent`. */
  readonly tender?: RefundTender;
  readonly consent?: Consent;
  /** Why cash is given although the customer was given some in the last seven days. */
  readonly cashReason?: string;
}

/** The payments of an order or a receipt, and what of each has not been promised back yet. */
export async function paymentsOf(_read: Read, _origin: RefundOrigin): Promise<Payment[]> {
  throw new Error('under construction');
}

/**
 * Writes a refund down and counts it against its payments, in one guarded statement: of two that together
 * would give back more than was paid, the second is refused (`refund-beyond-payment`). Refused too:
 * another tender without consent, cash from 5,000 € on, an instrument that does not exist yet
 * (`tender-not-available`). The source is locked by the caller. Nothing is paid before `authoriseRefund`.
 */
export async function proposeRefund(_tx: Tx, _proposal: RefundProposal): Promise<Refund> {
  throw new Error('under construction');
}
