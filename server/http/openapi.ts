import type { TSchema } from 'typebox';
import type { ModuleManifest } from '../modules/manifest.ts';
import type { Access, Endpoint } from './contract.ts';
import { needsKey } from './idempotency.ts';
import { BODY_LIMIT } from './body.ts';
import { problemResponses } from './openapi-refusals.ts';

type Json = Record<string, unknown>;

/** What is described once and referred to from many places. */
interface Components {
  readonly schemas: Map<string, unknown>;
  readonly responses: Map<string, unknown>;
}

/** What an OpenAPI 3.1 document is made from. */
export interface Described {
  readonly endpoints: readonly Endpoint[];
  readonly manifests: readonly ModuleManifest[];
}

/**
 * The API in OpenAPI 3.1, from the contracts themselves: there is no second description that could be
 * wrong. The same endpoints always give the same text, so that it can be committed and compared.
 */
export function openApiDocument({ endpoints, manifests }: Described): Json {
  const components: Components = { schemas: new Map(), responses: new Map() };
  const paths = new Map<string, Json>();
  for (const endpoint of [...endpoints].sort(byPathAndMethod)) {
    const path = endpoint.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    const item = paths.get(path) ?? {};
    item[endpoint.method.toLowerCase()] = operation(endpoint, components);
    paths.set(path, item);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bottega',
      version: '1',
      description:
        'One API for screens, tills and integrations. Errors are RFC 9457 problem documents, in ' +
        'Italian or English by Accept-Language. Amounts are integers in minor units, instants ISO ' +
        '8601 with offset. Lists are paginated by an opaque mark. Fields are added, never renamed: ' +
        'ignore those you do not know.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: manifests
      .filter(({ id }) => endpoints.some(({ path }) => path.startsWith(`/api/${id}/`)))
      .map(({ id, title }) => ({ name: id, description: title.en })),
    paths: Object.fromEntries(paths),
    webhooks: webhooksOf(manifests),
    components: {
      schemas: {
        ...inOrder(components.schemas),
        Problem: PROBLEM,
      },
      responses: inOrder(components.responses),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'bottega_session',
          description: 'Set by logging in; people only. `__Host-bottega_session` over TLS.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key made by the administrator: `bt_live_<id>_<secret>`.',
        },
      },
    },
  };
}

const WEBHOOK = {
  description:
    'Signed as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature` ' +
    '(`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`; two of them while a secret changes). ' +
    'Answer 2xx within ten seconds, before working on it. Anything else is tried again for five days; ' +
    '410 stops the endpoint. The same message may come more than once, always with the same id. What ' +
    'is about one thing comes in order. Check the signature on the body as it came, byte by byte, and ' +
    'refuse timestamps that are more than five minutes off.',
};

/** Every kind of message the modules send, with an example of each. */
function webhooksOf(manifests: readonly ModuleManifest[]): Json {
  const types = manifests.flatMap(({ publicEvents }) => Object.entries(publicEvents?.types ?? {}));
  return Object.fromEntries(
    types.map(([type, { title, example }]) => [
      type,
      {
        post: {
          ...WEBHOOK,
          operationId: `webhook${type.split(/[.-]/).map(capital).join('')}`,
          summary: title.en,
          parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
            name,
            in: 'header',
            required: true,
            schema: { type: 'string' },
          })),
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['type', 'timestamp', 'data'],
                  properties: {
                    type: { const: type },
                    timestamp: { type: 'string', format: 'date-time' },
                    data: { type: 'object' },
                  },
                },
                example: { type, timestamp: '2026-11-22T09:30:00.000Z', data: example },
              },
            },
          },
          responses: { '2XX': { description: 'Taken' }, '410': { description: 'Never again' } },
        },
      },
    ]),
  );
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. Compare `type`; show `title` and `detail`.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', examples: ['/problems/invalid-request'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The request’s id: quote it to support' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the request' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

