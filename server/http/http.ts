import compression from 'compression';
import express, { type Express } from 'express';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { guessLimiter } from '../auth/guesses.ts';
import type { Config } from '../config.ts';
import { databaseClock } from '../db/clock.ts';
import { reader } from '../db/session.ts';
import type { Cursor } from '../events/event.ts';
import { CORE_PROBLEMS, forbidden } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { ModuleManifest } from '../modules/manifest.ts';
import type { Endpoint } from './contract.ts';
import { mountDocuments } from './documents.ts';
import { USUAL_LIMITS, requestLimiter, type RequestLimits } from './limits.ts';
import { routesOf, type Mounted } from './mount.ts';
import { replyWriter } from './reply.ts';
import type { Routes } from './routes.ts';
import { pageHeaders } from './security.ts';
import { lastWord, serveApi, type Authenticate, type ConfirmPin, type Served } from './serve.ts';
import { RouteTable } from './table.ts';

export interface HttpOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  /** Of the core and of the modules that start: the permissions and problems that exist. */
  readonly manifests: readonly ModuleManifest[];
  readonly authenticate: Authenticate;
  /** For endpoints that want a PIN; without it they refuse everybody. */
  readonly confirmPin?: ConfirmPin;
  /** The place in the feed that a snapshot stands at: `server/events/feed.ts`. */
  readonly readCursor: (sql: Knex) => Promise<Cursor>;
  readonly observe?: (served: Served) => void;
  /** Told when a transaction is run again after a deadlock or the like. */
  readonly retried?: () => void;
  /** Requests a minute; `USUAL_LIMITS` unless said. */
  readonly limits?: RequestLimits;
  /** Tests: a reply that breaks its own contract is an error of ours. */
  readonly checkReplies?: boolean;
  /** `development` lets Vite put its own scripts into the page. */
  readonly scripts?: 'strict' | 'development';
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
  const { db, config, log, manifests } = options;
  const table = new RouteTable<Mounted>();
  const endpoints: Endpoint[] = [];
  const routes = routesOf({
    db,
    reader: reader(db),
    log,
    table,
    endpoints,
    clock: databaseClock(db),
    readCursor: options.readCursor,
    retried: options.retried ?? (() => undefined),
    permissions: new Set(manifests.flatMap(({ permissions }) => Object.keys(permissions))),
    replyText: replyWriter(options.checkReplies ?? false),
  });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trusted(config.trustProxy));
  app.use(
    serveApi({
      table,
      log,
      authenticate: options.authenticate,
      guesses: guessLimiter(db),
      confirmPin: options.confirmPin ?? refuseEveryPin,
      limit: requestLimiter(options.limits ?? USUAL_LIMITS),
      observe: options.observe ?? (() => undefined),
    }),
  );
  app.use(pageHeaders({ secure: isSecure(config), scripts: options.scripts ?? 'strict' }));
  app.use(compression());
  const problems = [...CORE_PROBLEMS, ...manifests.flatMap((manifest) => manifest.problems)];
  mountDocuments(app, { endpoints, manifests, problems });
  return { app, routes, endpoints, finish: () => void lastWord(app, log) };
}

async function refuseEveryPin(): Promise<void> {
  throw new Refusal(forbidden, { permission: 'pin' });
}

/** Do browsers reach us over TLS, ours or a declared proxy's? Cookies and HSTS depend on it. */
export function isSecure(config: Config): boolean {
  return config.tls !== null || config.publicUrl.startsWith('https:');
}

/** `1` is a number of proxies, `loopback` or `10.0.0.0/8` are their addresses. */
function trusted(proxy: string | null): string | number | false {
  if (proxy === null) return false;
  return /^\d+$/.test(proxy) ? Number(proxy) : proxy;
}
