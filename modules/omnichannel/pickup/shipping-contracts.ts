import { Type, type Static } from 'typebox';
import { Id, Version, closed, endpoint } from '../../../server/http/contract.ts';
import { OrderStateField } from '../orders/contracts.ts';
import { words } from '../orders/shipping-contracts.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { OrderParams, Pieces, work } from './contracts.ts';

const Shipped = closed(
  {
    orderId: Id,
    version: Version,
    handoverId: Id,
    state: OrderStateField,
    pieces: Pieces,
    carrier: Type.String(),
    trackingNumber: Type.String(),
  },
  { $id: 'ShippedOrder' },
);
export type Shipped = Static<typeof Shipped>;

export const shipEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/ship',
  summary: 'Give a bag that is to be sent to its carrier',
  description:
    'All that is in it leaves the shop and its stock, as at a handover; the customer is written to with the number to follow it by.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: closed({ carrier: words(40), trackingNumber: words(60) }, { $id: 'ShipOrder' }),
  reply: Shipped,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState],
});
