import assert from 'node:assert/strict';
import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { levelKey, spotKey, type StockDocument } from '../stock/domain/level.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { postLocked } from '../stock/post-change.ts';
import { demandAll, lockLevelsOf, type ReleaseReason } from './end-holds.ts';
import { heldBack, type HoldKind } from './domain/hold.ts';
import { holdConsumed, holdPlaced, holdReleased } from './events.ts';
import {
  consumeLiveHolds,
  endHolds,
  insertHolds,
  type ContinuedHold,
  type StoredHold,
} from './sql/holds.ts';

/** So many pieces of a promise. */
export interface PartOfHold {
  readonly holdId: string;
  readonly quantity: number;
}

/** The promise that goes on for what was left of another; none where nothing was left. */
export type Continued = ReadonlyMap<string, string>;

/**
 * Promised pieces leave for another location: they are in transit. What does not leave of a promise
 * stays promised, to the same owner, by the hold the answer names. The goods are in somebody's hand, so
 * the ledger never says no. Refuses a hold that has ended.
 */
export async function shipHolds(
  tx: Tx,
  parts: readonly PartOfHold[],
  document: StockDocument,
  reasonCode: string,
): Promise<Continued> {
  const holdIds = parts.map(({ holdId }) => holdId);
  const { levels } = await lockLevelsOf(tx, holdIds);
  const consumed = await consumeLiveHolds(tx, parts, document);
  await demandAll(tx, holdIds, consumed, null);
  const leaves = new Map(parts.map(({ holdId, quantity }) => [holdId, quantity]));
  const movements = consumed.map(({ holdId, locationId, itemId }): Movement => ({
    locationId,
    itemId,
    from: 'sellable',
    to: 'transit',
    quantity: leaves.get(holdId)!,
    reasonCode,
    holdId,
  }));
  for (const hold of consumed) {
    const { kind: documentKind, id: documentId } = document;
    const left = leaves.get(hold.holdId)!;
    tx.record(holdConsumed(hold, { consumed: left, documentKind, documentId }));
  }
  const continued = await goOn(tx, consumed, leaves);
  await postLocked(
    tx,
    levels,
    { movements, held: heldBack(consumed.map((hold) => given(hold, leaves))) },
    { rule: 'physical-sale', cause: 'transfer', document },
  );
  return continued;
}

/**
 * Gives back so many pieces of each promise; the rest stays promised, to the same owner, by the hold
 * the answer names. Refuses a hold that has ended.
 */
export async function shrinkHolds(
  tx: Tx,
  parts: readonly PartOfHold[],
  because: ReleaseReason,
): Promise<Continued> {
  const holdIds = parts.map(({ holdId }) => holdId);
  if (holdIds.length === 0) return new Map();
  const { levels } = await lockLevelsOf(tx, holdIds);
  const ended = await endHolds(tx, holdIds, 'released', because);
  await demandAll(tx, holdIds, ended, null);
  for (const hold of ended) tx.record(holdReleased(hold, because));
  const back = new Map(parts.map(({ holdId, quantity }) => [holdId, quantity]));
  const continued = await goOn(tx, ended, back);
  await postLocked(
    tx,
    levels,
    { movements: [], held: heldBack(ended.map((hold) => given(hold, back))) },
    { rule: 'promises-stand', cause: 'release', document: { kind: 'release', id: because } },
  );
  return continued;
}

/** Who gets the pieces of another's promise. */
export interface TakeOver {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly quantity: number;
  /** Null: until its owner ends it. */
  readonly until: Date | null;
}

/**
 * Promises pieces that are promised already to somebody else, without their being free in between:
 * nobody can come first. What nobody takes over is given back. Answers with the new holds, in order.
 * Refuses a hold that has ended.
 */
export async function takeOverHolds(tx: Tx, takes: readonly TakeOver[]): Promise<string[]> {
  const holdIds = [...new Set(takes.map(({ holdId }) => holdId))];
  if (holdIds.length === 0) return [];
  const { levels } = await lockLevelsOf(tx, holdIds);
  const ended = await endHolds(tx, holdIds, 'moved', 'taken-over');
  await demandAll(tx, holdIds, ended, null);
  const terms = { rule: 'physical', document: { kind: 'release', id: 'moved' } } as const;
  const freed = await postLocked(
    tx,
    levels,
    { movements: [], held: heldBack(ended) },
    { ...terms, cause: 'release' },
  );
  const owned = new Map(ended.map((hold) => [hold.holdId, hold]));
  const placed = takes.map(({ holdId, ...owner }): ContinuedHold => ({
    ...owner,
    holdId: newId(),
    continues: holdId,
    setAside: owned.get(holdId)!.shelf !== null,
  }));
  const held = new Map<string, number>();
  for (const take of takes) {
    const key = spotKey(owned.get(take.holdId)!);
    held.set(key, (held.get(key) ?? 0) + take.quantity);
  }
  for (const hold of ended) tx.record(holdReleased(hold, 'moved'));
  await insertHolds(tx, placed);
  recordPlaced(tx, placed, owned);
  const now = new Map(freed.map((level) => [levelKey(level), level]));
  await postLocked(tx, now, { movements: [], held }, { ...terms, cause: 'hold' });
  return placed.map(({ holdId }) => holdId);
}

function given(hold: StoredHold, parts: ReadonlyMap<string, number>): StoredHold {
  return { ...hold, quantity: parts.get(hold.holdId)! };
}

/** What is left of each ended hold is promised on. */
async function goOn(
  tx: Tx,
  ended: readonly StoredHold[],
  parts: ReadonlyMap<string, number>,
): Promise<Continued> {
  const rest = ended.flatMap((hold): ContinuedHold[] => {
    const part = parts.get(hold.holdId)!;
    assert(part > 0 && part <= hold.quantity, 'no more ends than was promised');
    if (part === hold.quantity) return [];
    const { kind, ownerId, ownerLineId, until, shelf } = hold;
    const quantity = hold.quantity - part;
    const owner = { kind, ownerId, ownerLineId, until, quantity };
    return [{ ...owner, holdId: newId(), continues: hold.holdId, setAside: shelf !== null }];
  });
  if (rest.length === 0) return new Map();
  await insertHolds(tx, rest);
  recordPlaced(tx, rest, new Map(ended.map((hold) => [hold.holdId, hold])));
  return new Map(rest.map(({ holdId, continues }) => [continues, holdId]));
}

/** The levels are told by the posting that follows. */
function recordPlaced(
  tx: Tx,
  placed: readonly ContinuedHold[],
  before: ReadonlyMap<string, StoredHold>,
): void {
  for (const { holdId, continues, kind, ownerId, ownerLineId, quantity, until } of placed) {
    const { locationId, itemId } = before.get(continues)!;
    const holds = [{ holdId, ownerLineId, itemId, quantity }];
    const told = { kind, ownerId, locationId, until: until?.toISOString() ?? null, holds };
    tx.record(holdPlaced(told, []));
  }
}
