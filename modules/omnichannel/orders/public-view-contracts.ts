import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';
import { OrderNumber, OrderStateField, Pieces } from './contracts.ts';
import { STEPS } from './domain/timeline.ts';
import * as shipping from './shipping-contracts.ts';

/** An order as its customer sees it. */

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
    expectedAt: nullable({ ...Instant, description: 'On the way: when to be there' }),
    arrivedAt: nullable(Instant),
    /** Kept for shops that know only whole orders. */
    cancellable: Type.Boolean(),
    can: closed({
      cancel: Type.Boolean(),
      move: Type.Boolean(),
      arrive: Type.Boolean(),
      announce: Type.Boolean({ description: 'Say to be on the way' }),
      ship: Type.Boolean({ description: 'It is paid, and not picked yet: it can be sent instead' }),
      shipForMinor: nullable({
        ...AmountMinor,
        description: 'The shop sends it for this much, paid there: not from this page',
      }),
      collect: Type.Boolean({ description: 'It is to be sent, and can be collected after all' }),
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
    shippingFeeMinor: { ...AmountMinor, description: 'Paid for having it sent after all' },
    lines: Type.Array(PublicLine),
  },
  { $id: 'PublicOrder' },
);
export type PublicOrder = Static<typeof PublicOrder>;
