import assert from 'node:assert/strict';
import { available, spotKey, type Counters, type Spot } from '../../stock/domain/level.ts';

/**
 * Whose promise it is: a web basket, an order line, a customer of a shop, a transfer; or nobody's, for
 * pieces that are kept back until they are counted.
 */
export type HoldKind = 'cart' | 'order' | 'customer' | 'transfer' | 'count';

/** `active` and `set-aside` keep pieces back; the others are final. */
export type HoldState = 'active' | 'set-aside' | 'consumed' | 'released' | 'expired' | 'moved';

export interface Hold {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly state: HoldState;
  /** Null: until its owner ends it. */
  readonly until: Date | null;
  readonly shelf: string | null;
  readonly version: number;
}

export interface HoldLine {
  readonly itemId: string;
  readonly quantity: number;
  /** Unique among the live holds of its kind. */
  readonly ownerLineId: string;
}

/** A promise of stock at one location: every line or none. */
export interface HoldDemand {
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly locationId: string;
  readonly until: Date | null;
  readonly lines: readonly HoldLine[];
}

/** One item of which too little may be promised. */
export interface Shortage {
  readonly locationId: string;
  readonly itemId: string;
  readonly requested: number;
  readonly available: number;
}

export interface Demand {
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/**
 * Adds up lines for the same item. Checking line by line would promise the last piece twice to a
 * basket that asks for it on two lines.
 */
export function demandByItem(
  locationId: string,
  lines: readonly { readonly itemId: string; readonly quantity: number }[],
): Demand[] {
  const total = new Map<string, number>();
  for (const { itemId, quantity } of lines) {
    assert(Number.isSafeInteger(quantity) && quantity > 0, 'a line asks for something');
    total.set(itemId, (total.get(itemId) ?? 0) + quantity);
  }
  return [...total].map(([itemId, quantity]) => ({ locationId, itemId, quantity }));
}

/** Every spot once, by location and item: the order in which the lock statement takes them. */
export function distinctSpots(spots: readonly Spot[]): Spot[] {
  const distinct = new Map<string, Spot>();
  for (const { locationId, itemId } of spots) {
    distinct.set(spotKey({ locationId, itemId }), { locationId, itemId });
  }
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, spot]) => spot);
}

export type Decision =
  | { readonly outcome: 'held' }
  | { readonly outcome: 'refused'; readonly shortages: readonly Shortage[] };

/**
 * Who gets what: first come, first served, each demand whole or not at all. A refused demand takes
 * nothing from those behind it. `levels` are the sellable ones by spot, locked by the caller; one that
 * does not exist has nothing.
 */
export function decide(
  levels: ReadonlyMap<string, Counters>,
  demands: readonly (readonly Demand[])[],
): { readonly decisions: readonly Decision[]; readonly promised: ReadonlyMap<string, number> } {
  const promised = new Map<string, number>();
  const decisions = demands.map((lines): Decision => {
    const shortages = lines.flatMap((line): Shortage[] => {
      const key = spotKey(line);
      const level = levels.get(key);
      const left = level ? Math.max(0, available(level) - (promised.get(key) ?? 0)) : 0;
      if (left >= line.quantity) return [];
      const { locationId, itemId, quantity } = line;
      return [{ locationId, itemId, requested: quantity, available: left }];
    });
    if (shortages.length > 0) return { outcome: 'refused', shortages };
    for (const line of lines) {
      const key = spotKey(line);
      promised.set(key, (promised.get(key) ?? 0) + line.quantity);
    }
    return { outcome: 'held' };
  });
  return { decisions, promised };
}

/** How many pieces each spot gets back from holds that end, as a change of what is held there. */
export function heldBack(
  ended: readonly (Spot & { readonly quantity: number })[],
): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const hold of ended) {
    held.set(spotKey(hold), (held.get(spotKey(hold)) ?? 0) - hold.quantity);
  }
  return held;
}
