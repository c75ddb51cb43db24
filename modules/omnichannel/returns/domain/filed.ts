import type { Text } from '../../../../server/kernel/text.ts';
import type { FileFacts } from './judge-file.ts';
import type { Axes } from './life.ts';
import type { FiscalChannel, Grade, Outcome, Proof, ReturnReason } from './return.ts';
import type { Verdict } from './verdict.ts';
import type { PieceFacts } from './eligibility.ts';

/** A file as it is kept: its axes, its sums, who did what. */
export interface FiledReturn extends Axes {
  readonly returnId: string;
  readonly version: number;
  readonly companyId: string;
  readonly year: number;
  readonly number: number;
  readonly orderId: string;
  readonly locationId: string | null;
  readonly withdrawalId: string | null;
  readonly codeDigest: string;
  readonly proof: Proof | null;
  readonly broughtBy: string | null;
  readonly documentType: string | null;
  readonly note: string | null;
  readonly outcome: Outcome;
  readonly otherTender: 'cash' | 'card' | 'bank-transfer' | null;
  readonly consentShown: string | null;
  readonly consentAt: Date | null;
  readonly policyVersion: number;
  readonly judged: Verdict;
  readonly facts: JudgedFacts;
  readonly byLaw: boolean;
  readonly currency: string;
  readonly goodsMinor: number;
  readonly shippingMinor: number;
  readonly shippingWhy: Text;
  readonly deductionMinor: number;
  readonly totalMinor: number;
  readonly exchangeMinor: number;
  readonly backMinor: number;
  /** On which payments it goes back, where somebody chose; null: in proportion to what is left of each. */
  readonly refundShares: readonly RefundShare[] | null;
  readonly paidMinor: number;
  readonly digest: string;
  readonly confirmed: Confirmed | null;
  readonly approvalId: string | null;
  readonly approvalDeadline: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly counterOffer: CounterOffer | null;
  readonly refundId: string | null;
  readonly failure: Text | null;
  readonly fiscalChannel: FiscalChannel;
  readonly fiscalManual: boolean;
  readonly fiscalReference: string | null;
  readonly custodyPlace: string | null;
  readonly dueBy: Date;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly openedByName: string;
  /** When the goods came to the counter; null: they were announced and have not. */
  readonly takenAt: Date | null;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly receivedAt: Date | null;
  /** Put right, and waiting for the customer; null: not yet, or nothing is repaired. */
  readonly repairedAt: Date | null;
  readonly closedAt: Date | null;
}

export interface RefundShare {
  readonly paymentId: string;
  readonly amountMinor: number;
}

export interface CounterOffer {
  readonly outcome: Outcome;
  readonly amountMinor: number;
  readonly words: string;
  readonly by: string;
}

/** The facts a file was judged by: another policy is tried on them. */
export interface JudgedFacts {
  readonly now: string;
  readonly zone: string;
  readonly flow: 'A' | 'B' | 'C' | 'D' | 'E';
  /** When the last piece of the order was handed over; null while some still were to be. */
  readonly completeAt: string | null;
  readonly file: FileFacts;
  readonly pieces: readonly (Omit<PieceFacts, 'deliveredAt'> & {
    readonly deliveredAt: string;
    readonly reason: ReturnReason;
    readonly grade: Grade;
  })[];
}

/** What was confirmed and follows only with an acceptance: the pieces of an exchange, what was paid for them. */
export interface Confirmed {
  readonly exchange: readonly ExchangePiece[];
  readonly difference: {
    readonly kind: 'cash' | 'card';
    readonly amountMinor: number;
    readonly providerRef: string | null;
  } | null;
  readonly holdIds: readonly string[];
  /** The lines the new pieces became, once they were handed over. */
  readonly lineIds?: readonly string[];
}

export interface ExchangePiece {
  readonly itemId: string;
  readonly gtin: string;
  readonly vatRate: number;
  readonly priceMinor: number;
}
