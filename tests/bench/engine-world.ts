import type { AttributeQuery } from '../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import type { Basket } from '../../modules/listini-promozioni/engine/domain/basket.ts';
import type { Benefit } from '../../modules/listini-promozioni/engine/domain/benefit.ts';
import type { Condition } from '../../modules/listini-promozioni/engine/domain/condition.ts';
import type { PriceEntry } from '../../modules/listini-promozioni/engine/domain/price-list.ts';
import type { Audience } from '../../modules/listini-promozioni/engine/domain/audience.ts';
import type {
  Promotion,
  When,
  Where,
} from '../../modules/listini-promozioni/engine/domain/promotion.ts';
import type {
  SnapshotItem,
  SnapshotLocation,
  SnapshotSource,
} from '../../modules/listini-promozioni/engine/domain/snapshot-source.ts';
import { Chance } from './chance.ts';

const STORES = 200;
export const INSTANT = new Date('2026-11-28T15:30:00Z');

const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

const VALUES = {
  brand: named('brand', 120),
  supplier: named('supplier', 80),
  line: named('line', 6),
  season: named('season', 8),
  category: named('category', 60),
  department: named('department', 10),
  size: named('size', 12),
  colour: named('colour', 20),
} as const;
const ATTRIBUTES = Object.keys(VALUES) as (keyof typeof VALUES)[];
const STORE_IDS = named('store', STORES);
const REGIONS = named('region', 20);
const GROUPS = named('group', 12);
const TIERS = ['silver', 'gold', 'platinum'];
const SEGMENTS = named('segment', 30);

/** A chain with `items` items, 200 stores and `promotions` promotions that are all in force. */
export function engineWorld(items: number, promotions: number, seed = 20_261_122): SnapshotSource {
  const chance = new Chance(seed);
  const locations: SnapshotLocation[] = STORE_IDS.map((id, n) => ({
    id,
    companyId: 'chain',
    zone: 'Europe/Rome',
    region: REGIONS[n % REGIONS.length]!,
    groups: [GROUPS[n % GROUPS.length]!],
  }));
  const goods = Array.from({ length: items }, (_, n) => item(chance, n));
  return {
    version: `bench-${seed}`,
    locations,
    items: goods,
    priceLists: [
      list('base', {}, goods, 1),
      ...GROUPS.slice(0, 3).map((group) => list(group, { groups: [group] }, goods, 10)),
    ],
    promotions: Array.from({ length: promotions }, (_, n) => promotion(chance, n, items)),
  };
}

function list(
  id: string,
  scope: { groups?: readonly string[] },
  goods: readonly SnapshotItem[],
  every: number,
) {
  const entries: PriceEntry[] = goods
    .filter((_, n) => n % every === 0)
    .map(({ id: itemId }, n) => ({ itemId, amountMinor: 990 + ((n * 370) % 20_000) }));
  return { id, name: id, scope, priority: 0, currency: 'EUR', vatIncluded: true, entries };
}

function item(chance: Chance, n: number): SnapshotItem {
  const attributes = Object.fromEntries(
    ATTRIBUTES.map((attribute) => [attribute, chance.one(VALUES[attribute])]),
  );
  return {
    id: `item${n}`,
    styleId: `style${n >> 2}`,
    vatRate: 22,
    attributes,
    arrivedOn: `2026-${String(chance.between(1, 11)).padStart(2, '0')}-10`,
  };
}

function promotion(chance: Chance, n: number, items: number): Promotion {
  const text = { it: `Promozione ${n}`, en: `Promotion ${n}` };
  const isWide = chance.is(0.003);
  return {
    id: `promotion${n}`,
    version: 1,
    texts: { name: text, receipt: text, label: text },
    where: where(chance),
    when: when(chance),
    who: [who(chance)],
    conditions: conditions(chance, isWide),
    benefits: [benefit(chance, isWide ? { everything: true } : what(chance, items))],
    combination: {
      lane: isWide ? 'basket' : 'item',
      priority: chance.between(0, 100),
      exclusive: chance.is(0.3) ? 'piece' : 'none',
    },
    limits: chance.is(0.1) ? { uses: 100_000 } : {},
    floor: chance.is(0.1) ? { maximumDiscountPercent: 70 } : null,
    returnPolicy: 'keep',
    funding: null,
  };
}

function where(chance: Chance): Where {
  const dice = chance.next();
  if (dice < 0.3) return {};
  if (dice < 0.55) return { regions: chance.some(REGIONS, chance.between(1, 6)) };
  if (dice < 0.7) return { groups: chance.some(GROUPS, 2) };
  if (dice < 0.9) return { locations: chance.some(STORE_IDS, chance.between(1, 20)) };
  return { channels: ['web'] };
}

