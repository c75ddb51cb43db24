import type { Knex } from 'knex';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';
import type { Actor } from './actor.ts';
import { grantsExpression, grantsOf, type GrantRow } from './rights.ts';
import { newToken, tokenHash } from './secrets.ts';
import type { SessionLimits } from './session-limits.ts';

export interface NewSession {
  readonly accountId: string;
  readonly deviceId: string | null;
  readonly locationId: string | null;
  readonly openedWith: 'password' | 'pin';
  readonly limits: SessionLimits;
}

/** Opens a session and returns its secret: it stands in the cookie and nowhere else. */
export async function openSession(
  tx: Tx,
  session: NewSession,
): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = newToken();
  await tx.sql.raw(
    `insert into core_session
       (id, token_hash, account_id, device_id, location_id, opened_with, idle_seconds,
        created_at, last_seen_at, ends_at)
     values (:id, :hash, :accountId, :deviceId, :locationId, :openedWith, :idle,
        :now, :now, :now::timestamptz + make_interval(secs => :absolute))`,
    {
      id,
      hash: tokenHash(token),
      accountId: session.accountId,
      deviceId: session.deviceId,
      locationId: session.locationId,
      openedWith: session.openedWith,
      idle: session.limits.idle,
      absolute: session.limits.absolute,
      now: tx.now,
    },
  );
  return { id, token };
}

/** Which sessions to end. */
export type SessionsOf =
  | { readonly sessionId: string }
  | { readonly accountId: string; readonly except?: string | null }
  | { readonly deviceId: string };

/** Ends sessions that are still open and says whose they were. */
export async function endSessions(
  tx: Tx,
  which: SessionsOf,
): Promise<readonly { id: string; account_id: string }[]> {
  const [condition, value] =
    'sessionId' in which
      ? ['id = :value', which.sessionId]
      : 'accountId' in which
        ? ['account_id = :value and id is distinct from :except', which.accountId]
        : ['device_id = :value', which.deviceId];
  const except = 'except' in which ? (which.except ?? null) : null;
  const { rows } = await tx.sql.raw<{ rows: { id: string; account_id: string }[] }>(
    `update core_session set ended_at = :now where ended_at is null and ${condition}
     returning id, account_id`,
    { now: tx.now, value, ...(condition.includes(':except') ? { except } : {}) },
  );
  return rows;
}

export async function moveSession(tx: Tx, sessionId: string, locationId: string): Promise<void> {
  await tx.sql.raw('update core_session set location_id = ? where id = ?', [locationId, sessionId]);
}

interface SessionRow {
  readonly id: string;
  readonly account_id: string;
  readonly device_id: string | null;
  readonly location_id: string | null;
  readonly display_name: string;
  readonly language: Language;
  readonly grants: readonly GrantRow[];
  readonly stale: boolean;
}

/** Sessions are marked as used once a minute at most: that is precise enough for idle limits. */
const MARK_EVERY = '1 minute';

/**
 * The person behind a session that is neither ended nor too old, with the rights of this moment. `acting`
 * prolongs it: a screen that only watches does not keep its session alive.
 */
export async function actorOfSession(
  db: Knex,
  hash: string,
  acting: boolean,
): Promise<Actor | null> {
  const { rows } = await db.raw<{ rows: SessionRow[] }>(
    `select session.id, session.account_id, session.device_id, session.location_id,
            account.display_name, account.language,
            session.last_seen_at < now() - interval '${MARK_EVERY}' as stale,
            ${grantsExpression('session.account_id')} as grants
     from core_session as session
     join core_account as account on account.id = session.account_id and account.active
     left join core_device as device on device.id = session.device_id
     where session.token_hash = ? and session.ended_at is null and session.ends_at > now()
       and session.last_seen_at > now() - make_interval(secs => session.idle_seconds)
       and device.revoked_at is null`,
    [hash],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.stale && acting) {
    await db.raw('update core_session set last_seen_at = now() where id = ?', [row.id]);
  }
  return {
    kind: 'person',
    id: row.account_id,
    name: row.display_name,
    language: row.language,
    locationId: row.location_id,
    deviceId: row.device_id,
    sessionId: row.id,
    grants: grantsOf(row.grants),
  };
}

/** Forgets sessions that have been over for a month; returns how many. */
export async function forgetOldSessions(sql: Knex, batch: number): Promise<number> {
  const { rows } = await sql.raw<{ rows: { gone: number }[] }>(
    `with old as (
       select id from core_session where ends_at < now() - interval '30 days'
       limit ? for update skip locked
     ), gone as (
       delete from core_session using old where core_session.id = old.id returning 1
     )
     select count(*)::integer as gone from gone`,
    [batch],
  );
  return rows[0]!.gone;
}
