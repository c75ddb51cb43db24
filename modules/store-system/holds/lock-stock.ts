import type { Tx } from '../../../server/db/transaction.ts';
import type { Spot } from '../stock/domain/level.ts';
import { lockLevels } from '../stock/sql/levels.ts';

/**
 * Locks what several calls of one command are going to touch, in the one order everybody takes. Each
 * call alone locks in that order, but two calls one after the other need not: a counter that gives one
 * piece out and takes another in would wait for a web order that wants both, and it for the counter.
 */
export async function lockStock(tx: Tx, spots: readonly Spot[]): Promise<void> {
  await lockLevels(
    tx,
    spots.map(({ locationId, itemId }) => ({ locationId, itemId, condition: 'sellable' as const })),
  );
}
