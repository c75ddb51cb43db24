import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { StoredEvent } from '../events/event.ts';
import { inTransaction } from '../db/transaction.ts';
import { isSecure } from '../http/http.ts';
import type { Authenticate, ConfirmPin } from '../http/serve.ts';
import type { ModuleManifest } from '../modules/manifest.ts';
import { createAccount } from './accounts.ts';
import { systemActor, type Actor } from './actor.ts';
import { ActorCache } from './actor-cache.ts';
import { adminRoutes } from './admin-routes.ts';
import { actorOfKey } from './api-keys.ts';
import { cookieIn, cookieNames } from './cookies.ts';
import { guessLimiter } from './guesses.ts';
import { secretHasher, type SecretHasher } from './hashing.ts';
import type { Keyring } from './keyring.ts';
import { coreManifest } from './manifest.ts';
import { confirmPin } from './confirm-pin.ts';
import { rolesOf, writeRoles } from './roles.ts';
import { newPassword, tokenHash } from './secrets.ts';
import { sessionRoutes } from './session-routes.ts';
import { actorOfSession } from './sessions.ts';

export interface AuthOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  readonly keyring: Keyring;
  /** Of the modules that start: their roles, permissions and key scopes. */
  readonly manifests: readonly ModuleManifest[];
}

export interface Auth {
  readonly authenticate: Authenticate;
  readonly confirmPin: ConfirmPin;
  /** The core as a module: its permissions, tables, endpoints (`/api/core/*`) and sweeps. */
  readonly manifest: ModuleManifest;
  /** Writes the roles' permissions into the database. Once, after migrating and before listening. */
  prepare(): Promise<void>;
  /**
   * The log-in of the first administrator, made when there is nobody at all; null otherwise. Told to
   * whoever starts the server, once: only its hash is kept.
   */
  firstAdministrator(): Promise<{ readonly login: string; readonly password: string } | null>;
  /** Told every event of the feed, in every process: forgets what was revoked or changed elsewhere. */
  heard(events: readonly StoredEvent[]): void;
}

/** People, devices and programs: who they are and what they may do. */
export function createAuth({ db, config, keyring, manifests }: AuthOptions): Auth {
  const cache = new ActorCache();
  const hasher = secretHasher(keyring);
  const guesses = guessLimiter(db);
  const cookies = cookieNames({ secure: isSecure(config), port: config.port });
  const manifest = coreManifest(({ routes }) => {
    const modules = manifests.map(({ id }) => id);
    sessionRoutes(routes, {
      db,
      cache,
      cookies,
      hasher,
      guesses,
      roles,
      modules,
      demo: config.demo,
    });
    adminRoutes(routes, { roles, keyring, hasher });
  });
  const roles = rolesOf([manifest, ...manifests]);

  const authenticate: Authenticate = async (headers, how) => {
    const { authorization } = headers;
    if (authorization !== undefined) {
      const key = /^Bearer (\S+)$/i.exec(authorization)?.[1];
      if (key === undefined) return null;
      return cache.find(`key ${tokenHash(key)}`, true, () =>
        actorOfKey(db, keyring, roles.keyScopes, key),
      );
    }
    const token = cookieIn(headers, cookies.session);
    if (token === null) return null;
    const hash = tokenHash(token);
    return cache.find(hash, how === 'acting', (acting) => actorOfSession(db, hash, acting));
  };

  return {
    authenticate,
    confirmPin: (actor, pin, requestId) =>
      confirmPin({ db, hasher, guesses }, actor, pin, requestId),
    manifest,
    prepare: () => writeRoles(db, roles),
    firstAdministrator: () => firstAdministrator(db, hasher),
    heard: (events) => cache.heard(events),
  };
}

async function firstAdministrator(
  db: Knex,
  hasher: SecretHasher,
): Promise<{ login: string; password: string } | null> {
  const actor: Actor = systemActor('first-start');
  const login = 'admin';
  const password = newPassword();
  const passwordHash = await hasher.hash(password);
  return inTransaction(db, actor, async (tx) => {
    await tx.sql.raw(`select pg_advisory_xact_lock(hashtext('core.account.manage'))`);
    const { rows } = await tx.sql.raw<{ rows: unknown[] }>('select 1 from core_account limit 1');
    if (rows.length > 0) return null;
    await createAccount(tx, {
      login,
      name: 'Amministratore',
      language: 'it',
      passwordHash,
      pinHash: null,
      assignments: [{ role: 'administrator', locationId: null }],
    });
    return { login, password };
  });
}
