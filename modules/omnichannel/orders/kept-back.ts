import type { Tx } from '../../../server/db/transaction.ts';
import { figureFor, levelsForChannels } from '../availability/channel-stock.ts';
import type { World } from './world.ts';

/** How many pieces of an item the rules of a shop keep back from a channel. */
export type KeptBack = (channel: string, locationId: string, itemId: string) => number;

const NOTHING: KeptBack = () => 0;

/**
 * What shops keep back, for those that might take the place of a chosen one. A customer who chose a
 * shop gets the piece that is there; nobody chose the other one, so its rules hold. Asks nothing while
 * no shop keeps anything back. All shops are known to `world` already.
 */
export async function keptBackElsewhere(
  tx: Tx,
  { policies, items, locations }: World,
  wanted: readonly { readonly itemId: string }[],
): Promise<KeptBack> {
  const locationIds = [...locations.keys()].filter((id) => policies.pickup(id).buffers.length > 0);
  if (locationIds.length === 0) return NOTHING;
  const itemIds = wanted.map(({ itemId }) => itemId);
  const levels = await levelsForChannels(tx, policies, { itemIds, locationIds });
  const byPlace = new Map(levels.map((level) => [`${level.locationId}/${level.itemId}`, level]));
  const byId = new Map([...items.values()].map((item) => [item.id, item]));
  return (channel, locationId, itemId) => {
    const level = byPlace.get(`${locationId}/${itemId}`);
    const item = byId.get(itemId);
    if (!level || !item) return 0;
    return level.available - figureFor(policies, item, level, channel).left;
  };
}
