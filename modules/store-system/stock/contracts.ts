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
import { CONDITIONS } from './domain/level.ts';

export const Condition = oneOf(CONDITIONS, { description: 'In what state the pieces are' });

export const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
export const WholePieces = Type.Integer({
  description: 'Negative when more was sold than was known',
});

// —— Finding ————————————————————————————————————————————————————————————————————————————————

export const lookUp = endpoint({
  method: 'GET',
  path: '/api/store-system/look-up',
  summary: 'Styles by barcode, code or words, with what is available here and elsewhere',
  access: { kind: 'permission', permission: 'store-system.stock.read', location: 'anywhere' },
  query: closed({
    q: text(100, {
      description: 'A barcode, a style code, or words such as `cappotto cammello 42`',
    }),
    from: Type.Optional({ ...LocationId, description: 'The location that asks' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  }),
  reply: closed(
    {
      by: Type.String({ description: 'How it was found: gtin, code, words, some-words, nothing' }),
      corrections: Type.Array(closed({ asked: Type.String(), taken: Type.String() })),
      unknown: Type.Array(Type.String()),
      hits: Type.Array(
        closed({
          styleId: Id,
          styleCode: Type.String(),
          name: Type.String(),
          brand: Type.String(),
          pictureUrl: nullable(Type.String()),
          itemIds: Type.Array(Id, { description: 'The items that fit what was asked' }),
          itemCount: Type.Integer(),
          availableHere: Count,
          availableElsewhere: Count,
        }),
      ),
    },
    { $id: 'StockLookUp' },
  ),
});

const ManyDays = Type.Integer({ minimum: 0, maximum: 3650, description: 'Days' });
const TrustThresholds = closed(
  {
    highCountedDays: ManyDays,
    highMovedDays: ManyDays,
    mediumCountedDays: ManyDays,
    mediumMovedDays: ManyDays,
    missDays: ManyDays,
    lowFromMisses: Type.Integer({ minimum: 1 }),
  },
  { $id: 'TrustThresholds', description: 'When a count of the location is sure' },
);

const FinderCell = closed({
  onHand: WholePieces,
  held: Count,
  safety: Count,
  shortage: Count,
  available: Count,
  display: WholePieces,
  version: Type.Integer({ minimum: 0 }),
  displayVersion: Type.Integer({ minimum: 0 }),
  lastCountedAt: nullable(Instant),
  lastMovedAt: nullable(Instant),
  misses: { ...Count, description: 'Pieces looked for in vain lately, and not counted since' },
  confidence: oneOf(['high', 'medium', 'low'], {
    description:
      'How far the count can be trusted: from the age of what was last seen and from misses, by the rules of the location',
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
        trust: TrustThresholds,
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
          kind: oneOf(['cart', 'order', 'customer', 'transfer', 'count']),
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
        holdKind: oneOf(['cart', 'order', 'customer', 'transfer', 'count']),
        ownerId: Type.String(),
        until: nullable(Instant),
      }),
    ),
  }),
});
