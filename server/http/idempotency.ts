import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Actor } from '../auth/actor.ts';
import { prepared } from '../db/prepared.ts';
import { textArray } from '../db/text-array.ts';
import { Refusal } from '../kernel/refusal.ts';
import { idempotencyKeyRequired, idempotencyMismatch, invalidRequest } from '../kernel/problems.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { canonical } from './json.ts';
import { decidedByPolicy } from './policy.ts';
import type { Answer } from './reply.ts';
import { told } from './violations.ts';

/**
 * What makes two requests the same one. The key's row stands in the same transaction as the effect:
 * there is no "in progress" to get stuck in, and a commit whose answer got lost is found again.
 */
export interface RequestKey {
  /** The device or the program, or the person where there is no device: keys of others cannot collide. */
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
}

export function needsKey(endpoint: Endpoint): boolean {
  return typeof endpoint.idempotency !== 'object';
}

/** Reads the header; refuses with 400 when it is missing or no key. */
export function requestKey(endpoint: Endpoint, exchange: Exchange, input: object): RequestKey {
  const key = exchange.request.headers['idempotency-key'];
  if (key === undefined) throw new Refusal(idempotencyKeyRequired, {});
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new Refusal(invalidRequest, {
      errors: [{ pointer: '', detail: told('badKey', {}, exchange.language) }],
    });
  }
  return {
    scope: scopeOf(exchange.actor),
    key,
    fingerprint: fingerprint(endpoint, exchange.actor, input),
  };
}

function scopeOf(actor: Actor): string {
  return actor.deviceId === null ? `${actor.kind}:${actor.id}` : `device:${actor.deviceId}`;
}

function fingerprint(endpoint: Endpoint, actor: Actor, input: object): string {
  // Colleagues who share a device share its keys: an offline till may send again under another
  // name. But only where the policy alone decides may one see the answer another one got.
  const reader = decidedByPolicy(endpoint) ? '' : actor.id;
  return createHash('sha256')
    .update(`${endpoint.method} ${endpoint.path}\n${reader}\n${canonical(input)}`)
    .digest('base64url');
}

interface KeptRow {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly reply: string;
}

/**
 * Takes the keys for this transaction. For each: null when it is new and the work is to be done;
 * otherwise the answer that was given. Somebody else's transaction with the same key is waited for.
 */
export async function claimKeys(
  sql: Knex.Transaction,
  keys: readonly RequestKey[],
): Promise<readonly (Answer | Refusal | null)[]> {
  const fresh = await prepared<{ scope: string; key: string }>(
    sql,
    // In one order, so that two batches that share keys wait for each other and never deadlock.
    `insert into core_idempotency (scope, key, fingerprint)
     select scope, key, fingerprint
     from unnest(:scopes::text[], :keys::text[], :fingerprints::text[])
       as asked (scope, key, fingerprint)
     order by scope, key
     on conflict on constraint core_idempotency_pk do nothing
     returning scope, key`,
    columnsOf(keys),
  );
  if (fresh.length === keys.length) return keys.map(() => null);
  const taken = new Set(fresh.map(nameOf));
  const kept = await answersTo(
    sql,
    keys.filter((key) => !taken.has(nameOf(key))),
  );
  return keys.map((key) => (taken.has(nameOf(key)) ? null : replayOf(key, kept)));
}

/** Stores the answers beside the effects, under keys that were claimed, to be given again for 35 days. */
export async function keepAnswers(
  sql: Knex.Transaction,
  answered: readonly (readonly [RequestKey, Answer])[],
): Promise<void> {
  if (answered.length === 0) return;
  await prepared(
    sql,
    `update core_idempotency as kept set status = given.status, reply = given.reply
     from unnest(:scopes::text[], :keys::text[], :statuses::smallint[], :replies::text[])
       as given (scope, key, status, reply)
     where kept.scope = given.scope and kept.key = given.key`,
    { ...columnsOf(answered.map(([key]) => key)), ...answerColumns(answered) },
  );
}

/**
 * Stores keys and answers together, at the end of a transaction that claimed nothing. Fails, and the
 * transaction with it, when one of the keys is taken after all: `isKeyTaken` tells.
 */
