import type { Read, Tx } from '../db/transaction.ts';
import { constraintMeans } from '../db/errors.ts';
import { newId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { notFound, staleRevision } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';
import { accountChanged } from './events.ts';
import { lastAdministrator, loginTaken } from './problems.ts';

constraintMeans('core_account_login_unique', loginTaken, {});

export interface Assignment {
  readonly role: string;
  /** Null = in every location. */
  readonly locationId: string | null;
}

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly language: Language;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly hasPin: boolean;
  readonly assignments: readonly Assignment[];
  readonly version: number;
}

/** What may be set at birth: hashes, because hashing takes long and stands outside transactions. */
export interface NewAccount {
  readonly id?: string;
  readonly login: string;
  readonly name: string;
  readonly language: Language;
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
  readonly badgeHash?: string | null;
  readonly assignments: readonly Assignment[];
}

export const PERSON = { it: 'questa persona', en: 'this person' };

/** Makes an account with its roles; returns its id. */
export async function createAccount(tx: Tx, account: NewAccount): Promise<string> {
  const id = account.id ?? newId();
  await tx.sql.raw(
    `insert into core_account
       (id, login, display_name, password_hash, pin_hash, badge_hash, language, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      account.login.trim(),
      account.name.trim(),
      account.passwordHash,
      account.pinHash,
      account.badgeHash ?? null,
      account.language,
      tx.now,
    ],
  );
  await insertAssignments(tx, id, account.assignments);
  tx.record(accountChanged(id, 'created'));
  return id;
}

/** Locks the account for the rest of the transaction; refuses what is not there or has changed. */
export async function lockAccount(
  tx: Tx,
  accountId: string,
  expectedVersion: number | null,
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    'select version from core_account where id = ? for update',
    [accountId],
  );
  const current = rows[0]?.version;
  if (current === undefined) throw new Refusal(notFound, { what: PERSON });
  if (expectedVersion !== null && current !== expectedVersion) {
    throw new Refusal(staleRevision, { current, expected: expectedVersion });
  }
}

export interface AccountChange {
  readonly login?: string | undefined;
  readonly name?: string | undefined;
  readonly language?: Language | undefined;
  readonly active?: boolean | undefined;
}

/** Changes what is given and leaves the rest. The account is locked before. */
export async function changeAccount(
  tx: Tx,
  accountId: string,
  change: AccountChange,
): Promise<void> {
  await tx.sql.raw(
    `update core_account set
       login = coalesce(?, login), display_name = coalesce(?, display_name),
       language = coalesce(?, language), active = coalesce(?::boolean, active),
       version = version + 1
     where id = ?`,
    [
      change.login?.trim() ?? null,
      change.name?.trim() ?? null,
      change.language ?? null,
      change.active ?? null,
      accountId,
    ],
  );
  tx.record(accountChanged(accountId, change.active === false ? 'disabled' : 'changed'));
}

export async function replaceAssignments(
  tx: Tx,
  accountId: string,
  assignments: readonly Assignment[],
): Promise<void> {
  await tx.sql.raw('delete from core_assignment where account_id = ?', [accountId]);
  await insertAssignments(tx, accountId, assignments);
  await tx.sql.raw('update core_account set version = version + 1 where id = ?', [accountId]);
  tx.record(accountChanged(accountId, 'assigned'));
}

async function insertAssignments(
  tx: Tx,
  accountId: string,
  assignments: readonly Assignment[],
): Promise<void> {
  if (assignments.length === 0) return;
  await tx.sql.raw(
    `insert into core_assignment (account_id, role, location_id)
     select ?, role, location_id from unnest(?::text[], ?::text[]) as given (role, location_id)
     on conflict on constraint core_assignment_once do nothing`,
    [
      accountId,
      assignments.map(({ role }) => role),
      assignments.map(({ locationId }) => locationId),
    ] as never,
  );
}

/**
 * Refuses to leave the chain without anybody who can manage people. Asked at the end of a change, under
 * a lock that two administrators who remove each other both need.
 */
export async function keepAnAdministrator(tx: Tx): Promise<void> {
  await tx.sql.raw(`select pg_advisory_xact_lock(hashtext('core.account.manage'))`);
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `select 1 from core_account as account
     join core_assignment as given on given.account_id = account.id and given.location_id is null
     join core_role_permission as held using (role)
     where account.active and held.permission = 'core.account.manage' limit 1`,
  );
  if (rows.length === 0) throw new Refusal(lastAdministrator, {});
}

export async function setSecret(
  tx: Tx,
  accountId: string,
  which: 'password' | 'pin',
  hash: string,
  what: string,
): Promise<void> {
  await tx.sql.raw(
    `update core_account set ${which === 'pin' ? 'pin_hash' : 'password_hash'} = ?,
       version = version + 1 where id = ?`,
    [hash, accountId],
  );
  tx.record(accountChanged(accountId, what));
}

interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly display_name: string;
  readonly language: Language;
  readonly active: boolean;
  readonly has_password: boolean;
  readonly has_pin: boolean;
  readonly assignments: readonly Assignment[];
  readonly version: number;
}

const SHOWN = `
  account.id, account.login, account.display_name, account.language, account.active, account.version,
  account.password_hash is not null as has_password, account.pin_hash is not null as has_pin,
  (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'locationId', location_id)
     order by role, location_id nulls first), '[]')
   from core_assignment where account_id = account.id) as assignments`;

export async function accountById(read: Read, accountId: string): Promise<Account> {
  const { rows } = await read.sql.raw<{ rows: AccountRow[] }>(
    `select ${SHOWN} from core_account as account where id = ?`,
    [accountId],
  );
  if (!rows[0]) throw new Refusal(notFound, { what: PERSON });
  return shownAccount(rows[0]);
}

/** One account more than `limit`, by name, after the given one. */
export async function listAccounts(
  read: Read,
  asked: { search: string | null; after: readonly [string, string] | null; limit: number },
): Promise<readonly Account[]> {
  const { rows } = await read.sql.raw<{ rows: AccountRow[] }>(
    `select ${SHOWN} from core_account as account
     where (:search::text is null
            or position(lower(:search) in lower(display_name || ' ' || login)) > 0)
       and (:name::text is null or (lower(display_name), id) > (:name, :id::uuid))
     order by lower(display_name), id limit :limit`,
    {
      search: asked.search,
      name: asked.after?.[0] ?? null,
      id: asked.after?.[1] ?? null,
      limit: asked.limit + 1,
    },
  );
  return rows.map(shownAccount);
}

function shownAccount(row: AccountRow): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.display_name,
    language: row.language,
    active: row.active,
    hasPassword: row.has_password,
    hasPin: row.has_pin,
    assignments: row.assignments,
    version: row.version,
  };
}
