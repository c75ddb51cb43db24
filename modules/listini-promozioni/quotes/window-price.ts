import type { Read } from '../../../server/db/transaction.ts';
import type { WindowPrice } from '../../base/api.ts';
import { selectToldBy, selectToldByLists } from '../price-history/sql/announcements.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import type { PricedAnswer } from './price-basket.ts';

export interface Reduction {
  /** The promotion that told it; null: a list price did. */
  readonly promotionId: string | null;
  readonly itemId: string;
  readonly offerMinor: number;
  readonly priorMinor: number;
  readonly percent: number;
}

/** What was told of these items at a place as reductions, by promotions that apply now and by list prices. */
export async function reductionsOf(
  read: Read,
  answers: readonly PricedAnswer[],
  itemIds: readonly string[],
  placeId: string,
  instant: Date,
): Promise<readonly Reduction[]> {
  const wall = wallNow({ now: instant });
  const applied = answers.flatMap(({ priced }) => priced.applied.map((one) => one.promotionId));
  const byPromotions = await selectToldBy(read, [...new Set(applied)], itemIds, placeId, wall);
  const byLists = await selectToldByLists(read, itemIds, placeId, wall);
  return [
    ...byPromotions.map((told) => ({ ...told, promotionId: told.sourceId })),
    ...byLists.map((told) => ({ ...told, promotionId: null })),
  ];
}

/** Told as reduced is only what was announced of this item at this very price. */
export function windowPrice(
  itemId: string,
  { totals: { goodsMinor }, applied }: PricedAnswer['priced'],
  reductions: readonly Reduction[],
): WindowPrice {
  const told = reductions.find(
    (one) =>
      one.itemId === itemId &&
      one.offerMinor === goodsMinor &&
      (one.promotionId === null ||
        applied.some(({ promotionId }) => promotionId === one.promotionId)),
  );
  const reduction = told ? { priorMinor: told.priorMinor, percent: told.percent } : null;
  return { amountMinor: goodsMinor, reduction };
}
