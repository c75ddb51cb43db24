import { addDays, dayAt, instantOfWall, isPlainDate } from '../../../../server/kernel/time.ts';

/** What is written on the screen: days as the calendar shows them, both of them included. */
export interface StandInForm {
  readonly personId: string | null;
  readonly first: string;
  readonly last: string;
  readonly note: string;
}

export type StandInFlaw = 'choosePerson' | 'noDays' | 'daysTurned' | 'dayGone';

export function emptyStandIn(today: string): StandInForm {
  return { personId: null, first: today, last: '', note: '' };
}

export function flawOf({ personId, first, last }: StandInForm, today: string): StandInFlaw | null {
  if (personId === null) return 'choosePerson';
  if (!isPlainDate(first) || !isPlainDate(last)) return 'noDays';
  if (last < first) return 'daysTurned';
  return last < today ? 'dayGone' : null;
}

/** From the first midnight, or from now when that is past, to the midnight that ends the last day. */
export function spanOf(
  { first, last }: Pick<StandInForm, 'first' | 'last'>,
  zone: string,
  now: Date,
): { readonly validFrom?: string; readonly validUntil: string } {
  const from = instantOfWall(zone, first, 0);
  return {
    ...(from > now ? { validFrom: from.toISOString() } : {}),
    validUntil: instantOfWall(zone, addDays(last, 1), 0).toISOString(),
  };
}

/** The days of a delegation, both included: one that ends at midnight ended the day before. */
export function daysOf(
  { validFrom, validUntil }: { readonly validFrom: string; readonly validUntil: string },
  zone: string,
): { readonly first: string; readonly last: string } {
  const lastMoment = new Date(new Date(validUntil).getTime() - 1);
  return { first: dayAt(zone, new Date(validFrom)), last: dayAt(zone, lastMoment) };
}
