import type { Text } from '../../../../server/kernel/text.ts';
import type { AttributeQuery } from './attribute-query.ts';
import type { Audience } from './audience.ts';
import type { Benefit } from './benefit.ts';
import type { Condition } from './condition.ts';

/**
 * A promotion as data: what a merchandiser decides, stored as JSON by version, compiled into a
 * snapshot. Semantics: README of the module. Percentages are numbers per cent (22 is 22 %).
 */
export interface Promotion {
  readonly id: string;
  /** Of the promotion; a live one is changed by a new version. */
  readonly version: number;
  readonly texts: PromotionTexts;
  readonly where: Where;
  readonly when: When;
  /** Any of these; an empty list is nobody. */
  readonly who: readonly Audience[];
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /** Applied in turn, as one promotion: one use, one line on the receipt. */
  readonly benefits: readonly Benefit[];
  readonly combination: Combination;
  readonly limits: Limits;
  /** Below which no piece is pushed by this promotion. */
  readonly floor: Floor | null;
  readonly returnPolicy: ReturnPolicy;
  readonly funding: Funding | null;
}

export interface PromotionTexts {
  readonly name: Text;
  readonly receipt: Text;
  readonly label: Text;
}

/**
 * A missing list does not restrict. A location passes when it is named, or is in one of the groups,
 * or in one of the regions; the company and the channel must pass besides.
 */
export interface Where {
  readonly companies?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly exceptLocations?: readonly string[] | undefined;
}

/**
 * In the local time of the location. Moments are written as its clocks show them,
 * `2026-11-28T15:00`: from the first, up to and without the second.
 */
export interface When {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Monday is 1, Sunday is 7. */
  readonly weekdays?: readonly number[] | undefined;
  /** Spans of the day in minutes since midnight, `from` included, `to` not; one past midnight has from > to. */
  readonly hours?: readonly { readonly from: number; readonly to: number }[] | undefined;
  /** Plain dates. */
  readonly onlyOn?: readonly string[] | undefined;
  readonly notOn?: readonly string[] | undefined;
  /** Not on the days on which the location is closed. */
  readonly openingDaysOnly?: boolean | undefined;
}

export interface Combination {
  /** Name of a lane of the pricing policy: `item`, `basket` or `after` by default. */
  readonly lane: string;
  /** Higher comes first, unless the policy says otherwise. */
  readonly priority: number;
  /**
   * `basket`: alone on the whole document (of several, the one of highest priority);
   * `piece`: no other promotion on the pieces it reduces or that serve its deal; `none`: as the
   * groups say.
   */
  readonly exclusive: 'none' | 'piece' | 'basket';
  /** The combinability group it belongs to. */
  readonly group?: string | undefined;
  /** Groups it tolerates on the same piece; missing: all. Both sides must agree. */
  readonly combinesWith?: readonly string[] | undefined;
  /** No later promotion touches a line that this one reduced. */
  readonly stopsFurther?: boolean | undefined;
}

/**
 * Taken outside the engine, by guarded statements; inside they are inputs (`Basket.usage`) and
 * outputs (`PricedBasket.takes`). A promotion that would pass a limit does not apply.
 */
export interface Limits {
  readonly uses?: number | undefined;
  readonly usesPerCustomer?: number | undefined;
  readonly usesPerLocation?: number | undefined;
  readonly budgetMinor?: number | undefined;
}

export interface Floor {
  readonly minimumPriceMinor?: number | undefined;
  /** Of the price without VAT over the cost of the item; items without a cost have no such floor. */
  readonly minimumMarginPercent?: number | undefined;
  /** No piece is reduced by more than this share of its list price (books: 5 %). */
  readonly maximumDiscountPercent?: number | undefined;
}

/** What a return of some pieces does with the promotion; carried with every piece. */
export type ReturnPolicy = 'keep' | 'recompute' | 'claw-back' | 'refund-cheapest';

/** Part of every discount that a supplier pays for; accrued per piece, reversed on return. */
export interface Funding {
  readonly supplierId: string;
  readonly sharePercent: number;
}

/** What a promotion is about: the queries of its benefits, for the live count of the builder. */
export function matchesOf(promotion: Pick<Promotion, 'benefits'>): AttributeQuery[] {
  return promotion.benefits.flatMap((benefit) => {
    if (benefit.kind === 'buyGet') return [benefit.buy.of, benefit.get.of];
    if (benefit.kind === 'bundle') return benefit.components.map(({ of }) => of);
    return 'of' in benefit && benefit.of ? [benefit.of] : [];
  });
}
