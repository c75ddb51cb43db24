import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { selectItemsById } from '../catalogue/sql/items.ts';
import { unknownItems } from '../problems.ts';
import { priceAtList } from './list-price.ts';
import type { Basket, PricedBasket, Pricing } from './port.ts';

const listPrice: Pricing = {
  async priceBasket(read, basket) {
    const wanted = [...new Set(basket.lines.map(({ itemId }) => itemId))];
    const items = new Map((await selectItemsById(read, wanted)).map((item) => [item.id, item]));
    const missing = wanted.filter((id) => !items.has(id));
    if (missing.length > 0) throw new Refusal(unknownItems, { items: missing });
    return priceAtList(basket, items);
  },
};

let pricing = listPrice;

/** Puts another engine in the place of the list price. Called once, by its module's `start`. */
export function registerPricing(engine: Pricing): void {
  pricing = engine;
}

/** Back to the list price: each start of the modules begins from here. */
export function resetPricing(): void {
  pricing = listPrice;
}

/** What the basket costs here and now, piece by piece, with its VAT. */
export function priceBasket(read: Read, basket: Basket): Promise<PricedBasket> {
  return pricing.priceBasket(read, basket);
}
