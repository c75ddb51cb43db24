import { Type } from 'typebox';
import { Id, LocationId, closed, endpoint, nullable, oneOf, text } from '../http/contract.ts';
import { forbidden, tooManyRequests } from '../kernel/problems.ts';
import {
  deviceNotEnrolled,
  enrolmentCodeUnknown,
  pinTooSimple,
  wrongPassword,
  wrongPin,
} from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
const Language = oneOf(['it', 'en']);
export const Login = text(120, { description: 'As the person types it; capitals do not matter' });
export const Password = Type.String({ minLength: 12, maxLength: 200 });
export const Pin = Type.String({ pattern: '^[0-9]{6}$', description: 'Six digits' });

const Colleague = closed({ id: Id, name: Type.String() }, { $id: 'Colleague' });

const Device = closed(
  { id: Id, name: Type.String(), locationId: LocationId },
  { $id: 'EnrolledDevice' },
);

/** Everything a screen needs to know about who is at it. */
export const Me = closed(
  {
    person: closed({
      id: Id,
      login: Type.String(),
      name: Type.String(),
      language: Language,
      /** The role shown under the name: the one at the present location. */
      role: Words,
      hasPin: Type.Boolean(),
    }),
    roles: Type.Array(
      closed({ role: Type.String(), title: Words, locationId: nullable(LocationId) }),
    ),
    permissions: Type.Record(
      Type.String(),
      Type.Union([Type.Literal('everywhere'), Type.Array(LocationId)]),
      { description: 'Where each permission holds' },
    ),
    locationIds: nullable(Type.Array(LocationId)),
    locationId: nullable(LocationId),
    device: nullable(Device),
    people: Type.Array(Colleague, { description: 'Who may change to whom by PIN on this device' }),
    modules: Type.Array(Type.String(), { description: 'The modules the server started with' }),
  },
  { $id: 'Me' },
);

/** No key: a second log-in is a second session, and its answer carries a secret that is never kept. */
const OPENS_A_SESSION = {
  none: 'it opens a session, and its secret is not kept anywhere',
} as const;
const SAME_TWICE = { none: 'doing it twice changes nothing more' } as const;

export const logInEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/sessions',
  summary: 'Log in with a password',
  description: 'Sets the session cookie. On an enrolled device the session belongs to the device.',
  access: { kind: 'public', because: 'nobody is logged in before logging in' },
  idempotency: OPENS_A_SESSION,
  body: closed({ login: Login, password: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: Me,
  status: 201,
  refusals: [wrongPassword, tooManyRequests],
});

export const switchPersonEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/sessions/pin',
  summary: 'Change to another person by PIN, on an enrolled device',
  description: 'The device is the first factor, the PIN the second: a PIN alone opens nothing.',
  access: { kind: 'public', because: 'the device and the PIN say who it is' },
  idempotency: OPENS_A_SESSION,
  body: closed({ accountId: Id, pin: Pin }),
  reply: Me,
  status: 201,
  refusals: [wrongPin, deviceNotEnrolled, forbidden, tooManyRequests],
});

export const logOutEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/core/sessions/current',
  summary: 'Log out',
  access: { kind: 'public', because: 'a session that is over can be ended again' },
  idempotency: SAME_TWICE,
  reply: closed({}),
});

export const meEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/me',
  summary: 'Who is logged in here, and what they may do',
  access: { kind: 'person' },
  reply: Me,
});

export const changeLocationEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/me/location',
  summary: 'Work at another of one’s locations',
  access: { kind: 'person' },
  idempotency: SAME_TWICE,
  body: closed({ locationId: LocationId }),
  reply: Me,
});

export const changeLanguageEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/me/language',
  summary: 'Read everything in another language',
  access: { kind: 'person' },
  idempotency: SAME_TWICE,
  body: closed({ language: Language }),
  reply: Me,
});

export const changePinEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/me/pin',
  summary: 'Choose one’s PIN',
  access: { kind: 'person' },
  idempotency: SAME_TWICE,
  body: closed({ password: Type.String({ minLength: 1, maxLength: 200 }), pin: Pin }),
  reply: closed({}),
  refusals: [wrongPassword, pinTooSimple, tooManyRequests],
});

export const changePasswordEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/me/password',
  summary: 'Choose one’s password; all other sessions end',
  access: { kind: 'person' },
  idempotency: SAME_TWICE,
  body: closed({
    password: Type.String({ minLength: 1, maxLength: 200 }),
    newPassword: Password,
  }),
  reply: closed({}),
  refusals: [wrongPassword, tooManyRequests],
});

export const currentDeviceEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/devices/current',
  summary: 'Which enrolled device this is, and who may use it by PIN',
  access: { kind: 'public', because: 'the log-in screen asks before anybody is logged in' },
  reply: closed({ device: nullable(Device), people: Type.Array(Colleague) }),
});

export const enrolDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices/current',
  summary: 'Make this browser an enrolled device, with the code the administrator made',
  access: { kind: 'public', because: 'the one-time code says which device it is' },
  idempotency: { none: 'the code works once, and the device’s secret is not kept anywhere' },
  body: closed({ code: text(40) }),
  reply: closed({ device: Device, people: Type.Array(Colleague) }),
  status: 201,
  refusals: [enrolmentCodeUnknown, tooManyRequests],
});

export const pingEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/ping',
  summary: 'Do nothing, with everything that surrounds doing something',
  description: 'Authentication, limits, policy, contract and answer: what any request costs.',
  access: { kind: 'person' },
  idempotency: { none: 'it changes nothing' },
  body: closed({}),
  reply: closed({}),
});
