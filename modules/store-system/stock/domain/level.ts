import assert from 'node:assert/strict';

/** In what state goods lie at a location. What may be promised is `sellable`. */
export type Condition = 'sellable' | 'display' | 'to-inspect' | 'damaged';
export const CONDITIONS = ['sellable', 'display', 'to-inspect', 'damaged'] as const;

/** The far side of a movement that enters or leaves the stock of a location. */
export type OutsidePlace = 'supplier' | 'customer' | 'transit' | 'inventory-difference';

export type Place = Condition | OutsidePlace;

/** A place whose pieces are counted by a level. */
export function isCondition(place: Place): place is Condition {
  return (CONDITIONS as readonly string[]).includes(place);
}

/** An item at a location: what promises are made of. */
export interface Spot {
  readonly locationId: string;
  readonly itemId: string;
}

export function spotKey({ locationId, itemId }: Spot): string {
  return `${locationId}/${itemId}`;
}

export interface LevelKey extends Spot {
  readonly condition: Condition;
}

export function levelKey({ locationId, itemId, condition }: LevelKey): string {
  return `${locationId}/${itemId}/${condition}`;
}

/** What one location has of one item in one condition. Whole pieces. */
export interface StockLevel extends LevelKey {
  readonly styleId: string;
  /** Negative only when a till sold what the ledger did not have. */
  readonly onHand: number;
  readonly held: number;
  /** Kept back for the shelf: never promised. */
  readonly safety: number;
  /** Promised although not there: each piece stands on record as an exception. */
  readonly shortage: number;
  /** Rises by one at every change. */
  readonly version: number;
  /** The number of the last ledger line that touched it. */
  readonly ledgerVersion: number;
  readonly lastCountedAt: Date | null;
  readonly lastMovedAt: Date | null;
}

export interface Counters {
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
}

/** What may still be promised. Never negative: a shortfall is not a promise. */
export function available({ onHand, held, safety }: Counters): number {
  assert(Number.isSafeInteger(onHand) && held >= 0 && safety >= 0, 'levels are counts');
  return Math.max(0, onHand - held - safety);
}

/** How many promised pieces are not there. */
export function missingPieces({ onHand, held }: { onHand: number; held: number }): number {
  return Math.max(0, held - Math.max(0, onHand));
}

/** Which paper a change of stock belongs to: a sale, a delivery, a reservation, a pickup. */
export interface StockDocument {
  readonly kind: string;
  readonly id: string;
}
