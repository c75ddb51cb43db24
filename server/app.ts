import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { createAuth, type Auth } from './auth/auth.ts';
import type { Keyring } from './auth/keyring.ts';
import type { Config } from './config.ts';
import { currentCursor } from './events/feed.ts';
import { createFeed } from './events/tail.ts';
import type { Endpoint } from './http/contract.ts';
import { createHttp, type HttpOptions } from './http/http.ts';
import { createRunners } from './jobs/runners.ts';
import { createGateway } from './live/gateway.ts';
import type { ModuleManifest } from './modules/manifest.ts';
import { mountHealth } from './observability/health.ts';
import { createMetrics } from './observability/metrics.ts';
import { observer } from './observability/served.ts';
import { createWebhooks, type WebhookTiming } from './webhooks/webhooks.ts';

export interface AppOptions {
  readonly config: Config;
  /** Migrated. It stays the caller's: `stop` does not close it. */
  readonly db: Knex;
  readonly keyring: Keyring;
  /** In start order: each after those it requires. */
  readonly modules: readonly ModuleManifest[];
  readonly log: Logger;
  /** Stricter or looser than usual: tests check every reply against its contract. */
  readonly http?: Pick<HttpOptions, 'limits' | 'checkReplies' | 'scripts'>;
  /** How patient webhooks are: tests are less. */
  readonly webhooks?: WebhookTiming;
  /** How long load balancers and screens get to notice that it stops: tests wait for nobody. */
  readonly graceMilliseconds?: number;
  /** Serves the pages; left out where only the API is wanted. */
  readonly screens?: (app: Express, server: HttpServer | HttpsServer) => void | Promise<void>;
}

/** One server of Bottega. Several may run in one process: nothing in it is shared or global. */
export interface App {
  /** The core's and the modules', in start order. */
  readonly manifests: readonly ModuleManifest[];
  /** Everything that can be called: the OpenAPI document, the policy matrix and the fuzz tests read it. */
  readonly endpoints: readonly Endpoint[];
  /** For a start with nobody in the database yet; asked by whoever can show it to a person. */
  readonly firstAdministrator: Auth['firstAdministrator'];
  /** Starts what runs beside the requests, then takes requests. Returns where: `http://127.0.0.1:3000`. */
  listen(): Promise<string>;
  /**
   * Lets what is under way finish, and tells every screen and every load balancer to go elsewhere.
   * Takes half a second when nobody keeps a request open, nine at most.
   */
  stop(): Promise<void>;
}

/** Before the door is closed. */
const GRACE_MILLISECONDS = 400;
/** Requests still running after this are cut; their idempotency keys make repeating them safe. */
const PATIENCE_MILLISECONDS = 8_000;

/**
 * Puts the core and the given modules together, the same for `npm start` and for every test. Nothing
 * runs before `listen`: the app can also be made only to be asked what it declares.
 */
export function createApp(options: AppOptions): App {
  const { config, db, log, keyring } = options;
  const metrics = createMetrics(db);
  const feed = createFeed({ db, log, metrics });
  const { modules } = options;
  const runners = createRunners({ db, config, log, keyring, feed, metrics, modules });
  const webhooks = createWebhooks({
    db,
    config,
    log,
    keyring,
    modules,
    ...(options.webhooks ? { timing: options.webhooks } : {}),
  });
  const known = [runners.manifest, webhooks.manifest, ...modules];
  const auth = createAuth({ db, config, log, keyring, manifests: known });
  const { authenticate } = auth;
  const manifests = [auth.manifest, ...known];
  const http = createHttp({
    ...options.http,
    db,
    config,
    log,
    manifests,
    authenticate,
    confirmPin: auth.confirmPin,
    readCursor: currentCursor,
    observe: observer(log, metrics),
    retried: metrics.retried,
  });
  const { routes } = http;
  const { reactions, sweeps, jobs } = runners;
  for (const manifest of manifests) {
    manifest.start({ db, config, log, keyring, routes, reactions, sweeps, jobs });
  }
  let stopping: Promise<void> | null = null;
  const ready = (): boolean => stopping === null;
  mountHealth(http.app, { db, config, feed, metrics, authenticate, ready });

  const server = createListener(config, http.app, ready);
  const rooms = manifests.flatMap((manifest) => manifest.rooms ?? []);
  const gateway = createGateway({ db, config, log, feed, rooms, authenticate, metrics });
  // Before the gateway hears of an event: it asks for rights after revoked ones were forgotten.
  feed.onEvents((events) => auth.heard(events));

  const close = async (): Promise<void> => {
    const runnersStopped = Promise.all([runners.stop(), webhooks.stop()]);
    await gateway.stop();
    await pause(options.graceMilliseconds ?? GRACE_MILLISECONDS);
    await closeServer(server);
    await runnersStopped;
    await feed.stop();
  };
  return {
    manifests,
    endpoints: http.endpoints,
    firstAdministrator: auth.firstAdministrator,
    async listen() {
      await options.screens?.(http.app, server);
      http.finish();
      await auth.prepare();
      await feed.start();
      await runners.start();
      webhooks.start();
      gateway.attach(server);
      return listenOn(server, config);
    },
    stop: () => (stopping ??= close()),
  };
}

function createListener(
  config: Config,
  app: Express,
  ready: () => boolean,
): HttpServer | HttpsServer {
  const limits = {
    // Slow senders hold a socket, not a worker; they are still not waited for without end.
    headersTimeout: 20_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
  };
  const server = config.tls
    ? createTlsServer({
        ...limits,
        cert: readFileSync(config.tls.certFile),
        key: readFileSync(config.tls.keyFile),
      })
    : createServer(limits);
  server.on('request', (request, response) => {
    // The next request of this client goes to a server that is going to stay.
    if (!ready()) response.setHeader('Connection', 'close');
    app(request, response);
  });
  return server;
}

function listenOn(server: HttpServer | HttpsServer, config: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      const { port } = server.address() as AddressInfo;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      resolve(`${config.tls ? 'https' : 'http'}://${host}:${port}`);
    });
  });
}

/** `close()` alone waits for idle keep-alive connections for ever. */
async function closeServer(server: HttpServer | HttpsServer): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLISECONDS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}
