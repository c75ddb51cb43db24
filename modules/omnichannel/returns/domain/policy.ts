import type { Text } from '../../../../server/kernel/text.ts';
import type { Approver, Grade, ReturnReason } from './return.ts';

/**
 * The return policy of the chain: data, version by version. What the law gives (withdrawal of fourteen
 * days, guarantee of twenty-four months) may be widened, never narrowed. How much money who gives back alone is not in it: that is the ladder of the approvals.
 */
export interface ReturnTerms {
  readonly withdrawal: {
    /** Days from the last handover; fourteen by law (Codice del consumo, art. 52). */
    readonly days: number;
    /** Bookings and orders of an assistant are treated like distance contracts, although the law does not. */
    readonly alsoInStore: boolean;
  };
  readonly guarantee: {
    /** Months in which a defect must show; twenty-four by law (art. 133). */
    readonly months: number;
    /** Months more in which it can still be claimed; two by law. */
    readonly claimMonths: number;
  };
  readonly commercial: {
    /** Days from the handover in which the chain takes goods back of its own will; 0: never. */
    readonly days: number;
    /** Beyond these, up to so many days, somebody must agree. */
    readonly agreedDays: number;
    /** Money in place of an exchange or a voucher. */
    readonly money: 'allowed' | 'needs-approval' | 'refused';
  };
  /** Days in which the customer tells us that we sent the wrong thing. */
  readonly error: { readonly days: number };
  /** Goods that do not come back, or not without a look. The first that fits counts. */
  readonly exclusions: readonly Exclusion[];
  /** What a condition means for each reason. */
  readonly grades: readonly GradeRule[];
  /** Channels whose orders need somebody’s agreement, and goods of another company. */
  readonly channels: readonly { readonly channel: string; readonly by: Approver }[];
  readonly otherCompany: Approver;
  /** Money by another means than the payment's. */
  readonly otherTender: Approver;
  /** Cash is never given back above this: the law forbids it from 5,000 euro on. */
  readonly cashUpToMinor: number;
  readonly withoutProof: 'refused' | Approver;
  /** What to tell who brings goods of which no sale is known; absent: `WITHOUT_SALE`. */
  readonly withoutSale?: Text;
  readonly customer: {
    /** From this file within thirty days on somebody must agree. */
    readonly files: number;
    readonly by: Approver;
  };
  readonly clerk: {
    /** A clerk who has taken back more than this today asks a colleague. */
    readonly dayUpToMinor: number;
    readonly by: Approver;
  };
  readonly shipping: {
    /** What the cheapest delivery costs: more is not given back (art. 56). */
    readonly standardMinor: number;
    /** Which reasons give back the shipping of what is returned, when it is not everything. */
    readonly shareFor: readonly ReturnReason[];
  };
  /** Grades that want a picture. */
  readonly photoFor: readonly Grade[];
  /** Where pieces of a grade go unless the clerk says otherwise. */
  readonly destinations: readonly DestinationRule[];
}

export interface Exclusion {
  readonly kind: 'made-to-measure' | 'perishable' | 'sealed' | 'final-sale';
  /** Both absent: every item that the catalogue marks. */
  readonly category?: string;
  readonly department?: string;
  readonly reasons: readonly ReturnReason[];
}

export interface GradeRule {
  readonly grade: Grade;
  readonly reason: ReturnReason;
  readonly verdict: 'refused' | Approver;
}

/** Where pieces of a grade go; the first rule that fits. */
export interface DestinationRule {
  readonly grade: Grade;
  readonly category?: string;
  readonly to: 'stay' | 'inspect' | 'damaged' | 'warehouse' | 'supplier' | 'where-it-lacks';
}

export interface PolicyVersion {
  readonly version: number;
  readonly terms: ReturnTerms;
}

/** Nobody knows what was paid, by which tender, to whom: nothing can be given back, and no law gives it. */
export const WITHOUT_SALE: Text = {
  it: 'Di questo capo non troviamo l’acquisto, quindi non possiamo riprenderlo. Se trova la mail dell’ordine, lo scontrino o la carta con cui ha pagato, torni con quella: la aspettiamo.',
  en: 'We cannot find the purchase of this piece, so we cannot take it back. If you find the mail of the order, the receipt or the card you paid with, please come back with it.',
};

/** The lowest values the law allows, by term. */
export const LEGAL_DAYS = 14;
export const LEGAL_GUARANTEE_MONTHS = 24;
export const LEGAL_CLAIM_MONTHS = 2;
/** L. 208/2015, art. 1 c. 898: payments of 5,000 euro and more are not made in cash. */
export const CASH_LIMIT_MINOR = 5_000_00;

/** The term that gives less than the law does; null when none does. */
export function belowLaw(terms: ReturnTerms): string | null {
  if (terms.withdrawal.days < LEGAL_DAYS) return 'withdrawal.days';
  if (terms.guarantee.months < LEGAL_GUARANTEE_MONTHS) return 'guarantee.months';
  if (terms.guarantee.claimMonths < LEGAL_CLAIM_MONTHS) return 'guarantee.claimMonths';
  if (terms.cashUpToMinor >= CASH_LIMIT_MINOR) return 'cashUpToMinor';
  if (terms.exclusions.some(({ reasons }) => reasons.includes('guarantee'))) {
    return 'exclusions.guarantee';
  }
  const refusesLaw = terms.grades.some(
    ({ reason, verdict }) =>
      (reason === 'guarantee' || reason === 'withdrawal') && verdict === 'refused',
  );
  return refusesLaw ? 'grades' : null;
}
