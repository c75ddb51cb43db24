import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { AvailabilityView, ShopAvailability } from './contracts.ts';
import { coverOf } from './domain.ts';
import type { PickupsPaused, PickupsResumed } from '../promises/events.ts';
import type { AvailabilityChanged } from './events.ts';

/**
 * The shops after one event of the channel's room. A shop that has the whole basket again has a ready
 * time that only the server knows, and so has one that takes pickups again; one that pauses them leaves.
 */
export function applyToAvailability(
  view: AvailabilityView,
  event: LiveEvent,
): AvailabilityView | 'fetch-again' {
  if (event.type === 'omnichannel.pickups-paused.v1') {
    const { locationId } = event.payload as PickupsPaused['payload'];
    const shops = view.shops.filter((shop) => shop.locationId !== locationId);
    return shops.length === view.shops.length ? view : { ...view, shops };
  }
  if (event.type === 'omnichannel.pickups-resumed.v1') {
    const { locationId } = event.payload as PickupsResumed['payload'];
    return view.shops.some((shop) => shop.locationId === locationId) ? view : 'fetch-again';
  }
  if (event.type !== 'omnichannel.availability-changed.v1') return view;
  const { locationId, itemId, available, sure } = event.payload as AvailabilityChanged['payload'];
  const shop = view.shops.find((other) => other.locationId === locationId);
  if (!shop?.lines.some((line) => line.itemId === itemId)) return view;
  const lines = shop.lines.map((line) =>
    line.itemId === itemId ? { ...line, available, sure } : line,
  );
  const basket = coverOf(lines);
  if (basket === 'whole' && shop.basket !== 'whole') return 'fetch-again';
  const changed: ShopAvailability = {
    ...shop,
    lines,
    basket,
    readyBy: basket === 'whole' ? shop.readyBy : null,
  };
  return { ...view, shops: view.shops.map((other) => (other === shop ? changed : other)) };
}
