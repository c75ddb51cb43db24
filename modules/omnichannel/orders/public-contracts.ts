import { Type } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  nullable,
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
import { PublicOrder } from './public-view-contracts.ts';
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

const publicComingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/on-the-way',
  summary: 'The customer says: I come soon',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: closed({
    minutes: Type.Integer({ minimum: 1, maximum: 240, description: 'Until being there' }),
  }),
  reply: PublicOrder,
  idempotency: { none: 'Said again, the last time counts' },
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
    'A paid order, before any piece of it is taken from the floor, where it costs the customer nothing. Said again before that, the new address counts.',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: shipping.ShipToField,
  reply: PublicOrder,
  idempotency: { none: 'The same address said again changes nothing' },
  guesses: GUESSES,
  refusals: [...shipping.SHIPPING_REFUSALS],
});

const publicCollectEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/shipping/undo',
  summary: 'The customer collects it after all, as long as no carrier has it',
  description:
    'What was paid for sending it is owed back. It is collected in the shop that has it.',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  idempotency: { none: 'Said again it changes nothing' },
  guesses: GUESSES,
  refusals: [orderUnknown, orderInOtherState],
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
  announce: publicComingEndpoint,
  arrive: publicArrivalEndpoint,
  extend: publicExtensionEndpoint,
  stores: publicStoresEndpoint,
  move: publicMoveEndpoint,
  ship: publicShippingEndpoint,
  collect: publicCollectEndpoint,
  withdraw: publicWithdrawalEndpoint,
} as const;
