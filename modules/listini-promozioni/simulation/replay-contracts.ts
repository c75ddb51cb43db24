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
import { everywhere } from '../access.ts';
import { notInState } from '../problems.ts';
import { SourceSchema, Sum, TriedFields } from './contracts.ts';

const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';
const State = oneOf(['queued', 'running', 'done', 'failed', 'cancelled']);

export const startReplay = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/simulations/replays',
  summary:
    'Try a promotion or a change of prices on past receipts or orders of chosen shops and days; follow it by its id',
  access: everywhere('simulation.run'),
  body: closed(
    {
      ...TriedFields,
      source: Type.Optional(SourceSchema),
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
  examples: [
    { input: { promotionId: EXAMPLE, source: 'orders', from: '2026-10-01', to: '2026-10-31' } },
  ],
});

const Standing = {
  replayId: Id,
  state: State,
  name: closed({ it: Type.String(), en: Type.String() }),
  promotionId: nullable(Id),
  changeSetId: nullable(Id),
  source: SourceSchema,
  locationIds: nullable(Type.Array(LocationId)),
  from: BusinessDay,
  to: BusinessDay,
  receiptsTotal: Type.Integer({ description: 'Receipts, or orders' }),
  receiptsDone: Type.Integer(),
  createdAt: Instant,
  version: Version,
};

export const readReplay = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/simulations/replays/:replayId',
  summary: 'How far a replay has come, and what it comes to',
  access: everywhere('simulation.run'),
  params: closed({ replayId: Id }),
  reply: closed(
    {
      ...Standing,
      receiptsPerSecond: nullable(Type.Integer()),
      result: nullable(
        closed(Sum, { description: 'Of one that was stopped: what it had come to' }),
      ),
    },
    { $id: 'Replay' },
  ),
  refusals: [notFound],
  examples: [{ input: { replayId: EXAMPLE } }],
});

export const listReplays = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/simulations/replays',
  summary: 'The latest replays, newest first, with their results in short',
  access: everywhere('simulation.run'),
  query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })) }),
  reply: closed(
    {
      replays: Type.Array(
        closed({
          ...Standing,
          changed: nullable(Type.Integer()),
          differenceMinor: nullable(
            Type.Integer({ description: 'What all baskets come to, less what they came to' }),
          ),
        }),
      ),
    },
    { $id: 'Replays' },
  ),
  examples: [{ input: {} }],
});

export const cancelReplay = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/simulations/replays/:replayId/cancellation',
  summary: 'Stop a replay; what it has come to stays',
  access: everywhere('simulation.run'),
  params: closed({ replayId: Id }),
  reply: closed({ replayId: Id, version: Version }, { $id: 'ReplayCancelled' }),
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [{ input: { replayId: EXAMPLE } }],
});
