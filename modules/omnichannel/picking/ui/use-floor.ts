import { useLiveView } from '../../../../server/ui/live.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import type { RoundStop } from '../../pickup/live.ts';
import { floorEndpoint } from '../contracts.ts';
import { applyToFloor, floorRoom, stopNews, type StopNews } from '../live.ts';

/** What the ledger says about each stop of a walk, kept live: a piece sold at the till turns it amber at once. */
export function useFloor(
  locationId: string,
  stops: readonly RoundStop[],
  rows: readonly PickupRow[],
): (stop: RoundStop) => StopNews | null {
  const items = [...new Set(stops.map(({ itemId }) => itemId))].sort().slice(0, 100).join(',');
  const { data } = useLiveView(
    floorEndpoint,
    { locationId, items },
    floorRoom(locationId),
    applyToFloor,
    { when: locationId !== '' && items !== '' },
  );
  return (stop) =>
    stopNews(
      stop,
      data?.levels.find(({ itemId }) => itemId === stop.itemId),
      rows,
    );
}
