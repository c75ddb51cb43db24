import assert from 'node:assert/strict';
import type { Movement } from '../stock/domain/posting.ts';
import type { Spot } from '../stock/domain/level.ts';

/** Why a promised piece was not in its place. */
export const NOT_FOUND_REASONS = ['missing', 'damaged', 'on-display', 'sold'] as const;
export type NotFoundReason = (typeof NOT_FOUND_REASONS)[number];

/** Somebody is to look at the floor again, because what the ledger says was not there. */
export interface Recount extends Spot {
  readonly recountId: string;
  readonly reason: NotFoundReason;
  readonly reports: number;
  readonly openedAt: Date;
  readonly version: number;
}

/**
 * How many pieces a report takes off the sellable stock: those reported, as far as the ledger still
 * believes them on the floor. What a till has sold meanwhile is gone already and is not taken twice.
 */
export function correctable(reported: number, onHand: number, inHand: number): number {
  assert(reported > 0, 'something was reported');
  return Math.min(reported, Math.max(0, onHand - inHand));
}

/** Where the pieces went, by the reason the picker gave. */
export function correctionOf(spot: Spot, quantity: number, reason: NotFoundReason): Movement {
  const { locationId, itemId } = spot;
  const from = { locationId, itemId, from: 'sellable' as const, quantity };
  switch (reason) {
    case 'missing':
      return { ...from, to: 'inventory-difference', reasonCode: 'missing' };
    case 'damaged':
      return { ...from, to: 'damaged', reasonCode: 'condition' };
    case 'on-display':
      return { ...from, to: 'display', reasonCode: 'condition' };
    case 'sold':
      return { ...from, to: 'customer', reasonCode: 'sale' };
  }
}

/** What a count of the floor says about the ledger: pieces more (positive) or fewer than it has. */
export function differenceOf(counted: number, onHand: number, inHand: number): number {
  return counted + inHand - onHand;
}
