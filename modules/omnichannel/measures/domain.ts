/**
 * What the dashboard says of a period, counted and not estimated. Percentages are taken of counts here,
 * once, so that a bar, its tile and the list behind it can never disagree.
 */
export interface Counts {
  /** Orders whose promise fell due: made ready, or late and not ready yet. */
  readonly promised: number;
  /** Of those, ready no later than first promised. */
  readonly inTime: number;
  /** Opening minutes from placed to ready; null when nothing became ready. */
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
  /** Pieces somebody went to look for: picked, or reported missing. */
  readonly sought: number;
  readonly notFound: number;
  /** Orders that ended at the counter, or because nobody came. */
  readonly ended: number;
  readonly notCollected: number;
}

export const NOTHING_COUNTED: Counts = {
  promised: 0,
  inTime: 0,
  medianMinutes: null,
  p90Minutes: null,
  sought: 0,
  notFound: 0,
  ended: 0,
  notCollected: 0,
};

/** `part` in percent of `whole`; null when there is nothing to take it of. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

/** How punctual a shop should be, in percent of its promises. */
export const IN_TIME_TARGET = 95;

/** Which orders stand behind a figure. */
export const FIGURES = ['in-time', 'late', 'not-found', 'not-collected', 'placed'] as const;
export type Figure = (typeof FIGURES)[number];

/** How orders arrive: one cell of the week, Monday = 1, hour of the shop's clock. */
export interface Arrivals {
  readonly weekday: number;
  readonly hour: number;
  readonly orders: number;
}

/** Four steps of dark from few to many, by the share of the fullest cell; 0 is none. */
export function shadeOf(orders: number, fullest: number): 0 | 1 | 2 | 3 | 4 {
  if (orders === 0 || fullest === 0) return 0;
  const share = orders / fullest;
  return share > 0.75 ? 4 : share > 0.5 ? 3 : share > 0.25 ? 2 : 1;
}
