import fc from 'fast-check';
import type { TSchema } from 'typebox';
import type { Endpoint } from '../../server/http/contract.ts';
import { hostile, hostileJson, valid, type KnownTexts } from './fuzz.ts';
import type { TestDatabase } from './database.ts';

/** A request as it goes on the wire. */
export interface FuzzedRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Requests to one endpoint: half keep its contract, half break it in one of many ways. */
export function requestsFor(endpoint: Endpoint, known: KnownTexts): fc.Arbitrary<FuzzedRequest> {
  return fc.oneof(honest(endpoint, known), dishonest(endpoint, known));
}

function honest(endpoint: Endpoint, known: KnownTexts): fc.Arbitrary<FuzzedRequest> {
  const part = (schema: TSchema | undefined): fc.Arbitrary<unknown> =>
    schema === undefined ? fc.constant(undefined) : valid(schema, known);
  return fc
    .record({
      params: part(endpoint.params),
      query: part(endpoint.query),
      body: part(endpoint.body),
      key: fc.uuid(),
    })
    .map((parts) => requestOf(endpoint, { ...parts, broken: null, version: '"1"' }));
}

function dishonest(endpoint: Endpoint, known: KnownTexts): fc.Arbitrary<FuzzedRequest> {
  const part = (schema: TSchema | undefined): fc.Arbitrary<unknown> =>
    schema === undefined
      ? fc.constant(undefined)
      : fc.oneof(valid(schema, known), hostile(schema, known));
  return fc
    .record({
      params: part(endpoint.params),
      query: part(endpoint.query),
      body: part(endpoint.body),
      broken: fc.oneof(
        { weight: 8, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...BROKEN_BODIES) },
      ),
      key: fc.oneof(
        { weight: 8, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: fc.constantFrom('', 'x', 'ripetuta-ripetuta') },
      ),
      version: fc.constantFrom('"1"', '"2"', '"999999999999999"', '*', ''),
    })
    .map((parts) => requestOf(endpoint, parts));
}

export interface Parts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Instead of the body. */
  readonly broken: string | null;
  readonly key: string;
  readonly version: string;
}

export function requestOf(endpoint: Endpoint, parts: Parts): FuzzedRequest {
  return {
    method: endpoint.method,
    address: pathOf(endpoint, parts.params) + queryOf(parts.query),
    headers: {
      ...(endpoint.method === 'GET' ? {} : { 'idempotency-key': parts.key }),
      ...(endpoint.ifMatch ? { 'if-match': parts.version } : {}),
    },
    ...bodyOf(endpoint, parts.body, parts.broken),
  };
}

const BROKEN_BODIES = [
  '',
  '{',
  'ciao',
  '[]',
  'null',
  '"\\ud800"',
  '['.repeat(30_000) + ']'.repeat(30_000),
  `{"a":${'[{"b":'.repeat(30)}1${'}]'.repeat(30)}}`,
  '{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
];

function bodyOf(
  endpoint: Endpoint,
  body: unknown,
  broken: string | null,
): { readonly body?: string } {
  if (endpoint.method === 'GET') return {};
  // Endpoints that read files by themselves are sent what is no such file.
  if (!endpoint.body) return broken === null ? {} : { body: broken };
  return { body: broken ?? hostileJson(body) };
}

function pathOf(endpoint: Endpoint, params: unknown): string {
  const given = (params ?? {}) as Readonly<Record<string, unknown>>;
  return endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(written(given[name] ?? 'x')).slice(0, 500),
  );
}

function queryOf(query: unknown): string {
  if (query === null || typeof query !== 'object') return '';
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 50) : [value]).map(
      (one: unknown) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(written(one)).slice(0, 6_000)}`,
    ),
  );
  return pairs.length > 0 ? `?${pairs.join('&').slice(0, 12_000)}` : '';
}

/** As an address says it; half a surrogate pair cannot be encoded, so its bytes stand for themselves. */
function written(value: unknown): string {
  const text = typeof value === 'string' ? value.replace(/^@literal /, '') : JSON.stringify(value);
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Ids and codes that are in the database, a few of each, by the names of members they belong in. */
export async function knownTexts({ db }: TestDatabase): Promise<Map<string, string[]>> {
  const { rows: columns } = await db.raw<{ rows: { table: string; column: string }[] }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and data_type in ('uuid', 'text')
       and table_name !~ '^core_(outbox|audit|idempotency|session|guess|epoch)'
     order by 1, 2`,
  );
  const known = new Map<string, string[]>();
  for (const { table, column } of columns) {
    const { rows } = await db.raw<{ rows: { text: string }[] }>(
      'select distinct ??::text as text from ?? where ?? is not null order by 1 limit 3',
      [column, table, column],
    );
    for (const name of membersNamed(table, column)) {
      const texts = rows.map(({ text }) => text).filter((text) => text.length < 200);
      known.set(name, [...(known.get(name) ?? []), ...texts]);
    }
  }
  return known;
}

/** `ss_stock_level.item_id` → `itemId`; `oc_order.id` → `orderId`; `base_reason_code.code` → `reasonCode`. */
function membersNamed(table: string, column: string): string[] {
  const own = camelCase(column);
  const words = table.split('_').slice(1);
  if (column === 'id') return [`${camelCase(words.join('_'))}Id`, `${words.at(-1)!}Id`];
  if (column === 'code') return [own, camelCase(words.join('_')), words[0]!];
  return [own];
}

function camelCase(text: string): string {
  return text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
