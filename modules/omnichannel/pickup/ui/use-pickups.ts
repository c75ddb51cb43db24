import { useLiveView } from '../../../../server/ui/live.ts';
import type { Reading } from '../../../../server/ui/contract.ts';
import { pickupsEndpoint, type PickupView } from '../contracts.ts';
import { applyToPickups, pickupRoom } from '../live.ts';

/** The pickup queue of a shop, kept live. Every part of the page that asks shares one subscription. */
export function usePickups(locationId: string): Reading<PickupView> {
  return useLiveView(pickupsEndpoint, { locationId }, pickupRoom(locationId), applyToPickups);
}
