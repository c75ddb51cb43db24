import { systemActor } from '../../server/auth/actor.ts';
import { newId } from '../../server/kernel/ids.ts';
import type {
  HoldRequest,
  HoldResult,
  PlacedHold,
} from '../../modules/store-system/holds/place-holds.ts';

export const web = systemActor('web');

/** A basket that asks for these items at a location, each on a line of its own. */
export function basket(
  locationId: string,
  lines: readonly (readonly [itemId: string, quantity: number])[],
  until: Date | null = null,
): HoldRequest {
  return {
    kind: 'cart',
    ownerId: newId(),
    locationId,
    until,
    lines: lines.map(([itemId, quantity]) => ({ itemId, quantity, ownerLineId: newId() })),
  };
}

/** The holds of a basket that was granted. */
export function granted(result: HoldResult | undefined): readonly PlacedHold[] {
  if (result?.outcome !== 'held') throw new Error('the basket should have been granted');
  return result.holds;
}
