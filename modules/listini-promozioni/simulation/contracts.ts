import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { unknownGoods } from '../problems.ts';
import { DefinitionSchema } from '../promotions/definition-contracts.ts';
import { BasketToPrice, Quote } from '../quotes/contracts.ts';

const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';

export const TriedFields = {
  promotionId: Type.Optional(nullable(Id)),
  definition: Type.Optional(nullable(DefinitionSchema)),
  changeSetId: Type.Optional(nullable(Id)),
};

export const SourceSchema = oneOf(['receipts', 'orders'], {
  description: 'What people bought at the tills, or online',
});

const Amount = Type.Integer();

export const Sum = {
  baskets: Type.Integer(),
  changed: Type.Integer(),
  units: Type.Integer(),
  beforeMinor: Amount,
  afterMinor: Amount,
  discountMinor: Type.Integer({
    description: 'Taken off by the promotion that is tried; of prices, what customers pay less',
  }),
  marginBeforeMinor: Type.Integer({ description: 'Of goods with a known cost, without VAT' }),
  marginAfterMinor: Amount,
  overlaps: Type.Array(
    closed({
      promotionId: Type.String(),
      name: closed({ it: Type.String(), en: Type.String() }),
      baskets: Type.Integer(),
      amountMinor: Amount,
    }),
  ),
  items: Type.Array(
    closed({
      itemId: Id,
      styleCode: Type.String(),
      name: Type.String(),
      units: Type.Integer(),
      discountMinor: Amount,
    }),
    { description: 'Those it took most off' },
  ),
  lines: Type.Array(
    closed({
      line: Type.String(),
      units: Type.Integer(),
      beforeMinor: Amount,
      afterMinor: Amount,
      marginBeforeMinor: Amount,
      marginAfterMinor: Amount,
    }),
    { description: 'By line of goods, those that change most first' },
  ),
  places: Type.Array(
    closed({
      placeId: Type.String(),
      baskets: Type.Integer(),
      changed: Type.Integer(),
      beforeMinor: Amount,
      afterMinor: Amount,
    }),
  ),
  largest: Type.Array(
    closed({
      basketId: Type.String(),
      placeId: Type.String(),
      at: Instant,
      beforeMinor: Amount,
      afterMinor: Amount,
    }),
    { description: 'Baskets whose total changes most' },
  ),
};

export const simulateBaskets = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/simulations/baskets',
  summary:
    'Baskets with and without a promotion or prices that are being prepared: asked at every change of a field',
  description:
    'The open version of `promotionId`, a `definition` that is nowhere stored yet, or the prices of `changeSetId`; without any, today’s prices alone.',
  access: everywhere('simulation.run'),
  body: closed(
    {
      ...TriedFields,
      baskets: Type.Array(closed({ ...BasketToPrice, at: Type.Optional(Instant) }), {
        minItems: 1,
        maxItems: 200,
      }),
    },
    { $id: 'TrialBaskets' },
  ),
  reply: closed(
    {
      results: Type.Array(
        closed({
          beforeMinor: Amount,
          afterMinor: Amount,
          linesBefore: Type.Array(Type.Integer(), {
            description: 'What each line comes to without what is tried, in the order of the lines',
          }),
          applied: Type.Boolean(),
          quote: Quote,
        }),
      ),
      lists: Type.Array(closed({ listId: Id, code: Type.String() }), {
        description: 'The price lists that the traces name',
      }),
      sum: closed(Sum),
      milliseconds: Type.Integer(),
    },
    { $id: 'TrialResults' },
  ),
  idempotency: { none: 'it changes nothing' },
  bodyLimit: 4_000_000,
  refusals: [notFound, unknownGoods],
  examples: [
    {
      input: {
        promotionId: EXAMPLE,
        baskets: [
          {
            channel: 'store',
            locationId: 'MI01',
            lines: [{ lineId: '1', gtin: '8050000000017', quantity: 3 }],
          },
        ],
      },
    },
  ],
});

export const pastBaskets = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/simulations/past-baskets',
  summary: 'The latest baskets that people bought, without names: to try something on them',
  access: everywhere('simulation.run'),
  query: closed({
    source: SourceSchema,
    from: BusinessDay,
    to: BusinessDay,
    locationIds: Type.Optional(Type.Array(LocationId, { maxItems: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })),
  }),
  reply: closed(
    {
      baskets: Type.Array(
        closed({
          basketId: Id,
          locationId: LocationId,
          channel: Type.String(),
          at: Instant,
          hasCard: Type.Boolean({ description: 'The chain knew whose it was' }),
          lines: Type.Array(
            closed({
              itemId: Id,
              quantity: Type.Integer(),
              name: Type.String(),
              size: Type.String(),
              colour: Type.String(),
              pictureUrl: nullable(Type.String()),
            }),
          ),
        }),
      ),
    },
    { $id: 'PastBaskets' },
  ),
  examples: [{ input: { source: 'receipts', from: '2026-11-09', to: '2026-11-15' } }],
});
