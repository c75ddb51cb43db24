import assert from 'node:assert/strict';
import {
  isCondition,
  levelKey,
  missingPieces,
  spotKey,
  type Condition,
  type LevelKey,
  type Place,
  type Spot,
  type StockLevel,
} from './level.ts';

/** Goods go from one place to another: nothing appears, nothing disappears. */
export interface Movement extends Spot {
  readonly from: Place;
  readonly to: Place;
  readonly quantity: number;
  readonly reasonCode: string;
  /** The promise these goods fulfil. */
  readonly holdId?: string;
}

/** A movement as it stands in the ledger: with the number each side's level reached. */
export interface LedgerLine extends Movement {
  readonly fromVersion: number | null;
  readonly toVersion: number | null;
}

/** What happens to levels in one go: goods move, promises grow or end. */
export interface StockChange {
  readonly movements: readonly Movement[];
  /** Pieces more (or less) promised, by spot. */
  readonly held?: ReadonlyMap<string, number>;
  /** Levels that somebody has just counted, whether or not they differed. */
  readonly counted?: readonly LevelKey[];
}

/**
 * What a change may do besides moving goods.
 * `promises-stand`: it can wait, so it never takes pieces from under a promise.
 * `physical`: it has happened (somebody counted), so promises may be left uncovered, on record.
 * `physical-sale`: the clerk has the piece in hand, so on hand may even fall below zero.
 */
export type PostingRule = 'promises-stand' | 'physical' | 'physical-sale';

export type Posting =
  | {
      readonly outcome: 'posted';
      readonly levels: readonly StockLevel[];
      readonly lines: readonly LedgerLine[];
    }
  | ({
      readonly outcome: 'not-in-stock';
      readonly onHand: number;
      readonly requested: number;
    } & LevelKey)
  | ({
      readonly outcome: 'pieces-promised';
      readonly onHand: number;
      readonly held: number;
    } & Spot);

/** The levels a change touches: all of them are locked before it is posted. */
export function touched(change: StockChange): LevelKey[] {
  const keys = new Map<string, LevelKey>();
  const add = (key: LevelKey): void => void keys.set(levelKey(key), key);
  for (const { locationId, itemId, from, to } of change.movements) {
    if (isCondition(from)) add({ locationId, itemId, condition: from });
    if (isCondition(to)) add({ locationId, itemId, condition: to });
  }
  change.counted?.forEach(add);
  return [...keys.values()];
}

/**
 * The levels and ledger lines that a change amounts to, or why it may not be. `levels` holds every
 * touched level, as it stands under its lock.
 */
export function post(
  levels: ReadonlyMap<string, StockLevel>,
  change: StockChange,
  rule: PostingRule,
  instant: Date,
): Posting {
  const draft = new Map<string, StockLevel>();
  const at = (key: LevelKey): StockLevel => {
    const level = draft.get(levelKey(key)) ?? levels.get(levelKey(key));
    assert(level, `${levelKey(key)} is locked before it is posted to`);
    return level;
  };
  const shift = (spot: Spot, condition: Condition, pieces: number): number => {
    const level = at({ ...spot, condition });
    const ledgerVersion = level.ledgerVersion + 1;
    const onHand = level.onHand + pieces;
    const lastMovedAt = later(level.lastMovedAt, instant);
    draft.set(levelKey(level), { ...level, onHand, ledgerVersion, lastMovedAt });
    return ledgerVersion;
  };

  const lines = change.movements.map((movement): LedgerLine => {
    const { from, to, quantity } = movement;
    assert(Number.isSafeInteger(quantity) && quantity > 0, 'a movement moves something');
    assert(from !== to, 'a movement goes somewhere else');
    assert(isCondition(from) || isCondition(to), 'a movement touches the stock of its location');
    return {
      ...movement,
      fromVersion: isCondition(from) ? shift(movement, from, -quantity) : null,
      toVersion: isCondition(to) ? shift(movement, to, quantity) : null,
    };
  });
  for (const level of [...levels.values()]) {
    const pieces = change.held?.get(spotKey(level)) ?? 0;
    if (pieces === 0 || level.condition !== 'sellable') continue;
    const before = at(level);
    draft.set(levelKey(level), { ...before, held: before.held + pieces });
  }
  for (const key of change.counted ?? []) {
    const level = at(key);
    draft.set(levelKey(key), { ...level, lastCountedAt: later(level.lastCountedAt, instant) });
  }
  return judge(levels, [...draft.values()], lines, rule);
}

/** What an offline till sends later happened before what is known already. */
function later(known: Date | null, instant: Date): Date {
  return known !== null && known > instant ? known : instant;
}

function judge(
  before: ReadonlyMap<string, StockLevel>,
  drafts: readonly StockLevel[],
  lines: readonly LedgerLine[],
  rule: PostingRule,
): Posting {
  const after: StockLevel[] = [];
  for (const draft of drafts) {
    const old = before.get(levelKey(draft))!;
    assert(draft.held >= 0, 'no more promises end than were made');
    const { locationId, itemId, condition, onHand, held } = draft;
    const falls = onHand < old.onHand;
    if (falls && onHand < 0 && rule !== 'physical-sale') {
      const requested = old.onHand - onHand;
      return {
        outcome: 'not-in-stock',
        locationId,
        itemId,
        condition,
        onHand: old.onHand,
        requested,
      };
    }
    const shortage = missingPieces(draft);
    if (shortage > old.shortage && rule === 'promises-stand') {
      return { outcome: 'pieces-promised', locationId, itemId, onHand: old.onHand, held };
    }
    after.push({ ...draft, shortage, version: old.version + 1 });
  }
  return { outcome: 'posted', levels: after, lines };
}
