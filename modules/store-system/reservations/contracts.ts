import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  oneOf,
  Quantity,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { holdEnded, insufficientStock, reservationState, untilInThePast } from '../problems.ts';

const STATES = [
  'waiting',
  'offered',
  'requested',
  'active',
  'set-aside',
  'collected',
  'released',
  'refused',
  'expired',
] as const;

/** A reservation as events and screens carry it: by ids, without a word about the person. */
export const ReservationView = closed(
  {
    reservationId: Id,
    locationId: LocationId,
    askedFrom: LocationId,
    itemId: Id,
    quantity: Quantity,
    customerId: Id,
    codeEnding: Type.String(),
    state: oneOf(STATES),
    until: nullable(Instant),
    answerBy: nullable(Instant),
    remindedAt: nullable(Instant),
    shelf: nullable(Type.String()),
    depositMinor: AmountMinor,
    extended: Type.Integer({ minimum: 0 }),
    placedAt: Instant,
    version: Type.Integer({ minimum: 1 }),
  },
  { $id: 'ReservationView' },
);
export type ReservationView = Static<typeof ReservationView>;

export const DeskView = closed(
  { locationId: LocationId, reservations: Type.Array(ReservationView) },
  { $id: 'DeskView' },
);
export type DeskView = Static<typeof DeskView>;

const read = { kind: 'permission', permission: 'store-system.reservation.read' } as const;
const managed = {
  kind: 'permission',
  permission: 'store-system.reservation.manage',
} as const;

export const readDesk = endpoint({
  method: 'GET',
  path: '/api/store-system/reservations',
  summary: 'Live reservations kept at, or asked by, a location; live in reservations:{locationId}',
  access: { ...read, location: { field: 'locationId' } },
  query: closed({ locationId: LocationId }),
  reply: liveView(DeskView, { $id: 'LiveDeskView' }),
});

export const ReservationDetails = closed(
  {
    reservationId: Id,
    note: nullable(Type.String()),
    customer: closed({
      customerId: Id,
      name: nullable(Type.String()),
      surname: nullable(Type.String()),
      phone: nullable(Type.String({ description: 'Masked without `base.customer.contact`' })),
      hasEmail: Type.Boolean({ description: 'Messages reach the customer; the others are called' }),
    }),
    item: closed({
      itemId: Id,
      gtin: Type.String(),
      name: Type.String(),
      size: Type.String(),
      colour: Type.String(),
      colourHex: nullable(Type.String()),
      listPriceMinor: AmountMinor,
      pictureUrl: nullable(Type.String()),
    }),
  },
  { $id: 'ReservationDetails' },
);

export const readDeskDetails = endpoint({
  method: 'GET',
  path: '/api/store-system/reservations/details',
  summary: 'Who and what the reservations of a desk are about: asked again when a new one appears',
  access: { ...read, location: { field: 'locationId' } },
  query: closed({ locationId: LocationId }),
  reply: closed({ details: Type.Array(ReservationDetails) }),
});

export const readTerms = endpoint({
  method: 'GET',
  path: '/api/store-system/reservations/terms',
  summary: 'Until when a location can keep a piece: the closings of its next open days',
  access: { ...read, location: 'anywhere' },
  query: closed({ locationId: LocationId }),
  reply: closed(
    {
      closings: Type.Array(closed({ day: BusinessDay, until: Instant }), {
        description: 'The soonest first; today only while it is still ahead',
      }),
      usual: { ...Instant, description: 'What is kept when nothing else is asked' },
      answerMinutes: Type.Integer({ description: 'Opening minutes another shop has to answer' }),
    },
    { $id: 'ReservationTerms' },
  ),
  refusals: [notFound],
});

export const countOfCustomer = endpoint({
  method: 'GET',
  path: '/api/store-system/customers/:customerId/reservations',
  summary: 'How many live reservations a customer has, in all shops',
  access: { ...read, location: 'anywhere' },
  params: closed({ customerId: Id }),
  reply: closed({ live: Type.Integer({ minimum: 0 }) }, { $id: 'ReservationsOfCustomer' }),
});

export const findReservationByCode = endpoint({
  method: 'POST',
  path: '/api/store-system/reservations/look-up',
  summary: 'The reservation of a scanned code, if this location keeps it or asked for it',
  access: { ...managed, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId, code: text(40) }, { $id: 'ReservationCode' }),
  reply: closed({ reservation: ReservationView, details: ReservationDetails }),
  idempotency: { none: 'It only reads; the code stands in the body to keep it out of logs.' },
  guesses: { attempts: 30, seconds: 600 },
  refusals: [notFound],
});

export const placeReservation = endpoint({
  method: 'POST',
  path: '/api/store-system/reservations',
  summary: 'Keep a piece for a customer, here or in another shop, or queue for it',
  access: { ...managed, location: { field: 'askedFrom' } },
  body: closed(
    {
      askedFrom: LocationId,
      locationId: LocationId,
      itemId: Id,
      quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 99, default: 1 })),
      customer: tagged('by', [
        closed({ by: Type.Literal('id'), customerId: Id }),
        closed({ by: Type.Literal('phone-or-card'), phoneOrCard: text(40) }),
        closed({
          by: Type.Literal('name'),
          name: text(80),
          surname: text(80),
          phone: Type.Optional(
            text(40, { description: 'Refused when it cannot be read; Italian without a country' }),
          ),
          email: Type.Optional(Type.String({ format: 'email', maxLength: 160 })),
        }),
      ]),
      until: Type.Optional({
        ...Instant,
        description: 'Otherwise the closing of the next open day of the keeping location',
      }),
      note: Type.Optional(text(500)),
      depositMinor: Type.Optional(AmountMinor),
      ifShort: Type.Optional(oneOf(['refuse', 'queue'])),
    },
    { $id: 'ReservationToPlace' },
  ),
  reply: closed(
    {
      reservation: ReservationView,
      code: Type.String({ description: 'For the customer; it cannot be read again' }),
    },
    { $id: 'PlacedReservation' },
  ),
  status: 201,
  idempotency: 'required',
  refusals: [insufficientStock, notFound, untilInThePast],
});

const one = { params: closed({ reservationId: Id }), reply: ReservationView } as const;
const step = {
  ...one,
  method: 'POST',
  access: { ...managed, location: 'statement' },
  idempotency: 'required',
  refusals: [notFound, reservationState, holdEnded],
} as const;

export const acceptReservation = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/acceptance',
  summary: 'The keeping shop has the piece',
});

export const refuseReservation = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/refusal',
  summary: 'The keeping shop cannot keep the piece; it goes back to available',
  body: closed({ because: oneOf(['not-found', 'damaged', 'other']) }, { $id: 'RefusalReason' }),
});

export const takeOffer = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/offer-taken',
  summary: 'The queueing customer wants the piece that was freed',
});

export const setReservationAside = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/shelf',
  summary: 'The piece waits on a shelf',
  body: closed({ shelf: text(40) }, { $id: 'Shelf' }),
});

export const extendReservation = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/extension',
  summary: 'Keep the piece longer; otherwise until the closing of the next open day from now',
  body: closed({ until: Type.Optional(Instant) }, { $id: 'ReservationExtension' }),
  refusals: [notFound, reservationState, holdEnded, untilInThePast],
});

export const releaseReservation = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/release',
  summary: 'The customer no longer wants it; the next in the queue is offered the piece',
});

export const collectReservation = endpoint({
  ...step,
  path: '/api/store-system/reservations/:reservationId/collection',
  summary: 'The customer has the goods; they leave stock',
});
