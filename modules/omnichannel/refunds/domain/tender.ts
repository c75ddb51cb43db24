/**
 * How money goes back. `provider`: through the payment provider that took it; `cash` and `card-terminal`:
 * over a counter; `by-hand`: the office pays outside Bottega (a bank transfer) and records the reference;
 * `return-voucher` and `gift-card`: value instruments.
 */
export const REFUND_TENDERS = [
  'provider',
  'cash',
  'card-terminal',
  'by-hand',
  'return-voucher',
  'gift-card',
] as const;
export type RefundTender = (typeof REFUND_TENDERS)[number];

/** Given over the counter: in the hand of the customer, or on the card at the terminal. */
export const COUNTER_TENDERS = ['cash', 'card-terminal'] as const satisfies readonly RefundTender[];
export type CounterTender = (typeof COUNTER_TENDERS)[number];

export function isAtCounter(tender: RefundTender): tender is CounterTender {
  return COUNTER_TENDERS.includes(tender as CounterTender);
}

/**
 * Are vouchers and gift cards issued? Not yet: until a module does, nothing may promise one to a customer,
 * neither a letter nor an offer nor a rule.
 */
export function issuesInstruments(): boolean {
  return false;
}

/** A payment, as whoever took it recorded it. */
export interface PaidAs {
  /** `card`, `paypal`, `cash`, `online` … */
  readonly kind: string;
  /** The provider's name for it; null when there is none. */
  readonly providerRef: string | null;
  /** Taken at a counter, not online. */
  readonly atCounter: boolean;
}

/**
 * The tender by which a payment goes back unless the customer expressly agrees otherwise (art. 56 of the
 * Codice del Consumo). A gift card or voucher of a web shop is loaded again by the web shop: by hand.
 */
export function naturalTender({ kind, providerRef, atCounter }: PaidAs): RefundTender {
  if (kind === 'cash') return 'cash';
  if (isInstrument(kind)) return atCounter ? instrumentOf(kind) : 'by-hand';
  if (atCounter) return kind === 'card' ? 'card-terminal' : 'by-hand';
  if (kind === 'bank-transfer' || providerRef === null) return 'by-hand';
  return 'provider';
}

/** Paid with a balance somebody owes the customer: it never becomes cash. */
export function isInstrument(kind: string): boolean {
  return kind === 'gift-card' || kind === 'voucher' || kind === 'return-voucher';
}

function instrumentOf(kind: string): RefundTender {
  return kind === 'gift-card' ? 'gift-card' : 'return-voucher';
}
