import type { Read } from '../../../server/db/transaction.ts';
import type { Basket } from '../engine/domain/basket.ts';
import { price } from '../engine/domain/price.ts';
import type { PricedBasket } from '../engine/domain/priced-basket.ts';
import { compileSnapshot } from '../engine/domain/snapshot.ts';
import { textsOf } from '../quotes/quote.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import { sourceAt } from './source.ts';

/** What baskets cost at instants gone by, with the prices and promotions on record now. */
export interface PastPrices {
  readonly version: string;
  price(basket: Omit<Basket, 'explain'>, instant: Date): PricedBasket;
  /** As printed on a receipt, in Italian. */
  receiptText(promotionId: string): string;
}

/**
 * Prices of these items as far back as they are on record; the snapshot in use knows only recent ones.
 * Limits and coupons are not asked about: what is gone cannot be taken any more.
 */
export async function pastPrices(read: Read, itemIds: readonly string[]): Promise<PastPrices> {
  const snapshot = compileSnapshot(await sourceAt(read, await currentVersion(read), itemIds));
  return {
    version: snapshot.version,
    price: (basket, instant) => price(snapshot, { ...basket, explain: 'none' }, instant),
    receiptText: (promotionId) => textsOf(snapshot, promotionId).receipt.it,
  };
}
