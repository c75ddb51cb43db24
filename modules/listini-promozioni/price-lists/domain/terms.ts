import type { PriceFormula, PriceListScope } from '../../engine/domain/price-list.ts';

/** Whom a list is for, how it stands to others, and the formula it follows: changed only by publishing. */
export interface Terms {
  readonly scope: PriceListScope;
  /** Higher wins, before specificity. */
  readonly priority: number;
  readonly vatIncluded: boolean;
  /** Wall-clock times of every place; the list as a whole holds between them. */
  readonly from?: string;
  readonly to?: string;
  readonly formula?: PriceFormula;
}
