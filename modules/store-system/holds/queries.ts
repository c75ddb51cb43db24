import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Spot } from '../stock/domain/level.ts';
import type { listHolds } from './contracts.ts';
import type { Hold } from './domain/hold.ts';
import { selectLiveHoldsOn } from './sql/holds.ts';

/** The live holds on one level, oldest first: other promises on the same, perhaps missing, piece. */
export async function liveHoldsOn(read: Read, spot: Spot): Promise<readonly Hold[]> {
  return selectLiveHoldsOn(read, spot);
}

export async function holdsOn(
  read: Read,
  spot: InputOf<typeof listHolds>,
): Promise<ReplyOf<typeof listHolds>> {
  const holds = await selectLiveHoldsOn(read, spot);
  return {
    holds: holds.map(({ holdId, kind, ownerId, quantity, state, until, shelf }) => ({
      holdId,
      kind,
      ownerId,
      quantity,
      state: state === 'set-aside' ? state : 'active',
      until: until?.toISOString() ?? null,
      shelf,
    })),
  };
}
