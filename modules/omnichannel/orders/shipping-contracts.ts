import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Version,
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
  shippingCosts,
  shippingNotOffered,
  shippingNotPaid,
} from '../problems.ts';
import { OrderParams, OrderStateField } from './contracts.ts';
import { COUNTER_TENDERS } from './domain/order.ts';
import { FULFILMENTS } from './domain/fulfilment.ts';

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

/** Money that is taken for sending an order. */
const FeePayment = closed({
  kind: oneOf(COUNTER_TENDERS),
  amountMinor: Type.Integer({ minimum: 1, description: 'What the rules ask, to the cent' }),
  providerRef: Type.Optional(text(80)),
});
export type FeePayment = Static<typeof FeePayment>;

/** As long as the label of a bag has room for. */
const ADDRESS = {
  recipient: words(60),
  street: words(80),
  postalCode: Type.String({ pattern: '^[0-9]{5}$', description: 'CAP' }),
  city: words(40),
  province: Type.String({ pattern: '^[A-Z]{2}$', description: '`MI`' }),
  notes: nullable(words(100, 'Doorbell, floor, doorman')),
};

export const ShipToField = closed(ADDRESS, { $id: 'ShippingAddress' });

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
  shippingCosts,
] as const;

const move = {
  kind: 'permission',
  permission: 'omnichannel.order.move',
  location: 'statement',
} as const;

export const ShippingQuote = closed(
  {
    version: Version,
    fulfilment: FulfilmentField,
    recipient: Type.String({ description: 'Whom we would send it to if nobody said otherwise' }),
    shipTo: nullable(ShipToField),
    against: nullable(
      oneOf(['state', 'short', 'picked', 'unpaid', 'not-offered'], {
        description: 'Why it cannot be sent now',
      }),
    ),
    costMinor: { ...AmountMinor, description: 'What the carrier takes by the rules' },
    feeMinor: { ...AmountMinor, description: 'What the customer would pay now' },
    paidMinor: { ...AmountMinor, description: 'What the customer has paid for it' },
    currency: Currency,
    mayCollectInstead: Type.Boolean({ description: 'No carrier has it yet' }),
  },
  { $id: 'ShippingQuote' },
);
export type ShippingQuote = Static<typeof ShippingQuote>;

export const shippingQuoteEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId/shipping',
  summary: 'Whether an order can be sent, what that costs and whom',
  access: move,
  params: OrderParams,
  reply: ShippingQuote,
  refusals: [orderUnknown],
});

export const undoShippingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/:orderId/shipping/undo',
  summary: 'Have an order collected after all, as long as no carrier has it',
  description: 'What the customer paid for sending it goes on record as owed back.',
  access: move,
  params: OrderParams,
  reply: ShippingChosen,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState],
});

export const chooseShippingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/:orderId/shipping',
  summary: 'Send an order to the customer instead of keeping it for collection',
  description:
    'Before any piece of it is taken from the floor, and once it is paid. The same shop sends it, by the time promised. Where the rules let the customer pay for it, `payment` is taken with it. Said again, the new address counts.',
  access: move,
  params: OrderParams,
  body: closed({ ...ADDRESS, payment: Type.Optional(FeePayment) }, { $id: 'SendInstead' }),
  reply: ShippingChosen,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [...SHIPPING_REFUSALS],
});
