/** Where an order is prepared: the chosen shop if it has the pieces, else the nearest that has them all. */

export interface Candidate {
  readonly locationId: string;
  readonly name: string;
  /** From the chosen shop; null when either has no place on the map. */
  readonly distanceMetres: number | null;
}

export interface Wanted {
  readonly itemId: string;
  readonly quantity: number;
}

/** What may still be promised, by location and item. Decisions of one batch take from it in turn. */
export class Promisable {
  readonly #left: Map<string, number>;

  constructor(levels: readonly { locationId: string; itemId: string; available: number }[]) {
    this.#left = new Map(
      levels.map(({ locationId, itemId, available }) => [`${locationId}/${itemId}`, available]),
    );
  }

  left(locationId: string, itemId: string): number {
    return this.#left.get(`${locationId}/${itemId}`) ?? 0;
  }

  hasWhole(locationId: string, basket: readonly Wanted[]): boolean {
    return basket.every(({ itemId, quantity }) => this.left(locationId, itemId) >= quantity);
  }

  take(locationId: string, basket: readonly Wanted[]): void {
    for (const { itemId, quantity } of basket) {
      this.#left.set(`${locationId}/${itemId}`, this.left(locationId, itemId) - quantity);
    }
  }
}

/** Lines for the same item are one demand: else the last piece would be promised twice. */
export function basketOf(lines: readonly Wanted[]): Wanted[] {
  const total = new Map<string, number>();
  for (const { itemId, quantity } of lines) {
    total.set(itemId, (total.get(itemId) ?? 0) + quantity);
  }
  return [...total].map(([itemId, quantity]) => ({ itemId, quantity }));
}

/** The shops that have all of it, nearest first; shops without a place on the map come last. */
export function shopsWithBasket(
  candidates: readonly Candidate[],
  basket: readonly Wanted[],
  stock: Promisable,
): Candidate[] {
  return candidates
    .filter(({ locationId }) => stock.hasWhole(locationId, basket))
    .sort(
      (a, b) =>
        (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity) ||
        (a.locationId < b.locationId ? -1 : 1),
    );
}

/**
 * Which shop prepares the order. The chosen one is also the answer when nobody has the pieces: its
 * guarded statement then says what is missing.
 */
export function sourceOf(
  chosen: string,
  others: () => readonly Candidate[],
  withinMetres: number | null,
  basket: readonly Wanted[],
  stock: Promisable,
): string {
  if (withinMetres === null || stock.hasWhole(chosen, basket)) return chosen;
  const near = others().filter(
    ({ distanceMetres }) => distanceMetres !== null && distanceMetres <= withinMetres,
  );
  return shopsWithBasket(near, basket, stock)[0]?.locationId ?? chosen;
}
