import type { Read, Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { selectItemsById } from '../catalogue/sql/items.ts';
import { unknownItems } from '../problems.ts';
import { priceAtList } from './list-price.ts';
import type { Basket, PricedBasket, PricedSale, Pricing } from './port.ts';

const listPrice: Pricing = {
  async priceBasket(read, basket) {
    const wanted = [...new Set(basket.lines.map(({ itemId }) => itemId))];
    const items = new Map((await selectItemsById(read, wanted)).map((item) => [item.id, item]));
    const missing = wanted.filter((id) => !items.has(id));
    if (missing.length > 0) throw new Refusal(unknownItems, { items: missing });
    return priceAtList(basket, items);
  },
  // List prices have no limits: there is nothing to take, and nothing to give back.
  takePriced: () => Promise.resolve(),
  giveBackPriced: () => Promise.resolve(),
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

/** Takes what a priced sale uses of promotions and coupons, in the sale's own transaction. */
export function takePriced(tx: Tx, sale: PricedSale): Promise<void> {
  return pricing.takePriced(tx, sale);
}

/** Gives back what a document took: for whoever cancels it. */
export function giveBackPriced(tx: Tx, document: PricedSale['document']): Promise<void> {
  return pricing.giveBackPriced(tx, document);
}
