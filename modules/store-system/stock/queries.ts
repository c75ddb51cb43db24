import type { Read } from '../../../server/db/transaction.ts';
import { FINDER_CONDITIONS } from './domain/finder.ts';
import { available, type Condition } from './domain/level.ts';
import { selectAvailableAt, selectLevels, type AvailableAt } from './sql/levels.ts';

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

/** What these locations may still promise of each item, and of all sizes and colours of its style. */
export async function availableAt(
  read: Read,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] },
): Promise<readonly AvailableAt[]> {
  const itemIds = [...new Set(wanted.itemIds)];
  return itemIds.length === 0 ? [] : selectAvailableAt(read, itemIds, wanted.locationIds);
}

/** A level as somebody who walks to it should know it: what is there, and when it was last seen. */
export interface LevelSeen {
  readonly locationId: string;
  readonly itemId: string;
  readonly condition: Condition;
  readonly onHand: number;
  readonly held: number;
  readonly available: number;
  readonly version: number;
  readonly lastCountedAt: string | null;
  readonly lastMovedAt: string | null;
}

/** Sellable and displayed pieces of the items in these locations (null = all). */
export async function levelsSeen(
  read: Read,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] | null },
): Promise<readonly LevelSeen[]> {
  const itemIds = [...new Set(wanted.itemIds)];
  if (itemIds.length === 0) return [];
  const levels = await selectLevels(read, itemIds, wanted.locationIds, FINDER_CONDITIONS);
  return levels.map((level) => {
    const { locationId, itemId, condition, onHand, held, version } = level;
    const lastCountedAt = level.lastCountedAt?.toISOString() ?? null;
    const lastMovedAt = level.lastMovedAt?.toISOString() ?? null;
    return {
      locationId,
      itemId,
      condition,
      onHand,
      held,
      available: condition === 'sellable' ? available(level) : 0,
      version,
      lastCountedAt,
      lastMovedAt,
    };
  });
}
