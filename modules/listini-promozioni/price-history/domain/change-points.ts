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
      for (const { from, to } of when.hours ?? [{ from: 0, to: 1_440 }]) {
        add(at(day, from));
        // Past midnight: it ends on the day after.
        add(from < to ? at(day, to) : at(addDays(day, 1), to));
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

function at(day: string, minute: number): string {
  if (minute >= 1_440) return at(addDays(day, 1), minute - 1_440);
  return wallTime(day, minute);
}

/** The first wall-clock time from its beginning on at which a promotion is on, as far as days and hours say. */
export function firstMoment(when: Promotion['when'] & { readonly from: string }): string {
  if (isAlwaysOn(when)) return when.from;
  const begin = when.from.slice(0, 10);
  for (let later = 0; later < 400; later += 1) {
    const day = addDays(begin, later);
    if (!mayBeOn(when, day) || when.notOn?.includes(day)) continue;
    for (const { from, to } of when.hours ?? [{ from: 0, to: 1_440 }]) {
      const ends = from < to ? at(day, to) : at(addDays(day, 1), to);
      if (ends > when.from) return at(day, from) > when.from ? at(day, from) : when.from;
    }
  }
  return when.from;
}
