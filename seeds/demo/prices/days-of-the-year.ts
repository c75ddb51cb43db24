import { addDays, dayAt } from '../../../server/kernel/time.ts';

const ZONE = 'Europe/Rome';
/** What is planned: so far ahead a merchandiser has already handed things in. */
const AHEAD_DAYS = 45;

/** A span of wall-clock time in the shops, `to` not included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * The one occurrence of a yearly span, `11-23` to `11-30`, that began within the last year or begins
 * within the next weeks: whenever the demo chain is made, each campaign of the year is there once.
 */
export function yearly(today: Date, from: string, to: string): Span {
  const horizon = addDays(dayAt(ZONE, today), AHEAD_DAYS);
  const year = Number(horizon.slice(0, 4));
  const begins = `${year}-${from}` <= horizon ? year : year - 1;
  const ends = to < from ? begins + 1 : begins;
  return { from: `${begins}-${from}T00:00`, to: `${addDays(`${ends}-${to}`, 1)}T00:00` };
}

/** So many days before today or, with a negative number, after it; plain date of the shops. */
export function daysAgo(today: Date, days: number): string {
  return addDays(dayAt(ZONE, today), -days);
}

/** When colleagues worked on what begins at `from`: two weeks before, never later than now. */
export function workedOn(from: string, today: Date): Date {
  const before = new Date(new Date(`${from}Z`).getTime() - 14 * 86_400_000 + 9 * 3_600_000);
  const latest = new Date(today.getTime() - 3_600_000);
  return before < latest ? before : latest;
}
