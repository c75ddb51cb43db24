import type { Knex } from 'knex';
import { systemActor } from '../../server/auth/actor.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { cookieNames } from '../../server/auth/cookies.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { OFFICE } from '../../server/auth/session-limits.ts';
import { openSession } from '../../server/auth/sessions.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { nextNumber } from './make/sequence.ts';

/** Somebody who sends requests: the headers say who. */
export interface Caller {
  readonly headers: Readonly<Record<string, string>>;
  /** The account of a person, the id of a key. */
  readonly id: string;
  readonly name: string;
}

/** A new person with that role there (null = everywhere), logged in without a password: hashing one takes long. */
export async function logIn(
  db: Knex,
  server: { readonly port: number },
  role: string,
  locationId: string | null,
): Promise<Caller> {
  const id = newId();
  const name = `${role} ${nextNumber()}`;
  const token = await inTransaction(db, systemActor('test'), async (tx) => {
    await tx.sql.raw(
      `insert into core_account (id, login, display_name, language) values (?, ?, ?, 'it')`,
      [id, `${id}@test.example`, name],
    );
    await tx.sql.raw(
      'insert into core_assignment (account_id, role, location_id) values (?, ?, ?)',
      [id, role, locationId],
    );
    const session = await openSession(tx, {
      accountId: id,
      deviceId: null,
      locationId,
      openedWith: 'password',
      limits: OFFICE,
    });
    return session.token;
  });
  const { session } = cookieNames({ secure: false, port: server.port });
  return { id, name, headers: { cookie: `${session}=${token}` } };
}

/** A new API key with those scopes, as the manifests declare them. */
export async function makeKey(
  db: Knex,
  manifests: readonly ModuleManifest[],
  keyring: Keyring,
  scopes: readonly string[],
  limits: {
    readonly locationIds?: readonly string[];
    readonly channels?: readonly string[];
    readonly requestsPerMinute?: number;
  } = {},
): Promise<Caller> {
  const known = new Map(
    manifests.flatMap(({ keyScopes = {} }) =>
      Object.entries(keyScopes).map(([scope, { permissions }]) => [scope, permissions] as const),
    ),
  );
  const name = `key ${nextNumber()}`;
  const { id, key } = await inTransaction(db, systemActor('test'), (tx) =>
    createApiKey(tx, keyring, known, {
      name,
      scopes,
      locationIds: limits.locationIds ?? null,
      channels: limits.channels ?? null,
      requestsPerMinute: limits.requestsPerMinute ?? null,
    }),
  );
  return { id, name, headers: { authorization: `Bearer ${key}` } };
}
