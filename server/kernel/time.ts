import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

// Calendar arithmetic is dayjs's, in UTC, where every day has 24 hours. From wall clock to moment and back
// we go ourselves: its zones are wrong on the days that change the clocks.
dayjs.extend(utc);

/**
 * Between moments and what the clock on a wall shows. Libraries that add a day to a zoned time get the
 * days wrong on which clocks change, so days are added on the plain date and turned into a moment last.
 * Nothing here reads the clock of the machine or its zone.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The hour at which a shop's day ends: what happens at 01:30 still belongs to the evening before. */
export const DAY_CUT_OVER_MINUTE = 4 * 60;

/** What a clock in some zone shows at a moment. */
export interface WallClock {
  /** Plain date: `2026-11-22`. */
  readonly day: string;
  /** Whole minutes since midnight. */
  readonly minute: number;
}

/** A year of one zone: the offset from UTC it begins with, and every change in it, in milliseconds. */
interface ZoneYear {
  readonly offset: number;
  readonly changes: readonly { readonly at: number; readonly offset: number }[];
}

const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, ZoneYear>();

/** Is this an IANA zone that this machine knows? */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** How far ahead of UTC the zone's clocks are at a moment, in minutes: 60 or 120 in Rome. */
export function offsetMinutes(zone: string, instant: Date): number {
  return offsetAt(zone, instant.getTime()) / MINUTE;
}

/** What the clocks of a zone show at a moment. */
export function wallClock(zone: string, instant: Date): WallClock {
  const shown = instant.getTime() + offsetAt(zone, instant.getTime());
  const midnight = Math.floor(shown / DAY) * DAY;
  return { day: dayOf(midnight), minute: Math.floor((shown - midnight) / MINUTE) };
}

/**
 * The first moment at which the zone's clocks show this time or have gone past it. A time that a spring
 * night skips is the moment of the change; one that an autumn night shows twice is the first of the two.
 * So a later time of day is never an earlier moment.
 */
export function instantOfWall(zone: string, day: string, minute: number): Date {
  const shown = midnightOf(day) + minute * MINUTE;
  const before = offsetAt(zone, shown - DAY);
  const after = offsetAt(zone, shown + DAY);
  if (before === after) return new Date(shown - before);
  const change = changeBetween(zone, shown - DAY, shown + DAY);
  if (shown - before < change) return new Date(shown - before);
  return new Date(Math.max(change, shown - after));
}

/** The plain date in the zone. */
export function dayAt(zone: string, instant: Date): string {
  return wallClock(zone, instant).day;
}

/** The business day a moment belongs to: until 04:00 it is still the day before. */
export function businessDayAt(zone: string, instant: Date): string {
  const { day, minute } = wallClock(zone, instant);
  return minute < DAY_CUT_OVER_MINUTE ? addDays(day, -1) : day;
}

/** The plain date so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return dayjs.utc(midnightOf(day)).add(days, 'day').format('YYYY-MM-DD');
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: string): number {
  // To dayjs Sunday is 0.
  return dayjs.utc(midnightOf(day)).day() || 7;
}

/** Is this a date of the calendar, written `2026-02-28`? */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && dayOf(midnight) === text;
}

function midnightOf(day: string): number {
  const midnight = Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10));
  if (Number.isNaN(midnight)) throw new RangeError(`not a plain date: ${day}`);
  return midnight;
}

function dayOf(utcMillis: number): string {
  return new Date(utcMillis).toISOString().slice(0, 10);
}

function offsetAt(zone: string, millis: number): number {
  const { offset, changes } = zoneYear(zone, new Date(millis).getUTCFullYear());
  let current = offset;
  for (const change of changes) {
    if (change.at > millis) break;
    current = change.offset;
  }
  return current;
}

/** The moment of the last change of the clocks in a window that is known to hold one. */
function changeBetween(zone: string, from: number, to: number): number {
  const seen = new Set([new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear()]);
  const changes = [...seen].flatMap((year) => zoneYear(zone, year).changes);
  return changes.filter(({ at }) => at > from && at <= to).at(-1)!.at;
}

/** Asking Intl takes microseconds and rules change a few times a year: each year is worked out once. */
function zoneYear(zone: string, year: number): ZoneYear {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = workOutYear(zone, year);
  years.set(key, found);
  return found;
}

function workOutYear(zone: string, year: number): ZoneYear {
  const begin = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  const changes: { at: number; offset: number }[] = [];
  // The change that falls on the very first moment of a year is its own: offsets hold from `at` on.
  let offset = askIntl(zone, begin);
  const first = offset;
  for (let day = begin; day < end; day += DAY) {
    const next = askIntl(zone, Math.min(day + DAY, end - 1));
    if (next === offset) continue;
    changes.push({ at: bisect(zone, day, day + DAY, offset), offset: next });
    offset = next;
  }
  return { offset: first, changes };
}

function bisect(zone: string, from: number, to: number, before: number): number {
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (askIntl(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function askIntl(zone: string, millis: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(millis)) part[type] = Number(value);
  const shown = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day']!,
    part['hour']!,
    part['minute']!,
    part['second']!,
  );
  return shown - Math.floor(millis / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}
