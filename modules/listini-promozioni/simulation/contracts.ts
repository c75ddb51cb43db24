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
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { unknownGoods } from '../problems.ts';
import { DefinitionSchema } from '../promotions/definition-contracts.ts';
import { BasketToPrice, Quote } from '../quotes/contracts.ts';

const RUN = {
  kind: 'permission',
  permission: 'listini-promozioni.simulation.run',
  location: 'everywhere',
} as const;
const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';

const Tried = {
  promotionId: Type.Optional(nullable(Id)),
  definition: Type.Optional(nullable(DefinitionSchema)),
};

const Sum = {
  baskets: Type.Integer(),
  changed: Type.Integer(),
  units: Type.Integer(),
  beforeMinor: Type.Integer(),
  afterMinor: Type.Integer(),
  discountMinor: Type.Integer({ description: 'Taken off by the promotion that is tried' }),
  marginBeforeMinor: Type.Integer({ description: 'Of goods with a known cost, without VAT' }),
  marginAfterMinor: Type.Integer(),
  overlaps: Type.Array(
    closed({
      promotionId: Type.String(),
      name: closed({ it: Type.String(), en: Type.String() }),
      baskets: Type.Integer(),
      amountMinor: Type.Integer(),
    }),
  ),
  items: Type.Array(
    closed({
      itemId: Id,
      styleCode: Type.String(),
      name: Type.String(),
      units: Type.Integer(),
      discountMinor: Type.Integer(),
    }),
    { description: 'Those it took most off' },
  ),
};

export const simulateBaskets = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/simulations/baskets',
  summary:
    'Baskets with and without a promotion that is being prepared: asked at every change of a field',
  description:
    'The open version of `promotionId`, or a `definition` that is nowhere stored yet; without either, today’s prices alone.',
  access: RUN,
  body: closed(
    {
      ...Tried,
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
          beforeMinor: Type.Integer(),
          afterMinor: Type.Integer(),
          applied: Type.Boolean(),
          quote: Quote,
        }),
      ),
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

export const startReplay = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/simulations/replays',
  summary: 'Try a promotion on past receipts of chosen shops and days; follow it by its id',
  access: RUN,
  body: closed(
    {
      ...Tried,
      locationIds: Type.Optional(Type.Array(LocationId, { maxItems: 500 })),
      from: BusinessDay,
      to: BusinessDay,
    },
    { $id: 'NewReplay' },
  ),
  reply: closed({ replayId: Id, version: Version }, { $id: 'ReplayStarted' }),
  status: 202,
  idempotency: 'required',
  bodyLimit: 2_000_000,
  refusals: [notFound],
  examples: [{ input: { promotionId: EXAMPLE, from: '2026-10-01', to: '2026-10-31' } }],
});

export const readReplay = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/simulations/replays/:replayId',
  summary: 'How far a replay has come, and what it comes to',
  access: RUN,
  params: closed({ replayId: Id }),
  reply: closed(
    {
      replayId: Id,
      state: oneOf(['queued', 'running', 'done', 'failed']),
      receiptsTotal: Type.Integer(),
      receiptsDone: Type.Integer(),
      receiptsPerSecond: nullable(Type.Integer()),
      result: nullable(closed(Sum)),
      version: Version,
    },
    { $id: 'Replay' },
  ),
  refusals: [notFound],
  examples: [{ input: { replayId: EXAMPLE } }],
});