function inOrder(entries: ReadonlyMap<string, unknown>): Json {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byPathAndMethod(a: Endpoint, b: Endpoint): number {
  return `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1;
}

function operation(endpoint: Endpoint, components: Components): Json {
  const { schemas } = components;
  const status = String(endpoint.status ?? 200);
  const [first] = endpoint.examples ?? [];
  const reply: Json = { schema: hoisted(endpoint.reply, schemas) };
  if (first?.reply !== undefined) reply['example'] = first.reply;
  const parameters = parametersOf(endpoint, schemas);
  return {
    operationId: operationId(endpoint),
    tags: [endpoint.path.split('/')[2]],
    summary: endpoint.summary,
    description: [endpoint.description, policyInWords(endpoint.access), keyInWords(endpoint)]
      .filter(Boolean)
      .join('\n\n'),
    security: securityOf(endpoint.access),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body ? { requestBody: requestBody(endpoint, endpoint.body, schemas) } : {}),
    responses: {
      [status]: {
        description: 'Done',
        ...(endpoint.etag
          ? { headers: { ETag: { description: 'The version', schema: { type: 'string' } } } }
          : {}),
        content: { 'application/json': reply },
      },
      ...problemResponses(endpoint, components.responses),
    },
  };
}

/** `post /api/base/items/:itemId/prices` → `postBaseItemsByItemIdPrices`. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .replace('/api/', '')
    .split(/[/.-]/)
    .map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return `${method.toLowerCase()}${words.join('')}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function policyInWords(access: Access): string {
  if (access.kind === 'public') return `Who: anybody, because ${access.because}.`;
  if (access.kind === 'person') return 'Who: any person who is logged in.';
  const { location, permission } = access;
  const where =
    typeof location === 'object'
      ? `at \`${location.field}\` (at every location when it is left out)`
      : {
          statement: 'where the row stands; what stands elsewhere is not found',
          anywhere: 'at one location at least; only rows of the caller’s locations are shown',
          everywhere: 'at every location',
        }[location];
  return `Who: permission \`${permission}\` ${where}.`;
}

function keyInWords(endpoint: Endpoint): string {
  if (endpoint.method === 'GET' || endpoint.idempotency === undefined) return '';
  return typeof endpoint.idempotency === 'object'
    ? `No Idempotency-Key: ${endpoint.idempotency.none}.`
    : '';
}

function securityOf(access: Access): Json[] {
  if (access.kind === 'public') return [];
  if (access.kind === 'person') return [{ session: [] }];
  return [{ session: [] }, { apiKey: [] }];
}

function parametersOf(endpoint: Endpoint, schemas: Map<string, unknown>): Json[] {
  const inPlace = (place: 'path' | 'query', schema: typeof endpoint.params): Json[] =>
    Object.entries(schema?.properties ?? {}).map(([name, member]) => ({
      name,
      in: place,
      required: place === 'path' || requiredOf(schema).includes(name),
      schema: hoisted(member, schemas),
    }));
  const headers: Json[] = [];
  if (endpoint.method !== 'GET' && needsKey(endpoint)) {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'Sent again with the same key, the request has one effect. Kept 35 days.',
      schema: { type: 'string', minLength: 8, maxLength: 200 },
    });
  }
  if (endpoint.ifMatch) {
    headers.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The version that was read, in quotes',
      schema: { type: 'string', examples: ['"7"'] },
    });
  }
  return [...inPlace('path', endpoint.params), ...inPlace('query', endpoint.query), ...headers];
}

function requiredOf(schema: object | undefined): readonly string[] {
  return schema && 'required' in schema ? (schema.required as readonly string[]) : [];
}

function requestBody(endpoint: Endpoint, body: TSchema, schemas: Map<string, unknown>): Json {
  const [first] = endpoint.examples ?? [];
  return {
    required: true,
    description: `At most ${endpoint.bodyLimit ?? BODY_LIMIT} bytes`,
    content: {
      'application/json': {
        schema: hoisted(body, schemas),
        ...(first ? { example: first.input } : {}),
      },
    },
  };
}

/** Schemas with a name (`$id`) stand once, under `components`, and are referred to. */
function hoisted(schema: unknown, schemas: Map<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => hoisted(entry, schemas));
  if (schema === null || typeof schema !== 'object') return schema;
  const members = Object.entries(schema).filter(([name]) => name !== '$id');
  const inner = Object.fromEntries(members.map(([name, value]) => [name, hoisted(value, schemas)]));
  const id: unknown = '$id' in schema ? schema.$id : undefined;
  if (typeof id !== 'string') return inner;
  const known = schemas.get(id);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(inner)) {
    throw new Error(`two different schemas are called ${id}`);
  }
  schemas.set(id, inner);
  return { $ref: `#/components/schemas/${id}` };
}
