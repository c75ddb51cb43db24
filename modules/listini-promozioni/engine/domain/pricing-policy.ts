import type { Basis } from './benefit.ts';
import type { Floor } from './promotion.ts';

/** How a company computes; data, so that a chain that moves from another system keeps its numbers. */
export interface PricingPolicy {
  /** In this order, each begins where the one before ended. */
  readonly lanes: readonly Lane[];
  readonly order: 'priorityDescending' | 'priorityAscending' | 'asListed';
  /** What a percentage is taken of, where the promotion does not say. */
  readonly basis: Basis;
  /** What a threshold is compared with, where the promotion does not say. */
  readonly conditionBasis: Basis;
  readonly rounding: Rounding;
  readonly remainder: Remainder;
  readonly vat: VatPolicy;
  /** The best fixed shipping price alone applies, other shipping promotions do not. */
  readonly fixedShippingPriceAlone: boolean;
  /** Best deal: promotions tried at most for one basket; a number of steps, so that it is reproducible. */
  readonly searchSteps: number;
  /** Below which no promotion pushes a piece, where the promotion has no floor of its own. */
  readonly floor?: Floor | null | undefined;
}

/** How promotions of one lane meet. */
export interface Lane {
  readonly id: string;
  /**
   * `allInTurn` each on what the ones before left; `bestPerLine` each line keeps the one that gives it
   * most; `bestOne` the one that gives most; `bestDeal` the set of them that gives the customer most.
   */
  readonly compose: Compose;
}

export type Compose = 'allInTurn' | 'bestPerLine' | 'bestOne' | 'bestDeal';

export interface Rounding {
  readonly mode: RoundingMode;
  /** Granularity in minor units: 1 is the cent, 5 is five cents. */
  readonly toMinor: number;
  readonly at: 'line' | 'piece';
  /** Round what is taken off, or the price that remains. */
  readonly what: 'discount' | 'price';
}

export type RoundingMode = 'halfUp' | 'halfDown' | 'halfEven' | 'down' | 'up';

/**
 * Who gets the cents that do not divide: the largest remainder (ties: the larger share, then as
 * listed), the first ones, the last one, or in turn (each share half down, never more than is left,
 * then the first ones). `none` leaves the sum of rounded shares as it comes out.
 */
export type Remainder = 'largest' | 'first' | 'last' | 'sequential' | 'none';

export interface VatPolicy {
  readonly prices: 'inclusive' | 'exclusive';
  /** Rounded once per rate for the document, as the law wants, or line by line. */
  readonly roundedPer: 'document' | 'line';
  /** Weights of a split are amounts with VAT, also where prices are without. */
  readonly splitWithVat: boolean;
}

export const ITEM_LANE = 'item';
export const BASKET_LANE = 'basket';
export const AFTER_LANE = 'after';

/** Priority order, running basis, half up per line, largest remainder; Italian VAT. */
export const DEFAULT_POLICY: PricingPolicy = {
  lanes: [
    { id: ITEM_LANE, compose: 'allInTurn' },
    { id: BASKET_LANE, compose: 'allInTurn' },
    { id: AFTER_LANE, compose: 'allInTurn' },
  ],
  order: 'priorityDescending',
  basis: 'running',
  conditionBasis: 'running',
  rounding: { mode: 'halfUp', toMinor: 1, at: 'line', what: 'discount' },
  remainder: 'largest',
  vat: { prices: 'inclusive', roundedPer: 'document', splitWithVat: false },
  fixedShippingPriceAlone: false,
  searchSteps: 400,
};
