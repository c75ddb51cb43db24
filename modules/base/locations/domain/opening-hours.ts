import {
  addDays,
  businessDayAt,
  DAY_CUT_OVER_MINUTE,
  instantOfWall,
  weekdayOf,
} from '../../../../server/kernel/time.ts';

/** Opening within one day, in minutes since midnight on the shop's clock; 1440 is the end of the day. */
export interface Span {
  readonly opensMinute: number;
  readonly closesMinute: number;
}

/** When a location is open. Plain data: it travels in replies and is read by the screens too. */
export interface Schedule {
  /** IANA zone: `Europe/Rome`. */
  readonly zone: string;
  /** Seven days, Monday first; a day without spans is closed. */
  readonly week: readonly (readonly Span[])[];
  /** Days that differ from the week, by plain date (`2026-12-25`); closed when without spans. */
  readonly exceptions: Readonly<Record<string, readonly Span[]>>;
}

/** Open without a break, from one moment until just before another. */
interface Stretch {
  readonly day: string;
  readonly opens: number;
  readonly closes: number;
}

const MIDNIGHT = 1440;

/** How far ahead one looks for a shop that is closed before giving up: more than any season's pause. */
const HORIZON_DAYS = 400;

/** The business day of a moment in this location: until 04:00 it is still the evening before. */
export function businessDayOf(schedule: Schedule, instant: Date): string {
  return businessDayAt(schedule.zone, instant);
}

/** The hours of one day of the calendar: those of an exception if there is one, else the week's. */
export function spansOn(schedule: Schedule, day: string): readonly Span[] {
  return schedule.exceptions[day] ?? schedule.week[weekdayOf(day) - 1] ?? [];
}

/** Is the door open at this moment? */
export function isOpen(schedule: Schedule, instant: Date): boolean {
  return stretchAt(schedule, instant) !== null;
}

/**
 * When the door closes next, if it is open now: midday closing counts. Null when it is closed.
 * A shop that never closes is said to close when its business day ends.
 */
export function closingAt(schedule: Schedule, instant: Date): Date | null {
  const stretch = stretchAt(schedule, instant);
  return stretch ? new Date(stretch.closes) : null;
}

/** When the door opens next; now, if it is open. Null when no opening is in sight. */
export function nextOpening(schedule: Schedule, instant: Date): Date | null {
  for (const { opens } of stretchesFrom(schedule, instant)) {
    return new Date(Math.max(opens, instant.getTime()));
  }
  return null;
}

/** The last closing of a business day, null when the shop stays closed. */
export function closingOfDay(schedule: Schedule, day: string): Date | null {
  const last = stretchesOf(schedule, day).at(-1);
  return last ? new Date(last.closes) : null;
}

/**
 * The last closing of the first day after today on which the shop opens: until then a customer's
 * piece is kept. Sundays, holidays and midday closing are passed over. Null when no opening is in sight.
 */
export function closingOfNextOpenDay(schedule: Schedule, instant: Date): Date | null {
  const today = stretchAt(schedule, instant)?.day ?? businessDayOf(schedule, instant);
  for (let ahead = 1; ahead <= HORIZON_DAYS; ahead += 1) {
    const closing = closingOfDay(schedule, addDays(today, ahead));
    // A shop that opens at midnight for an hour may have done so already, in today's small hours.
    if (closing && closing > instant) return closing;
  }
  return null;
}

/**
 * The moment at which so many minutes of opening will have gone by: "ready within two opening hours",
 * asked ten minutes before the midday closing, is in the afternoon. Null when it is not in sight.
 */
export function addOpeningMinutes(schedule: Schedule, instant: Date, minutes: number): Date | null {
  if (minutes <= 0) return instant;
  let left = minutes * 60_000;
  for (const { opens, closes } of stretchesFrom(schedule, instant)) {
    const begin = Math.max(opens, instant.getTime());
    if (left <= closes - begin) return new Date(begin + left);
    left -= closes - begin;
  }
  return null;
}

