import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import type { keepHours, readLocation } from '../contracts.ts';
import { flawOfSpans, readMinute, writtenMinute } from '../domain/opening-hours.ts';

type Full = ReplyOf<typeof readLocation>;
export type HoursDraft = Omit<InputOf<typeof keepHours>, 'locationId' | 'expectedVersion'>;
export type Span = HoursDraft['week'][number][number];
export type Exception = HoursDraft['exceptions'][number];

export function draftOf({ week, exceptions, pickupEnabled, pickupCapacity }: Full): HoursDraft {
  return { week, exceptions, pickupEnabled, pickupCapacity };
}

export type Flaw = 'flawBackwards' | 'flawOverlapping' | 'flawTime' | 'flawDay';

/** What is wrong with the hours of a day as they are written; null when they can be kept. */
export function flawOfDay(spans: readonly Span[]): Flaw | null {
  const read = spans.map(({ opens, closes }) => ({
    opensMinute: readMinute(opens),
    closesMinute: readMinute(closes),
  }));
  const minutes = read.flatMap(({ opensMinute, closesMinute }) =>
    opensMinute === null || closesMinute === null ? [] : [{ opensMinute, closesMinute }],
  );
  if (minutes.length < spans.length) return 'flawTime';
  const flaw = flawOfSpans(minutes);
  if (flaw === null) return null;
  return flaw === 'overlapping' ? 'flawOverlapping' : 'flawBackwards';
}

/** The first thing that is wrong anywhere in the draft. */
export function flawOf({ week, exceptions }: HoursDraft): Flaw | null {
  const days = exceptions.map(({ day }) => day);
  if (exceptions.some(({ day, name }) => day === '' || name.trim() === '')) return 'flawDay';
  if (new Set(days).size < days.length) return 'flawDay';
  for (const spans of [...week, ...exceptions.map((each) => each.spans)]) {
    const flaw = flawOfDay(spans);
    if (flaw) return flaw;
  }
  return null;
}

const MORNING: Span = { opens: '10:00', closes: '13:00' };
const AFTERNOON: Span = { opens: '15:30', closes: '19:30' };
const ALL_DAY: Span = { opens: '10:00', closes: '19:30' };

/** One more opening of a day: the whole day first; then a break at midday; then whatever is left. */
export function withSpan(spans: readonly Span[]): Span[] {
  const [only] = spans;
  if (!only) return [ALL_DAY];
  if (spans.length > 1) return [...spans, AFTERNOON];
  return [
    { opens: only.opens, closes: MORNING.closes },
    { opens: AFTERNOON.opens, closes: only.closes },
  ];
}

/** The holidays that are not there yet, as closed days, in the order of the calendar. */
export function withHolidays(
  exceptions: readonly Exception[],
  holidays: readonly { readonly day: string; readonly name: string }[],
): Exception[] {
  const known = new Set(exceptions.map(({ day }) => day));
  const added = holidays
    .filter(({ day }) => !known.has(day))
    .map(({ day, name }) => ({ day, name, spans: [] }));
  return [...exceptions, ...added].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** `9` is 09:00, `930` and `9.30` are 09:30; what is no time stays as it is written. */
export function completeTime(text: string): string {
  const match = /^(\d{1,2})(?:[:.,]?(\d{2}))?$/.exec(text.trim());
  const minute = match && readMinute(`${match[1]!}:${match[2] ?? '00'}`);
  return minute == null ? text : writtenMinute(minute);
}
