import type { AttributeQuery } from '../../engine/domain/attribute-query.ts';

/** Attributes whose values the catalogue has, those of single goods, and those that are figures. */
export const VALUED = [
  'line',
  'season',
  'category',
  'brand',
  'department',
  'supplier',
  'size',
  'colour',
] as const;
export const NAMED = ['style', 'item'] as const;
export const MEASURED = ['price', 'arrival', 'stock'] as const;
export const ATTRIBUTES = [...VALUED, ...NAMED, ...MEASURED, 'reduced'] as const;

export type GoodsAttribute = (typeof ATTRIBUTES)[number];
export type MeasuredAttribute = (typeof MEASURED)[number];

/** One row of «Che cosa»: an attribute, and the values that pass or do not. */
export interface GoodsRow {
  /** To the row above: «e» binds tighter than «oppure». */
  readonly joined: 'and' | 'or';
  readonly attribute: GoodsAttribute;
  readonly not: boolean;
  readonly values: readonly string[];
  /** Both ends included; euro for prices, days, pieces. */
  readonly min: number | null;
  readonly max: number | null;
}

export const NEW_ROW: GoodsRow = {
  joined: 'and',
  attribute: 'line',
  not: false,
  values: [],
  min: null,
  max: null,
};

export function isMeasured(attribute: GoodsAttribute): attribute is MeasuredAttribute {
  return (MEASURED as readonly string[]).includes(attribute);
}

/** Which items the rows mean; a row without values does not restrict. */
export function queryOf(goods: readonly GoodsRow[]): AttributeQuery {
  const either: AttributeQuery[][] = [[]];
  for (const row of goods) {
    const part = partOf(row);
    if (part === null) continue;
    if (row.joined === 'or' && either.at(-1)!.length > 0) either.push([]);
    either.at(-1)!.push(part);
  }
  const groups = either.filter((parts) => parts.length > 0).map(all);
  if (groups.length === 0) return { everything: true };
  return groups.length === 1 ? groups[0]! : { any: groups };
}

/** What the rows mean up to each of them: the counts that stand beside them. */
export function stepsOf(goods: readonly GoodsRow[]): AttributeQuery[] {
  return goods.map((_, place) => queryOf(goods.slice(0, place + 1)));
}

function all(parts: readonly AttributeQuery[]): AttributeQuery {
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function partOf(row: GoodsRow): AttributeQuery | null {
  const meant = meantBy(row);
  return meant !== null && row.not && row.attribute !== 'reduced' ? { not: meant } : meant;
}

function meantBy({ attribute, values, min, max, not }: GoodsRow): AttributeQuery | null {
  if (attribute === 'reduced') return { reduced: !not };
  if (isMeasured(attribute)) {
    if (min === null && max === null) return null;
    const scale = attribute === 'price' ? 100 : 1;
    const range = {
      ...(min === null ? {} : { min: Math.round(min * scale) }),
      ...(max === null ? {} : { max: Math.round(max * scale) }),
    };
    if (attribute === 'price') return { listPriceMinor: range };
    return attribute === 'arrival' ? { daysSinceArrival: range } : { stockLevel: range };
  }
  return values.length === 0 ? null : { attribute, in: [...values] };
}
