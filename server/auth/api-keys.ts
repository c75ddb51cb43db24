import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import type { Read, Tx } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import { notFound, staleRevision } from '../kernel/problems.ts';
import type { Actor, Scope } from './actor.ts';
import { apiKeyChanged } from './events.ts';
import type { Keyring } from './keyring.ts';
import { alreadyRevoked, scopeUnknown } from './problems.ts';
import { newKeyId } from './secrets.ts';

/** The scopes of the modules present, and the permissions each gives. */
export type KeyScopes = ReadonlyMap<string, readonly string[]>;

export interface KeyLimits {
  readonly scopes: readonly string[];
  /** Null = everywhere. */
  readonly locationIds: readonly string[] | null;
  readonly channels: readonly string[] | null;
  readonly requestsPerMinute: number | null;
}

const KEY = { it: 'questa chiave', en: 'this key' };

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly secret_hash: string;
  readonly scopes: string[];
  readonly location_ids: string[] | null;
  readonly channels: string[] | null;
  readonly requests_per_minute: number | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly created_at: Date;
  readonly version: number;
}

const FORM = /^bt_live_([0-9a-z]{10})_([A-Za-z0-9_-]{43})$/;

/** The program behind a key that is not revoked; null when it is none of ours. */
export async function actorOfKey(
  db: Knex,
  keyring: Keyring,
  scopes: KeyScopes,
  key: string,
): Promise<Actor | null> {
  const [, id, secret] = FORM.exec(key) ?? [];
  if (id === undefined || secret === undefined) return null;
  const { rows } = await db.raw<{ rows: (KeyRow & { stale: boolean })[] }>(
    `select *, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
     from core_api_key where id = ? and revoked_at is null`,
    [id],
  );
  const row = rows[0];
  if (!row || !sameText(row.secret_hash, keyring.hash('api-key', secret))) return null;
  if (row.stale) await db.raw('update core_api_key set last_used_at = now() where id = ?', [id]);
  return actorOf(row, scopes);
}

function actorOf(row: KeyRow, scopes: KeyScopes): Actor {
  const where: Scope = row.location_ids === null ? 'everywhere' : new Set(row.location_ids);
  const permissions = row.scopes.flatMap((scope) => scopes.get(scope) ?? []);
  return {
    kind: 'client',
    id: row.id,
    name: row.name,
    language: 'it',
    locationId: null,
    deviceId: null,
    sessionId: null,
    grants: new Map(permissions.map((permission) => [permission, where])),
    ...(row.channels === null ? {} : { channels: new Set(row.channels) }),
    ...(row.requests_per_minute === null ? {} : { requestsPerMinute: row.requests_per_minute }),
  };
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Makes a key. Its text is told this once; only a keyed hash of it is kept. */
export async function createApiKey(
  tx: Tx,
  keyring: Keyring,
  known: KeyScopes,
  input: KeyLimits & { readonly name: string },
): Promise<{ id: string; key: string }> {
  for (const scope of input.scopes) {
    if (!known.has(scope)) throw new Refusal(scopeUnknown, { scope });
  }
  const id = newKeyId();
  const secret = randomBytes(32).toString('base64url');
  await tx.sql.raw(
    `insert into core_api_key
       (id, name, secret_hash, scopes, location_ids, channels, requests_per_minute, created_at)
     values (?, ?, ?, ?::text[], ?::text[], ?::text[], ?, ?)`,
    [
      id,
      input.name,
      keyring.hash('api-key', secret),
      [...input.scopes],
      input.locationIds === null ? null : [...input.locationIds],
      input.channels === null ? null : [...input.channels],
      input.requestsPerMinute,
      tx.now,
    ] as Knex.RawBinding[],
  );
  tx.record(apiKeyChanged(id, 'created'));
  return { id, key: `bt_live_${id}_${secret}` };
}

export async function revokeApiKey(tx: Tx, keyId: string, expectedVersion: number): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: KeyRow[] }>(
    'select * from core_api_key where id = ? for update',
    [keyId],
  );
  const key = rows[0];
  if (!key) throw new Refusal(notFound, { what: KEY });
  if (key.revoked_at) throw new Refusal(alreadyRevoked, {});
  if (key.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: key.version, expected: expectedVersion });
  }
  await tx.sql.raw('update core_api_key set revoked_at = ?, version = version + 1 where id = ?', [
    tx.now,
    keyId,
  ]);
  tx.record(apiKeyChanged(keyId, 'revoked'));
}

/** Every key, the newest first: a chain has a handful. */
export async function listApiKeys(read: Read): Promise<readonly ReturnType<typeof shownKey>[]> {
  const { rows } = await read.sql.raw<{ rows: KeyRow[] }>(
    'select * from core_api_key order by created_at desc, id limit 500',
  );
  return rows.map(shownKey);
}

export async function apiKeyById(read: Read, keyId: string): Promise<ReturnType<typeof shownKey>> {
  const { rows } = await read.sql.raw<{ rows: KeyRow[] }>(
    'select * from core_api_key where id = ?',
    [keyId],
  );
  if (!rows[0]) throw new Refusal(notFound, { what: KEY });
  return shownKey(rows[0]);
}

function shownKey(row: KeyRow) {
  return {
    id: row.id,
    name: row.name,
    shown: `bt_live_${row.id}_…`,
    scopes: row.scopes,
    locationIds: row.location_ids,
    channels: row.channels,
    requestsPerMinute: row.requests_per_minute,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  };
}
