import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  Currency,
  Gtin,
  Id,
  Instant,
  LocationId,
  Quantity,
  Version,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { COUNTER_TENDERS } from '../orders/domain/order.ts';
import { ChannelId, OrderNumber, OrderStateField } from '../orders/contracts.ts';
import {
  alreadyPicked,
  amountDueDiffers,
  bagInUse,
  customerAlreadyTold,
  nothingToPutBack,
  orderInOtherState,
  orderUnknown,
  pickupCodeUnknown,
  piecesNotThere,
  takenByColleague,
  wrongPiece,
} from '../problems.ts';
import { tooManyRequests } from '../../../server/kernel/problems.ts';

const Pieces = Type.Integer({ minimum: 0, description: 'Pieces' });
const BagLabel = Type.String({
  pattern: '^[A-Z0-9][A-Z0-9-]{0,31}$',
  description: 'What the label of the bag says, scanned or typed',
});
const Shelf = Type.String({ pattern: '^[A-Z0-9][A-Z0-9 -]{0,11}$', description: '`B3`' });
const Picker = closed({ id: Type.String(), name: Type.String(), takenAt: Instant });

export const PickupPiece = closed(
  {
    lineId: Id,
    itemId: Id,
    gtin: Type.String(),
    name: Type.String(),
    colour: Type.String(),
    colourHex: nullable(Type.String()),
    size: Type.String(),
    sizeOrder: Type.Integer(),
    department: Type.String(),
    category: Type.String(),
    pictureUrl: nullable(Type.String()),
    /** Pieces still to be handed over: the cancelled and the collected no longer count. */
    quantity: Pieces,
    picked: Pieces,
    toPutBack: Pieces,
  },
  { $id: 'PickupPiece' },
);
export type PickupPiece = Static<typeof PickupPiece>;

export const PickupRow = closed(
  {
    orderId: Id,
    version: Version,
    locationId: LocationId,
    number: OrderNumber,
    channel: ChannelId,
    channelTitle: closed({ it: Type.String(), en: Type.String() }),
    customerName: Type.String({ description: 'First name and initial: `Marta R.`' }),
    state: OrderStateField,
    placedAt: Instant,
    acknowledgeBy: Instant,
    readyBy: Instant,
    readyAt: nullable(Instant),
    notifyAt: nullable(Instant),
    notifiedAt: nullable(Instant),
    collectBy: nullable(Instant),
    arrivedAt: nullable(Instant),
    picker: nullable(Picker),
    shelf: nullable(Type.String()),
    bags: Type.Array(Type.String()),
    currency: Currency,
    totalMinor: AmountMinor,
    dueMinor: AmountMinor,
    pieces: Type.Array(PickupPiece),
  },
  { $id: 'PickupRow' },
);
export type PickupRow = Static<typeof PickupRow>;

export const PickupView = closed(
  {
    locations: Type.Array(
      closed({
        locationId: LocationId,
        name: Type.String(),
        businessDay: BusinessDay,
        open: Type.Boolean(),
        closesAt: nullable(Instant),
        collectedToday: Pieces,
      }),
    ),
    rows: Type.Array(PickupRow, {
      description: 'Open orders, and closed ones whose pieces have to go back; most urgent first',
    }),
  },
  { $id: 'PickupView' },
);
export type PickupView = Static<typeof PickupView>;

const work = { kind: 'permission', permission: 'omnichannel.pickup.work' } as const;
const look = { kind: 'permission', permission: 'omnichannel.pickup.read' } as const;
const OrderParams = closed({ orderId: Id });

export const pickupsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/pickups',
  summary: 'The pickup queue of one shop (Oggi)',
  description: 'Stay informed by joining `pickups:<locationId>` with the cursor of the reply.',
  access: { ...look, location: { field: 'locationId' } },
  query: closed({ locationId: LocationId }),
  reply: liveView(PickupView, { $id: 'LivePickups' }),
});

export const pickupBoardEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/pickups/board',
  summary: 'The pickup queues of all the shops one may see',
  access: { ...look, location: 'statement' },
  reply: liveView(PickupView, { $id: 'LivePickupBoard' }),
});

export const PickupCard = closed(
  {
    orderId: Id,
    version: Version,
    row: PickupRow,
    customer: closed({
      name: Type.String(),
      surname: Type.String(),
      phoneEnding: nullable(Type.String()),
    }),
    codeEnding: Type.String(),
    paidMinor: AmountMinor,
    collectedMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    lines: Type.Array(
      closed({
        lineId: Id,
        /** What each open piece costs the customer, in the order they are handed over. */
        openUnitsMinor: Type.Array(AmountMinor),
      }),
    ),
    /** Whether the customer knows that it is ready. */
    notification: oneOf(['none', 'waiting', 'sent', 'no-address']),
  },
  { $id: 'PickupCard' },
);
export type PickupCard = Static<typeof PickupCard>;

export const readPickupEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/pickups/:orderId',
  summary: 'One order as the counter sees it',
  access: { ...look, location: 'statement' },
  params: OrderParams,
  reply: PickupCard,
  etag: true,
  refusals: [orderUnknown],
});

export const FoundByCode = tagged(
  'outcome',
  [
    closed({ outcome: Type.Literal('here'), card: PickupCard }),
    closed({
      outcome: Type.Literal('other-store'),
      number: OrderNumber,
      locationId: LocationId,
      locationName: Type.String(),
    }),
    closed({
      outcome: Type.Literal('collected'),
      number: OrderNumber,
      collectedAt: Instant,
      handedBy: Type.String(),
      collector: oneOf(['customer', 'delegate']),
    }),
    closed({ outcome: Type.Literal('cancelled'), number: OrderNumber, cancelledAt: Instant }),
  ],
  { $id: 'FoundByCode' },
);
export type FoundByCode = Static<typeof FoundByCode>;

export const findByCodeEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/by-code',
  summary: 'Find the order of a pickup code',
  description:
    'A POST although it changes nothing, so that the code stands in no address and no log. Wrong codes are limited.',
  access: { ...work, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId, code: text(60) }, { $id: 'FindByCode' }),
  reply: FoundByCode,
  idempotency: { none: 'It changes nothing' },
  refusals: [pickupCodeUnknown, tooManyRequests],
});

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
