/**
 * The payment provider, as refunds need it. An adapter speaks to one provider and knows nothing of
 * returns; what it cannot answer for certain it throws, and is asked again.
 */
export interface PaymentProvider {
  /** `simulated`: in the log and in the names of its secrets. */
  readonly name: string;
  /**
   * Asks to pay money back. The same key is the same refund, however often it is asked: the provider
   * answers what became of the first. Throws when the answer is not known: never heard, timed out, cut.
   */
  refund(request: ProviderRequest): Promise<ProviderAnswer>;
  /** What became of the refund with this key; null: the provider has never heard of it. Throws like `refund`. */
  find(key: string): Promise<ProviderAnswer | null>;
}

export interface ProviderRequest {
  readonly key: string;
  /** The provider's name for the payment that goes back. */
  readonly paymentRef: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export type ProviderAnswer =
  | { readonly status: 'paid'; readonly reference: string; readonly amountMinor: number }
  /** Refused for good: the same request would be refused again. `code` is the provider's. */
  | { readonly status: 'failed'; readonly code: string }
  /** Taken, not decided: a notice will come, and asking helps. */
  | { readonly status: 'pending' };

/** What a provider says by itself, once, twice or in the wrong order. */
export interface ProviderNotice {
  /** The key of the refund it is about. */
  readonly key: string;
  readonly status: 'paid' | 'failed';
  readonly reference: string | null;
  readonly code: string | null;
  readonly amountMinor: number;
}
