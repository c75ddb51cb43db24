import { Type } from 'typebox';
import { closed, endpoint, Id, nullable } from '../../../server/http/contract.ts';
import { everywhere } from '../access.ts';
import { GoodsQuery } from './query-contracts.ts';

export const matchGoods = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/goods/matches',
  summary:
    'How many items a promotion would be about, and some of them: asked while somebody types',
  access: everywhere('promotion.read'),
  body: closed(
    {
      queries: Type.Array(GoodsQuery, { minItems: 1, maxItems: 20 }),
      steps: Type.Optional(
        Type.Array(GoodsQuery, { maxItems: 20, description: 'Counted one by one' }),
      ),
    },
    { $id: 'GoodsQueries' },
  ),
  reply: closed(
    {
      items: Type.Integer(),
      styles: Type.Integer(),
      sample: Type.Array(
        closed({
          itemId: Id,
          styleId: Id,
          styleCode: Type.String(),
          gtin: Type.String(),
          name: Type.String(),
          size: Type.String(),
          colour: Type.String(),
          brand: Type.String(),
          line: Type.String(),
          listPriceMinor: Type.Integer(),
          pictureUrl: nullable(Type.String()),
        }),
      ),
      steps: Type.Array(Type.Integer(), { description: 'Items of each step' }),
    },
    { $id: 'GoodsMatches' },
  ),
  idempotency: { none: 'it changes nothing' },
  bodyLimit: 2_000_000,
  examples: [{ input: { queries: [{ attribute: 'line', in: ['Donna'] }] } }],
});
