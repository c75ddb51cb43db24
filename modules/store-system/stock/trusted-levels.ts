import type { Read } from '../../../server/db/transaction.ts';
import { selectMisses } from '../recounts/sql.ts';
import {
  trustIn,
  type Confidence,
  type ConfidenceReason,
  type ConfidenceThresholds,
} from './domain/confidence.ts';
import { available } from './domain/level.ts';
import type { Availability } from './queries.ts';
import { selectLevels } from './sql/levels.ts';

export interface TrustedLevel extends Availability {
  readonly confidence: Confidence;
  readonly because: ConfidenceReason;
}

const DAY = 24 * 3_600_000;

/** Sellable stock as {@link availability} has it, with how sure each figure is and why. */
export async function trustedLevels(
  read: Read,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] | null },
  thresholds: ConfidenceThresholds,
): Promise<readonly TrustedLevel[]> {
  const itemIds = [...new Set(wanted.itemIds)];
  if (itemIds.length === 0) return [];
  const levels = await selectLevels(read, itemIds, wanted.locationIds, ['sellable']);
  const since = new Date(read.now.getTime() - thresholds.missDays * DAY);
  const misses = await selectMisses(read, itemIds, since);
  return levels.map((level) => {
    const { locationId, itemId, onHand, held, safety, shortage, version } = level;
    const seen = {
      onHand,
      shortage,
      lastCountedAt: level.lastCountedAt?.toISOString() ?? null,
      lastMovedAt: level.lastMovedAt?.toISOString() ?? null,
      misses: misses.get(`${locationId}/${itemId}`) ?? 0,
    };
    return {
      locationId,
      itemId,
      onHand,
      held,
      safety,
      available: available({ onHand, held, safety }),
      version,
      ...trustIn(seen, read.now, thresholds),
    };
  });
}
