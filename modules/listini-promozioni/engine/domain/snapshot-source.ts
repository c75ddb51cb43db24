import type { PriceList } from './price-list.ts';
import type { PricingPolicy } from './pricing-policy.ts';
import type { Promotion } from './promotion.ts';

/** The plain data that a snapshot is compiled from. Iterables are read once and may stream. */
export interface SnapshotSource {
  /** Kept with every receipt; the same version is always the same content. */
  readonly version: string;
  readonly locations: Iterable<SnapshotLocation>;
  readonly items: Iterable<SnapshotItem>;
  readonly priceLists: Iterable<PriceList>;
  /** Published ones, past and future periods too; paused and draft ones stay out. */
  readonly promotions: Iterable<Promotion>;
  /** By company; the entry `*` is for companies without their own. Missing: the default policy. */
  readonly policies?: Readonly<Record<string, PricingPolicy>> | undefined;
}

export interface SnapshotLocation {
  readonly id: string;
  readonly companyId: string;
  /** IANA zone. */
  readonly zone: string;
  readonly region?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  /** Plain dates on which it is closed. */
  readonly closedOn?: readonly string[] | undefined;
}

export interface SnapshotItem {
  readonly id: string;
  readonly styleId?: string | undefined;
  /** Per cent. */
  readonly vatRate: number;
  /** brand, supplier, line, season, category, department, size, colour, … one value or several. */
  readonly attributes: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Plain date. */
  readonly arrivedOn?: string | undefined;
  /** Never touched by a promotion. */
  readonly notDiscountable?: boolean | undefined;
  /** Already reduced in its price list. */
  readonly reduced?: boolean | undefined;
  /** No promotion pushes a piece below it. */
  readonly minimumPriceMinor?: number | undefined;
  /** Without VAT. Left out of the browser's snapshot. */
  readonly costMinor?: number | undefined;
  /** Used where no price list has a price. */
  readonly listPriceMinor?: number | undefined;
}
