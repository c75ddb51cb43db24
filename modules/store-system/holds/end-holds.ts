import assert from 'node:assert/strict';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { holdEnded } from '../problems.ts';
import type { StockDocument, StockLevel } from '../stock/domain/level.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { postLocked } from '../stock/post-change.ts';
import { lockLevels } from '../stock/sql/levels.ts';
import { distinctSpots, heldBack, type Hold, type HoldKind } from './domain/hold.ts';
import { holdConsumed, holdExpired, holdExtended, holdReleased, holdSetAside } from './events.ts';
import {
  changeUntil,
  consumeLiveHolds,
  endHolds,
  selectHolds,
  setAside,
  type StoredHold,
} from './sql/holds.ts';

/** Why a hold gave its pieces back. `moved`: promised again elsewhere in the same transaction. */
export type ReleaseReason = 'cancelled' | 'moved' | 'not-found' | 'no-show' | 'refused' | 'expired';

export interface EndedHold {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/**
 * Gives the pieces back. Holds that have already ended are passed over, so that releasing twice, or
 * racing the sweep, has one effect: the answer names the holds this call ended.
 */
export async function releaseHolds(
  tx: Tx,
  holdIds: readonly string[],
  because: ReleaseReason,
): Promise<readonly EndedHold[]> {
  const { levels } = await lockLevelsOf(tx, holdIds);
  if (levels.size === 0) return [];
  const state = because === 'moved' || because === 'expired' ? because : 'released';
  const ended = await endHolds(tx, holdIds, state, because);
  if (ended.length === 0) return [];
  for (const hold of ended) {
    tx.record(because === 'expired' ? holdExpired(hold) : holdReleased(hold, because));
  }
  await postLocked(
    tx,
    levels,
    { movements: [], held: heldBack(ended) },
    {
      rule: 'promises-stand',
      cause: because === 'expired' ? 'expiry' : 'release',
      document: { kind: 'release', id: because },
    },
  );
  return ended;
}

/**
 * The goods leave the location with the customer: the hold ends, and on hand drops by `quantity`; what
 * is not taken of a hold goes back to available. Asking again with the same document changes nothing;
 * a hold that ended otherwise is refused. The clerk has the goods in hand, so the ledger never says no.
 */
export async function consumeHolds(
  tx: Tx,
  lines: readonly { readonly holdId: string; readonly quantity: number }[],
  document: StockDocument,
): Promise<void> {
  const holdIds = lines.map(({ holdId }) => holdId);
  const { levels } = await lockLevelsOf(tx, holdIds);
  const consumed = await consumeLiveHolds(tx, lines, document);
  await demandAll(tx, holdIds, consumed, document);
  const taken = new Map(lines.map(({ holdId, quantity }) => [holdId, quantity]));
  const movements = consumed.map((hold): Movement => {
    const quantity = taken.get(hold.holdId)!;
    assert(quantity > 0 && quantity <= hold.quantity, 'no more leaves than was promised');
    const { holdId, locationId, itemId } = hold;
    return {
      locationId,
      itemId,
      from: 'sellable',
      to: 'customer',
      quantity,
      reasonCode: 'sale',
      holdId,
    };
  });
  for (const hold of consumed) {
    tx.record(
      holdConsumed(hold, {
        consumed: taken.get(hold.holdId)!,
        documentKind: document.kind,
        documentId: document.id,
      }),
    );
  }
  await postLocked(
    tx,
    levels,
    { movements, held: heldBack(consumed) },
    { rule: 'physical-sale', cause: 'handover', document },
  );
}

/** The pieces were taken from the floor and wait on a shelf. Refuses a hold that has ended. */
export async function setHoldsAside(
  tx: Tx,
  holdIds: readonly string[],
  shelf: string,
): Promise<void> {
  await lockLevelsOf(tx, holdIds);
  const holds = await setAside(tx, holdIds, shelf);
  await demandAll(tx, holdIds, holds, null);
  for (const hold of holds) tx.record(holdSetAside(hold, shelf));
}

/** A live hold gets another end; null = until its owner ends it. Refuses a hold that has ended. */
export async function extendHolds(
  tx: Tx,
  holdIds: readonly string[],
  until: Date | null,
): Promise<void> {
  await lockLevelsOf(tx, holdIds);
  const holds = await changeUntil(tx, holdIds, until);
  await demandAll(tx, holdIds, holds, null);
  for (const hold of holds) tx.record(holdExtended(hold, until));
}

/** Refuses unless every one of the holds still keeps its pieces. */
export async function demandLiveHolds(tx: Tx, holdIds: readonly string[]): Promise<void> {
  await lockLevelsOf(tx, holdIds);
  const live = (await selectHolds(tx, holdIds)).filter(
    ({ state }) => state === 'active' || state === 'set-aside',
  );
  await demandAll(tx, holdIds, live, null);
}

/**
 * Whoever changes a hold has its level's lock first, like whoever places one: expiry, release and
 * handover of the same hold come one after another, and each sees what the one before it did.
 */
export async function lockLevelsOf(
  tx: Tx,
  holdIds: readonly string[],
): Promise<{ readonly holds: readonly Hold[]; readonly levels: Map<string, StockLevel> }> {
  const holds = await selectHolds(tx, holdIds);
  const spots = distinctSpots(holds);
  const levels = await lockLevels(
    tx,
    spots.map((spot) => ({ ...spot, condition: 'sellable' as const })),
  );
  return { holds, levels };
}

/** Refuses unless each hold was changed now, or was consumed before by this same document. */
export async function demandAll(
  tx: Tx,
  wanted: readonly string[],
  changed: readonly StoredHold[],
  document: StockDocument | null,
): Promise<void> {
  const done = new Set(changed.map(({ holdId }) => holdId));
  const missing = [...new Set(wanted)].filter((holdId) => !done.has(holdId));
  if (missing.length === 0) return;
  const found = new Map((await selectHolds(tx, missing)).map((hold) => [hold.holdId, hold]));
  for (const holdId of missing) {
    const hold = found.get(holdId);
    if (!hold) throw new Refusal(notFound, { what: { it: 'l’impegno', en: 'the hold' } });
    const same =
      document !== null &&
      hold.state === 'consumed' &&
      hold.documentKind === document.kind &&
      hold.documentId === document.id;
    if (!same) throw new Refusal(holdEnded, { holdId, state: hold.state });
  }
}
