import type { Tx } from '../../../server/db/transaction.ts';
import { demand } from '../../../server/auth/actor.ts';
import { invalidRequest } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { demandReasonCode } from '../../base/api.ts';
import {
  levelKey,
  type Condition,
  type LevelKey,
  type Spot,
  type StockDocument,
  type StockLevel,
} from './domain/level.ts';
import type { Movement } from './domain/posting.ts';
import { stockChanged, type StockCause } from './events.ts';
import { openLevels } from './open-levels.ts';
import { postChange, postLocked, type PostingTerms } from './post-change.ts';
import { lockLevels, writeSafety } from './sql/levels.ts';
import { takeFromIncoming } from './incoming.ts';

/** The kind of reason codes that explain a correction of stock. */
export const ADJUSTMENT_REASONS = 'adjustment';

interface ItemLine {
  readonly itemId: string;
  readonly quantity: number;
}

/** Goods arrive from a supplier: what was expected under the same document is crossed off. */
export async function receiveStock(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly (ItemLine & { readonly condition?: Condition })[];
    readonly document: StockDocument;
    readonly occurredAt?: string;
  },
): Promise<readonly StockLevel[]> {
  demand(tx.actor, 'store-system.stock.receive', input.locationId);
  const movements = input.lines.map(({ itemId, quantity, condition = 'sellable' }): Movement => ({
    locationId: input.locationId,
    itemId,
    from: 'supplier',
    to: condition,
    quantity,
    reasonCode: 'receipt',
  }));
  const levels = await postChange(tx, { movements }, terms(tx, input, 'promises-stand', 'receipt'));
  await takeFromIncoming(tx, input.locationId, input.document, input.lines);
  return levels;
}

/**
 * A till sold what the clerk had in hand, from the floor or from the display. It is never refused:
 * promises it leaves uncovered are put on record, each with who is let down.
 */
export async function sellStock(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly (ItemLine & { readonly condition?: 'sellable' | 'display' })[];
    readonly document: StockDocument;
    readonly occurredAt?: string;
  },
): Promise<readonly StockLevel[]> {
  demand(tx.actor, 'store-system.stock.sell', input.locationId);
  const movements = input.lines.map(({ itemId, quantity, condition = 'sellable' }): Movement => ({
    locationId: input.locationId,
    itemId,
    from: condition,
    to: 'customer',
    quantity,
    reasonCode: 'sale',
  }));
  return postChange(tx, { movements }, terms(tx, input, 'physical-sale', 'sale'));
}

/** Pieces change condition: put on display, found damaged, judged sellable again. They can wait for a promise. */
export async function moveStock(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly (ItemLine & { readonly from: Condition; readonly to: Condition })[];
    readonly document: StockDocument;
  },
): Promise<readonly StockLevel[]> {
  demand(tx.actor, 'store-system.stock.move', input.locationId);
  const still = input.lines.findIndex(({ from, to }) => from === to);
  if (still >= 0) {
    const detail = { it: 'è dove il pezzo è già', en: 'is where the piece already is' };
    throw invalid(tx, `/lines/${still}/to`, detail);
  }
  const changes = input.lines.map((line) => ({
    ...line,
    locationId: input.locationId,
    reasonCode: 'condition',
  }));
  return postChange(tx, { movements: changes }, terms(tx, input, 'promises-stand', 'condition'));
}

/** Somebody counted: the levels become what is there, and the difference enters the ledger with its reason. */
export async function adjustStock(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly {
      readonly itemId: string;
      readonly condition?: Condition;
      readonly counted: number;
    }[];
    readonly reasonCode: string;
    readonly document: StockDocument;
  },
): Promise<readonly StockLevel[]> {
  demand(tx.actor, 'store-system.stock.adjust', input.locationId);
  await demandReasonCode(tx, ADJUSTMENT_REASONS, input.reasonCode);
  const counts = input.lines.map(({ itemId, condition = 'sellable', counted }) => ({
    locationId: input.locationId,
    itemId,
    condition,
    counted,
  }));
  return countStock(tx, counts, input.reasonCode, terms(tx, input, 'physical', 'adjustment'));
}

/** Makes levels equal to a count, set-based; whether the actor may is the caller's to check. */
export async function countStock(
  tx: Tx,
  counts: readonly (LevelKey & { readonly counted: number })[],
  reasonCode: string,
  terms: PostingTerms,
): Promise<readonly StockLevel[]> {
  // Two counts of the same level in one go: the last one is the later look.
  const last = new Map(counts.map((count) => [levelKey(count), count]));
  const keys = [...last.values()];
  const levels = await openLevels(tx, keys);
  const movements = keys.flatMap(({ counted, ...key }): Movement[] => {
    const difference = counted - levels.get(levelKey(key))!.onHand;
    return difference === 0 ? [] : [differenceOf(key, difference, reasonCode)];
  });
  const looked = terms.cause === 'adjustment' ? keys : [];
  return postLocked(tx, levels, { movements, counted: looked }, terms);
}

