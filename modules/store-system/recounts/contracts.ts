import { Type, type Static } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { recountClosedAlready } from '../problems.ts';
import { NOT_FOUND_REASONS } from './domain.ts';

const Pieces = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Pieces' });

export const RecountRow = closed(
  {
    recountId: Id,
    version: Version,
    itemId: Id,
    reason: oneOf(NOT_FOUND_REASONS),
    reports: Type.Integer({ minimum: 1, description: 'How often the piece was not found' }),
    openedAt: Instant,
    item: closed({
      gtin: Type.String(),
      name: Type.String(),
      colour: Type.String(),
      colourHex: nullable(Type.String()),
      size: Type.String(),
      department: Type.String(),
      category: Type.String(),
      pictureUrl: nullable(Type.String()),
    }),
    /** Promises on the level: who waits for its pieces. */
    promised: Type.Array(
      closed({
        kind: oneOf(['order', 'customer']),
        ownerId: Type.String(),
        quantity: Pieces,
      }),
    ),
    leftOnShelf: Type.Array(closed({ shelf: Type.String(), quantity: Pieces }), {
      description: 'Where pieces of reservations may still lie that ended in the last seven days',
    }),
  },
  { $id: 'RecountRow' },
);
export type RecountRow = Static<typeof RecountRow>;

export const RecountView = closed(
  { locationId: LocationId, recounts: Type.Array(RecountRow) },
  { $id: 'RecountView' },
);
export type RecountView = Static<typeof RecountView>;

export const recountsEndpoint = endpoint({
  method: 'GET',
  path: '/api/store-system/recounts',
  summary: 'The levels of a location that are to be counted again, longest first',
  description: 'Stay informed by joining `recounts:<locationId>` with the cursor of the reply.',
  access: {
    kind: 'permission',
    permission: 'store-system.ledger.read',
    location: { field: 'locationId' },
  },
  query: closed({ locationId: LocationId }),
  reply: liveView(RecountView, { $id: 'LiveRecounts' }),
});

export const ClosedRecount = closed(
  {
    recountId: Id,
    counted: Pieces,
    difference: Type.Integer({
      description: 'Pieces more (positive) or fewer than the ledger had',
    }),
    closedBy: Type.String(),
  },
  { $id: 'ClosedRecount' },
);
export type ClosedRecount = Static<typeof ClosedRecount>;

export const countEndpoint = endpoint({
  method: 'POST',
  path: '/api/store-system/recounts/:recountId/count',
  summary: 'Close a recount with what is on the floor',
  description:
    'Sellable pieces on the floor only: those in bags, on pickup shelves and set aside for reservations ' +
    'are known and are added.',
  access: { kind: 'permission', permission: 'store-system.recount.work', location: 'statement' },
  params: closed({ recountId: Id }),
  body: closed({ counted: Pieces }, { $id: 'CountFloor' }),
  reply: ClosedRecount,
  idempotency: 'required',
  refusals: [notFound, recountClosedAlready],
});
