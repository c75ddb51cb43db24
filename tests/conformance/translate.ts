import type {
  Basket,
  BasketCustomer,
} from '../../modules/listini-promozioni/engine/domain/basket.ts';
import { EVERYBODY } from '../../modules/listini-promozioni/engine/domain/audience.ts';
import {
  type Limits,
  type Promotion,
} from '../../modules/listini-promozioni/engine/domain/promotion.ts';
import type {
  SnapshotItem,
  SnapshotSource,
} from '../../modules/listini-promozioni/engine/domain/snapshot-source.ts';
import { benefitOf } from './action.ts';
import { conditionOf } from './condition.ts';
import { instantOf, localMoment } from './moment.ts';
import { exclusiveStandsAlone, policyOf } from './policy.ts';
import { Scale } from './scale.ts';
import {
  bag,
  bags,
  knows,
  Malformed,
  number,
  optionalNumber,
  text,
  texts,
  Unsupported,
  type Bag,
  type Scenario,
  type ScenarioLine,
} from './scenario.ts';

/** A case as the engine takes it. */
export interface Case {
  readonly source: SnapshotSource;
  readonly basket: Basket;
  readonly instant: Date;
  readonly scale: Scale;
  /** Taxes are only worked out where the case says how. */
  readonly hasTax: boolean;
}

const SHOP = 'shop';

export function caseOf(scenario: Scenario): Case {
  const scale = new Scale(scenario);
  const context = scenario.context === undefined ? {} : bag(scenario.context, 'context');
  knows(
    context,
    ['coupons', 'customer', 'customerGroup', 'channel', 'at', 'shipping', 'orderNumberOfCustomer'],
    'context',
  );
  const settings = scenario.settings ?? {};
  const promotions = bags(scenario.promotions, 'promotions');
  const lines = linesOf(scenario);
  const lanes = [...new Set(promotions.map(laneOf))].sort((a, b) => a - b);
  const at = localMoment(context['at'], 'at');
  const alone = exclusiveStandsAlone(settings);
  const translated = promotions.map((one) => promotionOf(one, scale, alone, at !== undefined));
  const ids = new Set(translated.map(({ id }) => id));
  if (ids.size < translated.length) throw new Malformed('two promotions have one id');
  return {
    source: {
      version: scenario.id,
      locations: [{ id: SHOP, companyId: '*', zone: 'UTC' }],
      items: lines.map((line) => itemOf(line, scale)),
      priceLists: [],
      promotions: translated,
      policies: { '*': policyOf(settings, lanes.length > 0 ? lanes : [0], scale) },
    },
    basket: basketOf(lines, context, promotions, scale),
    instant: instantOf(at ?? '2000-01-01'),
    scale,
    hasTax: settings['tax'] !== undefined,
  };
}

function linesOf({ lines = [] }: Scenario): readonly ScenarioLine[] {
  const seen = new Set<string>();
  for (const line of bags(lines, 'lines')) {
    knows(line, ['lineId', 'sku', 'qty', 'unitPrice', 'attributes'], 'line');
    const id = text(line['lineId'], 'lineId');
    if (seen.has(id)) throw new Malformed(`two lines have the id ${id}`);
    seen.add(id);
    if (line['sku'] !== undefined) text(line['sku'], 'sku');
    const quantity = number(line['qty'], 'qty');
    if (quantity < 0) throw new Malformed(`line ${id} has a negative quantity`);
    if (!Number.isInteger(quantity)) throw new Unsupported('quantities that are not whole');
    if (number(line['unitPrice'], 'unitPrice') < 0) throw new Unsupported('negative prices');
  }
  return lines.filter(({ qty }) => qty > 0);
}

/** Every line is an item of its own: two lines of one sku may have different attributes. */
function itemOf({ lineId, sku, attributes = {} }: ScenarioLine, scale: Scale): SnapshotItem {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(bag(attributes, 'attributes')))
    if (value !== null && value !== undefined) values[name] = texts(value, name);
  const floor = optionalNumber(attributes['minUnitPrice'], 'minUnitPrice');
  return {
    id: lineId,
    vatRate: optionalNumber(attributes['taxRate'], 'taxRate') ?? 0,
    attributes: { ...values, sku: sku ?? lineId, lineId },
    notDiscountable: attributes['notDiscountable'] === true,
    reduced: attributes['discounted'] === true,
    minimumPriceMinor: floor === undefined ? undefined : scale.minor(floor),
  };
}

