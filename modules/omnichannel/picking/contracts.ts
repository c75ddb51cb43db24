import { Type, type Static } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import type { NotFoundReason } from '../../store-system/api.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { PickupRow, Pieces, work } from '../pickup/contracts.ts';
import { takenByColleague } from '../pickup/problems.ts';
import {
  nothingMissing,
  nothingShort,
  wasNotLost,
  waveEnded,
  waveUnfinished,
  waveUnknown,
} from './problems.ts';
import { QuestionForStaff } from './question-contracts.ts';

/** Why a piece cannot be given to the customer: decides how stock is corrected. */
export const SHORT_REASONS = [
  'missing',
  'damaged',
  'on-display',
  'sold',
] as const satisfies readonly NotFoundReason[];

export const ShortReported = closed(
  {
    /** Taken off the sellable stock; fewer than reported when a till has sold some meanwhile. */
    corrected: Pieces,
    recountId: Id,
    shorts: Type.Array(closed({ orderId: Id, lineId: Id, quantity: Quantity })),
    rows: Type.Array(PickupRow, { description: 'The orders as they are now' }),
    questions: Type.Array(QuestionForStaff, { description: 'What the customers are asked' }),
  },
  { $id: 'ShortReported' },
);
export type ShortReported = Static<typeof ShortReported>;

export const reportShortEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/picking/shorts',
  summary: 'Pieces of the caller’s round that cannot be found',
  description:
    'Stock is corrected by the reason, a recount opens, and the customers are asked. The least urgent orders of the round go without first, unless `orderId` names one.',
  access: { ...work, location: { field: 'locationId' } },
  body: closed(
    {
      locationId: LocationId,
      itemId: Id,
      quantity: Quantity,
      reason: oneOf(SHORT_REASONS),
      note: Type.Optional(text(300)),
      orderId: Type.Optional(Id),
    },
    { $id: 'ReportShort' },
  ),
  reply: ShortReported,
  idempotency: 'required',
  refusals: [nothingMissing, orderUnknown, orderInOtherState, takenByColleague],
});

export const foundEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/picking/orders/:orderId/lines/:lineId/found',
  summary: 'The missing pieces of a line turned up after all',
  description: 'Stock is corrected back, the pieces are promised to the order again.',
  access: { ...work, location: 'statement' },
  params: closed({ orderId: Id, lineId: Id }),
  reply: PickupRow,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, nothingShort, wasNotLost],
});

const WaveParams = closed({ waveId: Id });

export const WaveLeft = closed(
  {
    waveId: Id,
    ended: Type.Boolean({ description: 'False while orders with pieces in hand are left' }),
    rows: Type.Array(PickupRow, { description: 'The orders that changed, as they are now' }),
  },
  { $id: 'WaveLeft' },
);
export type WaveLeft = Static<typeof WaveLeft>;

export const finishWaveEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/picking/waves/:waveId/finish',
  summary: 'Every piece is taken or known to be missing: the walk is over',
  access: { ...work, location: 'statement' },
  params: WaveParams,
  reply: WaveLeft,
  idempotency: 'required',
  refusals: [waveUnknown, waveEnded, waveUnfinished, takenByColleague],
});

export const letGoWaveEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/picking/waves/:waveId/let-go',
  summary: 'Give the orders of a walk back to the queue, as far as nothing of them is picked',
  access: { ...work, location: 'statement' },
  params: WaveParams,
  reply: WaveLeft,
  idempotency: 'required',
  refusals: [waveUnknown, waveEnded, takenByColleague],
});

export const takeOverWaveEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/picking/waves/:waveId/take-over',
  summary: 'Go on with a colleague’s walk, pieces in hand included',
  access: { ...work, location: 'statement' },
  params: WaveParams,
  reply: closed(
    { waveId: Id, rows: Type.Array(PickupRow) },
    { $id: 'WaveTakenOver', description: '`waveId` is the caller’s own walk' },
  ),
  idempotency: 'required',
  refusals: [waveUnknown, waveEnded],
});

/** What the ledger knows of one item of a walk. */
export const FloorLevel = closed(
  {
    itemId: Id,
    /** Sellable pieces in the shop, those in bags included. */
    onHand: Type.Integer(),
    onDisplay: Type.Integer(),
    version: Type.Integer({ minimum: 0 }),
    displayVersion: Type.Integer({ minimum: 0 }),
    lastCountedAt: nullable(Instant),
    lastMovedAt: nullable(Instant),
    place: nullable(Type.String({ description: 'Where it lies on the floor: `B3`' })),
    /** Why it changed last, once somebody watches; null until then. */
    lastCause: nullable(Type.String()),
  },
  { $id: 'FloorLevel' },
);
export type FloorLevel = Static<typeof FloorLevel>;

export const FloorView = closed(
  { locationId: LocationId, levels: Type.Array(FloorLevel) },
  { $id: 'FloorView' },
);
export type FloorView = Static<typeof FloorView>;

export const floorEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/picking/floor',
  summary: 'What the ledger has of the items of a walk, so that the picker sees what has gone',
  description: 'Stay informed by joining `stock:<locationId>` with the cursor of the reply.',
  access: {
    kind: 'permission',
    permission: 'omnichannel.pickup.read',
    location: { field: 'locationId' },
  },
  query: closed({
    locationId: LocationId,
    items: Type.String({
      maxLength: 4000,
      pattern: '^([0-9a-f-]{36}(,[0-9a-f-]{36}){0,99})?$',
      description: 'Item ids, separated by commas',
    }),
  }),
  reply: liveView(FloorView, { $id: 'LiveFloor' }),
});
