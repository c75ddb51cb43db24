import type { PricedBasket } from '../engine/domain/priced-basket.ts';

/** What a trial comes to, summed over baskets. Amounts in minor units. */
export interface TrialSum {
  baskets: number;
  changed: number;
  /** Pieces that cost another amount than without the promotion. */
  units: number;
  beforeMinor: number;
  afterMinor: number;
  /** Net of VAT less cost, of goods with a known cost. */
  marginBeforeMinor: number;
  marginAfterMinor: number;
  /** What the promotion itself took off. */
  discountMinor: number;
  /** Other promotions on the same baskets, and how often. */
  overlaps: Record<string, { baskets: number; amountMinor: number }>;
  items: Record<string, { units: number; discountMinor: number }>;
}

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
  };
}

/** Adds one basket to a sum: priced without the promotion and with it. */
export function addTrial(
  sum: TrialSum,
  promotionId: string,
  before: PricedBasket,
  after: PricedBasket,
  costOf: (itemId: string) => number | null,
): void {
  sum.baskets += 1;
  sum.beforeMinor += before.totals.totalMinor;
  sum.afterMinor += after.totals.totalMinor;
  sum.marginBeforeMinor += marginOf(before, costOf);
  sum.marginAfterMinor += marginOf(after, costOf);
  const own = after.applied.find((one) => one.promotionId === promotionId);
  if (before.totals.totalMinor !== after.totals.totalMinor) sum.changed += 1;
  if (!own) return;
  sum.discountMinor += own.discountMinor + own.shippingDiscountMinor;
  for (const { promotionId: other, discountMinor } of after.applied) {
    if (other === promotionId) continue;
    const overlap = (sum.overlaps[other] ??= { baskets: 0, amountMinor: 0 });
    overlap.baskets += 1;
    overlap.amountMinor += discountMinor;
  }
  for (const line of after.lines) {
    for (const { quantity, discounts } of line.pieces) {
      const taken = discounts.find((one) => one.promotionId === promotionId);
      if (!taken || taken.amountMinor === 0) continue;
      sum.units += quantity;
      const item = (sum.items[line.itemId] ??= { units: 0, discountMinor: 0 });
      item.units += quantity;
      item.discountMinor += quantity * taken.amountMinor;
    }
  }
}

function marginOf(priced: PricedBasket, costOf: (itemId: string) => number | null): number {
  return priced.lines.reduce((sum, { itemId, quantity, netMinor, vatMinor }) => {
    const cost = costOf(itemId);
    return cost === null ? sum : sum + netMinor - vatMinor - cost * quantity;
  }, 0);
}
