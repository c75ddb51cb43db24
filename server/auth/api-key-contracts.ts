import { Type } from 'typebox';
import {
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  nullable,
  text,
} from '../http/contract.ts';
import { notFound } from '../kernel/problems.ts';
import { SHOWS_A_SECRET, everywhere } from './admin-policy.ts';
import { alreadyRevoked, scopeUnknown } from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
const Name = text(120, { description: 'As colleagues see it' });

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
