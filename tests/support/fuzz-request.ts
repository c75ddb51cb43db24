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

/** Requests to one endpoint: those that keep its contract, and those that break it in one of many ways. */
export function requestsFor(endpoint: Endpoint, known: KnownTexts): fc.Arbitrary<FuzzedRequest> {
  const part = (schema: TSchema | undefined): fc.Arbitrary<unknown> =>
    schema === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 3, arbitrary: valid(schema, known) },
          { weight: 2, arbitrary: hostile(schema, known) },
        );
  return fc
    .record({
      params: part(endpoint.params),
      query: part(endpoint.query),
      body: part(endpoint.body),
      broken: fc.oneof(
        { weight: 12, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...BROKEN_BODIES) },
      ),
      key: fc.oneof(
        { weight: 12, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: fc.constantFrom('', 'x', 'ripetuta-ripetuta') },
      ),
      version: fc.constantFrom('"1"', '"1"', '"2"', '"999999999999999"', '*', ''),
    })
    .map(({ params, query, body, broken, key, version }) => ({
      method: endpoint.method,
      address: pathOf(endpoint, params) + queryOf(query),
      headers: {
        ...(endpoint.method === 'GET' ? {} : { 'idempotency-key': key }),
        ...(endpoint.ifMatch ? { 'if-match': version } : {}),
      },
      ...bodyOf(endpoint, body, broken),
    }));
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

/** Ids and codes that are in the database, a few of each column: so that requests find something. */
export async function knownTexts({ db }: TestDatabase): Promise<KnownTexts> {
  const { rows: columns } = await db.raw<{ rows: { table: string; column: string }[] }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and table_name !~ '^core_(outbox|audit|idempotency|session)'
       and (data_type = 'uuid' or column_name in ('id', 'location_id', 'gtin', 'code', 'role'))
     order by 1, 2`,
  );
  const texts = new Set<string>();
  for (const { table, column } of columns) {
    const { rows } = await db.raw<{ rows: { text: string | null }[] }>(
      `select ??::text as text from ?? limit 3`,
      [column, table],
    );
    for (const { text } of rows) if (text) texts.add(text);
  }
  return [...texts];
}
