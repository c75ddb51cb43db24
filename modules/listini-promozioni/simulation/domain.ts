import type { PriceEntry } from '../engine/domain/price-list.ts';
import type { PricedBasket, PricedLine } from '../engine/domain/priced-basket.ts';

/** What a trial comes to, summed over baskets. Amounts in minor units. */
export interface TrialSum {
  baskets: number;
  changed: number;
  /** Pieces that cost another amount than without what is tried. */
  units: number;
  beforeMinor: number;
  afterMinor: number;
  /** Net of VAT less cost, of goods with a known cost. */
  marginBeforeMinor: number;
  marginAfterMinor: number;
  /** What the promotion itself took off; of a price change, what customers pay less. */
  discountMinor: number;
  /** Other promotions on the same baskets, and how often. */
  overlaps: Record<string, { baskets: number; amountMinor: number }>;
  items: Record<string, { units: number; discountMinor: number }>;
  /** By line of goods. */
  lines: Record<string, LineSum>;
  /** By shop, or by channel where no shop sold. */
  places: Record<string, PlaceSum>;
  /** Baskets whose total changes most, the largest first. */
  largest: LargestChange[];
}

export interface LineSum {
  units: number;
  beforeMinor: number;
  afterMinor: number;
  marginBeforeMinor: number;
  marginAfterMinor: number;
}

export interface PlaceSum {
  baskets: number;
  changed: number;
  beforeMinor: number;
  afterMinor: number;
}

export interface LargestChange {
  readonly basketId: string;
  readonly placeId: string;
  readonly at: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
}

/** More are not looked at one by one. */
const MOST_LARGEST = 20;

export function emptySum(): TrialSum {
  return {
    baskets: 0,
    changed: 0,
    units: 0,
    beforeMinor: 0,
    afterMinor: 0,
    marginBeforeMinor: 0,
    marginAfterMinor: 0,
    discountMinor: 0,
    overlaps: {},
    items: {},
    lines: {},
    places: {},
    largest: [],
  };
}

/** One basket of a trial: which it is, and what it costs without and with what is tried. */
export interface TriedBasket {
  readonly basketId: string;
  readonly placeId: string;
  readonly at: Date;
  readonly before: PricedBasket;
  readonly after: PricedBasket;
}

/** What a trial knows of an item. */
export type GoodsOf = (
  itemId: string,
) => { readonly line: string; readonly costMinor: number | null } | undefined;

/** Adds one basket to a sum. `promotionId` is the promotion that is tried, null for a change of prices. */
export function addTrial(
  sum: TrialSum,
  promotionId: string | null,
  basket: TriedBasket,
  goodsOf: GoodsOf,
): void {
  const { before, after } = basket;
  const [was, is] = [before.totals.totalMinor, after.totals.totalMinor];
  sum.baskets += 1;
  sum.beforeMinor += was;
  sum.afterMinor += is;
  addPlace(sum, basket);
  addLines(sum, basket, goodsOf);
  if (was !== is) {
    sum.changed += 1;
    addLargest(sum, basket);
  }
  if (promotionId === null) addPriceChange(sum, basket);
  else addPromotion(sum, promotionId, after);
}

function addPlace(sum: TrialSum, { placeId, before, after }: TriedBasket): void {
  const place = (sum.places[placeId] ??= { baskets: 0, changed: 0, beforeMinor: 0, afterMinor: 0 });
  const [was, is] = [before.totals.totalMinor, after.totals.totalMinor];
  place.baskets += 1;
  place.changed += was === is ? 0 : 1;
  place.beforeMinor += was;
  place.afterMinor += is;
}

function addLines(sum: TrialSum, { before, after }: TriedBasket, goodsOf: GoodsOf): void {
  after.lines.forEach((is, place) => {
    const was = before.lines[place]!;
    const goods = goodsOf(is.itemId);
    const of = (sum.lines[goods?.line ?? ''] ??= {
      units: 0,
      beforeMinor: 0,
      afterMinor: 0,
      marginBeforeMinor: 0,
      marginAfterMinor: 0,
    });
    of.units += is.quantity;
    of.beforeMinor += was.netMinor;
    of.afterMinor += is.netMinor;
    const cost = goods?.costMinor ?? null;
    if (cost === null) return;
    const [marginWas, marginIs] = [marginOf(was, cost), marginOf(is, cost)];
    of.marginBeforeMinor += marginWas;
    of.marginAfterMinor += marginIs;
    sum.marginBeforeMinor += marginWas;
    sum.marginAfterMinor += marginIs;
  });
}

