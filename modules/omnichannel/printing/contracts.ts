import { Type } from 'typebox';
import { closed, endpoint, Id, LocationId, oneOf } from '../../../server/http/contract.ts';
import { OrderParams, work } from '../pickup/contracts.ts';
import { nothingToPutBack } from '../pickup/problems.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';

const Queued = closed(
  { jobIds: Type.Array(Id, { description: 'Jobs of the print queue' }) },
  { $id: 'QueuedPapers' },
);

export const printPaperEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/print',
  summary: 'Print a paper of an order: the labels of its bags, or what is to be put back',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: closed({ paper: oneOf(['bag-label', 'put-back-slip']) }, { $id: 'PrintPaper' }),
  reply: Queued,
  status: 201,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, nothingToPutBack],
});

export const printPickListEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/pick-list',
  summary: 'Print what the caller has to take from the floor',
  access: { ...work, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId }, { $id: 'PrintPickList' }),
  reply: Queued,
  status: 201,
  idempotency: 'required',
});

export const printShelfLabelsEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/shelf-labels',
  summary: 'Print the codes of shelves, to be scanned while shelving',
  access: { ...work, location: { field: 'locationId' } },
  body: closed(
    {
      locationId: LocationId,
      shelves: Type.Array(Type.String({ pattern: '^[A-Z0-9][A-Z0-9 -]{0,11}$' }), {
        minItems: 1,
        maxItems: 200,
      }),
    },
    { $id: 'PrintShelfLabels' },
  ),
  reply: Queued,
  status: 201,
  idempotency: 'required',
});
