import { addDays, weekdayOf } from '../../../../server/kernel/time.ts';

/** What the calendar shows: whole weeks from a Monday on. */
export interface ShownSpan {
  readonly first: string;
  readonly days: number;
}

export const SPANS = ['mese', 'bimestre', 'stagione'] as const;
export type SpanName = (typeof SPANS)[number];
const WEEKS: Readonly<Record<SpanName, number>> = { mese: 5, bimestre: 9, stagione: 13 };

export function spanFrom(day: string, name: SpanName): ShownSpan {
  // Monday is 1 in ISO weekdays.
  return { first: addDays(day, 1 - weekdayOf(day)), days: WEEKS[name] * 7 };
}

export function lastDay({ first, days }: ShownSpan): string {
  return addDays(first, days - 1);
}

const DAY_MS = 86_400_000;
/** Wall-clock times are compared as if they were of one zone: every shop keeps them by its own clock. */
const clockMs = (wall: string): number => Date.parse(`${wall}:00Z`);

/** Where a wall-clock time lies in the span, in per cent; outside of it the nearer edge. */
export function placeOf(wall: string, { first, days }: ShownSpan): number {
  const share = (clockMs(wall) - clockMs(`${first}T00:00`)) / (days * DAY_MS);
  return Math.min(100, Math.max(0, share * 100));
}

/** The same time of day so many days later. */
export function shiftWall(wall: string, days: number): string {
  const [day = '', clock = ''] = wall.split('T');
  return `${addDays(day, days)}T${clock}`;
}

export interface WallSpan {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * What a bar takes of the calendar. A change of prices without an end is a moment at which prices change:
 * drawn to the edge it would hide what comes after it.
 */
export function drawnSpan(kind: 'promotion' | 'change-set', { from, to }: WallSpan): WallSpan {
  return kind === 'change-set' && from !== null && to === null
    ? { from, to: shiftWall(from, 1) }
    : { from, to };
}

/** A bar that was dragged by whole days: as a whole, or at one of its ends. */
export function dragged(
  { from, to }: WallSpan,
  part: 'whole' | 'start' | 'end',
  days: number,
): WallSpan {
  const start = from !== null && part !== 'end' ? shiftWall(from, days) : from;
  const end = to !== null && part !== 'start' ? shiftWall(to, days) : to;
  // An end that was drawn over the other one stops a day before it.
  if (start !== null && end !== null && end <= start) {
    return part === 'start'
      ? { from: shiftWall(end, -1), to: end }
      : { from: start, to: shiftWall(start, 1) };
  }
  return { from: start, to: end };
}
