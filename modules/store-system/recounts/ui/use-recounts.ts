import { useLiveView } from '../../../../server/ui/live.ts';
import type { Reading } from '../../../../server/ui/contract.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { recountsEndpoint, type RecountView } from '../contracts.ts';
import { stockRoom } from '../../stock/live.ts';
import { applyToRecounts, recountRoom } from '../live.ts';

/** What is to be counted again in a shop, kept live. */
export function useRecounts(locationId: string): Reading<RecountView> {
  return useLiveView(
    recountsEndpoint,
    { locationId },
    [recountRoom(locationId), stockRoom(locationId)],
    applyToRecounts,
    {
      when: locationId !== '',
    },
  );
}

/** The number beside «Ricontrolla»; nothing when there is nothing. */
export function useRecountBadge(): number | null {
  const { data } = useRecounts(useLocationId() ?? '');
  return data && data.recounts.length > 0 ? data.recounts.length : null;
}
