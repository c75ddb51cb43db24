import { useSyncExternalStore } from 'react';

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

const KEPT_AS = 'lungarno.basket';
const EMPTY: Basket = { lines: [], locationId: null };
const listeners = new Set<() => void>();
let basket: Basket = restored();

function restored(): Basket {
  try {
    return (JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Basket | null) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

function keep(next: Basket): void {
  basket = next;
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(next));
  } catch {
    // Private windows may refuse to store: the basket then lasts as long as the page.
  }
  for (const tell of listeners) tell();
}

export function useBasket(): Basket {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => basket,
  );
}

/** One more of it, to be collected there. */
export function putInBasket(line: Omit<BasketLine, 'quantity'>, locationId: string): void {
  const others = basket.lines.filter(({ gtin }) => gtin !== line.gtin);
  const had = basket.lines.find(({ gtin }) => gtin === line.gtin)?.quantity ?? 0;
  keep({ lines: [...others, { ...line, quantity: had + 1 }], locationId });
}

export function takeFromBasket(gtin: string): void {
  keep({ ...basket, lines: basket.lines.filter((line) => line.gtin !== gtin) });
}

export function collectAt(locationId: string): void {
  keep({ ...basket, locationId });
}

export function emptyBasket(): void {
  keep(EMPTY);
}

/** `gtin:quantity` by commas: how the availability of a basket is asked. */
export function writtenBasket(lines: readonly { gtin: string; quantity: number }[]): string {
  return lines.map(({ gtin, quantity }) => `${gtin}:${quantity}`).join(',');
}
