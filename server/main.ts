import { createServer } from 'node:net';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { MODULES } from '../modules/registry.ts';
import { createApp, type App, type AppOptions } from './app.ts';
import type { Keyring } from './auth/keyring.ts';
import { loadKeyring } from './auth/installation-secrets.ts';
import { ConfigError, isPrivate, readConfig, type Config } from './config.ts';
import { milestones } from './db/installation.ts';
import { open, type OpenedDatabase } from './db/open.ts';
import { startOrder } from './modules/start-order.ts';
import { createLog } from './observability/log.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a start goes through that a person may have to wait for. */
export type StartStep = 'initialising' | 'starting' | 'restarting' | 'migrating' | 'opening';

export interface StartOptions {
  readonly env: Environment;
  readonly onStep?: (step: StartStep) => void;
  /** After migrating, before anything runs: the first start seeds here. */
  readonly prepare?: (database: OpenedDatabase, config: Config, keyring: Keyring) => Promise<void>;
  readonly screens?: AppOptions['screens'];
  readonly http?: AppOptions['http'];
}

export interface RunningServer {
  readonly config: Config;
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly db: Knex;
  readonly log: Logger;
  readonly app: App;
  /** Graceful: what is under way is finished, the pool and the embedded PostgreSQL are closed. */
  stop(): Promise<void>;
}

/**
 * The whole server: configuration → database → migrations → modules in their order → requests.
 * Fails with one clear sentence, and leaves nothing running when it does.
 */
export async function start(options: StartOptions): Promise<RunningServer> {
  const config = readConfig(options.env);
  // Before anything takes long: a typing mistake in MODULES is told at once.
  const modules = startOrder(MODULES, config.modules);
  await demandFreePort(config);
  const log = createLog(config);
  const step = options.onStep ?? (() => undefined);
  const keyring = await loadKeyring(config, options.env);
  const database = await open(config, {
    onStep: step,
    onConnectionLost: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  let app: App | undefined;
  try {
    for (const warning of database.warnings) log.warn(warning);
    await options.prepare?.(database, config, keyring);
    await refusePublicDemo(config, database.db);
    step('opening');
    app = createApp({
      config,
      db: database.db,
      keyring,
      modules,
      log,
      ...(options.screens ? { screens: options.screens } : {}),
      ...(options.http ? { http: options.http } : {}),
    });
    const url = await app.listen();
    log.info({ url, modules: modules.map(({ id }) => id) }, 'listening');
    return runningServer({ config, url, log, app, database });
  } catch (error) {
    await app?.stop();
    await database.close();
    throw error;
  }
}

function runningServer(parts: {
  config: Config;
  url: string;
  log: Logger;
  app: App;
  database: OpenedDatabase;
}): RunningServer {
  const { config, url, log, app, database } = parts;
  let stopped: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await app.stop();
    await database.close();
    log.info('stopped');
  };
  return { config, url, log, app, db: database.db, stop: () => (stopped ??= close()) };
}

/** Told before a first start has worked for a minute, not after. */
async function demandFreePort({ port, host }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'è già occupata (is taken)' : String(cause.code);
    throw new ConfigError([`PORT=${port}, HOST=${host}: ${why}. PORT=${port + 1} npm start`]);
  });
}

/** Demo log-ins have passwords that everybody can read in our documentation. */
async function refusePublicDemo(config: Config, db: Knex): Promise<void> {
  if (isPrivate(config) || !(await milestones(db)).has('demo-data')) return;
  throw new ConfigError([
    `HOST=${config.host}: questo database contiene la catena di prova, i cui accessi sono noti a ` +
      'tutti: resta su 127.0.0.1, oppure usa un’altra cartella (BOTTEGA_DATA) con DEMO=0. / This ' +
      'database holds the demo chain, whose log-ins are public knowledge: loopback only.',
  ]);
}
