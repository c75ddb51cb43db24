import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { holdPlaced } from '../holds/events.ts';
import { insertArrivedHolds } from '../holds/sql/holds.ts';
import type { StockDocument } from '../stock/domain/level.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { openLevels } from '../stock/open-levels.ts';
import { postLocked } from '../stock/post-change.ts';
import { touched } from '../stock/domain/posting.ts';
import type { TransferFile, TransferLine } from './domain/transfer.ts';
import type { KeptPieces } from './events.ts';

/** Pieces of a line that came for somebody. */
export interface ToKeep {
  readonly line: TransferLine;
  readonly quantity: number;
}

/**
 * Posts what came off the road, and keeps the pieces that came for somebody under holds of the transfer
 * in the same posting: they are free for nobody, whatever the shop keeps for its floor. Promises that a
 * difference leaves uncovered are put on record.
 */
export async function postArrived(
  tx: Tx,
  file: TransferFile,
  movements: readonly Movement[],
  keep: readonly ToKeep[],
  document: StockDocument,
): Promise<KeptPieces[]> {
  if (movements.length === 0) return [];
  const levels = await openLevels(tx, touched({ movements }));
  const holds = keep
    .filter(({ quantity }) => quantity > 0)
    .map(({ line: { lineId, itemId }, quantity }) => {
      const holdId = newId();
      return { lineId, holdId, itemId, quantity };
    });
  const { transferId: ownerId, to: locationId } = file;
  const held = new Map<string, number>();
  for (const { itemId, quantity } of holds) {
    const key = `${locationId}/${itemId}`;
    held.set(key, (held.get(key) ?? 0) + quantity);
  }
  if (holds.length > 0) {
    const owner = { kind: 'transfer', ownerId, locationId, until: null } as const;
    // The line's own hold, at the source, may still guard what has not left: these have a name of their own.
    const placed = holds.map(({ holdId, itemId, quantity }) => ({
      holdId,
      ownerLineId: holdId,
      itemId,
      quantity,
    }));
    await insertArrivedHolds(
      tx,
      placed.map((hold) => ({ ...owner, ...hold })),
    );
    tx.record(holdPlaced({ ...owner, until: null, holds: placed }, []));
  }
  await postLocked(
    tx,
    levels,
    { movements, held },
    { rule: 'physical', cause: 'transfer', document },
  );
  return holds;
}
