import { Type, type Static } from 'typebox';
import { Gtin, Id, LocationId, closed, endpoint, oneOf } from '../../../server/http/contract.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { orderCancelledMeanwhile } from '../picking/problems.ts';
import {
  alreadyPicked,
  bagInUse,
  customerAlreadyTold,
  takenByColleague,
  wrongPiece,
} from './problems.ts';
import { Pieces, OrderParams, work, PickupRow } from './contracts.ts';

const BagLabel = Type.String({
  pattern: '^[A-Z0-9][A-Z0-9-]{0,31}$',
  description: 'What the label of the bag says, scanned or typed',
});
const Shelf = Type.String({ pattern: '^[A-Z0-9][A-Z0-9 -]{0,11}$', description: '`B3`' });

export const Prepared = closed(
  { rows: Type.Array(PickupRow, { description: 'The orders as they are now' }) },
  { $id: 'PreparedPickups' },
);
export type Prepared = Static<typeof Prepared>;

export const acknowledgeEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/acknowledge',
  summary: 'The shop has seen these orders',
  access: { ...work, location: { field: 'locationId' } },
  body: closed(
    { locationId: LocationId, orderIds: Type.Array(Id, { minItems: 1, maxItems: 200 }) },
    { $id: 'AcknowledgePickups' },
  ),
  reply: Prepared,
  idempotency: 'required',
});

export const takeNextEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/take-next',
  summary: 'Start preparing the most urgent orders',
  description:
    'Acknowledges them and makes them the caller’s. Orders a colleague has are passed over.',
  access: { ...work, location: { field: 'locationId' } },
  body: closed(
    { locationId: LocationId, count: Type.Integer({ minimum: 1, maximum: 50 }) },
    { $id: 'TakeNextPickups' },
  ),
  reply: Prepared,
  idempotency: 'required',
});

export const takeEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/take',
  summary: 'Start preparing one order',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: closed(
    {
      fromColleague: Type.Optional(
        Type.Boolean({ description: 'Take it over although a colleague has it' }),
      ),
    },
    { $id: 'TakePickup' },
  ),
  reply: PickupRow,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, takenByColleague],
});

export const letGoEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/let-go',
  summary: 'Stop preparing an order of which nothing has been picked',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  reply: PickupRow,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, takenByColleague],
});

export const Picked = closed(
  {
    orderId: Id,
    lineId: Id,
    /** Of this line. */
    picked: Pieces,
    quantity: Pieces,
    row: PickupRow,
  },
  { $id: 'PickedPiece' },
);
export type Picked = Static<typeof Picked>;

export const pickEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/picks',
  summary: 'One piece taken from the floor, checked by its barcode',
  description:
    'It goes to the most urgent of the caller’s orders that needs it, or to `orderId`. Each scan is a command of its own, so a piece scanned twice with two keys counts twice.',
  access: { ...work, location: { field: 'locationId' } },
  body: closed(
    {
      locationId: LocationId,
      gtin: Gtin,
      orderId: Type.Optional(Id),
      manner: oneOf(['scan', 'hand'], { description: '`hand`: ticked without a scan' }),
    },
    { $id: 'PickPiece' },
  ),
  reply: Picked,
  idempotency: 'required',
  refusals: [
    wrongPiece,
    alreadyPicked,
    orderCancelledMeanwhile,
    orderUnknown,
    orderInOtherState,
    takenByColleague,
  ],
});

export const unpickEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/lines/:lineId/unpick',
  summary: 'Take back one pick',
  access: { ...work, location: 'statement' },
  params: closed({ orderId: Id, lineId: Id }),
  reply: Picked,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, takenByColleague],
});

export const stageEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/stage',
  summary: 'Bag and shelve a picked order',
  description:
    'With `ready`, the customer is told after the undo time: scan bag, scan shelf, done.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: closed(
    {
      bags: Type.Array(BagLabel, { minItems: 1, maxItems: 20 }),
      shelf: Shelf,
      ready: Type.Boolean(),
    },
    { $id: 'StagePickup' },
  ),
  reply: PickupRow,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState, bagInUse],
});

export const readyEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/ready',
  summary: 'A staged order is ready: the customer is told after the undo time',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  reply: PickupRow,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState],
});

export const undoReadyEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/ready/undo',
  summary: 'Take “ready” back, as long as the customer has not been told',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  reply: PickupRow,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, customerAlreadyTold],
});
