import fc from 'fast-check';
import type { Bag, Scenario } from '../../conformance/scenario.ts';

/** Random cases over the whole vocabulary of the neutral format, small enough to be read when they fail. */

/** Mostly nothing: cases in which everything is limited show little. */
function rarely<T>(arbitrary: fc.Arbitrary<T>, outOf = 5): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: outOf - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );
}

/** Stands for what the basket is worth at list: thresholds are interesting where they are met exactly. */
const EXACTLY = -1;

const money = fc.oneof(
  fc.integer({ min: 0, max: 3_000 }).map((cents) => cents / 100),
  fc.integer({ min: 1, max: 300 }).map((tens) => tens / 10),
);
const percent = fc.oneof(
  fc.constantFrom(10, 33, 50, 100, 12.5, 7.25),
  fc.integer({ min: 1, max: 100 }),
);
const order = fc.constantFrom('asListed', 'cheapest', 'dearest');
const direction = fc.constantFrom('asc', 'desc');
const basis = rarely(fc.constantFrom('running', 'list'), 3);

const line = fc.record(
  {
    qty: fc.integer({ min: 1, max: 8 }),
    unitPrice: money,
    attributes: fc.record({
      cat: fc.constantFrom<string | string[]>('a', 'b', ['a', 'b'], 'c'),
      brand: fc.constantFrom('x', 'y'),
      discounted: rarely(fc.boolean()),
      notDiscountable: rarely(fc.boolean(), 8),
      minUnitPrice: rarely(fc.integer({ min: 0, max: 1_500 }).map((cents) => cents / 100)),
    }),
  },
  { requiredKeys: ['qty', 'unitPrice', 'attributes'] },
);

const match: fc.Arbitrary<Bag | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.record({ cat: fc.constantFrom<string | string[]>('a', 'b', ['b', 'c']) }),
  },
  { weight: 1, arbitrary: fc.record({ brand: fc.constant('x'), cat: fc.constant('a') }) },
  { weight: 1, arbitrary: fc.constant({ not: { brand: 'x' } }) },
  { weight: 1, arbitrary: fc.record({ unitPriceMin: money }) },
  { weight: 1, arbitrary: fc.constant({ notDiscounted: true }) },
  { weight: 1, arbitrary: fc.record({ sku: fc.constantFrom('l0', 'l1') }) },
);

const pieces = {
  match,
  basis,
  unitOrder: order,
  maxQuantity: rarely(fc.integer({ min: 1, max: 4 }), 4),
  maxQuantityScope: fc.constantFrom('line', 'promotion'),
  maxAmount: rarely(money),
};
const allocation = fc.constantFrom('eachLine', 'eachUnit', 'once', 'across');
const groups = {
  match,
  basis,
  groupSize: fc.integer({ min: 1, max: 4 }),
  maxUses: rarely(fc.constantFrom<number | string>(1, 2, 'all'), 3),
  consume: fc.boolean(),
};
const effect = fc.constantFrom('percent', 'amount', 'unitPrice', 'setPrice');
const side = fc.record(
  { qty: fc.integer({ min: 1, max: 3 }), match, order },
  { requiredKeys: ['qty'] },
);

function action<T extends Record<string, fc.Arbitrary<unknown>>>(
  kind: string,
  parts: T,
  required: (keyof T)[],
): fc.Arbitrary<Bag> {
  return fc
    .record(parts, { requiredKeys: required as never })
    .map((given) => ({ kind, ...(given as Bag) }));
}

const plainAction: fc.Arbitrary<Bag> = fc.oneof(
  { weight: 4, arbitrary: action('percent', { ...pieces, allocation, value: percent }, ['value']) },
  { weight: 3, arbitrary: action('amount', { ...pieces, allocation, value: money }, ['value']) },
  { weight: 1, arbitrary: action('unitPrice', { ...pieces, value: money }, ['value']) },
  { weight: 1, arbitrary: action('orderPrice', { match, basis, value: money }, ['value']) },
  {
    weight: 1,
    arbitrary: action('setPrice', { ...groups, unitOrder: order, value: money }, [
      'value',
      'groupSize',
    ]),
  },
  {
    weight: 1,
    arbitrary: action('groups', { ...groups, effect, value: money }, [
      'value',
      'groupSize',
      'effect',
    ]),
  },
  {
    weight: 3,
    arbitrary: action(
      'pick',
      {
        ...groups,
        effect,
        groupOrder: direction,
        pickOrder: direction,
        layout: fc.constantFrom('perGroup', 'spread', 'acrossGroups'),
        position: fc.constantFrom<number | string>(1, 2, 'all'),
        value: money,
      },
      ['value', 'groupSize', 'effect', 'groupOrder', 'pickOrder', 'position'],
    ),
  },
  {
    weight: 3,
    arbitrary: action(
      'buyGet',
      {
        buy: side,
        get: side,
        basis,
        effect,
        value: money,
        maxUses: rarely(fc.integer({ min: 1, max: 3 }), 3),
        requireFullReward: fc.boolean(),
        consume: fc.boolean(),
      },
      ['buy', 'get', 'value', 'effect'],
    ),
  },
  {
    weight: 1,
    arbitrary: action(
      'gift',
      { match, sku: fc.constant('gift'), qty: fc.constantFrom(1, 2), per: fc.constantFrom(2, 3) },
      ['sku'],
    ),
  },
  {
    weight: 2,
    arbitrary: action(
      'shipping',
      {
        effect: fc.constantFrom('percent', 'amount', 'price'),
        value: fc.integer({ min: 0, max: 100 }),
        methods: rarely(fc.constant(['std']), 3),
        allocation: rarely(fc.constant('across'), 3),
        maxAmount: rarely(money),
        basis,
      },
      ['effect', 'value'],
    ),
  },
);

