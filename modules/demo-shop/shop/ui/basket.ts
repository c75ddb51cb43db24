import { kept } from './kept.ts';

export interface BasketLine {
  readonly gtin: string;
  readonly styleId: string;
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly pictureUrl: string | null;
  readonly priceMinor: number;
  readonly quantity: number;
}

export interface Basket {
  readonly lines: readonly BasketLine[];
  /** Where the visitor wants to collect it. */
  readonly locationId: string | null;
}

const EMPTY: Basket = { lines: [], locationId: null };
const basket = kept(() => localStorage, 'lungarno.basket', EMPTY);

export const useBasket = basket.use;

/** One more of it, to be collected there. */
export function putInBasket(line: Omit<BasketLine, 'quantity'>, locationId: string): void {
  const { lines } = basket.now();
  const others = lines.filter(({ gtin }) => gtin !== line.gtin);
  const had = lines.find(({ gtin }) => gtin === line.gtin)?.quantity ?? 0;
  basket.keep({ lines: [...others, { ...line, quantity: had + 1 }], locationId });
}

export function takeFromBasket(gtin: string): void {
  const { lines, locationId } = basket.now();
  basket.keep({ lines: lines.filter((line) => line.gtin !== gtin), locationId });
}

export function collectAt(locationId: string): void {
  basket.keep({ ...basket.now(), locationId });
}

export function emptyBasket(): void {
  basket.keep(EMPTY);
}

/** `gtin:quantity` by commas: how the availability of a basket is asked. */
export function writtenBasket(lines: readonly { gtin: string; quantity: number }[]): string {
  return lines.map(({ gtin, quantity }) => `${gtin}:${quantity}`).join(',');
}
