import { addDays, isPlainDate } from '../../../../server/kernel/time.ts';

/** The days in which a price counts as a prior one (art. 17-bis Codice del consumo). */
export const PRIOR_PRICE_DAYS = 30;

/** A price offered at one location or in one online channel, from a moment on. */
export interface OfferedPrice {
  /** Local moment, `2026-05-10T09:00`; a plain date is its beginning. */
  readonly from: string;
  readonly amountMinor: number;
  /** Offered to everybody without conditions. Prices for card holders or from three pieces do not count. */
  readonly isGeneral: boolean;
  /** The sales campaign in which it was announced as a reduction. */
  readonly campaignId: string | null;
}

export interface Reduction {
  /** Local moment from which it holds. */
  readonly start: string;
  readonly offerMinor: number;
  readonly campaignId: string | null;
}

export interface PriorPriceRules {
  /** Missing: `PRIOR_PRICE_DAYS`. */
  readonly days?: number | undefined;
  /** Perishable food and farm products: the price before the cut counts, not the lowest. */
  readonly isPerishable?: boolean | undefined;
}

export interface PriorPrice {
  readonly amountMinor: number;
  /**
   * `lowest` of the days before; `campaign`: what it was when the campaign began, of which this is a further
   * step; `last`: the price before the cut, for perishables; `since-launch`: lowest, of an item that is on
   * the market for fewer days: then the tag says from when to when.
   */
  readonly basis: 'lowest' | 'campaign' | 'last' | 'since-launch';
  /** The plain dates that were looked at, both included. */
  readonly from: string;
  readonly to: string;
  /** The prices that were looked at, as proof. */
  readonly considered: readonly OfferedPrice[];
}

/**
 * The price that a reduction must be compared with; null where there was none before. `history` is what one
 * location or channel offered, in the order in which it happened, and may go on after the reduction.
 */
export function priorPrice(
  history: readonly OfferedPrice[],
  reduction: Reduction,
  rules: PriorPriceRules = {},
): PriorPrice | null {
  const general = history.filter(({ isGeneral }) => isGeneral);
  const before = general.filter(({ from }) => startsBefore(from, reduction.start));
  const first = firstStep(before, reduction);
  if (first !== null) {
    const atFirst = lookBack(before.slice(0, first), before[first]!.from, rules);
    return atFirst && { ...atFirst, basis: 'campaign' };
  }
  return lookBack(before, reduction.start, rules);
}

function lookBack(
  before: readonly OfferedPrice[],
  start: string,
  { days = PRIOR_PRICE_DAYS, isPerishable = false }: PriorPriceRules,
): PriorPrice | null {
  const last = before.at(-1);
  if (!last) return null;
  const startDay = dayOf(start);
  const opens = addDays(startDay, -days);
  const to = addDays(startDay, -1);
  if (isPerishable)
    return { amountMinor: last.amountMinor, basis: 'last', from: to, to, considered: [last] };
  // The price already in force when the window opens counts, however old it is.
  const inForce = before.findLastIndex(({ from }) => momentOf(from) <= momentOf(opens));
  const considered = before.slice(Math.max(0, inForce));
  const lowest = Math.min(...considered.map(({ amountMinor }) => amountMinor));
  const isNew = inForce < 0;
  return {
    amountMinor: lowest,
    basis: isNew ? 'since-launch' : 'lowest',
    from: isNew ? dayOf(considered[0]!.from) : opens,
    to,
    considered,
  };
}

/**
 * Where the campaign of the reduction began, if this is a further step of it: contiguous up to now, and every
 * step lower than the one before. A dearer step, or a day without the campaign, makes it a reduction of its own.
 */
function firstStep(before: readonly OfferedPrice[], reduction: Reduction): number | null {
  if (reduction.campaignId === null) return null;
  let first = before.length;
  let above = reduction.offerMinor;
  while (first > 0 && before[first - 1]!.campaignId === reduction.campaignId) {
    const { amountMinor } = before[first - 1]!;
    if (amountMinor <= above) return null;
    above = amountMinor;
    first--;
  }
  return first === before.length ? null : first;
}

/** What may be announced of a reduction, or the figures that forbid it. */
export type Announcement =
  | {
      readonly allowed: true;
      readonly prior: PriorPrice;
      /** Whole per cent, rounded down: never more than is true. */
      readonly percent: number;
    }
  | {
      readonly allowed: false;
      readonly because: 'no-prior-price' | 'not-below-prior-price';
      readonly prior: PriorPrice | null;
      /** The first plain date on which it may be announced, if nothing else changes; null: never. */
      readonly allowedFrom: string | null;
    };

/** Prior price and percentage of a reduction. Nobody types either. */
export function announcementOf(
  history: readonly OfferedPrice[],
  reduction: Reduction,
  rules: PriorPriceRules = {},
): Announcement {
  const prior = priorPrice(history, reduction, rules);
  if (prior && reduction.offerMinor < prior.amountMinor) {
    const percent = percentOff(prior.amountMinor, reduction.offerMinor);
    return { allowed: true, prior, percent };
  }
  return {
    allowed: false,
    because: prior ? 'not-below-prior-price' : 'no-prior-price',
    prior,
    allowedFrom: firstAllowedDay(history, reduction, rules),
  };
}

/** Whole per cent, rounded down. */
export function percentOff(priorMinor: number, offerMinor: number): number {
  return Math.floor(((priorMinor - offerMinor) * 100) / priorMinor);
}

function firstAllowedDay(
  history: readonly OfferedPrice[],
  reduction: Reduction,
  rules: PriorPriceRules,
): string | null {
  const known = history.filter(({ from }) => startsBefore(from, reduction.start));
  const days = rules.days ?? PRIOR_PRICE_DAYS;
  for (let later = 1; later <= days + 1; later++) {
    const start = addDays(dayOf(reduction.start), later);
    const prior = priorPrice(known, { ...reduction, start, campaignId: null }, rules);
    if (prior && reduction.offerMinor < prior.amountMinor) return start;
  }
  return null;
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

/** Comparable as text. */
function momentOf(moment: string): string {
  return isPlainDate(moment) ? `${moment}T00:00` : moment;
}

/** What begins with the reduction is the reduction. */
function startsBefore(from: string, start: string): boolean {
  return momentOf(from) < momentOf(start);
}
