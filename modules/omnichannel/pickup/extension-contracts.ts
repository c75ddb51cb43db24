import { endpoint } from '../../../server/http/contract.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { OrderParams, PickupRow, work } from './contracts.ts';

export const extendEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/extension',
  summary: 'Keep a waiting order for the customer some days longer, once',
  description: 'As many days as the policy says; the customer is told the new last day.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  reply: PickupRow,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState],
});
