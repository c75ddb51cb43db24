import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { releaseHolds } from '../holds/end-holds.ts';
import { placeHolds } from '../holds/place-holds.ts';
import { available, levelKey, type Spot, type StockDocument } from '../stock/domain/level.ts';
import { openLevels } from '../stock/open-levels.ts';
import { postLocked } from '../stock/post-change.ts';
import { correctable, correctionOf, type NotFoundReason, type Recount } from './domain.ts';
import { recountOpened } from './events.ts';
import { piecesInHand } from './in-hand.ts';
import { openOrAdd, selectCountHold } from './sql.ts';

/** Pieces somebody looked for and did not find in a state to be given to a customer. */
export interface NotFound extends Spot {
  /** The promises of these very pieces: they end. */
  readonly holdIds: readonly string[];
  readonly quantity: number;
  readonly reason: NotFoundReason;
}

/**
 * Ends the promises of pieces that were not found, corrects stock by the reason, and asks for a recount
 * of the level. Whoever does not find a piece has looked at all of them: what nobody has promised of
 * the level is kept back until it is counted, so that no further customer is promised a phantom.
 */
export async function reportNotFound(
  tx: Tx,
  { holdIds, quantity, reason, ...spot }: NotFound,
  document: StockDocument,
): Promise<{ readonly corrected: number; readonly recountId: string }> {
  // The far side first: levels are locked in one order, by condition too.
  const far = reason === 'damaged' ? 'damaged' : reason === 'on-display' ? 'display' : null;
  const keys = [
    ...(far ? [{ ...spot, condition: far } as const] : []),
    { ...spot, condition: 'sellable' } as const,
  ];
  await openLevels(tx, keys);
  await releaseHolds(tx, holdIds, 'not-found');
  const levels = await openLevels(tx, keys);
  const level = levels.get(levelKey({ ...spot, condition: 'sellable' }))!;
  const corrected = correctable(quantity, level.onHand, await piecesInHand(tx, spot));
  if (corrected > 0) {
    await postLocked(
      tx,
      levels,
      { movements: [correctionOf(spot, corrected, reason)] },
      { rule: 'physical', cause: far ? 'condition' : 'adjustment', document },
    );
  }
  const recount = await openOrAdd(tx, { ...spot, recountId: newId(), reason }, document);
  tx.record(recountOpened(recount, level.styleId));
  await keepBackUnseen(tx, recount);
  return { corrected, recountId: recount.recountId };
}

/** Nobody is promised pieces of this level until somebody has seen them. */
async function keepBackUnseen(tx: Tx, recount: Recount): Promise<void> {
  const { recountId, locationId, itemId } = recount;
  const before = await selectCountHold(tx, recountId);
  if (before) await releaseHolds(tx, [before], 'moved');
  const key = { locationId, itemId, condition: 'sellable' } as const;
  const level = (await openLevels(tx, [key])).get(levelKey(key))!;
  const quantity = available(level);
  if (quantity === 0) return;
  await placeHolds(tx, [
    {
      kind: 'count',
      ownerId: recountId,
      locationId,
      until: null,
      lines: [{ itemId, quantity, ownerLineId: recountId }],
    },
  ]);
}