function marginOf({ netMinor, vatMinor, quantity }: PricedLine, costMinor: number): number {
  return netMinor - vatMinor - costMinor * quantity;
}

function addLargest(sum: TrialSum, { basketId, placeId, at, before, after }: TriedBasket): void {
  const change = ({ beforeMinor, afterMinor }: LargestChange) => Math.abs(afterMinor - beforeMinor);
  const row: LargestChange = {
    basketId,
    placeId,
    at: at.toISOString(),
    beforeMinor: before.totals.totalMinor,
    afterMinor: after.totals.totalMinor,
  };
  const last = sum.largest.at(-1);
  if (sum.largest.length === MOST_LARGEST && last && change(last) >= change(row)) return;
  sum.largest = [...sum.largest, row].sort((a, b) => change(b) - change(a)).slice(0, MOST_LARGEST);
}

function addPromotion(sum: TrialSum, promotionId: string, after: PricedBasket): void {
  const own = after.applied.find((one) => one.promotionId === promotionId);
  if (!own) return;
  sum.discountMinor += own.discountMinor + own.shippingDiscountMinor;
  addOverlaps(sum, after, promotionId);
  for (const line of after.lines) {
    for (const { quantity, discounts } of line.pieces) {
      const taken = discounts.find((one) => one.promotionId === promotionId);
      if (!taken || taken.amountMinor === 0) continue;
      addItem(sum, line.itemId, quantity, quantity * taken.amountMinor);
    }
  }
}

function addPriceChange(sum: TrialSum, { before, after }: TriedBasket): void {
  let touched = false;
  after.lines.forEach((line, place) => {
    const less = before.lines[place]!.netMinor - line.netMinor;
    if (less === 0) return;
    touched = true;
    sum.discountMinor += less;
    addItem(sum, line.itemId, line.quantity, less);
  });
  if (touched) addOverlaps(sum, after, null);
}

function addOverlaps(sum: TrialSum, after: PricedBasket, but: string | null): void {
  for (const { promotionId, discountMinor } of after.applied) {
    if (promotionId === but) continue;
    const overlap = (sum.overlaps[promotionId] ??= { baskets: 0, amountMinor: 0 });
    overlap.baskets += 1;
    overlap.amountMinor += discountMinor;
  }
}

function addItem(sum: TrialSum, itemId: string, units: number, discountMinor: number): void {
  sum.units += units;
  const item = (sum.items[itemId] ??= { units: 0, discountMinor: 0 });
  item.units += units;
  item.discountMinor += discountMinor;
}

/** A price that is wanted, or with null its end: as a change set holds it. */
export interface Wish {
  readonly subjectKind: 'item' | 'style';
  readonly subjectId: string;
  readonly minQuantity: number;
  readonly amountMinor: number | null;
}

/**
 * The prices of a list as they would be with wishes published for a span of wall-clock time: what stood
 * there ends at its beginning and goes on behind its end, as publishing does it.
 */
export function entriesWith(
  entries: Iterable<PriceEntry>,
  wishes: readonly Wish[],
  { from, to }: { readonly from: string; readonly to: string | null },
): PriceEntry[] {
  const slot = (subjectId: string, minQuantity: number) => `${subjectId} ${minQuantity}`;
  const wanted = new Set(wishes.map((wish) => slot(wish.subjectId, wish.minQuantity)));
  const kept = [...entries].flatMap((entry) => {
    const subject = entry.itemId ?? entry.styleId ?? '';
    return wanted.has(slot(subject, entry.minQuantity ?? 1)) ? outside(entry, from, to) : [entry];
  });
  const made = wishes.flatMap(({ subjectKind, subjectId, minQuantity, amountMinor }) =>
    amountMinor === null
      ? []
      : [
          {
            ...(subjectKind === 'item' ? { itemId: subjectId } : { styleId: subjectId }),
            amountMinor,
            ...(minQuantity === 1 ? {} : { minQuantity }),
            from,
            ...(to === null ? {} : { to }),
          },
        ],
  );
  return [...kept, ...made];
}

function outside(entry: PriceEntry, from: string, to: string | null): PriceEntry[] {
  const parts: PriceEntry[] = [];
  if (entry.from === undefined || entry.from < from) {
    const end = entry.to !== undefined && entry.to < from ? entry.to : from;
    parts.push({ ...entry, to: end });
  }
  if (to !== null && (entry.to === undefined || entry.to > to)) {
    const begin = entry.from !== undefined && entry.from > to ? entry.from : to;
    parts.push({ ...entry, from: begin });
  }
  return parts;
}
