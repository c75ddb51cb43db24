import type { Condition } from '../../modules/listini-promozioni/engine/domain/condition.ts';
import { basisOf } from './action.ts';
import { queryOf } from './match.ts';
import { localMoment } from './moment.ts';
import type { Scale } from './scale.ts';
import { knows, number, text, texts, Unsupported, type Bag } from './scenario.ts';

/** What a condition of the neutral format asks of the basket; uses are limits, see `limitsOf`. */
export function conditionOf(condition: Bag, scale: Scale, hasMoment: boolean): Condition[] {
  const type = condition['type'];
  switch (type) {
    case 'subtotalMin':
    case 'subtotalMax':
    case 'subtotalEquals':
      return [subtotal(condition, type, scale)];
    case 'qtyMin':
    case 'qtyMax':
      return [quantity(condition, type, scale)];
    case 'hasLine':
      knows(condition, ['type', 'match'], type);
      return [{ kind: 'presence', of: queryOf(condition['match'], scale) }];
    case 'coupon':
      knows(condition, ['type', 'code'], type);
      return [{ kind: 'coupon', code: text(condition['code'], 'code') }];
    case 'customer':
      return [{ kind: 'audience', anyOf: [{ kind: 'customer', in: listed(condition, type) }] }];
    case 'customerGroup':
      return [{ kind: 'audience', anyOf: [{ kind: 'segment', in: listed(condition, type) }] }];
    case 'channel':
      return [{ kind: 'channel', in: listed(condition, type) }];
    case 'shippingMethod':
      return [{ kind: 'shippingMethod', in: listed(condition, type) }];
    case 'nthOrder':
      knows(condition, ['type', 'n'], type);
      return [{ kind: 'nthPurchase', n: number(condition['n'], 'n') }];
    case 'between':
      knows(condition, ['type', 'from', 'to'], type);
      // Without a moment nothing is between two others.
      return [hasMoment ? period(condition) : NEVER];
    case 'uses':
    case 'usesPerCustomer':
      knows(condition, ['type', 'used', 'limit'], type);
      return [];
    default:
      throw new Unsupported(`condition ${JSON.stringify(type)}`);
  }
}

const NEVER: Condition = { kind: 'period', from: '9999-01-01', to: '0001-01-01' };

function subtotal(
  condition: Bag,
  type: 'subtotalMin' | 'subtotalMax' | 'subtotalEquals',
  scale: Scale,
): Condition {
  knows(condition, ['type', 'value', 'match', 'strict', 'basis'], type);
  const value = scale.minor(number(condition['value'], 'value'));
  return {
    kind: 'subtotal',
    of: queryOf(condition['match'], scale),
    basis: basisOf(condition),
    minMinor: type === 'subtotalMax' ? undefined : value,
    maxMinor: type === 'subtotalMin' ? undefined : value,
    strict: condition['strict'] === true && type !== 'subtotalEquals',
  };
}

function quantity(condition: Bag, type: 'qtyMin' | 'qtyMax', scale: Scale): Condition {
  knows(condition, ['type', 'value', 'match', 'strict'], type);
  const more = condition['strict'] === true ? 1 : 0;
  const value = number(condition['value'], 'value');
  const of = queryOf(condition['match'], scale);
  return type === 'qtyMin'
    ? { kind: 'quantity', of, min: value + more }
    : { kind: 'quantity', of, max: value - more };
}

function listed(condition: Bag, type: string): string[] {
  knows(condition, ['type', 'in'], type);
  return texts(condition['in'], `${type} in`);
}

function period(condition: Bag): Condition {
  return {
    kind: 'period',
    from: localMoment(condition['from'], 'from'),
    to: localMoment(condition['to'], 'to'),
  };
}
