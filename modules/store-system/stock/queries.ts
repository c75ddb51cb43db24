import type { Read } from '../../../server/db/transaction.ts';
import { available } from './domain/level.ts';
import { selectLevels } from './sql/levels.ts';

export interface Availability {
  readonly locationId: string;
  readonly itemId: string;
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
  /** What may be promised. An overdue hold still counts here until somebody needs its piece or the sweep comes by. */
  readonly available: number;
  readonly version: number;
}

/** Sellable stock of the items in these locations (null = all). Levels that do not exist are absent. */
export async function availability(
  read: Read,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] | null },
): Promise<readonly Availability[]> {
  const itemIds = [...new Set(wanted.itemIds)];
  if (itemIds.length === 0) return [];
  const levels = await selectLevels(read, itemIds, wanted.locationIds, ['sellable']);
  return levels.map(({ locationId, itemId, onHand, held, safety, version }) => ({
    locationId,
    itemId,
    onHand,
    held,
    safety,
    available: available({ onHand, held, safety }),
    version,
  }));
}
