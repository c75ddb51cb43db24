import type { Tx } from '../../../server/db/transaction.ts';
import { levelKey, spotKey, type Spot, type StockLevel } from '../stock/domain/level.ts';
import { postLocked } from '../stock/post-change.ts';
import { heldBack } from './domain/hold.ts';
import { holdExpired } from './events.ts';
import { expireOverdueOn, lockOverdueLevels } from './sql/holds.ts';

/** How many overdue holds one run of the sweep looks at. */
export const EXPIRY_BATCH = 500;

/**
 * Ends the overdue holds on levels whose lock the caller has, and gives their pieces back. Answers
 * with the levels that changed, by spot, as they are now.
 */
export async function expireOnLocked(
  tx: Tx,
  spots: readonly Spot[],
  levels: ReadonlyMap<string, StockLevel>,
): Promise<ReadonlyMap<string, StockLevel>> {
  const ended = await expireOverdueOn(tx, spots);
  if (ended.length === 0) return new Map();
  for (const hold of ended) tx.record(holdExpired(hold));
  const held = heldBack(ended);
  const changed = [...levels.values()].filter((level) => held.has(spotKey(level)));
  const now = await postLocked(
    tx,
    new Map(changed.map((level) => [levelKey(level), level])),
    { movements: [], held },
    { rule: 'promises-stand', cause: 'expiry', document: { kind: 'expiry', id: 'overdue' } },
  );
  return new Map(now.map((level) => [spotKey(level), level]));
}

/**
 * The sweep: ends overdue holds and answers how many. Levels somebody else is working on are passed
 * over, so it never waits and never makes anybody wait for more than its own short transaction.
 */
export async function expireHolds(tx: Tx, batch = EXPIRY_BATCH): Promise<number> {
  const levels = await lockOverdueLevels(tx, batch);
  if (levels.length === 0) return 0;
  const ended = await expireOverdueOn(tx, levels);
  for (const hold of ended) tx.record(holdExpired(hold));
  await postLocked(
    tx,
    new Map(levels.map((level) => [levelKey(level), level])),
    { movements: [], held: heldBack(ended) },
    { rule: 'promises-stand', cause: 'expiry', document: { kind: 'expiry', id: 'overdue' } },
  );
  return ended.length;
}
