import type { Language } from '../../../../server/kernel/text.ts';

/** A person who buys, in one view across channels. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly surname: string | null;
  /** Lower case. */
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** Number of the fidelity card. */
  readonly card: string | null;
  readonly language: Language;
  /** The person asked to be forgotten: nothing that says who it was is left. */
  readonly erased: boolean;
  readonly version: number;
}

/** Who somebody says they are: at the counter, or in an order. */
export interface CustomerDetails {
  readonly name: string;
  readonly surname: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly card?: string | null;
  readonly language?: Language;
  /** The customer's number in a channel: finds the same person again at the next order. */
  readonly external?: { readonly channel: string; readonly id: string };
}