/** What a physical look found: corrects stock under the holds and records who is let down. */
export interface StockCorrection extends LevelKey {
  /** Pieces more (positive) or fewer (negative) than the ledger has. */
  readonly difference: number;
  readonly reasonCode: string;
}

/**
 * Corrects levels by what a look on the floor found. The caller has checked that its actor may; a
 * correction below zero is refused, promises left uncovered are put on record.
 */
export async function correctStock(
  tx: Tx,
  corrections: readonly StockCorrection[],
  document: StockDocument,
): Promise<void> {
  const movements = corrections.map(({ difference, reasonCode, locationId, itemId, condition }) =>
    differenceOf({ locationId, itemId, condition }, difference, reasonCode),
  );
  await postChange(tx, { movements }, { rule: 'physical', cause: 'adjustment', document });
}

/**
 * Pieces come back from a customer into the stock of the location that took them, each in the condition
 * it was found in. The caller has checked that its actor may, and whose pieces they are.
 */
export async function takeBackGoods(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly (ItemLine & { readonly condition: Condition })[];
    readonly document: StockDocument;
  },
): Promise<void> {
  const movements = input.lines.map(({ itemId, quantity, condition }): Movement => ({
    locationId: input.locationId,
    itemId,
    from: 'customer',
    to: condition,
    quantity,
    reasonCode: 'customer-return',
  }));
  const { document } = input;
  await postChange(tx, { movements }, { rule: 'promises-stand', cause: 'return', document });
}

/** Pieces change condition although they are promised: a picker found one damaged. */
export async function changeCondition(
  tx: Tx,
  changes: readonly {
    readonly locationId: string;
    readonly itemId: string;
    readonly from: Condition;
    readonly to: Condition;
    readonly quantity: number;
    readonly reasonCode: string;
  }[],
  document: StockDocument,
): Promise<void> {
  await postChange(tx, { movements: changes }, { rule: 'physical', cause: 'condition', document });
}

/**
 * Somebody looked for promised pieces and did not find them, or found them damaged: they leave the
 * sellable stock, as far as the ledger still has them on the floor: what somebody has `inHand` is there.
 */
export async function takeOffTheFloor(
  tx: Tx,
  spot: Spot & { readonly quantity: number; readonly inHand: number },
  because: 'not-found' | 'damaged',
  document: StockDocument,
): Promise<void> {
  const key: LevelKey = { locationId: spot.locationId, itemId: spot.itemId, condition: 'sellable' };
  const level = (await lockLevels(tx, [key])).get(levelKey(key));
  const quantity = Math.min(spot.quantity, (level?.onHand ?? 0) - spot.inHand);
  if (quantity <= 0) return;
  if (because === 'not-found') {
    await correctStock(tx, [{ ...key, difference: -quantity, reasonCode: 'missing' }], document);
    return;
  }
  const { locationId, itemId } = spot;
  await changeCondition(
    tx,
    [{ locationId, itemId, from: 'sellable', to: 'damaged', quantity, reasonCode: 'damaged' }],
    document,
  );
}

/** How many pieces of an item a location keeps for its own floor. */
export async function setSafety(
  tx: Tx,
  input: { readonly locationId: string; readonly itemId: string; readonly safety: number },
): Promise<StockLevel> {
  demand(tx.actor, 'store-system.stock.adjust', input.locationId);
  const key = {
    locationId: input.locationId,
    itemId: input.itemId,
    condition: 'sellable',
  } as const;
  const before = (await openLevels(tx, [key])).get(levelKey(key))!;
  if (before.safety === input.safety) return before;
  const after = await writeSafety(tx, key, input.safety);
  tx.record(stockChanged(after, 'safety'));
  return after;
}

function differenceOf(key: LevelKey, difference: number, reasonCode: string): Movement {
  const { locationId, itemId, condition } = key;
  const spot = { locationId, itemId, reasonCode };
  return difference > 0
    ? { ...spot, from: 'inventory-difference', to: condition, quantity: difference }
    : { ...spot, from: condition, to: 'inventory-difference', quantity: -difference };
}

function terms(
  tx: Tx,
  input: { readonly document: StockDocument; readonly occurredAt?: string },
  rule: PostingTerms['rule'],
  cause: StockCause,
): PostingTerms {
  const { document } = input;
  if (input.occurredAt === undefined) return { rule, cause, document };
  const occurredAt = new Date(input.occurredAt);
  // Clocks of tills differ by seconds, not by hours: the ledger knows no future.
  if (occurredAt.getTime() > tx.now.getTime() + 300_000) {
    throw invalid(tx, '/occurredAt', { it: 'è nel futuro', en: 'is in the future' });
  }
  return { rule, cause, document, occurredAt };
}

function invalid(tx: Tx, pointer: string, detail: Text) {
  const errors = [{ pointer, detail: detail[tx.actor.language] }];
  return new Refusal(invalidRequest, { errors });
}
