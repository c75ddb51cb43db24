import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Gtin,
  Id,
  LocationId,
  Quantity,
  Version,
  closed,
  endpoint,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { COUNTER_TENDERS } from '../orders/domain/order.ts';
import { OrderStateField } from '../orders/contracts.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import {
  alreadyPicked,
  amountDueDiffers,
  bagInUse,
  customerAlreadyTold,
  nothingToPutBack,
  pickupCodeUnknown,
  piecesNotThere,
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
  refusals: [wrongPiece, alreadyPicked, orderUnknown, orderInOtherState, takenByColleague],
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

export const DOCUMENT_TYPES = [
  'identity-card',
  'passport',
  'driving-licence',
  'residence-permit',
] as const;

export const HandOver = closed(
  {
    proof: tagged('kind', [
      closed({ kind: Type.Literal('code'), code: text(60) }),
      closed({ kind: Type.Literal('identity'), documentType: oneOf(DOCUMENT_TYPES) }),
    ]),
    collector: tagged('kind', [
      closed({ kind: Type.Literal('customer') }),
      closed({
        kind: Type.Literal('delegate'),
        name: text(120),
        documentType: oneOf(DOCUMENT_TYPES),
      }),
    ]),
    lines: Type.Optional(
      Type.Array(closed({ lineId: Id, quantity: Quantity }), {
        minItems: 1,
        maxItems: 100,
        description: 'What leaves now; everything when left out. The rest stays ready',
      }),
    ),
    payment: Type.Optional(
      closed({
        kind: oneOf(COUNTER_TENDERS),
        amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_00 }),
        providerRef: Type.Optional(text(200)),
      }),
    ),
  },
  { $id: 'HandOver' },
);
export type HandOver = Static<typeof HandOver>;

export const HandedOver = closed(
  {
    orderId: Id,
    version: Version,
    handoverId: Id,
    state: OrderStateField,
    pieces: Pieces,
    paidNowMinor: AmountMinor,
    remaining: Pieces,
  },
  { $id: 'HandedOver' },
);
export type HandedOver = Static<typeof HandedOver>;

export const handOverEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/handover',
  summary: 'Give the goods: they leave stock now',
  description:
    'Proof is the pickup code, or the document of the person; a delegate leaves name and document type. What is due for the pieces that leave is paid now.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: HandOver,
  reply: HandedOver,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState, pickupCodeUnknown, piecesNotThere, amountDueDiffers],
});

export const putBackEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/lines/:lineId/put-back',
  summary: 'The pieces of a cancelled line are back in their place: they can be promised again',
  access: { ...work, location: 'statement' },
  params: closed({ orderId: Id, lineId: Id }),
  body: closed(
    { gtin: Type.Optional(Gtin) },
    { $id: 'PutBack', description: 'The scanned piece, checked against the line' },
  ),
  reply: closed({ orderId: Id, version: Version, putBack: Pieces }, { $id: 'PutBackReply' }),
  idempotency: 'required',
  refusals: [orderUnknown, nothingToPutBack, wrongPiece],
});
