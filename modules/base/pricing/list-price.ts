import { allocate, vatWithin } from '../../../server/kernel/money.ts';
import type { Item } from '../catalogue/domain/item.ts';
import type { Basket, PricedBasket, PricedLine, VatTotal } from './port.ts';

/**
 * Every piece at its list price. VAT is taken out of the document's total of each rate, as the law
 * wants, and shared among the lines so that their shares sum to it.
 */
export function priceAtList(basket: Basket, items: ReadonlyMap<string, Item>): PricedBasket {
  const lines = basket.lines.map(({ lineId, itemId, quantity }) => {
    const item = items.get(itemId)!;
    const { listPriceMinor, vatRate } = item;
    return {
      lineId,
      itemId,
      quantity,
      pieces: [{ quantity, listPriceMinor, discounts: [], payMinor: listPriceMinor }],
      totalMinor: listPriceMinor * quantity,
      vatRate,
    };
  });
  return {
    currency: basket.currency,
    ...withVat(lines),
    totalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    pricedBy: { engine: 'list-price', version: '1' },
    takes: [],
    hints: [],
    coupons: basket.coupons.map((code) => ({ code, outcome: 'refused', because: 'unknown' })),
  };
}

/** Adds VAT to priced lines: by rate for the document, and each line's exact share. */
export function withVat(lines: readonly Omit<PricedLine, 'vatMinor'>[]): {
  lines: PricedLine[];
  vat: VatTotal[];
} {
  const share = new Map<string, number>();
  const vat: VatTotal[] = [];
  const rates = [...new Set(lines.map(({ vatRate }) => vatRate))].sort((a, b) => b - a);
  for (const rate of rates) {
    const taxed = lines.filter(({ vatRate }) => vatRate === rate);
    const grossMinor = taxed.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    const vatMinor = vatWithin(grossMinor, rate);
    vat.push({ rate, grossMinor, vatMinor });
    const shares = allocate(
      vatMinor,
      taxed.map(({ totalMinor }) => totalMinor),
    );
    taxed.forEach(({ lineId }, place) => share.set(lineId, shares[place]!));
  }
  return { lines: lines.map((line) => ({ ...line, vatMinor: share.get(line.lineId)! })), vat };
}
