/** How far the count of a level can be trusted, from what was last seen of it. */
export type Confidence = 'high' | 'medium' | 'low';

/** What a chain takes for sure. Data of whoever asks; {@link USUAL_THRESHOLDS} where nobody says otherwise. */
export interface ConfidenceThresholds {
  /** Counted within so many days, or moved within so many: high. */
  readonly highCountedDays: number;
  readonly highMovedDays: number;
  /** Counted or moved within so many: medium. Else low. */
  readonly mediumCountedDays: number;
  readonly mediumMovedDays: number;
  /** How long it is remembered that somebody looked for a piece and did not find it. */
  readonly missDays: number;
  /** So often not found in that time: low, whatever else is known. Once: never high. */
  readonly lowFromMisses: number;
}

export const USUAL_THRESHOLDS: ConfidenceThresholds = {
  highCountedDays: 2,
  highMovedDays: 1,
  mediumCountedDays: 14,
  mediumMovedDays: 3,
  missDays: 30,
  lowFromMisses: 2,
};

export interface SeenLevel {
  readonly onHand: number;
  readonly shortage: number;
  readonly lastCountedAt: string | null;
  readonly lastMovedAt: string | null;
  /** How often a piece was looked for and not found since `missDays` ago, and not counted since. */
  readonly misses: number;
}

/** What a level's confidence rests on. */
export type ConfidenceReason = 'wrong' | 'missed' | 'counted' | 'moved' | 'unseen';

const DAY = 24 * 3_600_000;

/**
 * How sure the count is, and why. A level known to be wrong (below zero, promises without their pieces)
 * is never more than low; neither is one whose pieces were looked for in vain again and again.
 */
export function trustIn(
  level: SeenLevel,
  at: Date,
  thresholds: ConfidenceThresholds = USUAL_THRESHOLDS,
): { readonly confidence: Confidence; readonly because: ConfidenceReason } {
  if (level.onHand < 0 || level.shortage > 0) return { confidence: 'low', because: 'wrong' };
  if (level.misses >= thresholds.lowFromMisses) return { confidence: 'low', because: 'missed' };
  const counted = ageOf(level.lastCountedAt, at);
  const moved = ageOf(level.lastMovedAt, at);
  const missedOnce = level.misses > 0;
  const { highCountedDays, highMovedDays, mediumCountedDays, mediumMovedDays } = thresholds;
  const high = seenWithin(counted, highCountedDays, moved, highMovedDays);
  if (high && !missedOnce) return { confidence: 'high', because: high };
  const medium = high ?? seenWithin(counted, mediumCountedDays, moved, mediumMovedDays);
  if (medium) return { confidence: 'medium', because: missedOnce ? 'missed' : medium };
  return { confidence: 'low', because: missedOnce ? 'missed' : 'unseen' };
}

function seenWithin(
  counted: number,
  countedDays: number,
  moved: number,
  movedDays: number,
): ConfidenceReason | null {
  if (counted <= countedDays * DAY) return 'counted';
  return moved <= movedDays * DAY ? 'moved' : null;
}

function ageOf(instant: string | null, at: Date): number {
  return instant === null ? Infinity : at.getTime() - Date.parse(instant);
}
