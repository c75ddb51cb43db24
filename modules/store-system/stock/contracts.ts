import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  closed,
  endpoint,
  Gtin,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  oneOf,
  Quantity,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { notInStock, piecesPromised } from '../problems.ts';
import { CONDITIONS } from './domain/level.ts';

const Condition = oneOf(CONDITIONS, { description: 'In what state the pieces are' });

export const StockDocument = closed(
  { kind: text(40), id: text(80) },
  { description: 'The paper it belongs to: a sale, a delivery note' },
);

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const WholePieces = Type.Integer({ description: 'Negative when more was sold than was known' });

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

// —— Finding ————————————————————————————————————————————————————————————————————————————————

const FinderCell = closed({
  onHand: WholePieces,
  held: Count,
  safety: Count,
  shortage: Count,
  available: Count,
  display: WholePieces,
  version: Type.Integer({ minimum: 0 }),
  lastCountedAt: nullable(Instant),
  lastMovedAt: nullable(Instant),
  confidence: oneOf(['high', 'medium', 'low'], {
    description: 'How far the count can be trusted, from the age of what was last seen',
  }),
  incoming: nullable(closed({ quantity: Type.Integer(), nextOn: BusinessDay })),
});

export const FinderView = closed(
  {
    styleId: Id,
    styleCode: Type.String(),
    name: Type.String(),
    brand: Type.String(),
    season: Type.String(),
    category: Type.String(),
    department: Type.String(),
    items: Type.Array(
      closed({
        itemId: Id,
        gtin: Gtin,
        size: Type.String(),
        sizeOrder: Type.Integer(),
        colour: Type.String(),
        colourHex: nullable(Type.String()),
        listPriceMinor: AmountMinor,
        pictureUrl: nullable(Type.String()),
      }),
    ),
    locations: Type.Array(
      closed({
        locationId: LocationId,
        name: Type.String(),
        kind: oneOf(['store', 'warehouse']),
        distanceMetres: nullable(Type.Integer()),
      }),
      { description: 'Nearest to the asking location first' },
    ),
    cells: Type.Record(Type.String(), Type.Record(Type.String(), FinderCell), {
      description: 'By item, then by location; absent where there never was any stock',
    }),
  },
  { $id: 'FinderView' },
);
export type FinderView = Static<typeof FinderView>;

export const findStyle = endpoint({
  method: 'GET',
  path: '/api/store-system/styles/:styleId/matrix',
  summary: 'Sizes, colours and locations of a style, live in the room style:{styleId}',
  access: { kind: 'permission', permission: 'store-system.stock.read', location: 'anywhere' },
  params: closed({ styleId: Id }),
  query: closed({
    from: Type.Optional({ ...LocationId, description: 'The location that asks' }),
  }),
  reply: liveView(FinderView, { $id: 'LiveFinderView' }),
  refusals: [notFound],
});

// —— Why is it two? —————————————————————————————————————————————————————————————————————————

export const readLedger = endpoint({
  method: 'GET',
  path: '/api/store-system/levels/:locationId/:itemId/ledger',
  summary:
    'The ledger of a level with its running balance, now or as of any moment or business day',
  access: {
    kind: 'permission',
    permission: 'store-system.ledger.read',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId, itemId: Id }),
  query: closed({
    condition: Type.Optional(Condition),
    asOf: Type.Optional({ ...Instant, description: 'Only what had happened by then' }),
    businessDay: Type.Optional({ ...BusinessDay, description: 'Only up to the end of this day' }),
    before: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The number of the last line of the page before' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: closed(
    {
      locationId: LocationId,
      itemId: Id,
      condition: Condition,
      onHand: WholePieces,
      held: Count,
      lines: Type.Array(
        closed({
          number: Type.Integer({ minimum: 1 }),
          occurredAt: Instant,
          businessDay: BusinessDay,
          from: Type.String(),
          to: Type.String(),
          change: Type.Integer(),
          balance: WholePieces,
          reasonCode: Type.String(),
          documentKind: Type.String(),
          documentId: Type.String(),
          actorId: Type.String(),
          holdId: nullable(Id),
        }),
        { description: 'The latest first' },
      ),
      holds: Type.Array(
        closed({
          holdId: Id,
          kind: oneOf(['cart', 'order', 'customer', 'transfer']),
          ownerId: Type.String(),
          quantity: Quantity,
          placedAt: Instant,
          until: nullable(Instant),
          shelf: nullable(Type.String()),
        }),
        { description: 'The promises that stood at that moment, oldest first' },
      ),
      next: nullable(Type.Integer()),
    },
    { $id: 'LedgerPage' },
  ),
});

export const listExceptions = endpoint({
  method: 'GET',
  path: '/api/store-system/locations/:locationId/exceptions',
  summary: 'Promises that lack their piece, longest first',
  access: {
    kind: 'permission',
    permission: 'store-system.ledger.read',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId }),
  reply: closed({
    exceptions: Type.Array(
      closed({
        exceptionId: Id,
        itemId: Id,
        quantity: Quantity,
        cause: Type.String(),
        openedAt: Instant,
        holdId: Id,
        holdKind: oneOf(['cart', 'order', 'customer', 'transfer']),
        ownerId: Type.String(),
        until: nullable(Instant),
      }),
    ),
  }),
});

// —— Moving goods ———————————————————————————————————————————————————————————————————————————

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
    { $id: 'Receipt' },
  ),
  reply: ChangedLevels,
  status: 201,
  idempotency: 'required',
});

export const sellGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/sales',
  summary: 'A till sold pieces; never refused, promises left uncovered become exceptions',
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
  refusals: [notInStock],
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
