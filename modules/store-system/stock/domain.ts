import assert from 'node:assert/strict';

/** Where and in what state goods lie. What may be promised is `sellable`. */
export type Condition = 'sellable' | 'display' | 'to-inspect' | 'damaged';
export const CONDITIONS = ['sellable', 'display', 'to-inspect', 'damaged'] as const;

/** The far side of a movement that enters or leaves the stock of a location. */
export type OutsidePlace = 'supplier' | 'customer' | 'transit' | 'inventory-difference';
export const OUTSIDE_PLACES = ['supplier', 'customer', 'transit', 'inventory-difference'] as const;

export type Place = Condition | OutsidePlace;

export interface LevelKey {
  readonly locationId: string;
  readonly itemId: string;
}

/** A key that sorts by location, then item: locations are short codes, items are UUIDs. */
export function levelKey({ locationId, itemId }: LevelKey): string {
  return `${locationId}/${itemId}`;
}

/** What one location has of one item in one condition. Whole pieces. */
export interface StockLevel extends LevelKey {
  readonly condition: Condition;
  readonly onHand: number;
  readonly held: number;
  /** Kept back for the shelf: never promised. */
  readonly safety: number;
  /** Promised although not there: each piece has an open exception. */
  readonly shortage: number;
  readonly version: number;
}

/** What may still be promised. Never negative: a shortfall is not a promise. */
export function available(level: {
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
}): number {
  assert(Number.isSafeInteger(level.onHand) && level.held >= 0 && level.safety >= 0);
  return Math.max(0, level.onHand - level.held - level.safety);
}

/** Which paper a change of stock belongs to: a sale, a delivery, a reservation, a pickup. */
export interface StockDocument {
  readonly kind: string;
  readonly id: string;
}
