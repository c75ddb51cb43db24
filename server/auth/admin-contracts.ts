import { Type } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  PageQuery,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  pageOf,
  text,
} from '../http/contract.ts';
import { notFound } from '../kernel/problems.ts';
import { Login } from './contracts.ts';
import {
  alreadyRevoked,
  lastAdministrator,
  loginTaken,
  roleUnknown,
  scopeUnknown,
} from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
const Language = oneOf(['it', 'en']);
const Name = text(120, { description: 'As colleagues see it' });
const Role = Type.String({ pattern: '^[a-z][a-z-]{1,40}$' });
const Assignment = closed(
  { role: Role, locationId: nullable(LocationId) },
  { $id: 'Assignment', description: 'A role, at a location or (null) everywhere' },
);
const Assignments = Type.Array(Assignment, { maxItems: 200 });

const everywhere = (permission: string) =>
  ({ kind: 'permission', permission, location: 'everywhere' }) as const;

/** A reply that shows a secret once must not be kept for 35 days under a key. */
const SHOWS_A_SECRET = {
  none: 'the reply shows a secret once, and is therefore not kept',
} as const;

export const Account = closed(
  {
    id: Id,
    login: Type.String(),
    name: Type.String(),
    language: Language,
    active: Type.Boolean(),
    hasPassword: Type.Boolean(),
    hasPin: Type.Boolean(),
    assignments: Type.Array(Assignment),
    version: Version,
  },
  { $id: 'Account' },
);

const accountParams = closed({ accountId: Id });

export const listRolesEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/roles',
  summary: 'The roles there are, and what each may do',
  access: everywhere('core.account.read'),
  reply: closed({
    roles: Type.Array(
      closed({
        role: Type.String(),
        title: Words,
        permissions: Type.Array(closed({ permission: Type.String(), title: Words })),
      }),
    ),
  }),
});

export const listAccountsEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/accounts',
  summary: 'People who can log in, by name',
  access: everywhere('core.account.read'),
  query: closed({ ...PageQuery, search: Type.Optional(text(80)) }),
  reply: pageOf(Account),
});

export const accountEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/accounts/:accountId',
  summary: 'One person who can log in',
  access: everywhere('core.account.read'),
  params: accountParams,
  reply: Account,
  etag: true,
  refusals: [notFound],
});

export const createAccountEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/accounts',
  summary: 'Let a person in: an account with roles and a first password',
  access: everywhere('core.account.manage'),
  idempotency: SHOWS_A_SECRET,
  body: closed({ login: Login, name: Name, language: Language, assignments: Assignments }),
  reply: closed({ account: Account, firstPassword: Type.String() }),
  status: 201,
  refusals: [loginTaken, roleUnknown],
});

export const changeAccountEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/core/accounts/:accountId',
  summary: 'Change a person’s name or language, or lock them out',
  access: everywhere('core.account.manage'),
  params: accountParams,
  body: Type.Object(
    {
      login: Type.Optional(Login),
      name: Type.Optional(Name),
      language: Type.Optional(Language),
      active: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: Account,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, loginTaken, lastAdministrator],
});

export const assignRolesEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/accounts/:accountId/assignments',
  summary: 'Say which roles a person has, and where',
  access: everywhere('core.account.manage'),
  params: accountParams,
  body: closed({ assignments: Assignments }),
  reply: Account,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, roleUnknown, lastAdministrator],
});

export const resetPasswordEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/accounts/:accountId/password',
  summary: 'Give a person a new first password; their sessions end',
  access: everywhere('core.account.manage'),
  idempotency: SHOWS_A_SECRET,
  params: accountParams,
  reply: closed({ firstPassword: Type.String() }),
  refusals: [notFound],
});

export const resetPinEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/accounts/:accountId/pin',
  summary: 'Give a person a new first PIN',
  description: 'The day’s wrong attempts are forgotten; a lock on one device lasts its 15 minutes.',
  access: everywhere('core.account.manage'),
  idempotency: SHOWS_A_SECRET,
  params: accountParams,
  reply: closed({ firstPin: Type.String() }),
  refusals: [notFound],
});