const tiers: fc.Arbitrary<Bag> = fc
  .record({
    subject: fc.constantFrom('subtotal', 'qty', 'lines'),
    match,
    tiers: fc.array(
      fc.record({
        min: fc.integer({ min: 0, max: 30 }),
        kind: fc.constantFrom('percent', 'amount'),
        value: fc.integer({ min: 1, max: 50 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map((given) => ({ kind: 'tiers', ...given }));

const condition: fc.Arbitrary<Bag> = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom('subtotalMin', 'subtotalMax'),
      value: fc.oneof(money, fc.constant(EXACTLY)),
      match,
      strict: fc.boolean(),
      basis,
    },
    { requiredKeys: ['type', 'value'] },
  ),
  fc.record(
    { type: fc.constant('qtyMin'), value: fc.integer({ min: 1, max: 8 }), match },
    { requiredKeys: ['type', 'value'] },
  ),
  fc.record({ type: fc.constant('hasLine'), match }),
  fc.record({ type: fc.constant('coupon'), code: fc.constantFrom('A', 'B') }),
  fc.record({ type: fc.constant('customerGroup'), in: fc.constant(['vip']) }),
  fc.record({ type: fc.constant('channel'), in: fc.constantFrom(['web'], ['store', 'web']) }),
  fc.record({ type: fc.constant('nthOrder'), n: fc.constantFrom(1, 2) }),
  fc.record({
    type: fc.constant('uses'),
    used: fc.integer({ min: 0, max: 2 }),
    limit: fc.constant(2),
  }),
);

const promotion = fc.record(
  {
    priority: fc.integer({ min: 0, max: 3 }),
    lane: fc.constantFrom(0, 0, 0, 1),
    exclusive: rarely(fc.constant(true), 8),
    stopFurther: rarely(fc.constant(true), 8),
    conditions: rarely(fc.array(condition, { minLength: 1, maxLength: 2 }), 3),
    action: fc.oneof(
      { weight: 6, arbitrary: plainAction },
      { weight: 1, arbitrary: tiers },
      { weight: 1, arbitrary: fc.array(plainAction, { minLength: 1, maxLength: 2 }) },
    ),
    budget: rarely(
      fc.constantFrom(
        [{ kind: 'amount', used: 0, limit: 5 }],
        [{ kind: 'uses', used: 1, limit: 1 }],
      ),
      8,
    ),
  },
  { requiredKeys: ['action'] },
);

const settings = fc.record(
  {
    order: fc.constantFrom('asListed', 'priorityDesc', 'priorityAsc'),
    basis,
    conditionBasis: basis,
    exclusive: rarely(fc.constant('highestExclusiveOnly'), 3),
    compose: fc.constantFrom('stack', 'stack', 'stack', 'bestPerLine', 'bestOne'),
    rounding: fc.record({
      mode: fc.constantFrom('halfUp', 'halfUp', 'halfDown', 'halfEven', 'down', 'up'),
      to: fc.constantFrom('0.01', '0.01', '0.05'),
      at: fc.constantFrom('line', 'unit'),
    }),
    roundWhat: fc.constantFrom('price', 'discount'),
    remainder: fc.constantFrom('largest', 'first', 'last', 'sequential', 'none'),
  },
  { requiredKeys: ['rounding', 'order', 'basis', 'compose'] },
);

const context = fc.record(
  {
    coupons: fc.constantFrom(['A'], ['A', 'B']),
    customerGroup: fc.constantFrom('vip', 'other'),
    channel: fc.constantFrom('web', 'store'),
    orderNumberOfCustomer: fc.constantFrom(1, 2),
    shipping: fc.constantFrom(
      [{ method: 'std', amount: 5.9 }],
      [
        { method: 'std', amount: 5.9 },
        { method: 'express', amount: 12.5 },
      ],
    ),
  },
  { requiredKeys: [] },
);

/** A case with everything that may stand in it, and nothing expected. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    promotions: fc.array(promotion, { minLength: 1, maxLength: 4 }),
    settings,
    context,
  })
  .map((given) => ({
    id: 'random',
    kind: 'promotion',
    ...given,
    lines: given.lines.map((one, n) => ({ lineId: `l${n}`, sku: `l${n}`, ...one })),
    promotions: given.promotions.map((one, n) => ({
      id: `p${n}`,
      ...one,
      conditions: one.conditions?.map((asked) =>
        asked['value'] === EXACTLY ? { ...asked, value: worth(given.lines) } : asked,
      ),
    })),
  }));

function worth(lines: readonly { readonly qty: number; readonly unitPrice: number }[]): number {
  return (
    lines.reduce((sum, { qty, unitPrice }) => sum + qty * Math.round(unitPrice * 100), 0) / 100
  );
}
