import { Type } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  Quantity,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { holdEnded, insufficientStock } from '../problems.ts';

/** A cart is held for minutes; what must stand longer is an order or a reservation. */
export const CART_MINUTES = 10;

const HeldCart = closed(
  {
    cartId: Id,
    locationId: LocationId,
    until: Instant,
    holds: Type.Array(closed({ holdId: Id, itemId: Id, quantity: Quantity })),
  },
  { $id: 'HeldCart' },
);

export const holdCart = endpoint({
  method: 'POST',
  path: '/api/store-system/holds',
  summary: 'Hold a basket at one location for some minutes: every line or none',
  description:
    'Concurrent requests share a transaction; each is granted or refused alone, first come, first served.',
  access: {
    kind: 'permission',
    permission: 'store-system.hold.place',
    location: { field: 'locationId' },
  },
  body: closed(
    {
      locationId: LocationId,
      minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: CART_MINUTES })),
      lines: Type.Array(closed({ itemId: Id, quantity: Quantity }), {
        minItems: 1,
        maxItems: 200,
      }),
    },
    { $id: 'CartToHold' },
  ),
  reply: HeldCart,
  status: 201,
  idempotency: 'required',
  refusals: [insufficientStock],
});

export const releaseCartHold = endpoint({
  method: 'POST',
  path: '/api/store-system/holds/:holdId/release',
  summary: 'Give back what a basket held; releasing twice has one effect',
  access: { kind: 'permission', permission: 'store-system.hold.place', location: 'statement' },
  params: closed({ holdId: Id }),
  reply: closed({ holdId: Id, released: Type.Boolean() }),
  idempotency: 'required',
  refusals: [notFound],
});

export const extendCartHold = endpoint({
  method: 'POST',
  path: '/api/store-system/holds/:holdId/extension',
  summary: 'Hold what a basket has for some more minutes from now',
  access: { kind: 'permission', permission: 'store-system.hold.place', location: 'statement' },
  params: closed({ holdId: Id }),
  body: closed(
    { minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: CART_MINUTES })) },
    { $id: 'CartExtension' },
  ),
  reply: closed({ holdId: Id, until: Instant }),
  idempotency: 'required',
  refusals: [notFound, holdEnded],
});

export const listHolds = endpoint({
  method: 'GET',
  path: '/api/store-system/levels/:locationId/:itemId/holds',
  summary: 'Who holds pieces of a level, oldest first',
  access: {
    kind: 'permission',
    permission: 'store-system.ledger.read',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId, itemId: Id }),
  reply: closed({
    holds: Type.Array(
      closed({
        holdId: Id,
        kind: oneOf(['cart', 'order', 'customer', 'transfer', 'count']),
        ownerId: Type.String(),
        quantity: Quantity,
        state: oneOf(['active', 'set-aside']),
        until: nullable(Instant),
        shelf: nullable(Type.String()),
      }),
    ),
  }),
});
