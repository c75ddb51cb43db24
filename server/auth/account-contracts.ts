import { Type } from 'typebox';
import {
  Id,
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
import { SHOWS_A_SECRET, everywhere } from './admin-policy.ts';
import { Login } from './contracts.ts';
import { lastAdministrator, loginTaken, roleUnknown } from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
const Language = oneOf(['it', 'en']);
const Name = text(120, { description: 'As colleagues see it' });
const Role = Type.String({ pattern: '^[a-z][a-z-]{1,40}$' });
const Assignment = closed(
  { role: Role, locationId: nullable(LocationId) },
  { $id: 'Assignment', description: 'A role, at a location or (null) everywhere' },
);
const Assignments = Type.Array(Assignment, { maxItems: 200 });

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
