import { useLiveView } from '../../../../server/ui/live.ts';
import type { Reading } from '../../../../server/ui/contract.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { pickupsEndpoint, type PickupView } from '../contracts.ts';
import { applyToPickups, partOf, pickupRoom } from '../live.ts';

/** The pickup queue of a shop, kept live. Every part of the page that asks shares one subscription. */
export function usePickups(locationId: string): Reading<PickupView> {
  return useLiveView(pickupsEndpoint, { locationId }, pickupRoom(locationId), applyToPickups, {
    when: locationId !== '',
  });
}

/** The number beside «Oggi»: what nobody prepares yet. */
export function useToPrepare(): number | null {
  const { data } = usePickups(useLocationId() ?? '');
  return data ? data.rows.filter((row) => partOf(row) === 'toPrepare').length : null;
}
