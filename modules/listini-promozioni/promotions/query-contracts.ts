import { Type } from 'typebox';
import { closed, text } from '../../../server/http/contract.ts';
import type { AttributeQuery } from '../engine/domain/attribute-query.ts';

const range = (maximum: number) =>
  Type.Optional(
    closed({
      min: Type.Optional(Type.Integer({ minimum: 0, maximum })),
      max: Type.Optional(Type.Integer({ minimum: 0, maximum })),
    }),
  );

/** Another query of the same form; how deep they may go is checked by `isQuery`. */
const Inner = Type.Object({}, { additionalProperties: true, description: 'A `GoodsQuery`' });
const Several = Type.Optional(Type.Array(Inner, { minItems: 1, maxItems: 20 }));

/**
 * Which items are meant: one of the forms of `AttributeQuery`, each with AND, OR and NOT inside it. A
 * schema that contains itself at every place where a promotion names goods would take a validator minutes
 * to compile, so this one says the first level, and `isQuery` in the domain the rest.
 */
export const GoodsQuery = Type.Unsafe<AttributeQuery>(
  closed(
    {
      everything: Type.Optional(Type.Literal(true)),
      attribute: Type.Optional(Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9]{0,39}$' })),
      in: Type.Optional(Type.Array(text(120), { minItems: 1, maxItems: 5_000 })),
      listPriceMinor: range(10_000_000_000),
      daysSinceArrival: range(36_500),
      stockLevel: range(10_000_000),
      reduced: Type.Optional(Type.Boolean()),
      all: Several,
      any: Several,
      not: Type.Optional(Inner),
    },
    {
      $id: 'GoodsQuery',
      description:
        'Exactly one of: everything; attribute with in; listPriceMinor; daysSinceArrival; stockLevel; reduced; all; any; not. Up to four deep.',
    },
  ),
);
