import type { RefundTender } from './domain/tender.ts';
import type { RefundState, PartState } from './domain/life.ts';

/** Why money goes back: a return file (`return`), or what an order owes (`refund-due`). */
export interface RefundSourceRef {
  readonly kind: string;
  readonly id: string;
}

/** What the money was paid for: an order, or the receipt of a till. */
export interface RefundOrigin {
  readonly kind: 'order' | 'receipt';
  readonly id: string;
}

/** Money on its way back to a customer. */
export interface Refund {
  readonly refundId: string;
  readonly version: number;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly originKind: RefundOrigin['kind'];
  readonly originId: string;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  /** Given more (or less) because all of it is cash. */
  readonly roundingMinor: number;
  readonly state: RefundState;
  readonly proposedAt: Date;
  readonly proposedBy: string;
  /** Fourteen days from when the customer asked: art. 56 of the Codice del Consumo. */
  readonly dueBy: Date;
  readonly authorisedAt: Date | null;
  readonly authorisedBy: string | null;
  /** Within the own limit, by another person's approval, or by the policy for debts on record. */
  readonly authorisedHow: 'own-limit' | 'approval' | 'policy' | null;
  readonly approvalId: string | null;
  readonly paidAt: Date | null;
  readonly parts: readonly RefundPart[];
}

export interface RefundPart {
  readonly partId: string;
  readonly paymentKey: string;
  readonly naturalTender: RefundTender;
  readonly tender: RefundTender;
  readonly amountMinor: number;
  readonly state: PartState;
  /** The provider's name for the payment that goes back. */
  readonly paymentRef: string | null;
  /** A provider was called and what came of it is not known yet: it is being asked. */
  readonly unknown: boolean;
  /** How often a provider was asked to pay it, with a key of its own each time. */
  readonly attempts: number;
  /** Why the last attempt failed, in the provider's code; null while it has not. */
  readonly failure: string | null;
  /** When the outcome is asked for again; null: nothing is under way. */
  readonly nextTryAt: Date | null;
  readonly paidAt: Date | null;
  /** The provider's name for the refund, the slip of the terminal, the bank's reference. */
  readonly reference: string | null;
}
