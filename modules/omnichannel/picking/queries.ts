import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { levelsSeen, placesOf, type LevelSeen } from '../../store-system/api.ts';
import type { floorEndpoint, FloorLevel, FloorView } from './contracts.ts';

/** What the ledger has of the items somebody walks for, and when they were last counted. */
export async function readFloor(
  read: Read,
  { locationId, items }: InputOf<typeof floorEndpoint>,
): Promise<FloorView> {
  const itemIds = [...new Set(items === '' ? [] : items.split(','))].sort();
  const levels = await levelsSeen(read, { itemIds, locationIds: [locationId] });
  const places = await placesOf(read, locationId, itemIds);
  return {
    locationId,
    levels: itemIds.map((itemId) => floorLevel(itemId, levels, places.get(itemId) ?? null)),
  };
}

function floorLevel(
  itemId: string,
  levels: readonly LevelSeen[],
  place: string | null,
): FloorLevel {
  const level = (condition: LevelSeen['condition']): LevelSeen | undefined =>
    levels.find((one) => one.itemId === itemId && one.condition === condition);
  const sellable = level('sellable');
  const display = level('display');
  return {
    itemId,
    onHand: sellable?.onHand ?? 0,
    onDisplay: display?.onHand ?? 0,
    version: sellable?.version ?? 0,
    displayVersion: display?.version ?? 0,
    lastCountedAt: sellable?.lastCountedAt ?? null,
    lastMovedAt: sellable?.lastMovedAt ?? null,
    place,
    lastCause: null,
  };
}
