import { Refusal } from '../../../server/kernel/refusal.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { businessDayOf, locationsById } from '../../base/api.ts';
import { notInStock, piecesPromised } from '../problems.ts';
import { planExceptions } from './domain/let-down.ts';
import { levelKey, type StockDocument, type StockLevel } from './domain/level.ts';
import {
  post,
  touched,
  type LedgerLine,
  type PostingRule,
  type StockChange,
} from './domain/posting.ts';
import { openLevels } from './open-levels.ts';
import { shortageClosed, shortageOpened, stockChanged, type StockCause } from './events.ts';
import { selectPromisesAndExceptions, writeExceptions } from './sql/exceptions.ts';
import { writeLevels, type PreparedLine } from './sql/levels.ts';

export interface PostingTerms {
  readonly rule: PostingRule;
  readonly cause: StockCause;
  readonly document: StockDocument;
  /** When it happened, if that was before now: an offline till syncs. */
  readonly occurredAt?: Date;
}

/** Locks what a change touches, posts it, and tells it: the way every movement enters the ledger. */
export async function postChange(
  tx: Tx,
  change: StockChange,
  terms: PostingTerms,
): Promise<readonly StockLevel[]> {
  const keys = touched(change);
  const levels = await openLevels(tx, keys);
  return postLocked(tx, levels, change, terms);
}

/** The same for a caller that holds the locks already. Answers with the levels that changed, as they are now. */
export async function postLocked(
  tx: Tx,
  levels: ReadonlyMap<string, StockLevel>,
  change: StockChange,
  terms: PostingTerms,
): Promise<readonly StockLevel[]> {
  const occurredAt = terms.occurredAt ?? tx.now;
  const posting = post(levels, change, terms.rule, occurredAt);
  if (posting.outcome === 'not-in-stock') {
    const { outcome: _, ...extension } = posting;
    throw new Refusal(notInStock, extension);
  }
  if (posting.outcome === 'pieces-promised') {
    const { outcome: _, ...extension } = posting;
    throw new Refusal(piecesPromised, extension);
  }
  if (posting.levels.length === 0) return [];
  await writeLevels(tx, posting.levels, await prepared(tx, posting.lines, terms, occurredAt));
  for (const level of posting.levels) tx.record(stockChanged(level, terms.cause));
  for (const level of posting.levels) {
    const before = levels.get(levelKey(level))!;
    if (before.shortage > 0 || level.shortage > 0) await settleExceptions(tx, level, terms);
  }
  return posting.levels;
}

/** Keeps the exceptions on record equal to what is missing; rare, so one level at a time. */
async function settleExceptions(tx: Tx, level: StockLevel, terms: PostingTerms): Promise<void> {
  const { locationId, itemId } = level;
  const { promises, exceptions } = await selectPromisesAndExceptions(tx, { locationId, itemId });
  const plan = planExceptions(level.shortage, promises, exceptions);
  if (plan.close.length === 0 && plan.open.length === 0) return;
  const opened = await writeExceptions(
    tx,
    { locationId, itemId },
    plan,
    terms.cause,
    terms.document,
  );
  for (const { id, because } of plan.close) {
    tx.record(shortageClosed({ locationId, itemId, exceptionId: id, because }));
  }
  for (const exception of opened) {
    tx.record(shortageOpened({ locationId, itemId, ...exception, cause: terms.cause }));
  }
}

/** The business day is the location's own: a sale at one in the morning belongs to the evening. */
async function prepared(
  tx: Tx,
  lines: readonly LedgerLine[],
  { document }: PostingTerms,
  occurredAt: Date,
): Promise<PreparedLine[]> {
  if (lines.length === 0) return [];
  const locations = await locationsById(tx, [...new Set(lines.map((line) => line.locationId))]);
  const days = new Map(
    [...locations.values()].map(({ id, schedule }) => [id, businessDayOf(schedule, occurredAt)]),
  );
  return lines.map((line) => ({
    ...line,
    id: newId(),
    documentKind: document.kind,
    documentId: document.id,
    occurredAt,
    businessDay: days.get(line.locationId)!,
  }));
}
