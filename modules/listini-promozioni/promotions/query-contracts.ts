import { Type, type TSchema } from 'typebox';
import { closed, text } from '../../../server/http/contract.ts';
import type { AttributeQuery } from '../engine/domain/attribute-query.ts';

const Days = { minimum: 0, maximum: 36_500 };
const Pieces = { minimum: 0, maximum: 10_000_000 };
const Money = { minimum: 0, maximum: 10_000_000_000 };

const range = (limits: { minimum: number; maximum: number }) =>
  closed({
    min: Type.Optional(Type.Integer(limits)),
    max: Type.Optional(Type.Integer(limits)),
  });

/** What a query can say without others inside it. */
const leaves: TSchema[] = [
  closed({ everything: Type.Literal(true) }),
  closed({
    attribute: Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9]{0,39}$' }),
    in: Type.Array(text(120), { minItems: 1, maxItems: 5_000 }),
  }),
  closed({ listPriceMinor: range(Money) }),
  closed({ daysSinceArrival: range(Days) }),
  closed({ stockLevel: range(Pieces) }),
  closed({ reduced: Type.Boolean() }),
];

function around(inner: TSchema): TSchema[] {
  const several = Type.Array(inner, { minItems: 1, maxItems: 20 });
  return [...leaves, closed({ all: several }), closed({ any: several }), closed({ not: inner })];
}

const Leaf = Type.Union(leaves, { $id: 'GoodsQueryLeaf' });
const Inner = Type.Union(around(Leaf), { $id: 'GoodsQueryInner' });
const Middle = Type.Union(around(Inner), { $id: 'GoodsQueryMiddle' });

/**
 * Which items are meant: AND, OR and NOT over attributes, up to three deep. Deeper ones nobody can read,
 * and a limit keeps hostile ones out.
 */
export const GoodsQuery = Type.Unsafe<AttributeQuery>(
  Type.Union(around(Middle), { $id: 'GoodsQuery' }),
);
