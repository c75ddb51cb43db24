import { addDays, weekdayOf } from '../../../../server/kernel/time.ts';
import type { PriceList } from '../../engine/domain/price-list.ts';
import type { Promotion } from '../../engine/domain/promotion.ts';
import { wallTime } from '../../price-lists/domain/wall-time.ts';

/**
 * Every wall-clock time in a span at which a price may change: prices that begin or end, lists, promotions,
 * and the days and hours of those that are not always on. In order, each once, the beginning included.
 */
export function changePoints(
  of: { readonly lists: readonly PriceList[]; readonly promotions: readonly Promotion[] },
  span: { readonly from: string; readonly to: string },
): string[] {
  const points = new Set<string>([span.from]);
  const add = (wall: string | undefined): void => {
    if (wall !== undefined && wall > span.from && wall <= span.to) points.add(wall);
  };
  for (const { from, to, entries } of of.lists) {
    add(from);
    add(to);
    for (const entry of entries) {
      add(entry.from);
      add(entry.to);
    }
  }
  for (const { when } of of.promotions) {
    add(when.from);
    add(when.to);
    if (isAlwaysOn(when)) continue;
    for (let day = span.from.slice(0, 10); day <= span.to.slice(0, 10); day = addDays(day, 1)) {
      if (!mayBeOn(when, day)) continue;
      for (const { from, to } of spansOn(when, day)) {
        add(from);
        add(to);
      }
    }
  }
  return [...points].sort();
}

function isAlwaysOn({
  weekdays,
  hours,
  onlyOn,
  notOn,
  openingDaysOnly,
}: Promotion['when']): boolean {
  return !weekdays && !hours && !onlyOn && !notOn && openingDaysOnly !== true;
}

function mayBeOn({ from, to, weekdays, onlyOn }: Promotion['when'], day: string): boolean {
  if (from !== undefined && day < from.slice(0, 10)) return false;
  if (to !== undefined && day > to.slice(0, 10)) return false;
  if (weekdays && !weekdays.includes(weekdayOf(day))) return false;
  return !onlyOn || onlyOn.includes(day);
}

/** The hours of a day, in order; those past midnight end on the day after. */
function spansOn({ hours }: Promotion['when'], day: string): { from: string; to: string }[] {
  return (hours ?? [{ from: 0, to: 1_440 }])
    .map(({ from, to }) => ({
      from: at(day, from),
      to: from < to ? at(day, to) : at(addDays(day, 1), to),
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function at(day: string, minute: number): string {
  if (minute >= 1_440) return at(addDays(day, 1), minute - 1_440);
  return wallTime(day, minute);
}

/** Farther than this nobody plans days one by one. */
const DAYS_AHEAD = 400;

/** The first wall-clock time from its beginning on at which a promotion is on, as far as days and hours say. */
export function firstMoment(when: Promotion['when'] & { readonly from: string }): string {
  if (isAlwaysOn(when)) return when.from;
  const begin = when.from.slice(0, 10);
  for (let later = 0; later < DAYS_AHEAD; later += 1) {
    const day = addDays(begin, later);
    if (!mayBeOn(when, day) || when.notOn?.includes(day)) continue;
    for (const { from, to } of spansOn(when, day)) {
      if (to > when.from) return from > when.from ? from : when.from;
    }
  }
  return when.from;
}

/**
 * The wall-clock time at which a promotion that begins at a moment is off until another day; null when that
 * does not happen before its end. A day on which the shops are closed interrupts nothing.
 */
export function goesOnUntil(when: Promotion['when'], start: string): string | null {
  if (isAlwaysOn({ ...when, openingDaysOnly: false })) return null;
  const dayBefore = addDays(start.slice(0, 10), -1);
  let reached = start;
  let lastDay = start.slice(0, 10);
  for (let later = 0; later < DAYS_AHEAD; later += 1) {
    const day = addDays(dayBefore, later);
    // Nothing was on for a whole day.
    if (day > reached.slice(0, 10)) return endingBefore(when, reached);
    if (!mayBeOn(when, day) || when.notOn?.includes(day)) continue;
    for (const { from, to } of spansOn(when, day)) {
      if (from > reached && day > lastDay) return endingBefore(when, reached);
      if (to > reached) [reached, lastDay] = [to, day];
    }
  }
  return null;
}

function endingBefore({ to }: Promotion['when'], reached: string): string | null {
  return to !== undefined && to <= reached ? null : reached;
}