function basketOf(
  lines: readonly ScenarioLine[],
  context: Bag,
  promotions: readonly Bag[],
  scale: Scale,
): Basket {
  return {
    channel: context['channel'] === undefined ? '' : text(context['channel'], 'channel'),
    locationId: SHOP,
    currency: 'EUR',
    customer: customerOf(context),
    lines: lines.map(({ lineId, qty, unitPrice }) => ({
      lineId,
      itemId: lineId,
      quantity: qty,
      givenPriceMinor: scale.minor(unitPrice),
    })),
    coupons:
      context['coupons'] === undefined
        ? []
        : texts(context['coupons'], 'coupons').map((code) => ({ code })),
    shipping: bags(context['shipping'], 'shipping').map((charge) => {
      knows(charge, ['method', 'amount', 'taxRate'], 'shipping');
      return {
        method: text(charge['method'], 'method'),
        amountMinor: scale.minor(number(charge['amount'], 'amount')),
        vatRate: optionalNumber(charge['taxRate'], 'taxRate'),
      };
    }),
    usage: Object.fromEntries(promotions.map((one) => [text(one['id'], 'id'), {}])),
    explain: 'all',
  };
}

function customerOf(context: Bag): BasketCustomer | null {
  const { customer, customerGroup, orderNumberOfCustomer } = context;
  if (customer === undefined && customerGroup === undefined && orderNumberOfCustomer === undefined)
    return null;
  return {
    id: customer === undefined || customer === null ? null : texts(customer, 'customer')[0]!,
    hasCard: false,
    segments:
      customerGroup === undefined || customerGroup === null
        ? []
        : texts(customerGroup, 'customerGroup'),
    purchaseNumber: optionalNumber(orderNumberOfCustomer, 'orderNumberOfCustomer'),
  };
}

function promotionOf(
  given: Bag,
  scale: Scale,
  exclusiveAlone: boolean,
  hasMoment: boolean,
): Promotion {
  knows(
    given,
    [
      'id',
      'name',
      'description',
      'priority',
      'exclusive',
      'lane',
      'stopFurther',
      'conditions',
      'action',
      'budget',
    ],
    'promotion',
  );
  const id = text(given['id'], 'id');
  const label = { it: id, en: id };
  const actions = Array.isArray(given['action'])
    ? (given['action'] as unknown[])
    : [given['action']];
  return {
    id,
    version: 1,
    texts: { name: label, receipt: label, label },
    where: {},
    when: {},
    who: [EVERYBODY],
    conditions: bags(given['conditions'], 'conditions').flatMap((one) =>
      conditionOf(one, scale, hasMoment),
    ),
    benefits: actions.map((action) => benefitOf(bag(action, 'action'), scale)),
    combination: {
      lane: String(laneOf(given)),
      priority: optionalNumber(given['priority'], 'priority') ?? 0,
      exclusive: exclusiveAlone && given['exclusive'] === true ? 'basket' : 'none',
      stopsFurther: given['stopFurther'] === true,
    },
    limits: limitsOf(given, scale),
    floor: null,
    returnPolicy: 'keep',
    funding: null,
  };
}

/** What is left of every limit: the engine is told that nothing has been used of it. */
function limitsOf(given: Bag, scale: Scale): Limits {
  const left = (
    kinds: readonly string[],
    from: readonly Bag[],
    key: string,
  ): number | undefined => {
    const rests = from
      .filter((one) => kinds.includes(String(one[key])))
      .filter((one) => one['limit'] !== undefined && one['limit'] !== null)
      .map((one) => number(one['limit'], 'limit') - (optionalNumber(one['used'], 'used') ?? 0));
    return rests.length === 0 ? undefined : Math.min(...rests);
  };
  const budgets = bags(given['budget'], 'budget');
  for (const one of budgets)
    if (one['kind'] !== 'amount' && one['kind'] !== 'uses')
      throw new Unsupported(`budget ${JSON.stringify(one['kind'])}`);
  const conditions = bags(given['conditions'], 'conditions');
  const budget = left(['amount'], budgets, 'kind');
  const uses = [
    left(['uses'], budgets, 'kind'),
    left(['uses', 'usesPerCustomer'], conditions, 'type'),
  ].filter((rest) => rest !== undefined);
  return {
    uses: uses.length === 0 ? undefined : Math.min(...uses),
    budgetMinor: budget === undefined ? undefined : scale.minor(budget),
  };
}

function laneOf(given: Bag): number {
  return optionalNumber(given['lane'], 'lane') ?? 0;
}
