import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { alreadyThere } from '../problems.ts';
import { LOCATION_KINDS, LOCATION_TYPES } from './domain/location.ts';

const TimeOfDay = Type.String({
  pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
  description: 'Local time, `09:30`; `24:00` is the end of the day',
});

const OpeningSpan = closed({ opens: TimeOfDay, closes: TimeOfDay }, { $id: 'OpeningSpan' });

const Week = Type.Array(Type.Array(OpeningSpan, { maxItems: 6 }), {
  minItems: 7,
  maxItems: 7,
  description: 'Monday first; a day without spans is closed',
});

const Exceptions = Type.Array(
  closed({
    day: BusinessDay,
    name: text(80),
    spans: Type.Array(OpeningSpan, { maxItems: 6, description: 'None: closed all day' }),
  }),
  { maxItems: 400 },
);

const PICKUP = {
  pickupEnabled: Type.Boolean(),
  pickupCapacity: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description:
        'With so many pickup orders in preparation it gets none that another shop could not fill; null: no limit',
    }),
  ),
};

const PARTICULARS = {
  companyId: Id,
  kind: oneOf(LOCATION_KINDS),
  type: oneOf(LOCATION_TYPES),
  name: text(120),
  gln: nullable(Type.String({ pattern: '^[0-9]{13}$', description: 'GLN of GS1' })),
  street: text(160),
  postalCode: text(12),
  city: text(80),
  province: Type.String({ pattern: '^[A-Z]{2}$' }),
  region: text(60),
  country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166' }),
  zone: Type.String({ pattern: '^[A-Za-z_/+-]{3,40}$', description: 'IANA zone' }),
  latitude: nullable(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: nullable(Type.Number({ minimum: -180, maximum: 180 })),
  phone: nullable(text(30)),
  email: nullable(Type.String({ format: 'email', maxLength: 160 })),
  active: Type.Boolean(),
};

export const LocationParticulars = closed(PARTICULARS, { $id: 'LocationParticulars' });

/** A location as anybody who is logged in sees it in a list. */
export const LocationSummary = closed(
  {
    id: LocationId,
    name: Type.String(),
    kind: oneOf(LOCATION_KINDS),
    type: oneOf(LOCATION_TYPES),
    companyId: Id,
    street: Type.String(),
    postalCode: Type.String(),
    city: Type.String(),
    province: Type.String(),
    region: Type.String(),
    zone: Type.String(),
    latitude: nullable(Type.Number()),
    longitude: nullable(Type.Number()),
    phone: nullable(Type.String()),
    pickupEnabled: Type.Boolean(),
    active: Type.Boolean(),
    openNow: Type.Boolean(),
    closesAt: nullable(Instant),
    opensAt: nullable(Instant),
  },
  { $id: 'LocationSummary' },
);

export const FullLocation = closed(
  {
    id: LocationId,
    ...PARTICULARS,
    ...PICKUP,
    week: Week,
    exceptions: Exceptions,
    version: Version,
  },
  { $id: 'FullLocation' },
);

const Changed = closed({ id: LocationId, version: Version }, { $id: 'LocationChanged' });

export const listLocations = endpoint({
  method: 'GET',
  path: '/api/base/locations',
  summary: 'Every shop and warehouse, and whether it is open now',
  access: { kind: 'person' },
  reply: closed({ locations: Type.Array(LocationSummary) }, { $id: 'Locations' }),
  examples: [{ input: {} }],
});

export const readLocation = endpoint({
  method: 'GET',
  path: '/api/base/locations/:locationId',
  summary: 'A location with its hours and the days that differ',
  access: { kind: 'person' },
  params: closed({ locationId: LocationId }),
  reply: FullLocation,
  etag: true,
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01' } }],
});

const EXAMPLE = {
  companyId: '01939c5e-7a00-7000-8000-000000000001',
  kind: 'store',
  type: 'street',
  name: 'Milano Torino',
  gln: null,
  street: 'Via Torino 14',
  postalCode: '20123',
  city: 'Milano',
  province: 'MI',
  region: 'Lombardia',
  country: 'IT',
  zone: 'Europe/Rome',
  latitude: 45.4627,
  longitude: 9.1859,
  phone: '02 1234567',
  email: null,
  active: true,
};

export const createLocation = endpoint({
  method: 'POST',
  path: '/api/base/locations',
  summary: 'Open a shop or a warehouse; its hours are given afterwards',
  access: { kind: 'permission', permission: 'base.location.manage', location: 'everywhere' },
  body: closed({ id: LocationId, ...PARTICULARS }, { $id: 'NewLocation' }),
  reply: Changed,
  status: 201,
  idempotency: 'required',
  refusals: [alreadyThere],
  examples: [{ input: { id: 'MI09', ...EXAMPLE } }],
});

export const changeLocation = endpoint({
  method: 'PUT',
  path: '/api/base/locations/:locationId',
  summary: 'Change the particulars of a location',
  access: { kind: 'permission', permission: 'base.location.manage', location: 'everywhere' },
  params: closed({ locationId: LocationId }),
  body: LocationParticulars,
  reply: Changed,
  idempotency: 'required',
  etag: true,
  ifMatch: 'required',
  refusals: [notFound, staleRevision, alreadyThere],
  examples: [{ input: { locationId: 'MI01', ...EXAMPLE } }],
});

export const keepHours = endpoint({
  method: 'PUT',
  path: '/api/base/locations/:locationId/hours',
  summary: 'Set opening hours, closing days and pickup capacity of a location',
  access: {
    kind: 'permission',
    permission: 'base.location.keep-hours',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId }),
  body: closed({ week: Week, exceptions: Exceptions, ...PICKUP }, { $id: 'LocationHours' }),
  reply: Changed,
  idempotency: 'required',
  etag: true,
  ifMatch: 'required',
  refusals: [notFound, staleRevision],
  examples: [
    {
      input: {
        locationId: 'MI01',
        week: [[], ...Array.from({ length: 6 }, () => [{ opens: '10:00', closes: '19:30' }])],
        exceptions: [{ day: '2026-12-25', name: 'Natale', spans: [] }],
        pickupEnabled: true,
        pickupCapacity: null,
      },
    },
  ],
});

export const holidaysOfYear = endpoint({
  method: 'GET',
  path: '/api/base/holidays/:year',
  summary: 'The public holidays of Italy in a year, to propose closing days',
  access: { kind: 'person' },
  params: closed({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
  reply: closed(
    { holidays: Type.Array(closed({ day: BusinessDay, name: Type.String() })) },
    { $id: 'Holidays' },
  ),
  examples: [{ input: { year: 2026 } }],
});
