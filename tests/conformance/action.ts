import type {
  Allocation,
  Benefit,
  DealEffect,
  DealSide,
  PieceOrder,
} from '../../modules/listini-promozioni/engine/domain/benefit.ts';
import { queryOf } from './match.ts';
import type { Scale } from './scale.ts';
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
  word,
  type Bag,
} from './scenario.ts';

const WHERE = ['kind', 'match', 'basis'] as const;
const PIECES = ['unitOrder', 'maxQuantity', 'maxQuantityScope', 'maxAmount'] as const;
const GROUPS = ['groupSize', 'maxUses', 'maxAmount', 'consume'] as const;

/** What an action of the neutral format gives. */
export function benefitOf(action: Bag, scale: Scale): Benefit {
  switch (action['kind']) {
    case 'percent':
    case 'amount':
      return simple(action, scale);
    case 'unitPrice':
      knows(action, [...WHERE, ...PIECES, 'value', 'allocation'], 'unitPrice');
      return {
        kind: 'unitPrice',
        priceMinor: money(action, 'value', scale),
        ...taken(action, scale, allocationOf(action, 'eachUnit') === 'once'),
      };
    case 'orderPrice':
      knows(action, [...WHERE, ...PIECES, 'value', 'allocation'], 'orderPrice');
      return {
        kind: 'totalPrice',
        priceMinor: money(action, 'value', scale),
        ...taken(action, scale, false),
      };
    case 'setPrice':
    case 'groups':
    case 'pick':
      return grouped(action, scale);
    case 'buyGet':
      return buyGet(action, scale);
    case 'tiers':
      return tiers(action, scale);
    case 'gift':
      return gift(action, scale);
    case 'shipping':
      return shipping(action, scale);
    default:
      throw new Unsupported(`action ${JSON.stringify(action['kind'])}`);
  }
}

type NeutralAllocation = 'eachLine' | 'eachUnit' | 'once' | 'across';

function allocationOf(action: Bag, usual: NeutralAllocation): NeutralAllocation {
  if (action['allocation'] === undefined) return usual;
  return word(action['allocation'], ['eachLine', 'eachUnit', 'once', 'across'], 'allocation');
}

function simple(action: Bag, scale: Scale): Benefit {
  const kind = action['kind'] === 'percent' ? 'percent' : 'amount';
  knows(action, [...WHERE, ...PIECES, 'value', 'allocation'], kind);
  const neutral = allocationOf(action, kind === 'percent' ? 'eachLine' : 'across');
  // Once: on so many pieces of the whole basket, each of them.
  const once: Allocation = kind === 'percent' ? 'eachLine' : 'eachPiece';
  const allocation = neutral === 'eachUnit' ? 'eachPiece' : neutral === 'once' ? once : neutral;
  const where = taken(action, scale, neutral === 'once');
  return kind === 'percent'
    ? { kind, percent: number(action['value'], 'value'), allocation, ...where }
    : { kind, amountMinor: money(action, 'value', scale), allocation, ...where };
}

function taken(action: Bag, scale: Scale, isOnce: boolean) {
  const scope = word(action['maxQuantityScope'], ['line', 'promotion'], 'maxQuantityScope');
  const maxPieces =
    optionalNumber(action['maxQuantity'], 'maxQuantity') ?? (isOnce ? 1 : undefined);
  return {
    of: queryOf(action['match'], scale),
    basis: basisOf(action),
    order: orderOf(action['unitOrder']),
    ...(maxPieces === undefined ? {} : { maxPieces }),
    maxPiecesPer: isOnce || scope === 'promotion' ? ('basket' as const) : ('line' as const),
    maxAmountMinor: optionalMoney(action, 'maxAmount', scale),
  };
}

function grouped(action: Bag, scale: Scale): Benefit {
  const kind = action['kind'] as 'setPrice' | 'groups' | 'pick';
  const size = optionalNumber(action['groupSize'], 'groupSize') ?? 1;
  if (!Number.isInteger(size) || size < 1) throw new Malformed('groupSize is not a whole number');
  const deal = {
    of: queryOf(action['match'], scale),
    size,
    basis: basisOf(action),
    maxUses: usesOf(action),
    maxAmountMinor: optionalMoney(action, 'maxAmount', scale),
    // Only buyGet speaks of pieces that serve one deal only.
    consumes: action['consume'] === true,
  };
  const own = [...WHERE, ...GROUPS, 'value', 'unitOrder', 'groupOrder'];
  if (kind === 'setPrice') {
    knows(action, own, kind);
    const priceMinor = money(action, 'value', scale);
    return { kind: 'nForPrice', priceMinor, order: groupOrderOf(action), ...deal };
  }
  const effect = effectOf(action, scale);
  if (kind === 'groups') {
    knows(action, [...own, 'effect', 'allocation'], kind);
    return { kind: 'completeGroups', effect, order: groupOrderOf(action), ...deal };
  }
  knows(action, [...own, 'effect', 'layout', 'position', 'pickOrder'], kind);
  const layout = word(action['layout'], ['perGroup', 'spread', 'acrossGroups'], 'layout');
  const position = action['position'];
  return {
    kind: 'pick',
    effect,
    groupOrder: groupOrderOf(action),
    pickOrder: orderOf(action['pickOrder']),
    position: position === 'all' ? 'all' : (optionalNumber(position, 'position') ?? 1),
    layout: layout === 'perGroup' ? 'perGroup' : 'spreadOverGroups',
    ...deal,
  };
}

