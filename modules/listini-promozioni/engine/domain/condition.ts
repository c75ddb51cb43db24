import type { AttributeQuery } from './attribute-query.ts';
import type { Audience } from './audience.ts';
import type { Basis } from './benefit.ts';

/** What must hold of the basket before a promotion applies; all conditions of a promotion together. */
export type Condition =
  | SubtotalCondition
  | QuantityCondition
  /** A line that matches is there. */
  | { readonly kind: 'presence'; readonly of: AttributeQuery }
  | CouponCondition
  /** The customer's n-th purchase, or every n-th. */
  | { readonly kind: 'nthPurchase'; readonly n: number; readonly every?: boolean | undefined }
  /** Of the customer's purchases so far, as the basket says. */
  | {
      readonly kind: 'history';
      readonly measure: 'purchases' | 'spentMinor';
      readonly min?: number | undefined;
      readonly max?: number | undefined;
    }
  /** All that is to pay is paid with one of these. */
  | { readonly kind: 'tender'; readonly in: readonly string[] }
  | { readonly kind: 'shippingMethod'; readonly in: readonly string[] }
  | { readonly kind: 'channel'; readonly in: readonly string[] }
  /** On top of the promotion's own audience. */
  | { readonly kind: 'audience'; readonly anyOf: readonly Audience[] }
  /** Local time of the location, `2026-11-28T15:00`; `to` not included. */
  | {
      readonly kind: 'period';
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    };

export interface SubtotalCondition {
  readonly kind: 'subtotal';
  readonly of: AttributeQuery;
  /** List prices, or what earlier promotions left; missing: as the policy says. */
  readonly basis?: Basis | undefined;
  readonly minMinor?: number | undefined;
  readonly maxMinor?: number | undefined;
  /** The ends themselves do not pass. */
  readonly strict?: boolean | undefined;
}

export interface QuantityCondition {
  readonly kind: 'quantity';
  readonly of: AttributeQuery;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** With `code`: that shared code. Without: a code that the caller resolved to this promotion. */
export interface CouponCondition {
  readonly kind: 'coupon';
  readonly code?: string | undefined;
}
