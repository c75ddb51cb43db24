import { addDays, businessDayAt } from '../../../../server/kernel/time.ts';

/** How many days the dashboard looks back, today included. */
export const SPANS = [1, 7, 28, 90] as const;
export type SpanDays = (typeof SPANS)[number];

export function spanOf(text: string | null): SpanDays {
  const days = Number(text);
  return SPANS.find((span) => span === days) ?? 7;
}

/** The last so many business days until today, on the clock of `zone`. */
export function periodOf(
  days: SpanDays,
  zone: string,
  now: Date,
): { readonly from: string; readonly until: string } {
  const until = businessDayAt(zone, now);
  return { from: addDays(until, 1 - days), until };
}
