import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import {
  orderAlreadyPicked,
  orderInOtherState,
  orderUnknown,
  piecesNotAtShop,
  piecesNotOpen,
  shopTakesNoOrders,
} from '../problems.ts';
import { nothingToWithdraw, noWithdrawal, withdrawalTooLate } from '../withdrawals/problems.ts';
import { OrderNumber, OrderStateField, Pieces } from './contracts.ts';
import { STEPS } from './domain/timeline.ts';
import * as shipping from './shipping-contracts.ts';

/** What a customer may see and do with nothing but the link of the order. */

const BECAUSE = 'The link holds 128 random bits: whoever has it is the customer';
/** Whoever tries links finds nothing, and soon may not even try. */
const GUESSES = { attempts: 30, seconds: 300 } as const;
const TokenParams = closed({
  token: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: '128 random bits' }),
});

const Parts = Type.Array(closed({ lineId: Id, quantity: Quantity }), {
  minItems: 1,
  maxItems: 200,
  description: 'Everything when left out',
});

const PublicStore = closed(
  {
    locationId: LocationId,
    name: Type.String(),
    street: Type.String(),
    postalCode: Type.String(),
    city: Type.String(),
    phone: nullable(Type.String()),
    latitude: nullable(Type.Number()),
    longitude: nullable(Type.Number()),
    zone: Type.String({ description: 'IANA: times are the shop’s' }),
    open: Type.Boolean(),
    closesAt: nullable(Instant),
    opensAt: nullable(Instant),
    hours: Type.String({ description: '`lun–sab 10:00–19:30, dom chiuso`' }),
    otherThanChosen: Type.Boolean({
      description: 'True when another shop took the place of the chosen one',
    }),
  },
  { $id: 'PublicOrderStore' },
);

const PublicLine = closed(
  {
    lineId: Id,
    name: Type.String(),
    colour: Type.String(),
    colourHex: nullable(Type.String()),
    size: Type.String(),
    pictureUrl: nullable(Type.String()),
    quantity: Quantity,
    state: OrderStateField,
    open: Pieces,
    short: Pieces,
    collected: Pieces,
    cancelled: Pieces,
    withdrawable: Pieces,
    paidMinor: AmountMinor,
  },
  { $id: 'PublicOrderLine' },
);

export const PublicOrder = closed(
  {
    number: OrderNumber,
    version: Type.Integer({ minimum: 1 }),
    language: oneOf(['it', 'en'], { description: 'The order’s' }),
    seller: Type.String({ description: 'The company the contract is with' }),
    state: OrderStateField,
    placedAt: Instant,
    readyBy: Instant,
    firstReadyBy: nullable(Instant),
    readyAt: nullable(Instant),
    collectBy: nullable(Instant),
    arrivedAt: nullable(Instant),
    /** Kept for shops that know only whole orders. */
    cancellable: Type.Boolean(),
    can: closed({
      cancel: Type.Boolean(),
      move: Type.Boolean(),
      arrive: Type.Boolean(),
      ship: Type.Boolean({ description: 'It is paid, and not picked yet: it can be sent instead' }),
      extendUntil: nullable(Instant),
      withdraw: Type.Boolean(),
    }),
    customer: closed({
      name: Type.String(),
      surname: Type.String(),
      emailHint: nullable(Type.String({ description: '`m…i@example.com`' })),
    }),
    store: PublicStore,
    fulfilment: shipping.FulfilmentField,
    shipTo: nullable(shipping.ShipToField),
    shipment: nullable(shipping.ShipmentField),
    code: nullable(
      Type.String({ description: 'The pickup code, once the order is ready: `PK-…`' }),
    ),
    question: nullable(
      closed(
        { url: Type.String(), deadline: Instant },
        { description: 'Something is to be decided' },
      ),
    ),
    withdrawal: closed({
      given: Type.Boolean({ description: 'A distance contract: the law gives the right' }),
      until: nullable(Instant),
      declared: Type.Array(closed({ declaredAt: Instant, toBringBack: Pieces, cancelled: Pieces })),
    }),
    timeline: Type.Array(
      closed({
        step: oneOf(STEPS),
        at: Instant,
        store: nullable(Type.String()),
        until: nullable(Instant),
      }),
    ),
    currency: Currency,
    totalMinor: AmountMinor,
    paidMinor: AmountMinor,
    dueMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    lines: Type.Array(PublicLine),
  },
  { $id: 'PublicOrder' },
);
export type PublicOrder = Static<typeof PublicOrder>;

const publicOrderEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/public/orders/:token',
  summary: 'The customer’s page of an order',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  guesses: GUESSES,
  refusals: [orderUnknown],
});

const publicCancelEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/cancel',
  summary: 'The customer cancels an order, whole or in part',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: closed({ lines: Type.Optional(Parts), knownVersion: Type.Optional(Type.Integer()) }),
  reply: PublicOrder,
  idempotency: {
    none: 'A cancelled order is answered as it is; parts are taken only at the version that was seen',
  },
  guesses: GUESSES,
  refusals: [orderUnknown, orderInOtherState, piecesNotOpen],
});

const publicArrivalEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/arrival',
  summary: 'The customer says: I am here',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  idempotency: { none: 'Saying it twice changes nothing: the first arrival counts' },
  guesses: GUESSES,
  refusals: [orderUnknown, orderInOtherState],
});

const publicExtensionEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/extension',
  summary: 'The customer asks for some days more, once',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  idempotency: { none: 'Asked again, the order is answered as it is: it is extended once' },
  guesses: GUESSES,
  refusals: [orderUnknown, orderInOtherState],
});

const publicStoresEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/public/orders/:token/stores',
  summary: 'Where else the customer could collect, and by when',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: closed(
    {
      asOf: Instant,
      stores: Type.Array(
        closed({
          locationId: LocationId,
          name: Type.String(),
          street: Type.String(),
          city: Type.String(),
          distanceMetres: nullable(Type.Integer({ minimum: 0 })),
          readyBy: Instant,
        }),
      ),
    },
    { $id: 'PublicOrderStores' },
  ),
  guesses: GUESSES,
  refusals: [orderUnknown],
});

const publicMoveEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/move',
  summary: 'The customer collects in another store',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: closed({ locationId: LocationId }),
  reply: PublicOrder,
  idempotency: { none: 'Where it is already, nothing changes' },
  guesses: GUESSES,
  refusals: [
    orderUnknown,
    orderInOtherState,
    orderAlreadyPicked,
    piecesNotAtShop,
    shopTakesNoOrders,
  ],
});

const publicShippingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/shipping',
  summary: 'The customer has the order sent instead of collecting it',
  description:
    'A paid order, before any piece of it is taken from the floor. It costs nothing. Said again before that, the new address counts.',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: shipping.ShipToField,
  reply: PublicOrder,
  idempotency: { none: 'The same address said again changes nothing' },
  guesses: GUESSES,
  refusals: [...shipping.SHIPPING_REFUSALS],
});

const publicWithdrawalEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/withdrawal',
  summary: 'The customer withdraws from the contract (Codice del Consumo, art. 54-bis)',
  description:
    'The second of two steps: the page shows the declaration first. Acknowledged by letter with date and time. Pieces that were not handed over are cancelled with it.',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: closed({
    name: text(120),
    email: nullable(
      Type.String({
        format: 'email',
        maxLength: 254,
        description: 'Where the acknowledgement goes; null = where all letters of this order go',
      }),
    ),
    lines: Type.Optional(Parts),
    knownDeclarations: Type.Integer({
      minimum: 0,
      description: 'How many declarations the customer saw: the same one sent twice is one',
    }),
  }),
  reply: PublicOrder,
  idempotency: { none: 'A declaration counts only once: it says how many it knows of' },
  guesses: GUESSES,
  refusals: [orderUnknown, noWithdrawal, withdrawalTooLate, nothingToWithdraw],
});

/** What the link is good for. */
export const customerOrder = {
  read: publicOrderEndpoint,
  cancel: publicCancelEndpoint,
  arrive: publicArrivalEndpoint,
  extend: publicExtensionEndpoint,
  stores: publicStoresEndpoint,
  move: publicMoveEndpoint,
  ship: publicShippingEndpoint,
  withdraw: publicWithdrawalEndpoint,
} as const;