function when(chance: Chance): When {
  const period = { from: '2026-11-01T00:00', to: '2026-12-24T00:00' };
  if (chance.is(0.8)) return period;
  return { ...period, weekdays: [5, 6, 7], hours: [{ from: 9 * 60, to: 20 * 60 }] };
}

function who(chance: Chance): Audience {
  const dice = chance.next();
  if (dice < 0.6) return { kind: 'everybody' };
  if (dice < 0.75) return { kind: 'card' };
  if (dice < 0.9) return { kind: 'tier', in: [chance.one(TIERS)] };
  return { kind: 'segment', in: [chance.one(SEGMENTS)] };
}

/**
 * Lists of items or styles for six in ten, else brand, supplier or category with something more: a
 * promotion is about one item in some hundreds on average, as in a chain of fashion or household goods.
 */
function what(chance: Chance, items: number): AttributeQuery {
  if (chance.is(0.3))
    return { attribute: 'item', in: numbered(chance, 'item', chance.between(5, 200), items) };
  if (chance.is(0.4))
    return { attribute: 'style', in: numbered(chance, 'style', chance.between(2, 60), items >> 2) };
  const narrow = chance.one(['brand', 'supplier', 'category'] as const);
  const facts = [narrow, ...chance.some(ATTRIBUTES, 2)].map((attribute): AttributeQuery => ({
    attribute,
    in: chance.some(VALUES[attribute], chance.between(1, 2)),
  }));
  const price: AttributeQuery[] = chance.is(0.1) ? [{ listPriceMinor: { min: 5_000 } }] : [];
  const not: AttributeQuery[] = chance.is(0.1)
    ? [{ not: { attribute: 'category', in: [chance.one(VALUES.category)] } }]
    : [];
  return { all: [...facts, ...price, ...not] };
}

function numbered(chance: Chance, prefix: string, count: number, universe: number): string[] {
  return Array.from({ length: count }, () => `${prefix}${chance.between(0, universe - 1)}`);
}

function conditions(chance: Chance, isWide: boolean): Condition[] {
  const of = { everything: true } as const;
  if (isWide) return [{ kind: 'subtotal', of, minMinor: chance.between(50, 500) * 100 }];
  const dice = chance.next();
  if (dice < 0.1) return [{ kind: 'subtotal', of, minMinor: chance.between(30, 300) * 100 }];
  if (dice < 0.2) return [{ kind: 'coupon', code: `CODE${chance.between(0, 99)}` }];
  if (dice < 0.25) return [{ kind: 'quantity', of, min: chance.between(2, 8) }];
  return [];
}

function benefit(chance: Chance, of: AttributeQuery): Benefit {
  const dice = chance.next();
  const percent = chance.between(1, 10) * 5;
  if (dice < 0.55) return { kind: 'percent', percent, allocation: 'eachLine', of };
  if (dice < 0.65)
    return {
      kind: 'amount',
      amountMinor: chance.between(1, 10) * 100,
      allocation: 'eachPiece',
      of,
    };
  if (dice < 0.7) return { kind: 'percent', percent, allocation: 'across', of };
  if (dice < 0.75) return { kind: 'unitPrice', priceMinor: chance.between(5, 30) * 100, of };
  if (dice < 0.9)
    return {
      kind: 'pick',
      of,
      size: chance.between(2, 4),
      groupOrder: 'dearest',
      pickOrder: 'cheapest',
      position: 1,
      layout: 'perGroup',
      effect: { kind: 'percent', percent: 100 },
    };
  return {
    kind: 'buyGet',
    buy: { of, quantity: 2, order: 'dearest' },
    get: { of, quantity: 1, order: 'cheapest' },
    effect: { kind: 'percent', percent: 50 },
  };
}

/** Baskets of so many lines, each somewhere else, by somebody else, of something else. */
export function engineBaskets(count: number, lines: number, items: number, seed: number): Basket[] {
  const chance = new Chance(seed);
  return Array.from({ length: count }, () => ({
    channel: chance.is(0.8) ? 'store' : 'web',
    locationId: chance.one(STORE_IDS),
    currency: 'EUR',
    customer: chance.is(0.5)
      ? {
          id: `customer${chance.between(0, 100_000)}`,
          hasCard: true,
          tier: chance.one(TIERS),
          segments: chance.some(SEGMENTS, 3),
          purchaseNumber: chance.between(1, 40),
        }
      : null,
    lines: Array.from({ length: lines }, (_, n) => ({
      lineId: `line${n}`,
      itemId: `item${chance.between(0, items - 1)}`,
      quantity: chance.between(1, 3),
    })),
    coupons: chance.is(0.2) ? [{ code: `CODE${chance.between(0, 99)}` }] : [],
  }));
}
