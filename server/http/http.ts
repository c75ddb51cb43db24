import type { IncomingHttpHeaders } from 'node:http';
import type { Express } from 'express';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Actor } from '../auth/actor.ts';
import type { Config } from '../config.ts';
import type { Cursor } from '../events/event.ts';
import type { ModuleManifest } from '../modules/manifest.ts';
import type { Endpoint } from './contract.ts';
import type { Routes } from './routes.ts';

/** Who sent these headers: a session cookie, an API key, or nobody. Also asked by the live handshake. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Actor | null>;

/** One answered request, for the access log and the metrics. */
export interface Served {
  readonly method: string;
  /** The template (`/api/base/items/:itemId`), never the address: metrics keep few series. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly requestId: string;
  readonly actorId: string | null;
}

export interface HttpOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  /** Of the core and of the modules that start: the permissions and problems that exist. */
  readonly manifests: readonly ModuleManifest[];
  readonly authenticate: Authenticate;
  /** The place in the feed that a snapshot stands at: `server/events/feed.ts`. */
  readonly readCursor: (sql: Knex) => Promise<Cursor>;
  readonly observe?: (served: Served) => void;
}

export interface Http {
  readonly app: Express;
  readonly routes: Routes;
  /** Everything registered so far, in order: OpenAPI, the policy matrix and the fuzz tests read it. */
  readonly endpoints: readonly Endpoint[];
  /** Called once, after modules, screens, health and metrics are mounted: the last word on any request. */
  finish(): void;
}

/**
 * The HTTP side of the application. In `app.ts`:
 *
 *   const auth = createAuth({ db, config, log, keyring, manifests });
 *   const all = [auth.manifest, ...manifests];
 *   const http = createHttp({ db, config, log, manifests: all, authenticate: auth.authenticate, readCursor });
 *   for (const manifest of all) manifest.start({ db, config, log, keyring, routes: http.routes, … });
 *   http.app.use(screens);
 *   http.finish();
 *   await auth.prepare();            // roles and permissions of the manifests into the database
 *   stream.onEvents(auth.heard);     // revocations made by other processes
 */
export function createHttp(options: HttpOptions): Http {
  throw new Error(`not yet: ${options.config.port}`);
}
