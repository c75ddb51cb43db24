import { addDays, dayAt, instantOfWall } from '../../../../server/kernel/time.ts';

/** The same day some months later; the last of its month where that has none: 31 January → 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  const last = new Date(Date.UTC(target.year, target.month, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${target.year}-${two(target.month)}-${two(Math.min(date, last))}`;
}

/** The first moment after a plain date, on the clock of a zone: what counts to the end of its last day. */
export function endOf(zone: string, day: string): Date {
  return instantOfWall(zone, addDays(day, 1), 0);
}

/** Days of the chain's own promise: the day of the handover does not count, the last one does to its end. */
export function daysAfter(zone: string, from: Date, days: number): Date {
  return endOf(zone, addDays(dayAt(zone, from), days));
}

export function monthsAfter(zone: string, from: Date, months: number): Date {
  return endOf(zone, addMonths(dayAt(zone, from), months));
}

/** Whole days until a deadline: 0 on the last day, negative once it is over. */
export function daysLeft(zone: string, now: Date, deadline: Date): number {
  const today = Date.parse(dayAt(zone, now));
  const last = Date.parse(dayAt(zone, new Date(deadline.getTime() - 1)));
  return Math.round((last - today) / 86_400_000);
}

/** `24/06/2026`, as it is said in Italy; English readers get the same day in words that cannot be mixed up. */
export function spokenDay(
  zone: string,
  deadline: Date,
): { readonly it: string; readonly en: string } {
  const [year, month, day] = dayAt(zone, new Date(deadline.getTime() - 1)).split('-') as [
    string,
    string,
    string,
  ];
  return { it: `${day}/${month}/${year}`, en: `${year}-${month}-${day}` };
}
