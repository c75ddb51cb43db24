import type { Condition } from './condition.ts';
import type { Funding, ReturnPolicy } from './promotion.ts';

/** The answer: all amounts in minor units, whole, per piece; sums of pieces are exact. */
export interface PricedBasket {
  /** Which snapshot answered: with the basket and the instant it can be computed again for ever. */
  readonly snapshotVersion: string;
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly shipping: readonly PricedShipping[];
  readonly applied: readonly AppliedPromotion[];
  readonly skipped: readonly SkippedPromotion[];
  readonly gifts: readonly Gift[];
  readonly points: readonly PointsGiven[];
  readonly coupons: readonly CouponGiven[];
  readonly totals: Totals;
  /** What the sale takes of limits, to be guarded in its transaction. */
  readonly takes: readonly LimitTake[];
  /** Of lanes that look for the best deal. */
  readonly searches: readonly Search[];
}

export interface PricedLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
  /** Of one piece. */
  readonly listPriceMinor: number;
  readonly pieces: readonly PricedPieces[];
  readonly listMinor: number;
  readonly discountMinor: number;
  /** After discounts; with VAT where the policy's prices include it. */
  readonly netMinor: number;
  readonly vatRate: number;
  readonly vatMinor: number;
  readonly price: PriceTrace;
}

/** Equal pieces of a line. */
export interface PricedPieces {
  readonly quantity: number;
  readonly listPriceMinor: number;
  readonly discounts: readonly PieceDiscount[];
  /** To pay for one piece (plus VAT where the policy's prices are without). */
  readonly netMinor: number;
  readonly vatMinor: number;
}

export interface PieceDiscount {
  readonly promotionId: string;
  readonly amountMinor: number;
  /** The supplier's part of it. */
  readonly fundedMinor: number;
}

export interface PricedShipping {
  readonly method: string;
  readonly listMinor: number;
  readonly discounts: readonly { readonly promotionId: string; readonly amountMinor: number }[];
  readonly netMinor: number;
  readonly vatRate: number;
  readonly vatMinor: number;
}

export interface AppliedPromotion {
  readonly promotionId: string;
  readonly version: number;
  readonly lane: string;
  readonly discountMinor: number;
  readonly shippingDiscountMinor: number;
  readonly byLine: readonly { readonly lineId: string; readonly amountMinor: number }[];
  readonly returnPolicy: ReturnPolicy;
  readonly funding: Funding | null;
  /** What would give more of it: "one more piece". */
  readonly next: NearestMiss | null;
}

export interface SkippedPromotion {
  readonly promotionId: string;
  readonly reason: SkipReason;
  readonly miss: NearestMiss | null;
}

export type SkipReason =
  | { readonly kind: 'other-company' }
  | { readonly kind: 'other-location' }
  | { readonly kind: 'other-channel' }
  | { readonly kind: 'other-audience' }
  | { readonly kind: 'not-yet'; readonly from: string }
  | { readonly kind: 'over'; readonly to: string }
  | { readonly kind: 'other-hours' }
  | { readonly kind: 'no-matching-items' }
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'coupon-missing' }
  | {
      readonly kind: 'exhausted';
      readonly limit: 'uses' | 'usesPerCustomer' | 'usesPerLocation' | 'budget';
    }
  /** Another promotion was better, came first, or tolerates no other. */
  | { readonly kind: 'beaten'; readonly by: string }
  /** All matching pieces serve another deal. */
  | { readonly kind: 'pieces-taken'; readonly by: string }
  | { readonly kind: 'not-enough-pieces' }
  /** Pieces are at their floor, at zero, or exempt from discounts. */
  | { readonly kind: 'nothing-to-reduce' };

/** The smallest change that would make it apply. */
export type NearestMiss =
  | { readonly kind: 'pieces'; readonly pieces: number }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'coupon' }
  | { readonly kind: 'card' }
  | { readonly kind: 'wait'; readonly from: string };

export interface Gift {
  readonly promotionId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export interface PointsGiven {
  readonly promotionId: string;
  readonly multiplier: number;
  readonly extra: number;
  /** The lines whose points are multiplied. */
  readonly lineIds: readonly string[];
}

export interface CouponGiven {
  readonly promotionId: string;
  readonly batchId: string;
  readonly quantity: number;
}

export interface LimitTake {
  readonly promotionId: string;
  /** A promotion is used once by a document, whatever number of benefits it has. */
  readonly uses: 1;
  readonly amountMinor: number;
}

export interface Totals {
  /** Goods before and after discounts, then shipping. */
  readonly listMinor: number;
  readonly discountMinor: number;
  readonly goodsMinor: number;
  readonly shippingListMinor: number;
  readonly shippingMinor: number;
  /** To pay, VAT included. */
  readonly totalMinor: number;
  readonly vatMinor: number;
  readonly vat: readonly {
    readonly rate: number;
    readonly grossMinor: number;
    readonly vatMinor: number;
  }[];
}

export interface Search {
  readonly lane: string;
  readonly steps: number;
  /** How much more an unbounded search could at most have found; 0 is proof of the best. */
  readonly gapMinor: number;
}

/** Which price lists were asked for a line, and which one won. */
export interface PriceTrace {
  readonly source: 'list' | 'given' | 'catalogue' | 'none';
  readonly listId: string | null;
  readonly asked: readonly AskedList[];
}

export interface AskedList {
  readonly listId: string;
  readonly outcome: 'won' | 'no-price' | 'not-in-force' | 'outranked';
  readonly amountMinor: number | null;
  /** By item, by style, or worked out from another list. */
  readonly by: 'item' | 'style' | 'formula' | null;
  readonly minQuantity: number | null;
}