export const endSessionsEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/accounts/:accountId/log-out',
  summary: 'Log a person out everywhere',
  access: everywhere('core.account.manage'),
  params: accountParams,
  reply: closed({ ended: Type.Integer() }),
  refusals: [notFound],
});

export const AdminDevice = closed(
  {
    id: Id,
    name: Type.String(),
    locationId: LocationId,
    state: oneOf(['announced', 'enrolled', 'revoked']),
    enrolledAt: nullable(Instant),
    lastUsedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'AdminDevice' },
);

const deviceParams = closed({ deviceId: Id });

export const listDevicesEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/devices',
  summary: 'The devices of all shops',
  access: everywhere('core.device.read'),
  reply: closed({ items: Type.Array(AdminDevice) }),
});

export const announceDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices',
  summary: 'Announce a device and get the one-time code that enrols it',
  access: everywhere('core.device.manage'),
  idempotency: SHOWS_A_SECRET,
  body: closed({ name: Name, locationId: LocationId }),
  reply: closed({ device: AdminDevice, enrolmentCode: Type.String() }),
  status: 201,
});

export const renewCodeEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices/:deviceId/code',
  summary: 'A new one-time code for a device',
  access: everywhere('core.device.manage'),
  idempotency: SHOWS_A_SECRET,
  params: deviceParams,
  reply: closed({ device: AdminDevice, enrolmentCode: Type.String() }),
  refusals: [notFound, alreadyRevoked],
});

export const changeDeviceEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/core/devices/:deviceId',
  summary: 'Rename a device or move it to another shop',
  access: everywhere('core.device.manage'),
  params: deviceParams,
  body: Type.Object(
    { name: Type.Optional(Name), locationId: Type.Optional(LocationId) },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: AdminDevice,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, alreadyRevoked],
});

export const revokeDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices/:deviceId/revocation',
  summary: 'Lock a device out for ever; whoever is logged in on it is logged out',
  access: everywhere('core.device.manage'),
  params: deviceParams,
  reply: AdminDevice,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, alreadyRevoked],
});

export const ApiKey = closed(
  {
    id: Type.String(),
    name: Type.String(),
    shown: Type.String({ description: 'What may be shown of it' }),
    scopes: Type.Array(Type.String()),
    locationIds: nullable(Type.Array(LocationId)),
    channels: nullable(Type.Array(Type.String())),
    requestsPerMinute: nullable(Type.Integer()),
    lastUsedAt: nullable(Instant),
    revokedAt: nullable(Instant),
    createdAt: Instant,
    version: Version,
  },
  { $id: 'ApiKey' },
);

export const listApiKeysEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/api-keys',
  summary: 'The keys of programs, and the scopes a key may have',
  access: everywhere('core.api-key.read'),
  reply: closed({
    items: Type.Array(ApiKey),
    scopes: Type.Array(closed({ scope: Type.String(), title: Words })),
  }),
});

export const createApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/api-keys',
  summary: 'Make a key for a program; it is shown this once',
  access: everywhere('core.api-key.manage'),
  idempotency: SHOWS_A_SECRET,
  body: closed({
    name: Name,
    scopes: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
    }),
    locationIds: nullable(Type.Array(LocationId, { minItems: 1, maxItems: 500 })),
    channels: nullable(
      Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$' }), { minItems: 1, maxItems: 50 }),
    ),
    requestsPerMinute: nullable(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
  }),
  reply: closed({ apiKey: ApiKey, key: Type.String() }),
  status: 201,
  refusals: [scopeUnknown],
});

export const revokeApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/api-keys/:keyId/revocation',
  summary: 'Make a key worthless for ever',
  access: everywhere('core.api-key.manage'),
  params: closed({ keyId: Type.String({ pattern: '^[0-9a-z]{10}$' }) }),
  reply: ApiKey,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, alreadyRevoked],
});
