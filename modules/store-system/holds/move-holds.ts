import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { holdEnded } from '../problems.ts';
import { lockLevels } from '../stock/sql/levels.ts';
import { distinctSpots } from './domain/hold.ts';
import { releaseHolds } from './end-holds.ts';
import { placeHolds, type HoldRequest, type HoldResult } from './place-holds.ts';
import { selectHolds } from './sql/holds.ts';

/**
 * Gives up promises at one location for promises of the same owner at another: all of it or nothing.
 * Refused, the holds of before stand as if nobody had asked. The levels of both locations are locked
 * together and in the order of the house, so that owners who change places never wait in a circle.
 * Refuses (thrown) when one of the holds has already ended.
 */
export async function moveHolds(
  tx: Tx,
  holdIds: readonly string[],
  request: HoldRequest,
): Promise<HoldResult> {
  const spots = distinctSpots([
    ...(await selectHolds(tx, holdIds)),
    ...request.lines.map(({ itemId }) => ({ locationId: request.locationId, itemId })),
  ]);
  await lockLevels(
    tx,
    spots.map((spot) => ({ ...spot, condition: 'sellable' as const })),
  );
  try {
    return await tx.attempt(async (attempted) => {
      const ended = await releaseHolds(attempted, holdIds, 'moved');
      const gone = holdIds.find((id) => !ended.some(({ holdId }) => holdId === id));
      if (gone !== undefined) throw new Refusal(holdEnded, { holdId: gone, state: 'released' });
      const [result] = await placeHolds(attempted, [request]);
      if (result!.outcome === 'refused') throw new NotThere(result!);
      return result!;
    });
  } catch (error) {
    if (error instanceof NotThere) return error.result;
    throw error;
  }
}

/** Takes back what was given up, on its way to the answer. */
class NotThere extends Error {
  readonly result: HoldResult;

  constructor(result: HoldResult) {
    super('the pieces are not there');
    this.result = result;
  }
}
