import type { Text } from '../../../../server/kernel/text.ts';
import type { AttributeQuery } from './attribute-query.ts';
import type { CharmRule } from './charm.ts';

/** What a promotion gives. Amounts in minor units, percentages in per cent. */
export type Benefit =
  | PercentBenefit
  | AmountBenefit
  | UnitPriceBenefit
  | TotalPriceBenefit
  | NForPriceBenefit
  | CompleteGroupsBenefit
  | PickBenefit
  | BuyGetBenefit
  | BundleBenefit
  | TiersBenefit
  | GiftBenefit
  | ShippingBenefit
  | PointsBenefit
  | CouponBenefit;

/** `running` is what earlier promotions left, `list` the price before any of them; missing: as the policy says. */
export type Basis = 'running' | 'list';

/** Which pieces come first when not all of them are taken; ties as listed. */
export type PieceOrder = 'asListed' | 'cheapest' | 'dearest';

/** How much is taken, and of which pieces. */
interface Taken {
  readonly of: AttributeQuery;
  readonly basis?: Basis | undefined;
  readonly order?: PieceOrder | undefined;
  /** Pieces at most, of each line or of the whole basket. */
  readonly maxPieces?: number | undefined;
  readonly maxPiecesPer?: 'line' | 'basket' | undefined;
  /** Cap on what this benefit takes off in all; shared in proportion. */
  readonly maxAmountMinor?: number | undefined;
}

/** `eachLine` counts a line as one, `eachPiece` every piece, `across` all matching pieces together. */
export type Allocation = 'eachLine' | 'eachPiece' | 'across';

export interface PercentBenefit extends Taken {
  readonly kind: 'percent';
  readonly percent: number;
  readonly allocation: Allocation;
  /** The price that remains of a piece gets this ending; only with `eachPiece`. */
  readonly charm?: CharmRule | undefined;
}

export interface AmountBenefit extends Taken {
  readonly kind: 'amount';
  readonly amountMinor: number;
  readonly allocation: Allocation;
}

/** Sell each piece at this price, if that is less. */
export interface UnitPriceBenefit extends Taken {
  readonly kind: 'unitPrice';
  readonly priceMinor: number;
}

/** All matching pieces together cost this, if that is less. */
export interface TotalPriceBenefit extends Taken {
  readonly kind: 'totalPrice';
  readonly priceMinor: number;
}

/** What happens to the chosen pieces of a deal. `setPrice` is for the chosen pieces of one group together. */
export type DealEffect =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'unitPrice'; readonly priceMinor: number }
  | { readonly kind: 'setPrice'; readonly priceMinor: number };

/** What deals over several pieces have in common. */
interface Deal {
  readonly basis?: Basis | undefined;
  /** Missing: as often as the basket allows. */
  readonly maxUses?: number | undefined;
  readonly maxAmountMinor?: number | undefined;
  /** Pieces that serve this deal serve no other. Missing: true. */
  readonly consumes?: boolean | undefined;
  /**
   * Who bears the reduction: the rewarded pieces, or all pieces of the deal in proportion, so that
   * a return of one pays back its share (3 for 2 on 30.00: 20.00 each). Missing: `rewarded`.
   */
  readonly spread?: 'rewarded' | 'deal' | undefined;
}

/** N pieces for a price. */
export interface NForPriceBenefit extends Deal {
  readonly kind: 'nForPrice';
  readonly of: AttributeQuery;
  readonly size: number;
  readonly priceMinor: number;
  readonly order?: PieceOrder | undefined;
}

/** Only pieces that complete a group of `size` get the effect, each of them. */
export interface CompleteGroupsBenefit extends Deal {
  readonly kind: 'completeGroups';
  readonly of: AttributeQuery;
  readonly size: number;
  readonly effect: DealEffect;
  readonly order?: PieceOrder | undefined;
}

/**
 * The n-th piece of every group: 3 for 2, second at half price, the cheapest free. Pieces are packed
 * in groups of `size` in `groupOrder`; in every full group the piece at `position` in `pickOrder`
 * gets the effect. `spread over groups` deals all pieces out over the groups instead.
 */
export interface PickBenefit extends Deal {
  readonly kind: 'pick';
  readonly of: AttributeQuery;
  readonly size: number;
  readonly groupOrder: PieceOrder;
  readonly pickOrder: PieceOrder;
  /** From 1. */
  readonly position: number | 'all';
  readonly layout: 'perGroup' | 'spreadOverGroups';
  readonly effect: DealEffect;
}

export interface BuyGetBenefit extends Deal {
  readonly kind: 'buyGet';
  readonly buy: DealSide;
  readonly get: DealSide;
  readonly effect: DealEffect;
  /** Only when all pieces of the reward are in the basket. */
  readonly wholeRewardOnly?: boolean | undefined;
}

export interface DealSide {
  readonly of: AttributeQuery;
  readonly quantity: number;
  readonly order?: PieceOrder | undefined;
}

/** Mix and match, outfit, menu: some pieces of each component, together. */
export interface BundleBenefit extends Deal {
  readonly kind: 'bundle';
  readonly components: readonly DealSide[];
  /** On every piece of the bundle; `setPrice` for the bundle as a whole. */
  readonly effect: DealEffect;
}

/** The highest reached step gives its benefit. */
export interface TiersBenefit {
  readonly kind: 'tiers';
  readonly subject: 'subtotal' | 'quantity' | 'lines';
  readonly of: AttributeQuery;
  readonly basis?: Basis | undefined;
  readonly steps: readonly { readonly min: number; readonly benefit: Benefit }[];
}

/** Pieces given on top, not reduced ones: with `per`, so many for every `per` matching pieces. */
export interface GiftBenefit {
  readonly kind: 'gift';
  readonly itemId: string;
  readonly quantity: number;
  readonly of?: AttributeQuery | undefined;
  readonly per?: number | undefined;
}

export interface ShippingBenefit {
  readonly kind: 'shipping';
  readonly effect:
    | { readonly kind: 'percent'; readonly percent: number }
    | { readonly kind: 'amount'; readonly amountMinor: number }
    | { readonly kind: 'price'; readonly priceMinor: number };
  /** Missing: every method. */
  readonly methods?: readonly string[] | undefined;
  /** Off each method, or shared over them. Missing: `each`. */
  readonly allocation?: 'each' | 'across' | undefined;
  readonly basis?: Basis | undefined;
  readonly maxAmountMinor?: number | undefined;
}

/** Points on top of the ordinary ones: times so much, and so many more. */
export interface PointsBenefit {
  readonly kind: 'points';
  readonly of: AttributeQuery;
  readonly multiplier: number;
  readonly extra: number;
}

/** A coupon for a later purchase. */
export interface CouponBenefit {
  readonly kind: 'coupon';
  /** The batch that a code is taken from after payment. */
  readonly batchId: string;
  readonly quantity: number;
  readonly text?: Text | undefined;
}
