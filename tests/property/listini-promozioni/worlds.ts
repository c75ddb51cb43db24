import fc from 'fast-check';
import type { AttributeQuery } from '../../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import type { Basket } from '../../../modules/listini-promozioni/engine/domain/basket.ts';
import type {
  Benefit,
  DealEffect,
} from '../../../modules/listini-promozioni/engine/domain/benefit.ts';
import {
  DEFAULT_POLICY,
  type Compose,
  type PricingPolicy,
} from '../../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import type { Promotion } from '../../../modules/listini-promozioni/engine/domain/promotion.ts';
import type { SnapshotSource } from '../../../modules/listini-promozioni/engine/domain/snapshot-source.ts';

/** A small chain and a basket in it, over everything a promotion of ours may say. */
export interface World {
  readonly source: SnapshotSource;
  readonly basket: Basket;
}

export const INSTANT = new Date('2026-11-28T15:30:00Z');
const ITEMS = ['i0', 'i1', 'i2', 'i3', 'i4'];

export const of: fc.Arbitrary<AttributeQuery> = fc.oneof(
  fc.constant<AttributeQuery>({ everything: true }),
  fc.constantFrom('a', 'b').map((value) => ({ attribute: 'category', in: [value] })),
  fc.constantFrom('x', 'y').map((value) => ({ not: { attribute: 'brand', in: [value] } })),
  fc.subarray(ITEMS, { minLength: 1 }).map((items) => ({ attribute: 'item', in: items })),
);

const order = fc.constantFrom('cheapest' as const, 'dearest' as const);
const percent = fc.integer({ min: 1, max: 100 });
const amountMinor = fc.integer({ min: 1, max: 2_500 });
const effect: fc.Arbitrary<DealEffect> = fc.oneof(
  percent.map((value) => ({ kind: 'percent' as const, percent: value })),
  amountMinor.map((value) => ({ kind: 'amount' as const, amountMinor: value })),
  amountMinor.map((value) => ({ kind: 'unitPrice' as const, priceMinor: value })),
);
const spread = fc.constantFrom('rewarded' as const, 'deal' as const);

export const simpleBenefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    percent,
    allocation: fc.constantFrom('eachLine' as const, 'eachPiece' as const),
    of,
  }),
  fc.record({
    kind: fc.constant('amount' as const),
    amountMinor,
    allocation: fc.constant('eachPiece' as const),
    of,
  }),
  fc.record({ kind: fc.constant('unitPrice' as const), priceMinor: amountMinor, of }),
);

export const dealBenefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({
    kind: fc.constant('pick' as const),
    of,
    size: fc.integer({ min: 1, max: 3 }),
    groupOrder: order,
    pickOrder: order,
    position: fc.constant(1),
    layout: fc.constant('perGroup' as const),
    effect,
    spread,
  }),
  fc.record({
    kind: fc.constant('nForPrice' as const),
    of,
    size: fc.integer({ min: 1, max: 3 }),
    priceMinor: amountMinor,
    order,
  }),
  fc.record({
    kind: fc.constant('buyGet' as const),
    buy: fc.record({ of, quantity: fc.integer({ min: 1, max: 2 }), order }),
    get: fc.record({ of, quantity: fc.integer({ min: 1, max: 2 }), order }),
    effect,
    spread,
  }),
  fc.record({
    kind: fc.constant('bundle' as const),
    components: fc.array(fc.record({ of, quantity: fc.constant(1), order }), {
      minLength: 1,
      maxLength: 3,
    }),
    effect: amountMinor.map((value) => ({ kind: 'setPrice' as const, priceMinor: value })),
  }),
);

const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  simpleBenefit,
  dealBenefit,
  fc.record({
    kind: fc.constant('amount' as const),
    amountMinor,
    allocation: fc.constant('across' as const),
    of,
  }),
  fc.record({ kind: fc.constant('totalPrice' as const), priceMinor: amountMinor, of }),
);

