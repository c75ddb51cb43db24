import type {
  Compose,
  PricingPolicy,
  Remainder,
  Rounding,
} from '../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import { basisOf } from './action.ts';
import type { Scale } from './scale.ts';
import { bag, knows, number, Unsupported, word, type Bag } from './scenario.ts';

/** The settings of a case as the pricing policy of a company. */
export function policyOf(settings: Bag, lanes: readonly number[], scale: Scale): PricingPolicy {
  knows(settings, KNOWN, 'settings');
  const compose =
    COMPOSE[word(settings['compose'], ['stack', 'bestPerLine', 'bestOne'], 'compose')];
  const tax = settings['tax'] === undefined ? {} : bag(settings['tax'], 'tax');
  knows(tax, ['mode', 'weights'], 'tax');
  const order = word(settings['order'], ['asListed', 'priorityDesc', 'priorityAsc'], 'order');
  return {
    lanes: lanes.map((lane) => ({ id: String(lane), compose })),
    order: ORDER[order],
    basis: basisOf(settings) ?? 'running',
    conditionBasis: basisOf({ basis: settings['conditionBasis'] }) ?? 'running',
    rounding: roundingOf(settings['rounding'], settings['roundWhat'], scale),
    remainder: remainderOf(settings),
    vat: {
      prices:
        word(tax['mode'], ['incl', 'excl'], 'tax mode') === 'excl' ? 'exclusive' : 'inclusive',
      roundedPer: 'line',
      splitWithVat: word(tax['weights'], ['exclTax', 'inclTax'], 'tax weights') === 'inclTax',
    },
    fixedShippingPriceAlone: settings['shippingFixedPriceAlone'] === true,
    searchSteps: 400,
  };
}

const KNOWN = [
  'order',
  'basis',
  'conditionBasis',
  'exclusive',
  'compose',
  'rounding',
  'roundWhat',
  'remainder',
  'tax',
  'shippingFixedPriceAlone',
];

const COMPOSE: Record<'stack' | 'bestPerLine' | 'bestOne', Compose> = {
  stack: 'allInTurn',
  bestPerLine: 'bestPerLine',
  bestOne: 'bestOne',
};

const ORDER = {
  asListed: 'asListed',
  priorityDesc: 'priorityDescending',
  priorityAsc: 'priorityAscending',
} as const;

function roundingOf(given: unknown, what: unknown, scale: Scale): Rounding {
  const rounding = given === undefined || given === null ? {} : bag(given, 'rounding');
  knows(rounding, ['mode', 'to', 'at'], 'rounding');
  const mode = word(
    rounding['mode'],
    ['halfUp', 'halfDown', 'halfEven', 'down', 'up', 'none'],
    'rounding mode',
  );
  const at = word(rounding['at'], ['line', 'unit'], 'rounding at');
  const toMinor = mode === 'none' ? 1 : scale.minor(number(rounding['to'] ?? 0.01, 'rounding to'));
  return {
    // Where nothing is rounded, minor units are so small that their rounding does not show.
    mode: mode === 'none' ? 'halfUp' : mode,
    toMinor: Math.max(1, toMinor),
    at: at === 'unit' ? 'piece' : 'line',
    what: word(what, ['discount', 'price'], 'roundWhat'),
  };
}

function remainderOf(settings: Bag): Remainder {
  const remainder = word(
    settings['remainder'],
    ['largest', 'first', 'last', 'sequential', 'none'],
    'remainder',
  );
  const isFine = (settings['rounding'] as Bag | undefined)?.['mode'] === 'none';
  return isFine ? 'largest' : remainder;
}

/** Do exclusive promotions stand alone? Without the setting the mark has no effect. */
export function exclusiveStandsAlone(settings: Bag): boolean {
  const exclusive = settings['exclusive'];
  if (exclusive === undefined || exclusive === null || exclusive === false) return false;
  if (exclusive === 'highestExclusiveOnly') return true;
  throw new Unsupported(`exclusive ${JSON.stringify(exclusive)}`);
}