/** Whole minutes of opening between two moments, rounded down: how much of a deadline is left. */
export function openingMinutesBetween(schedule: Schedule, from: Date, until: Date): number {
  let open = 0;
  for (const { opens, closes } of stretchesFrom(schedule, from)) {
    if (opens >= until.getTime()) break;
    open += Math.min(closes, until.getTime()) - Math.max(opens, from.getTime());
  }
  return Math.floor(open / 60_000);
}

/** What is wrong with the hours of one day; null when they can be kept. */
export function flawOfSpans(
  spans: readonly Span[],
): 'backwards' | 'overlapping' | 'out-of-day' | null {
  const inOrder = [...spans].sort((a, b) => a.opensMinute - b.opensMinute);
  for (const [place, { opensMinute, closesMinute }] of inOrder.entries()) {
    if (opensMinute < 0 || closesMinute > MIDNIGHT) return 'out-of-day';
    if (opensMinute >= closesMinute) return 'backwards';
    const next = inOrder[place + 1];
    if (next && next.opensMinute < closesMinute) return 'overlapping';
  }
  return null;
}

/** `09:30` for 570; `24:00` for the end of the day. */
export function writtenMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** 570 for `09:30`; `24:00` is 1440. Null when it is no time of day. */
export function readMinute(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
  if (!match) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minute <= MIDNIGHT ? minute : null;
}

function stretchAt(schedule: Schedule, instant: Date): Stretch | null {
  for (const stretch of stretchesFrom(schedule, instant, 1)) {
    return stretch.opens <= instant.getTime() ? stretch : null;
  }
  return null;
}

/** Every stretch that ends after a moment, in order. */
function* stretchesFrom(
  schedule: Schedule,
  instant: Date,
  days = HORIZON_DAYS,
): Generator<Stretch> {
  const today = businessDayOf(schedule, instant);
  for (let ahead = 0; ahead <= days; ahead += 1) {
    for (const stretch of stretchesOf(schedule, addDays(today, ahead))) {
      if (stretch.closes > instant.getTime()) yield stretch;
    }
  }
}

/**
 * The stretches of one business day. Hours that run past midnight are written on two days of the
 * calendar (18–24 and 0–2) and belong to the evening; whoever never closes changes day at 04:00.
 */
function stretchesOf(schedule: Schedule, day: string): Stretch[] {
  const spans = joined(spansOn(schedule, day));
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return [];
  if (first.opensMinute === 0 && endsAtMidnight(spansOn(schedule, addDays(day, -1)))) {
    first.opensMinute = Math.min(DAY_CUT_OVER_MINUTE, first.closesMinute);
  }
  const stretches = spans.map(({ opensMinute, closesMinute }) => ({
    day,
    opens: instantOfWall(schedule.zone, day, opensMinute).getTime(),
    closes: instantOfWall(schedule.zone, day, closesMinute).getTime(),
  }));
  if (last.closesMinute === MIDNIGHT) {
    const tomorrow = addDays(day, 1);
    const early = joined(spansOn(schedule, tomorrow))[0];
    if (early?.opensMinute === 0) {
      const until = Math.min(DAY_CUT_OVER_MINUTE, early.closesMinute);
      stretches.at(-1)!.closes = instantOfWall(schedule.zone, tomorrow, until).getTime();
    }
  }
  // A spring night may skip a whole span.
  return stretches.filter(({ opens, closes }) => opens < closes);
}

function endsAtMidnight(spans: readonly Span[]): boolean {
  return spans.some(({ closesMinute }) => closesMinute === MIDNIGHT);
}

/** In order, and those that touch made one: a shift change is not a closing. */
function joined(spans: readonly Span[]): { opensMinute: number; closesMinute: number }[] {
  const result: { opensMinute: number; closesMinute: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.opensMinute - b.opensMinute)) {
    const last = result.at(-1);
    if (last && last.closesMinute >= span.opensMinute) {
      last.closesMinute = Math.max(last.closesMinute, span.closesMinute);
    } else {
      result.push({ ...span });
    }
  }
  return result;
}
