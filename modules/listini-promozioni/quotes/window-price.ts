import type { Read } from '../../../server/db/transaction.ts';
import type { WindowPrice } from '../../base/api.ts';
import { goesOnUntil } from '../price-history/domain/change-points.ts';
import {
  selectToldBy,
  selectToldByLists,
  type ToldByPromotion,
  type ToldReduction,
} from '../price-history/sql/told-reductions.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import type { PricedBasket } from '../engine/domain/priced-basket.ts';
import type { PricedAnswer } from './price-basket.ts';

/** What one piece costs alone, and what made it cost that. */
export interface MadePrice {
  readonly itemId: string;
  readonly amountMinor: number;
  readonly listId: string | null;
  readonly promotionIds: readonly string[];
}

/** Of a basket of one piece. */
export function madePrice({
  lines,
  applied,
  totals: { goodsMinor },
}: Pick<PricedBasket, 'lines' | 'applied' | 'totals'>): MadePrice {
  const [line] = lines;
  return {
    itemId: line!.itemId,
    amountMinor: goodsMinor,
    listId: line!.listMinor === goodsMinor ? line!.price.listId : null,
    promotionIds: applied.map(({ promotionId }) => promotionId),
  };
}

export type ToldOfItems = ReadonlyMap<string, readonly ToldReduction[]>;

/** What was told at a place as reductions of what makes these prices at a wall-clock time. */
export async function toldOf(
  read: Read,
  prices: readonly MadePrice[],
  placeId: string,
  wall: string,
): Promise<ToldOfItems> {
  const itemIds = [...new Set(prices.map(({ itemId }) => itemId))];
  const applied = [...new Set(prices.flatMap(({ promotionIds }) => promotionIds))];
  const told = new Map<string, ToldReduction[]>(itemIds.map((itemId) => [itemId, []]));
  for (const one of await selectToldBy(read, applied, itemIds, placeId, wall)) {
    if (isStillOn(one, wall)) told.get(one.itemId)!.push(one);
  }
  for (const one of await selectToldByLists(read, itemIds, placeId, wall)) {
    told.get(one.itemId)!.push(one);
  }
  return told;
}

/** What comes back on another day is a reduction of its own, and its price one of those before it. */
function isStillOn({ when, starts }: ToldByPromotion, wall: string): boolean {
  const until = goesOnUntil(when, starts);
  return until === null || wall < until;
}

/** Told as reduced is only what was announced of this item at this very price, by what makes it. */
export function reductionOf(
  { itemId, amountMinor, listId, promotionIds }: MadePrice,
  told: ToldOfItems,
): ToldReduction | null {
  const found = told
    .get(itemId)
    ?.find(
      (one) =>
        one.offerMinor === amountMinor &&
        (one.promotionId === null ? one.listId === listId : promotionIds.includes(one.promotionId)),
    );
  return found ?? null;
}

export async function reductionsOf(
  read: Read,
  answers: readonly Pick<PricedAnswer, 'priced'>[],
  placeId: string,
  instant: Date,
): Promise<ToldOfItems> {
  const prices = answers.map(({ priced }) => madePrice(priced));
  return toldOf(read, prices, placeId, wallNow({ now: instant }));
}

export function windowPrice(
  { priced }: Pick<PricedAnswer, 'priced'>,
  told: ToldOfItems,
): WindowPrice {
  const made = madePrice(priced);
  const found = reductionOf(made, told);
  return {
    amountMinor: made.amountMinor,
    reduction: found && { priorMinor: found.priorMinor, percent: found.percent },
  };
}
