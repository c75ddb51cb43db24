import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin, priceBasket, unknownItems, type Item } from '../../base/api.ts';
import { exchangePrices } from './domain/exchange.ts';
import { goodsMinor } from './domain/reckoning.ts';
import type { ReturnFacts } from './facts.ts';
import type { PlannedLine, QuotedPiece } from './plan.ts';

/** The channel whose prices hold at the counter. */
const COUNTER = 'store';

/** What each new piece of an exchange costs: of the same style as before, of another one as today. */
export async function quoteExchange(
  read: Read,
  facts: ReturnFacts,
  planned: readonly PlannedLine[],
  wanted: readonly { readonly gtin: string; readonly quantity: number }[],
): Promise<QuotedPiece[]> {
  const found = await itemsByGtin(
    read,
    wanted.map(({ gtin }) => gtin),
  );
  const unknown = wanted.filter(({ gtin }) => !found.has(gtin));
  if (unknown.length > 0) {
    throw new Refusal(unknownItems, { items: unknown.map(({ gtin }) => gtin) });
  }
  const fresh = wanted.flatMap(({ gtin, quantity }) =>
    Array.from({ length: quantity }, () => found.get(gtin)!),
  );
  const old = planned.flatMap(({ item, units }) =>
    units.map((unit) => ({ item, goodsMinor: goodsMinor(unit) })),
  );
  const today = await pricesToday(read, facts, [...fresh, ...old.map(({ item }) => item)]);
  const prices = exchangePrices(
    old.map(({ item, goodsMinor: paid }) => ({
      styleId: item.styleId,
      goodsMinor: paid,
      todayMinor: today.get(item.id)!,
    })),
    fresh.map((item) => ({ styleId: item.styleId, todayMinor: today.get(item.id)! })),
  );
  return fresh.map((item, place) => ({
    item,
    itemId: item.id,
    gtin: item.gtin,
    vatRate: Number(item.vatRate),
    priceMinor: prices[place]!,
  }));
}

/** Each alone: an offer for two must not make one of them free. */
async function pricesToday(
  read: Read,
  { shop, file }: ReturnFacts,
  items: readonly Item[],
): Promise<ReadonlyMap<string, number>> {
  const prices = new Map<string, number>();
  for (const { id } of items) {
    if (prices.has(id)) continue;
    const { totalMinor } = await priceBasket(read, {
      channel: COUNTER,
      locationId: shop.id,
      customerId: file.customerId,
      currency: file.currency,
      instant: read.now,
      coupons: [],
      lines: [{ lineId: id, itemId: id, quantity: 1 }],
    });
    prices.set(id, totalMinor);
  }
  return prices;
}
