import { useEffect } from 'react';
import type { Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { livePrices, type ItemPrices } from '../item-price-contracts.ts';
import { applyToPrices, PRICES_ROOM } from '../live.ts';

/** While the server builds the next prices they are asked for again. */
const BUILDING_MS = 500;

export type ItemPrice = ItemPrices['prices'][number];

/**
 * What items cost at a place now. Asked again when something is published, and every minute: offers
 * begin and end on the clock of the shop, with nobody pressing anything.
 */
export function usePrices(
  itemIds: readonly string[],
  locationId: string | null,
  customerId: string | null,
): Reading<ItemPrices> {
  const reading = useLiveView(
    livePrices,
    {
      itemIds: [...itemIds].sort(),
      ...(locationId === null ? {} : { locationId }),
      ...(customerId === null ? {} : { customerId }),
    },
    PRICES_ROOM,
    applyToPrices,
  );
  const minute = useMinute().getTime();
  const { retry } = reading;
  useEffect(() => {
    retry();
    // oxlint-disable-next-line react/exhaustive-deps -- by the minute, not by the function
  }, [minute]);
  const { snapshotVersion, publishedVersion } = reading.data ?? {};
  const behind = snapshotVersion !== publishedVersion;
  useEffect(() => {
    if (!behind) return undefined;
    const again = setInterval(retry, BUILDING_MS);
    return () => clearInterval(again);
    // oxlint-disable-next-line react/exhaustive-deps -- as long as it is behind, not by the function
  }, [behind]);
  return reading;
}