const combination = fc.record({
  lane: fc.constantFrom('item', 'basket'),
  priority: fc.integer({ min: 0, max: 3 }),
  exclusive: fc.constantFrom<'none' | 'piece' | 'basket'>(
    'none',
    'none',
    'none',
    'piece',
    'basket',
  ),
  group: fc.constantFrom(undefined, 'g', 'h'),
  combinesWith: fc.constantFrom<string[] | undefined>(undefined, undefined, ['g']),
});

export function promotions(benefits: fc.Arbitrary<Benefit>, max = 5): fc.Arbitrary<Promotion[]> {
  return fc
    .array(
      fc.record({
        benefits: fc.array(benefits, { minLength: 1, maxLength: 2 }),
        combination,
        floor: fc.constantFrom(
          null,
          null,
          { minimumPriceMinor: 400 },
          { maximumDiscountPercent: 40 },
        ),
        minMinor: fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: max },
    )
    .map((given) => given.map(({ minMinor, ...one }, n) => promotion(n, minMinor, one)));
}

function promotion(
  n: number,
  minMinor: number | undefined,
  own: Pick<Promotion, 'benefits' | 'combination' | 'floor'>,
): Promotion {
  const text = { it: `p${n}`, en: `p${n}` };
  return {
    id: `p${n}`,
    version: 1,
    texts: { name: text, receipt: text, label: text },
    where: {},
    when: {},
    who: [{ kind: 'everybody' }],
    conditions:
      minMinor === undefined ? [] : [{ kind: 'subtotal', of: { everything: true }, minMinor }],
    limits: {},
    returnPolicy: 'keep',
    funding: { supplierId: 's', sharePercent: 30 },
    ...own,
  };
}

const item = fc.record({
  category: fc.constantFrom('a', 'b'),
  brand: fc.constantFrom('x', 'y'),
  priceMinor: fc.integer({ min: 1, max: 6_000 }),
  minimumPriceMinor: fc.constantFrom(undefined, undefined, 300),
  vatRate: fc.constantFrom(22, 10, 4),
  quantity: fc.integer({ min: 1, max: 5 }),
});

export function worlds(
  of_: fc.Arbitrary<Promotion[]> = promotions(benefit),
  compose: fc.Arbitrary<Compose> = fc.constantFrom(
    'allInTurn',
    'bestPerLine',
    'bestOne',
    'bestDeal',
  ),
): fc.Arbitrary<World> {
  return fc
    .record({
      items: fc.uniqueArray(item, {
        minLength: 1,
        maxLength: 5,
        selector: ({ priceMinor }) => priceMinor,
      }),
      promotions: of_,
      compose,
      remainder: fc.constantFrom(...(['largest', 'first', 'last', 'sequential'] as const)),
      at: fc.constantFrom(...(['line', 'piece'] as const)),
      prices: fc.constantFrom(...(['inclusive', 'exclusive'] as const)),
      roundedPer: fc.constantFrom(...(['document', 'line'] as const)),
      shipping: fc.constantFrom(0, 590),
    })
    .map(({ items, compose: mode, remainder, at, prices, roundedPer, shipping, ...given }) => {
      const policy: PricingPolicy = {
        ...DEFAULT_POLICY,
        lanes: [
          { id: 'item', compose: mode },
          { id: 'basket', compose: mode },
        ],
        remainder,
        rounding: { ...DEFAULT_POLICY.rounding, at },
        vat: { prices, roundedPer, splitWithVat: false },
      };
      return {
        source: {
          version: 'v',
          locations: [{ id: 'shop', companyId: 'c', zone: 'Europe/Rome' }],
          items: items.map(({ category, brand, minimumPriceMinor, vatRate }, n) => ({
            id: `i${n}`,
            vatRate,
            attributes: { category, brand },
            minimumPriceMinor,
          })),
          priceLists: [],
          promotions: given.promotions,
          policies: { c: policy },
        },
        basket: {
          channel: 'store',
          locationId: 'shop',
          currency: 'EUR',
          customer: null,
          lines: items.map(({ quantity, priceMinor }, n) => ({
            lineId: `l${n}`,
            itemId: `i${n}`,
            quantity,
            givenPriceMinor: priceMinor,
          })),
          shipping: shipping === 0 ? [] : [{ method: 'std', amountMinor: shipping, vatRate: 22 }],
        },
      };
    });
}
