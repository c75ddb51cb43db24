import type { AvailabilityView, ShopAvailability } from './contracts.ts';
import { coverOf } from './domain.ts';
import type { AvailabilityChanged } from './events.ts';

/**
 * The view after the event; null when it cannot be known from here: a shop that now has the whole
 * basket has a ready time that only the server knows. Fetch again.
 */
export function applyToAvailability(
  view: AvailabilityView,
  event: Pick<AvailabilityChanged, 'payload'>,
): AvailabilityView | null {
  const { locationId, itemId, available } = event.payload;
  const shop = view.shops.find((other) => other.locationId === locationId);
  if (!shop?.lines.some((line) => line.itemId === itemId)) return view;
  const lines = shop.lines.map((line) => (line.itemId === itemId ? { ...line, available } : line));
  const basket = coverOf(lines);
  if (basket === 'whole' && shop.basket !== 'whole') return null;
  const changed: ShopAvailability = {
    ...shop,
    lines,
    basket,
    readyBy: basket === 'whole' ? shop.readyBy : null,
  };
  return { ...view, shops: view.shops.map((other) => (other === shop ? changed : other)) };
}
