import type { CharmRule } from './charm.ts';

/**
 * A price list as it is compiled: published, scheduled or live; drafts stay out of snapshots.
 * Moments as the clocks of the location show them, `2026-12-01T00:00`; `to` not included.
 */
export interface PriceList {
  readonly id: string;
  readonly name: string;
  readonly scope: PriceListScope;
  /** Higher wins; before specificity. */
  readonly priority: number;
  /** ISO 4217. Amounts are never converted. */
  readonly currency: string;
  readonly vatIncluded: boolean;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Another list, changed; its own entries are exceptions to it. */
  readonly formula?: PriceFormula | undefined;
  /** Read once, while compiling: it may stream from a cursor. */
  readonly entries: Iterable<PriceEntry>;
}

/**
 * Empty fields do not restrict. Specificity, the highest that is set: customer, tier or segment,
 * location, group of locations, channel, everywhere.
 */
export interface PriceListScope {
  readonly companies?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly segments?: readonly string[] | undefined;
  readonly customers?: readonly string[] | undefined;
}

/** One price of an item or of all items of a style, from so many pieces, in its own period. */
export interface PriceEntry {
  readonly itemId?: string | undefined;
  readonly styleId?: string | undefined;
  readonly amountMinor: number;
  /** Missing: from one piece. */
  readonly minQuantity?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The price of the base list × (1 + percent) + amount, then the ending, then never below. */
export interface PriceFormula {
  readonly baseListId: string;
  readonly percent?: number | undefined;
  readonly amountMinor?: number | undefined;
  readonly charm?: CharmRule | undefined;
  readonly floorMinor?: number | undefined;
  /** Over the cost of the item, of the price without VAT; items without a cost have no such floor. */
  readonly minimumMarginPercent?: number | undefined;
}