export async function storeAnswers(
  sql: Knex.Transaction,
  answered: readonly (readonly [RequestKey, Answer])[],
): Promise<void> {
  if (answered.length === 0) return;
  await prepared(
    sql,
    `insert into core_idempotency (scope, key, fingerprint, status, reply)
     select scope, key, fingerprint, status, reply
     from unnest(:scopes::text[], :keys::text[], :fingerprints::text[], :statuses::smallint[],
       :replies::text[]) as given (scope, key, fingerprint, status, reply)
     order by scope, key`,
    { ...columnsOf(answered.map(([key]) => key)), ...answerColumns(answered) },
  );
}

/** Somebody has answered, or is answering, a request with the same key already. */
export function isKeyTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'constraint' in error && error.constraint === 'core_idempotency_pk'
  );
}

function columnsOf(keys: readonly RequestKey[]): Record<string, Knex.RawBinding> {
  return {
    scopes: textArray(keys.map(({ scope }) => scope)),
    keys: textArray(keys.map(({ key }) => key)),
    fingerprints: textArray(keys.map(({ fingerprint }) => fingerprint)),
  };
}

function answerColumns(
  answered: readonly (readonly [RequestKey, Answer])[],
): Record<string, Knex.RawBinding> {
  return {
    statuses: answered.map(([, { status }]) => status),
    replies: textArray(answered.map(([, { body }]) => body)),
  };
}

/** Frees the keys of requests whose refusal may pass, so that they can be sent again. */
export async function dropKeys(sql: Knex.Transaction, keys: readonly RequestKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql.raw(
    `delete from core_idempotency as kept
     using unnest(?::text[], ?::text[]) as dropped (scope, key)
     where kept.scope = dropped.scope and kept.key = dropped.key`,
    [keys.map(({ scope }) => scope), keys.map(({ key }) => key)],
  );
}

/** Long enough for a till that was offline for weeks. */
const KEPT = '35 days';

/** Forgets the oldest answers; returns how many. */
export async function forgetOldKeys(sql: Knex.Transaction, batch: number): Promise<number> {
  const { rows } = await sql.raw<{ rows: { forgotten: number }[] }>(
    `with old as (
       select scope, key from core_idempotency
       where created_at < now() - ?::interval limit ? for update skip locked
     ), gone as (
       delete from core_idempotency using old
       where core_idempotency.scope = old.scope and core_idempotency.key = old.key
       returning 1
     )
     select count(*)::integer as forgotten from gone`,
    [KEPT, batch],
  );
  return rows[0]!.forgotten;
}

/** Business refusals would be the same next time; a lack of rights or of resources may pass. */
export function worthKeeping(refusal: Refusal): boolean {
  return KEPT_STATUSES.has(refusal.problem.status);
}

const KEPT_STATUSES = new Set([400, 404, 409, 410, 412, 422]);

export function nameOf({ scope, key }: { readonly scope: string; readonly key: string }): string {
  return `${scope} ${key}`;
}

/** The answer already given under this key, or the refusal to use it for something else. */
export function replay(key: RequestKey, first: RequestKey, given: Answer): Answer | Refusal {
  if (key.fingerprint !== first.fingerprint) return mismatch();
  return { status: given.status, body: given.body, replayed: true };
}

function replayOf(key: RequestKey, kept: ReadonlyMap<string, KeptRow>): Answer | Refusal {
  const row = kept.get(nameOf(key));
  // The sweep took it between two statements: 35 days old and sent again at this very moment.
  if (!row) return mismatch();
  return replay(key, row, { status: row.status, body: row.reply });
}

function mismatch(): Refusal {
  return new Refusal(idempotencyMismatch, {}) as unknown as Refusal;
}

async function answersTo(
  sql: Knex.Transaction,
  keys: readonly RequestKey[],
): Promise<ReadonlyMap<string, KeptRow>> {
  const { rows } = await sql.raw<{ rows: KeptRow[] }>(
    `select scope, key, fingerprint, status, reply
     from core_idempotency
     join unnest(?::text[], ?::text[]) as asked (scope, key) using (scope, key)
     where status is not null`,
    [keys.map(({ scope }) => scope), keys.map(({ key }) => key)],
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}