function groupOrderOf(action: Bag): PieceOrder {
  return orderOf(action['groupOrder'] ?? action['unitOrder']);
}

function buyGet(action: Bag, scale: Scale): Benefit {
  knows(
    action,
    ['kind', 'value', 'effect', 'buy', 'get', 'basis', ...GROUPS, 'requireFullReward'],
    'buyGet',
  );
  return {
    kind: 'buyGet',
    buy: sideOf(action, 'buy', scale),
    get: sideOf(action, 'get', scale),
    effect: effectOf(action, scale),
    basis: basisOf(action),
    maxUses: usesOf(action),
    maxAmountMinor: optionalMoney(action, 'maxAmount', scale),
    wholeRewardOnly: action['requireFullReward'] === true,
    consumes: action['consume'] !== false,
  };
}

function sideOf(action: Bag, name: 'buy' | 'get', scale: Scale): DealSide {
  const side = bag(action[name], name);
  knows(side, ['qty', 'match', 'order'], name);
  const quantity = optionalNumber(side['qty'], `${name}.qty`) ?? 1;
  return { of: queryOf(side['match'], scale), quantity, order: orderOf(side['order']) };
}

function tiers(action: Bag, scale: Scale): Benefit {
  const { tiers: steps, subject, kind: _, ...rest } = action;
  const counted = word(subject, ['subtotal', 'qty', 'lines'], 'subject');
  return {
    kind: 'tiers',
    subject: counted === 'qty' ? 'quantity' : counted,
    of: queryOf(action['match'], scale),
    steps: bags(steps, 'tiers').map(({ min, ...step }) => {
      const from = optionalNumber(min, 'min') ?? 0;
      return {
        min: counted === 'subtotal' ? scale.minor(from) : from,
        benefit: benefitOf({ ...rest, ...step }, scale),
      };
    }),
  };
}

function gift(action: Bag, scale: Scale): Benefit {
  knows(action, ['kind', 'sku', 'qty', 'per', 'match'], 'gift');
  return {
    kind: 'gift',
    itemId: text(action['sku'], 'sku'),
    quantity: optionalNumber(action['qty'], 'qty') ?? 1,
    per: optionalNumber(action['per'], 'per'),
    of: action['match'] === undefined ? undefined : queryOf(action['match'], scale),
  };
}

function shipping(action: Bag, scale: Scale): Benefit {
  knows(
    action,
    ['kind', 'effect', 'value', 'methods', 'allocation', 'basis', 'maxAmount'],
    'shipping',
  );
  const kind = word(action['effect'], ['percent', 'amount', 'price'], 'shipping effect');
  const allocation = word(
    action['allocation'],
    ['each', 'eachLine', 'eachUnit', 'once', 'across'],
    'allocation',
  );
  return {
    kind: 'shipping',
    effect:
      kind === 'percent'
        ? { kind, percent: number(action['value'], 'value') }
        : kind === 'amount'
          ? { kind, amountMinor: money(action, 'value', scale) }
          : { kind, priceMinor: money(action, 'value', scale) },
    methods: action['methods'] === undefined ? undefined : texts(action['methods'], 'methods'),
    allocation: allocation === 'across' ? 'across' : 'each',
    basis: basisOf(action),
    maxAmountMinor: optionalMoney(action, 'maxAmount', scale),
  };
}

function effectOf(action: Bag, scale: Scale): DealEffect {
  const kind = word(action['effect'], ['percent', 'amount', 'unitPrice', 'setPrice'], 'effect');
  switch (kind) {
    case 'percent':
      return { kind, percent: optionalNumber(action['value'], 'value') ?? 100 };
    case 'amount':
      return { kind, amountMinor: money(action, 'value', scale) };
    case 'unitPrice':
    case 'setPrice':
      return { kind, priceMinor: money(action, 'value', scale) };
  }
}

export function basisOf(given: Bag): 'running' | 'list' | undefined {
  if (given['basis'] === undefined || given['basis'] === null) return undefined;
  return word<'running' | 'list'>(given['basis'], ['running', 'list'], 'basis');
}

function orderOf(value: unknown): PieceOrder {
  const order = word(
    value,
    ['asListed', 'cheapest', 'dearest', 'asc', 'desc', 'listed'],
    'order of units',
  );
  if (order === 'asc') return 'cheapest';
  if (order === 'desc') return 'dearest';
  return order === 'listed' ? 'asListed' : order;
}

function usesOf(action: Bag): number | undefined {
  return action['maxUses'] === 'all' ? undefined : optionalNumber(action['maxUses'], 'maxUses');
}

function money(action: Bag, key: string, scale: Scale): number {
  const amount = number(action[key], key);
  if (amount < 0) throw new Unsupported(`negative ${key}`);
  return scale.minor(amount);
}

function optionalMoney(action: Bag, key: string, scale: Scale): number | undefined {
  return action[key] === undefined || action[key] === null ? undefined : money(action, key, scale);
}
