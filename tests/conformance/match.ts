import {
  EVERYTHING,
  type AttributeQuery,
} from '../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import type { Scale } from './scale.ts';
import { bag, number, texts, Unsupported, type Bag } from './scenario.ts';

/** A match of the neutral format as an attribute query: all its keys must hold. */
export function queryOf(match: unknown, scale: Scale): AttributeQuery {
  if (match === undefined || match === null) return EVERYTHING;
  const keys = bag(match, 'match');
  const parts = Object.keys(keys).flatMap((key): AttributeQuery[] => partOf(key, keys, scale));
  if (parts.length === 0) return EVERYTHING;
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function partOf(key: string, match: Bag, scale: Scale): AttributeQuery[] {
  const value = match[key];
  if (value === undefined || value === null) return [];
  switch (key) {
    case 'unitPriceMin':
      return [{ listPriceMinor: { min: scale.minor(number(value, key)) } }];
    case 'unitPriceMax':
      return [{ listPriceMinor: { max: scale.minor(number(value, key)) } }];
    case 'notDiscounted':
      return value === false ? [] : [{ reduced: false }];
    case 'not':
      return Array.isArray(value)
        ? value.map((one: unknown) => ({ not: queryOf(one, scale) }))
        : [{ not: queryOf(value, scale) }];
    default:
      if (typeof value === 'object' && !Array.isArray(value))
        throw new Unsupported(`match ${key}: ${JSON.stringify(value)}`);
      return [{ attribute: key, in: texts(value, `match ${key}`) }];
  }
}
