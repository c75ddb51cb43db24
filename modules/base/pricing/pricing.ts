import type { Read, Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { selectItemsById } from '../catalogue/sql/items.ts';
import { unknownItems } from '../problems.ts';
import { priceAtList } from './list-price.ts';
import type {
  Basket,
  Circumstances,
  KeptDiscount,
  PricedBasket,
  PricedSale,
  Pricing,
  WindowPrice,
} from './port.ts';

const listPrice: Pricing = {
  async priceBasket(read, basket) {
    const wanted = [...new Set(basket.lines.map(({ itemId }) => itemId))];
    const items = new Map((await selectItemsById(read, wanted)).map((item) => [item.id, item]));
    const missing = wanted.filter((id) => !items.has(id));
    if (missing.length > 0) throw new Refusal(unknownItems, { items: missing });
    return priceAtList(basket, items);
  },
  async priceItems(read, _circumstances, itemIds) {
    const items = await selectItemsById(read, itemIds);
    return new Map(
      items.map(({ id, listPriceMinor }) => [id, { amountMinor: listPriceMinor, reduction: null }]),
    );
  },
  // List prices have no limits: there is nothing to take, and nothing to give back.
  takePriced: (_tx, sales) => Promise.resolve(sales.map(() => null)),
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

/** What one piece of each item costs here and now, each alone. */
export function priceItems(
  read: Read,
  circumstances: Circumstances,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, WindowPrice>> {
  return itemIds.length === 0
    ? Promise.resolve(new Map())
    : pricing.priceItems(read, circumstances, itemIds);
}

/** Takes what a priced sale uses of promotions and coupons, in the sale's own transaction. */
export async function takePriced(tx: Tx, sale: PricedSale): Promise<void> {
  const [refusal] = await pricing.takePriced(tx, [sale]);
  if (refusal) throw refusal;
}

/** The same for sales that share a transaction: each is taken whole, or answered with its refusal. */
export function takePricedEach(
  tx: Tx,
  sales: readonly PricedSale[],
): Promise<readonly (Refusal | null)[]> {
  return pricing.takePriced(tx, sales);
}

/** Gives back what a document took, beyond what it keeps: for whoever cancels it, or a part of it. */
export function giveBackPriced(
  tx: Tx,
  document: PricedSale['document'],
  kept: readonly KeptDiscount[] = [],
): Promise<void> {
  return pricing.giveBackPriced(tx, document, kept);
}
