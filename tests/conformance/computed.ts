import {
  priorPrice,
  type OfferedPrice,
} from '../../modules/listini-promozioni/price-history/domain/prior-price.ts';
import { price } from '../../modules/listini-promozioni/engine/domain/price.ts';
import type {
  PricedBasket,
  PricedLine,
} from '../../modules/listini-promozioni/engine/domain/priced-basket.ts';
import { compileSnapshot } from '../../modules/listini-promozioni/engine/domain/snapshot.ts';
import type { Scale } from './scale.ts';
import { Malformed, number, optionalNumber, text, Unsupported, type Scenario } from './scenario.ts';
import { caseOf, type Case } from './translate.ts';

/** Computed numbers under the names of `expected`. */
export type Computed = Readonly<Record<string, unknown>>;

/** What the engine makes of a case. Throws `Unsupported` or `Malformed`. */
export function compute(scenario: Scenario): Computed {
  if (scenario.kind === 'promotion') {
    if (scenario.promotions === undefined && scenario.lines?.length === 0)
      throw new Malformed('neither lines nor promotions');
    const given = caseOf(scenario);
    return numbersOf(price(compileSnapshot(given.source), given.basket, given.instant), given);
  }
  if (scenario.kind === 'reference-price') return { lowest: lowestOf(scenario) };
  throw new Unsupported(`kind ${JSON.stringify(scenario.kind)}`);
}

function numbersOf(priced: PricedBasket, { scale, hasTax, basket }: Case): Computed {
  const { totals, lines } = priced;
  const major = (minor: number): number => scale.major(minor);
  const shippingDiscountMinor = totals.shippingListMinor - totals.shippingMinor;
  const withoutTax = totals.goodsMinor + totals.shippingMinor;
  return {
    perPromotion: sparse(priced, ({ byLine }) =>
      byLine.map(({ lineId, amountMinor }) => [lineId, major(amountMinor)]),
    ),
    lineDiscounts: byLine(lines, (line) => major(line.discountMinor)),
    unitDiscounts: byLine(lines, (line) => unitDiscounts(line, scale)),
    unitPrice: byLine(lines, (line) => unitPrice(line, scale)),
    itemsTotal: major(totals.goodsMinor),
    discount: major(totals.discountMinor + shippingDiscountMinor),
    subtotal: major(totals.listMinor),
    ...((basket.shipping ?? []).length === 0
      ? {}
      : {
          shipping: major(totals.shippingMinor),
          shippingDiscount: major(shippingDiscountMinor),
          shippingDiscounts: shippingDiscounts(priced, scale),
        }),
    total: major(withoutTax),
    ...(hasTax ? taxes(priced, scale) : {}),
    appliedIds: priced.applied.map(({ promotionId }) => promotionId),
    gifts: giftsOf(priced),
  };
}

function taxes({ totals }: PricedBasket, scale: Scale): Computed {
  return {
    totalExclTax: scale.major(totals.totalMinor - totals.vatMinor),
    totalInclTax: scale.major(totals.totalMinor),
    taxTotal: scale.major(totals.vatMinor),
  };
}

function byLine<T>(lines: readonly PricedLine[], of: (line: PricedLine) => T): Record<string, T> {
  return Object.fromEntries(lines.map((line) => [line.lineId, of(line)]));
}

function unitDiscounts({ pieces }: PricedLine, scale: Scale): number[] {
  return pieces.flatMap(({ quantity, listPriceMinor, netMinor }) =>
    Array.from({ length: quantity }, () => scale.major(listPriceMinor - netMinor)),
  );
}

/** Of a line whose pieces cost differently: their average, to the cent. */
function unitPrice({ netMinor, quantity }: PricedLine, scale: Scale): number {
  const exact = netMinor / quantity;
  return Number.isInteger(exact)
    ? scale.major(exact)
    : Math.round((exact / scale.factor) * 100) / 100;
}

function sparse(
  { applied }: PricedBasket,
  amounts: (promotion: PricedBasket['applied'][number]) => [string, number][],
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    applied
      .map((one) => [one.promotionId, Object.fromEntries(amounts(one))] as const)
      .filter(([, lines]) => Object.keys(lines).length > 0),
  );
}

function shippingDiscounts({ shipping }: PricedBasket, scale: Scale): Computed {
  const answer: Record<string, Record<string, number>> = {};
  for (const { method, discounts } of shipping)
    for (const { promotionId, amountMinor } of discounts)
      (answer[promotionId] ??= {})[method] = scale.major(amountMinor);
  return answer;
}

function giftsOf({ gifts }: PricedBasket): { sku: string; qty: number }[] {
  const sums = new Map<string, number>();
  for (const { itemId, quantity } of gifts) sums.set(itemId, (sums.get(itemId) ?? 0) + quantity);
  return [...sums].map(([sku, qty]) => ({ sku, qty }));
}

/** The prior price of the reduction that the history ends with; null where it ends with none. */
function lowestOf({ history, settings }: Scenario): number | null {
  if (!Array.isArray(history)) throw new Malformed('no history');
  const last = history.at(-1);
  if (!last || last.compareAt === null || last.compareAt <= last.price) return null;
  const entries = history.map(({ at, price: amount }, place): OfferedPrice => {
    const moment = text(at, 'at');
    return {
      // A day stands for some moment of it; what follows on the same day comes later.
      from: moment.length === 10 ? `${moment}T12:00:00.${String(place).padStart(3, '0')}` : moment,
      amountMinor: number(amount, 'price'),
      isGeneral: true,
      campaignId: null,
    };
  });
  const current = entries.at(-1)!;
  const prior = priorPrice(
    entries.slice(0, -1),
    { start: current.from, offerMinor: current.amountMinor, campaignId: null },
    { days: optionalNumber(settings?.['days'], 'days') },
  );
  return prior?.amountMinor ?? null;
}
