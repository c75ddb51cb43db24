import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  Currency,
  Id,
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { tooManyRequests } from '../../../server/kernel/problems.ts';
import { ChannelId, OrderNumber, OrderStateField } from '../orders/contracts.ts';
import { FulfilmentField, ShipToField } from '../orders/shipping-contracts.ts';
import { orderUnknown } from '../problems.ts';
import { pickupCodeUnknown } from './problems.ts';

export const Pieces = Type.Integer({ minimum: 0, description: 'Pieces' });
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
    /** Of the open ones, reported missing: until it is decided nobody looks for them. */
    short: Pieces,
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
    fulfilment: FulfilmentField,
    placedAt: Instant,
    acknowledgeBy: Instant,
    readyBy: Instant,
    firstReadyBy: nullable({ ...Instant, description: 'The first promise, once it was put off' }),
    undoDelayUntil: nullable(Instant),
    escalatedAt: nullable({ ...Instant, description: 'Nobody looked at it in time' }),
    readyAt: nullable(Instant),
    notifyAt: nullable(Instant),
    notifiedAt: nullable(Instant),
    collectBy: nullable(Instant),
    expectedAt: nullable({ ...Instant, description: 'The customer, on the way, will be there' }),
    arrivedAt: nullable(Instant),
    picker: nullable(Picker),
    waveId: nullable(Id),
    atRisk: Type.Boolean({ description: 'A promised piece is in doubt' }),
    answerBy: nullable({ ...Instant, description: 'Until when the customer may answer' }),
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

export const PauseField = closed(
  { reason: Type.String(), until: nullable(Instant) },
  { description: 'The shop takes no new orders, until when and why' },
);

const PaceField = closed(
  {
    minutesPerPiece: Type.Number({ minimum: 0, description: 'As measured on the last days' }),
    preparers: Type.Integer({ minimum: 1 }),
    tightMinutes: Type.Integer({ minimum: 0 }),
    openings: Type.Array(closed({ opens: Instant, closes: Instant })),
  },
  { description: 'What lateness is forecast from' },
);

export const PickupView = closed(
  {
    locations: Type.Array(
      closed({
        locationId: LocationId,
        name: Type.String(),
        businessDay: BusinessDay,
        open: Type.Boolean(),
        closesAt: nullable(Instant),
        collectedToday: Type.Array(Id, { description: 'Orders handed over whole today' }),
        paused: nullable(PauseField),
        pace: PaceField,
      }),
    ),
    rows: Type.Array(PickupRow, {
      description: 'Open orders, and closed ones whose pieces have to go back; most urgent first',
    }),
  },
  { $id: 'PickupView' },
);
export type PickupView = Static<typeof PickupView>;

export const work = { kind: 'permission', permission: 'omnichannel.pickup.work' } as const;
const look = { kind: 'permission', permission: 'omnichannel.pickup.read' } as const;
export const OrderParams = closed({ orderId: Id });

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
      customerId: nullable(Id),
      name: Type.String(),
      surname: Type.String(),
      phoneEnding: nullable(Type.String()),
      noShows: Type.Integer({
        minimum: 0,
        description: 'Orders of this customer that nobody collected in the last twelve months',
      }),
      prepaymentAdvised: Type.Boolean({
        description: 'As many as the shop’s policy names, or more',
      }),
    }),
    codeEnding: Type.String(),
    shipTo: nullable(ShipToField),
    amounts: closed({
      totalMinor: AmountMinor,
      cancelledMinor: AmountMinor,
      paidMinor: AmountMinor,
      refundMinor: AmountMinor,
      refundedMinor: AmountMinor,
    }),
    tenders: Type.Array(closed({ kind: Type.String(), amountMinor: AmountMinor }), {
      description: 'With what it was paid so far',
    }),
    collectedMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    counterUpToMinor: AmountMinor,
    /** Nobody came in time, and the pieces are still on the shelf: whoever comes now is served. */
    /** Until when it would be kept if the customer asked for longer now; null: it cannot. */
    extendUntil: nullable(Instant),
    lapsed: nullable(closed({ at: Instant, pieces: Pieces, owedMinor: AmountMinor })),
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
      collector: oneOf(['customer', 'delegate', 'carrier']),
    }),
    closed({ outcome: Type.Literal('cancelled'), number: OrderNumber, cancelledAt: Instant }),
    closed({
      outcome: Type.Literal('over'),
      number: OrderNumber,
      state: oneOf(['no-show', 'refused']),
      endedAt: Instant,
    }),
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
