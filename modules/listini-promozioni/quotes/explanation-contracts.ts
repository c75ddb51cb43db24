import { Type } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { anywhere } from '../access.ts';
import { WallTime } from '../price-lists/contracts.ts';
import { unknownGoods } from '../problems.ts';
import { Quote } from './contracts.ts';

const Amount = nullable(Type.Integer());

export const explainPrice = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/explanations',
  summary:
    'Why something costs what it costs: any item, place, customer and moment, past or coming',
  description:
    '`at` is when it is bought; `knownAt` what the chain knew then, so that a price can be explained as it was told that day although it was changed later.',
  access: anywhere('price.read'),
  query: closed({
    itemId: Id,
    placeId: text(40, { description: 'A shop, or an online channel' }),
    channel: Type.Optional(
      text(40, { description: 'Sold through this channel and collected in that shop' }),
    ),
    customerId: Type.Optional(Id),
    quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    coupons: Type.Optional(Type.Array(text(40), { maxItems: 20 })),
    at: Type.Optional(Instant),
    knownAt: Type.Optional(Instant),
    version: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}$',
        description: 'From the prices of this version, as an order or a receipt keeps it',
      }),
    ),
  }),
  reply: closed(
    {
      at: Instant,
      knownVersion: Type.Integer(),
      quote: Quote,
      lists: Type.Array(
        closed({
          listId: Type.String(),
          code: Type.String(),
          outcome: oneOf(['won', 'no-price', 'not-in-force', 'outranked']),
          amountMinor: Amount,
          by: nullable(oneOf(['item', 'style', 'formula'])),
        }),
        { description: 'The price lists that were asked, in their order' },
      ),
      offered: Type.Array(closed({ from: WallTime, amountMinor: Type.Integer() }), {
        description: 'What anybody would have paid there, and will',
      }),
      changes: Type.Array(
        closed({
          listCode: Type.String(),
          changeSetId: Id,
          title: Type.String(),
          amountMinor: Type.Integer(),
          minQuantity: Type.Integer(),
          validFrom: WallTime,
          validTo: nullable(WallTime),
          publishedVersion: Type.Integer(),
          takenBackVersion: nullable(Type.Integer()),
          recordedAt: Instant,
          preparedBy: Type.String(),
          approvedBy: nullable(Type.String()),
        }),
        { description: 'Who changed what, newest first' },
      ),
    },
    { $id: 'PriceExplanation' },
  ),
  refusals: [notFound, unknownGoods],
  examples: [
    {
      input: {
        itemId: '01939c5e-7a00-7000-8000-000000000001',
        placeId: 'MI01',
        at: '2026-12-24T10:00:00+01:00',
      },
    },
  ],
});
