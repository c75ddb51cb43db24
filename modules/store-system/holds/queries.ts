import type { Read } from '../../../server/db/transaction.ts';
import type { Spot } from '../stock/domain/level.ts';
import type { Hold } from './domain/hold.ts';
import { selectLiveHoldsOn } from './sql/holds.ts';

/** The live holds on one level, oldest first: other promises on the same, perhaps missing, piece. */
export async function liveHoldsOn(read: Read, spot: Spot): Promise<readonly Hold[]> {
  return selectLiveHoldsOn(read, spot);
}
