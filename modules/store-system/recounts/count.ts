import { demandSight } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { releaseHolds } from '../holds/end-holds.ts';
import { recountClosedAlready } from '../problems.ts';
import { levelKey } from '../stock/domain/level.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { openLevels } from '../stock/open-levels.ts';
import { postLocked } from '../stock/post-change.ts';
import type { ClosedRecount, countEndpoint } from './contracts.ts';
import { differenceOf } from './domain.ts';
import { recountClosed } from './events.ts';
import { piecesInHand } from './in-hand.ts';
import { closeRecount, selectCountHold, selectRecount, type StoredRecount } from './sql.ts';

const WHAT = { it: 'questo conteggio', en: 'this recount' };

/**
 * Somebody counted the floor: the ledger becomes what is there, together with what is in bags, on
 * pickup shelves and set aside for reservations. Promises that this leaves uncovered are put on record. The same figure again is no
 * second effect; another figure after the end is refused.
 */
export async function closeByCount(
  tx: Tx,
  { recountId, counted }: InputOf<typeof countEndpoint>,
): Promise<ClosedRecount> {
  const recount = await selectRecount(tx, recountId);
  if (!recount) throw new Refusal(notFound, { what: WHAT });
  demandSight(tx.actor, 'store-system.recount.work', recount.locationId, WHAT);
  const { locationId, itemId } = recount;
  const key = { locationId, itemId, condition: 'sellable' } as const;
  await openLevels(tx, [key]);
  // Read again under the lock: a colleague may have been faster.
  const current = (await selectRecount(tx, recountId))!;
  if (current.state === 'closed') return answered(current, counted);
  const hold = await selectCountHold(tx, recountId);
  if (hold) await releaseHolds(tx, [hold], 'moved');
  const levels = await openLevels(tx, [key]);
  const { onHand, styleId } = levels.get(levelKey(key))!;
  const inHand = await piecesInHand(tx, key);
  const difference = differenceOf(counted, onHand, inHand);
  const closed = (await closeRecount(tx, recountId, { counted, inHand, difference }))!;
  await postLocked(
    tx,
    levels,
    { movements: movementsOf(closed, difference), counted: [key] },
    { rule: 'physical', cause: 'adjustment', document: { kind: 'recount', id: recountId } },
  );
  tx.record(recountClosed(closed, styleId, counted, difference));
  return { recountId, counted, difference, closedBy: tx.actor.name };
}

function answered(recount: StoredRecount, counted: number): ClosedRecount {
  const { recountId, difference, closedBy } = recount;
  if (recount.counted !== counted) {
    throw new Refusal(recountClosedAlready, { counted: recount.counted!, by: closedBy! });
  }
  return { recountId, counted, difference: difference!, closedBy: closedBy! };
}

function movementsOf(
  { locationId, itemId }: { readonly locationId: string; readonly itemId: string },
  difference: number,
): Movement[] {
  if (difference === 0) return [];
  const spot = { locationId, itemId, reasonCode: 'count', quantity: Math.abs(difference) };
  return difference > 0
    ? [{ ...spot, from: 'inventory-difference', to: 'sellable' }]
    : [{ ...spot, from: 'sellable', to: 'inventory-difference' }];
}
