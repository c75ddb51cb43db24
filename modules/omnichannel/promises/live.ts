import type { PickupRow, PickupView } from '../pickup/contracts.ts';
import { waitsForCarrier } from '../pickup/live.ts';
import { forecastOf, type Forecast, type Pace, type QueuedOrder } from './domain/forecast.ts';

/** Shared by the browser and the server: the rows of a queue say when each will be ready. */

type Shop = PickupView['locations'][number];

/** What a shop's speed is made of, as its view tells it. */
export function paceOf({ pace }: Pick<Shop, 'pace'>): Pace {
  return {
    ...pace,
    openings: pace.openings.map(({ opens, closes }) => ({
      opens: new Date(opens),
      closes: new Date(closes),
    })),
  };
}

/** The forecast of every order that is still to be prepared, of all the shops of a view. */
export function forecastRows(
  { locations, rows }: Pick<PickupView, 'locations' | 'rows'>,
  now: Date,
): ReadonlyMap<string, Forecast> {
  const queues = new Map<string, QueuedOrder[]>();
  for (const row of rows) {
    const order = queued(row);
    if (!order) continue;
    const queue = queues.get(row.locationId);
    if (queue) queue.push(order);
    else queues.set(row.locationId, [order]);
  }
  return new Map(
    locations.flatMap((shop) => [
      ...forecastOf(queues.get(shop.locationId) ?? [], paceOf(shop), now),
    ]),
  );
}

/** Null for what is ready or over, and for what waits for the customer's answer. */
function queued(row: PickupRow): QueuedOrder | null {
  if (waitsForCarrier(row)) return null;
  const { orderId, state } = row;
  const readyBy = new Date(row.readyBy);
  const onTheFloor = row.pieces.reduce((sum, { quantity, picked }) => sum + quantity - picked, 0);
  switch (state) {
    case 'placed':
    case 'acknowledged':
      return { orderId, readyBy, pickerId: null, piecesLeft: onTheFloor };
    case 'picking':
      return { orderId, readyBy, pickerId: row.picker?.id ?? null, piecesLeft: onTheFloor };
    case 'picked':
    case 'staged':
      return { orderId, readyBy, pickerId: row.picker?.id ?? null, piecesLeft: 0 };
    case 'short':
    case 'ready':
    case 'collected':
    case 'refused':
    case 'no-show':
    case 'cancelled':
      return null;
  }
}
