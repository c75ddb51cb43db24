import { isSameData } from '../../../../server/kernel/same-data.ts';
import type { Capacity } from './slots.ts';

/**
 * The terms of the pickup policy: by when, how many, how long, how sure. Data that people edit, in
 * versions. The chain's version says every term; a shop's says those in which it differs.
 *
 * A new term is: a line here with its meaning, one in {@link FIRST_TERMS}, one in `TERM_SCHEMAS`
 * (../policy-contracts.ts) and its field and words on the screen; the compiler asks for the rest. It
 * needs no migration: chains whose policy is older have its first value.
 */
export interface PickupTerms {
  /** Opening minutes within which the shop has seen a new order. */
  readonly acknowledgeMinutes: number;
  /** What happens when it has not: the shop and the office are told, or another shop prepares it. */
  readonly whenUnseen: 'tell' | 'move';
  /** Opening minutes within which it is ready. */
  readonly readyOpeningMinutes: number;
  /** Days an order waits for its customer. */
  readonly collectDays: number;
  /** Days it waits longer when somebody asks, once; 0: it does not. */
  readonly extensionDays: number;
  /** Whether a paid order may be sent instead of collected. */
  readonly offersShipping: boolean;
  /** What that costs, and whom. */
  readonly shippingFee: FeeTerms;
  /** Days after it is ready on which the customer is reminded. */
  readonly reminderDays: readonly number[];
  /** How long “ready” and “later than promised” can be taken back before the customer is told. */
  readonly undoSeconds: number;
  /** What it gives back, and whom it advises to pay before. */
  readonly refund: RefundTerms;
  /** How much the shop promises for each slot; null: as much as comes. */
  readonly capacity: Capacity | null;
  /** How many people usually prepare orders. */
  readonly preparers: number;
  /** A promise is tight when less than this is left between the forecast and it. */
  readonly tightMinutes: number;
  /** What is kept back from channels. */
  readonly buffers: readonly BufferRule[];
  /** When a count is taken for sure. */
  readonly confidence: Thresholds;
}

/** Amounts in minor units. */
export interface RefundTerms {
  /** Up to this amount a shop may give money back over the counter. */
  readonly counterUpToMinor: number;
  /** What who did not come may take in place of the money, as a share of it; null: no voucher. */
  readonly voucherPercent: number | null;
  readonly voucherDays: number | null;
  /** From so many uncollected orders in twelve months on, prepayment is advised. */
  readonly prepayAfterNoShows: number;
}

/** As `ShippingFee` of the orders has them. */
export interface FeeTerms {
  readonly amountMinor: number;
  readonly paidBy: 'chain' | 'customer';
  readonly freeFromMinor: number | null;
}

/** Days and times, as `ConfidenceThresholds` of Store System has them. */
export interface Thresholds {
  readonly highCountedDays: number;
  readonly highMovedDays: number;
  readonly mediumCountedDays: number;
  readonly mediumMovedDays: number;
  readonly missDays: number;
  readonly lowFromMisses: number;
}

/** Pieces kept back from a channel where a rule holds; the largest of all that hold counts. */
export interface BufferRule {
  readonly keepBack: number;
  /** Each that is left out holds for all. */
  readonly channel?: string;
  readonly category?: string;
  readonly priceFromMinor?: number;
  readonly onHandUpTo?: number;
  /** Holds for counts that are not surer than this. */
  readonly confidenceUpTo?: 'medium' | 'low';
}

/** More than this is kept back by the level's own safety stock, not by a rule. */
export const MOST_KEPT_BACK = 20;

export const FIRST_TERMS: PickupTerms = {
  acknowledgeMinutes: 30,
  whenUnseen: 'tell',
  readyOpeningMinutes: 120,
  collectDays: 7,
  extensionDays: 3,
  offersShipping: true,
  shippingFee: { amountMinor: 0, paidBy: 'chain', freeFromMinor: null },
  reminderDays: [3, 6],
  undoSeconds: 8,
  refund: {
    counterUpToMinor: 50_00,
    voucherPercent: 110,
    voucherDays: 365,
    prepayAfterNoShows: 3,
  },
  capacity: null,
  preparers: 2,
  tightMinutes: 15,
  buffers: [],
  confidence: {
    highCountedDays: 2,
    highMovedDays: 1,
    mediumCountedDays: 14,
    mediumMovedDays: 3,
    missDays: 30,
    lowFromMisses: 2,
  },
};

/** A policy in force: what the shop says itself, else what the chain says. */
export function termsOf(
  chain: Partial<PickupTerms>,
  own: Partial<PickupTerms> | undefined,
): PickupTerms {
  return { ...FIRST_TERMS, ...chain, ...own };
}

export type TermName = keyof PickupTerms;
export const TERM_NAMES = Object.keys(FIRST_TERMS) as readonly TermName[];

/** What a version says: the chain’s about every term, also those that are younger than it. */
export function said(
  locationId: string | null,
  terms: Partial<PickupTerms> | undefined,
): Partial<PickupTerms> {
  return locationId === null ? termsOf(terms ?? {}, undefined) : (terms ?? {});
}

/** The terms in which two versions differ. */
export function changedTerms(
  before: Partial<PickupTerms>,
  after: Partial<PickupTerms>,
): readonly TermName[] {
  return TERM_NAMES.filter((name) => !isSameData(before[name], after[name]));
}

/** The same change made to other terms: what it says they say, what it no longer says they do not. */
export function rebased(
  before: Partial<PickupTerms>,
  after: Partial<PickupTerms>,
  onto: Partial<PickupTerms>,
): Partial<PickupTerms> {
  const changed = changedTerms(before, after);
  const kept = TERM_NAMES.filter((name) => !changed.includes(name) && onto[name] !== undefined);
  const anew = changed.filter((name) => after[name] !== undefined);
  return Object.fromEntries([
    ...kept.map((name) => [name, onto[name]]),
    ...anew.map((name) => [name, after[name]]),
  ]) as Partial<PickupTerms>;
}
