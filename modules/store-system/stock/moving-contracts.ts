import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  oneOf,
  Quantity,
  text,
} from '../../../server/http/contract.ts';
import { notInStock, piecesPromised } from '../problems.ts';
import { Condition, Count, WholePieces } from './contracts.ts';

const StockDocument = closed(
  { kind: text(40), id: text(80) },
  { description: 'The paper it belongs to: a sale, a delivery note' },
);

export const LevelState = closed(
  {
    locationId: LocationId,
    itemId: Id,
    condition: Condition,
    onHand: WholePieces,
    held: Count,
    safety: Count,
    shortage: Count,
    available: Count,
    version: Type.Integer({ minimum: 0 }),
  },
  { $id: 'LevelState' },
);

export type LevelState = Static<typeof LevelState>;

const ChangedLevels = closed({ levels: Type.Array(LevelState) }, { $id: 'ChangedLevels' });

const Lines = <const T extends Parameters<typeof Type.Array>[0]>(line: T) =>
  Type.Array(line, { minItems: 1, maxItems: 500 });

const OccurredAt = Type.Optional({
  ...Instant,
  description: 'When it happened, if that was before now (an offline till)',
});

export const receiveGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/receipts',
  summary: 'Goods arrived from a supplier',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.receive',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      document: StockDocument,
      occurredAt: OccurredAt,
      lines: Lines(closed({ itemId: Id, quantity: Quantity, condition: Type.Optional(Condition) })),
    },
    { $id: 'GoodsReceipt' },
  ),
  reply: ChangedLevels,
  status: 201,
  idempotency: 'required',
});

export const sellGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/sales',
  summary: 'A till sold pieces; never refused, promises left uncovered become exceptions',
  description:
    'What was sold has left the shop, from the floor or from the window: a level may fall below zero.',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.sell',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      document: StockDocument,
      occurredAt: OccurredAt,
      lines: Lines(
        closed({
          itemId: Id,
          quantity: Quantity,
          condition: Type.Optional(oneOf(['sellable', 'display'])),
        }),
      ),
    },
    { $id: 'Sale' },
  ),
  reply: ChangedLevels,
  status: 201,
  idempotency: 'required',
});

export const moveGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/condition-moves',
  summary: 'Pieces change condition within a location',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.move',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      document: StockDocument,
      lines: Lines(closed({ itemId: Id, quantity: Quantity, from: Condition, to: Condition })),
    },
    { $id: 'ConditionMove' },
  ),
  reply: ChangedLevels,
  status: 201,
  idempotency: 'required',
  refusals: [notInStock, piecesPromised],
});

export const adjustGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/adjustments',
  summary: 'Somebody counted: the levels become what is there, with a reason code',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.adjust',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      document: StockDocument,
      reasonCode: text(40),
      lines: Lines(closed({ itemId: Id, counted: Count, condition: Type.Optional(Condition) })),
    },
    { $id: 'Adjustment' },
  ),
  reply: ChangedLevels,
  status: 201,
  idempotency: 'required',
});

export const keepSafety = endpoint({
  method: 'PUT',
  path: '/api/store-system/levels/:locationId/:itemId/safety',
  summary: 'How many pieces a location keeps for its own floor',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.adjust',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId, itemId: Id }),
  body: closed({ safety: Type.Integer({ minimum: 0, maximum: 9999 }) }, { $id: 'Safety' }),
  reply: LevelState,
  idempotency: 'required',
});

export const announceGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/incoming',
  summary: 'Goods are on their way; replaces what the same document announced before',
  access: {
    kind: 'permission',
    permission: 'store-system.stock.receive',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      document: StockDocument,
      lines: Type.Array(closed({ itemId: Id, quantity: Quantity, expectedOn: BusinessDay }), {
        maxItems: 500,
      }),
    },
    { $id: 'IncomingGoods' },
  ),
  reply: closed({ announced: Type.Integer() }),
  status: 201,
  idempotency: 'required',
});
