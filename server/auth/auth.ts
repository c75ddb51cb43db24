import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { StoredEvent } from '../events/event.ts';
import type { Authenticate } from '../http/http.ts';
import type { ModuleManifest } from '../modules/manifest.ts';
import type { Keyring } from './keyring.ts';

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
  /** The core as a module: its permissions, tables, endpoints (`/api/core/*`) and sweeps. */
  readonly manifest: ModuleManifest;
  /** Writes the roles' permissions into the database. Once, after migrating and before listening. */
  prepare(): Promise<void>;
  /** Told every event of the feed, in every process: forgets what was revoked or changed elsewhere. */
  heard(events: readonly StoredEvent[]): void;
}

/** People, devices and programs: who they are and what they may do. */
export function createAuth(options: AuthOptions): Auth {
  throw new Error(`not yet: ${options.config.port}`);
}
