import { trustIn, type Confidence, type ConfidenceThresholds } from './confidence.ts';
import { available, type Condition } from './level.ts';

/** What one location has of one item, as somebody who looks for it sees it. */
export interface FinderCell {
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
  readonly shortage: number;
  /** May be promised or taken now. */
  readonly available: number;
  /** On a mannequin or in the window: sold at the till, never promised. */
  readonly display: number;
  readonly version: number;
  readonly displayVersion: number;
  readonly lastCountedAt: string | null;
  readonly lastMovedAt: string | null;
  /** How often a piece was looked for and not found lately, and not counted since. */
  readonly misses: number;
  readonly confidence: Confidence;
  readonly incoming: { readonly quantity: number; readonly nextOn: string } | null;
}

/** What a cell is told about a level: by a row of the database or by an event. */
export interface LevelNews {
  readonly locationId: string;
  readonly itemId: string;
  readonly condition: Condition;
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
  readonly shortage: number;
  readonly version: number;
  readonly lastCountedAt: string | null;
  readonly lastMovedAt: string | null;
}

const EMPTY: FinderCell = {
  onHand: 0,
  held: 0,
  safety: 0,
  shortage: 0,
  available: 0,
  display: 0,
  version: 0,
  displayVersion: 0,
  lastCountedAt: null,
  lastMovedAt: null,
  misses: 0,
  confidence: 'low',
  incoming: null,
};

/** Pieces that are broken or not yet looked at are no answer to a customer. */
export const FINDER_CONDITIONS = ['sellable', 'display'] as const;

/**
 * A cell after news of one of its levels. The fresh view and the live one are both made by it. News may
 * come twice or late: only what is newer than the cell changes it. `thresholds` are those of the location.
 */
export function withLevel(
  cell: FinderCell | undefined,
  news: LevelNews,
  at: Date,
  thresholds: ConfidenceThresholds,
): FinderCell {
  const before = cell ?? EMPTY;
  if (news.condition === 'display') {
    if (news.version <= before.displayVersion) return before;
    return { ...before, display: news.onHand, displayVersion: news.version };
  }
  if (news.version <= before.version) return before;
  const { onHand, held, safety, shortage, version, lastCountedAt, lastMovedAt } = news;
  const { misses } = before;
  const seen = { onHand, shortage, lastCountedAt, lastMovedAt, misses };
  return {
    onHand,
    held,
    safety,
    shortage,
    available: available(news),
    display: before.display,
    version,
    displayVersion: before.displayVersion,
    lastCountedAt,
    lastMovedAt,
    misses,
    confidence: trustIn(seen, at, thresholds).confidence,
    incoming: before.incoming,
  };
}

/** A cell with what is on its way. */
export function withIncoming(
  cell: FinderCell | undefined,
  incoming: { readonly quantity: number; readonly nextOn: string },
): FinderCell {
  return { ...(cell ?? EMPTY), incoming };
}

/** A cell of which pieces were looked for in vain. */
export function withMisses(
  cell: FinderCell,
  misses: number,
  at: Date,
  thresholds: ConfidenceThresholds,
): FinderCell {
  return { ...cell, misses, confidence: trustIn({ ...cell, misses }, at, thresholds).confidence };
}
