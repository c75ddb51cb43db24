import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  nullable,
} from '../../../server/http/contract.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { OrderNumber, OrderStateField } from './contracts.ts';

/** What a customer may see and do with nothing but the link of the order. */

const BECAUSE = 'The link holds 128 random bits: whoever has it is the customer';
const TokenParams = closed({
  token: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: '128 random bits' }),
});

export const PublicOrder = closed(
  {
    number: OrderNumber,
    state: OrderStateField,
    placedAt: Instant,
    readyBy: Instant,
    readyAt: nullable(Instant),
    collectBy: nullable(Instant),
    arrivedAt: nullable(Instant),
    cancellable: Type.Boolean(),
    store: closed({
      locationId: LocationId,
      name: Type.String(),
      street: Type.String(),
      postalCode: Type.String(),
      city: Type.String(),
      phone: nullable(Type.String()),
      latitude: nullable(Type.Number()),
      longitude: nullable(Type.Number()),
      open: Type.Boolean(),
      closesAt: nullable(Instant),
      otherThanChosen: Type.Boolean({
        description: 'True when another shop took the place of the chosen one',
      }),
    }),
    code: nullable(
      Type.String({ description: 'The pickup code, once the order is ready: `PK-…`' }),
    ),
    currency: Currency,
    totalMinor: AmountMinor,
    paidMinor: AmountMinor,
    dueMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    lines: Type.Array(
      closed({
        name: Type.String(),
        colour: Type.String(),
        colourHex: nullable(Type.String()),
        size: Type.String(),
        pictureUrl: nullable(Type.String()),
        quantity: Quantity,
        state: OrderStateField,
        paidMinor: AmountMinor,
      }),
    ),
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
  refusals: [orderUnknown],
});

const publicCancelEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/cancel',
  summary: 'The customer cancels an order',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  idempotency: { none: 'Cancelling a cancelled order answers with the same cancelled order' },
  refusals: [orderUnknown, orderInOtherState],
});

const publicArrivalEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/orders/:token/arrival',
  summary: 'The customer says: I am here',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicOrder,
  idempotency: { none: 'Saying it twice changes nothing: the first arrival counts' },
  refusals: [orderUnknown, orderInOtherState],
});

/** The three things the link is good for. */
export const customerOrder = {
  read: publicOrderEndpoint,
  cancel: publicCancelEndpoint,
  arrive: publicArrivalEndpoint,
} as const;
