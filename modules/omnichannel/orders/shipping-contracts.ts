import { Type, type Static } from 'typebox';
import { Version, closed, endpoint, nullable, oneOf } from '../../../server/http/contract.ts';
import {
  orderAlreadyPicked,
  orderInOtherState,
  orderUnknown,
  shippingNotOffered,
  shippingNotPaid,
} from '../problems.ts';
import { OrderParams, OrderStateField } from './contracts.ts';
import { FULFILMENTS } from './domain/shipping.ts';

/** A word or more on one line, not blank. */
export const words = (maxLength: number, description = '') =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\s\\u0000-\\u001F\\u007F][^\\u0000-\\u001F\\u007F]*$',
    ...(description ? { description } : {}),
  });

export const FulfilmentField = oneOf(FULFILMENTS, {
  description: 'Whether it is collected, or sent to the customer',
});

/** As long as the label of a bag has room for. */
export const ShipToField = closed(
  {
    recipient: words(60),
    street: words(80),
    postalCode: Type.String({ pattern: '^[0-9]{5}$', description: 'CAP' }),
    city: words(40),
    province: Type.String({ pattern: '^[A-Z]{2}$', description: '`MI`' }),
    notes: nullable(words(100, 'Doorbell, floor, doorman')),
  },
  { $id: 'ShippingAddress' },
);

/** How it left: who drives it, under which number. */
export const ShipmentField = closed(
  { carrier: Type.String(), trackingNumber: Type.String() },
  { $id: 'Shipment' },
);

const ShippingChosen = closed(
  { version: Version, state: OrderStateField, fulfilment: FulfilmentField },
  { $id: 'ShippingChosen' },
);
export type ShippingChosen = Static<typeof ShippingChosen>;

export const SHIPPING_REFUSALS = [
  orderUnknown,
  orderInOtherState,
  orderAlreadyPicked,
  shippingNotOffered,
  shippingNotPaid,
] as const;

export const chooseShippingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/:orderId/shipping',
  summary: 'Send an order to the customer instead of keeping it for collection',
  description:
    'Before any piece of it is taken from the floor, and once it is paid. The same shop sends it, by the time promised; the chain pays the carrier. Said again, the new address counts.',
  access: { kind: 'permission', permission: 'omnichannel.order.move', location: 'statement' },
  params: OrderParams,
  body: ShipToField,
  reply: ShippingChosen,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [...SHIPPING_REFUSALS],
});
