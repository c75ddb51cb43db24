import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { pino, type Logger } from 'pino';
import { resetPricing } from '../../modules/base/pricing/pricing.ts';
import { MODULES } from '../../modules/registry.ts';
import { createApp, type App, type AppOptions } from '../../server/app.ts';
import { keyring as makeKeyring, type Keyring } from '../../server/auth/keyring.ts';
import { readConfig, type Config } from '../../server/config.ts';
import { createClient, ProblemError } from '../../server/http/client.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/http/contract.ts';
import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { startOrder } from '../../server/modules/start-order.ts';
import { logIn, makeKey, type Caller } from './callers.ts';
import { useDatabase, type TestDatabase } from './database.ts';

export type { Caller } from './callers.ts';

export interface CallAs {
  /** Nobody unless said. */
  readonly as?: Caller;
  /** A new one unless said. */
  readonly idempotencyKey?: string;
  readonly language?: 'it' | 'en';
}

/** A running server with a database of its own, and people to call it as. */
export interface TestServer {
  readonly database: TestDatabase;
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  readonly app: App;
  readonly config: Config;
  readonly keyring: Keyring;
  /** Throws `ProblemError` when the answer is a problem. */
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>, options?: CallAs): Promise<ReplyOf<E>>;
  /** The problem it answers with; fails when the call succeeds. */
  refusalOf<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    options?: CallAs,
  ): Promise<ProblemError>;
  /** A new person with that role there (null = everywhere), logged in. */
  person(role: string, locationId: string | null): Promise<Caller>;
  /** A new API key with those scopes. */
  program(
    scopes: readonly string[],
    limits?: { locationIds?: readonly string[]; channels?: readonly string[] },
  ): Promise<Caller>;
  /** A second server process on the same database, as it were: stopped with this one. */
  another(): Promise<{ readonly url: string; readonly app: App; stop(): Promise<void> }>;
}

export interface ServerOptions {
  /** All unless said; required ones are not added by themselves. */
  readonly modules?: readonly string[];
  /** Modules that only this test knows, after the others. */
  readonly trials?: readonly ModuleManifest[];
  /** What the environment would say: `{ SMTP_URL: … }`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly http?: AppOptions['http'];
  readonly webhooks?: NonNullable<AppOptions['webhooks']>;
  readonly screens?: NonNullable<AppOptions['screens']>;
  /** Where it writes what it has to tell. Nowhere unless said. */
  readonly log?: Logger;
  /** How many connections to the database it has. */
  readonly poolSize?: number;
  /** Before the server starts: what it must find. */
  readonly prepare?: (database: TestDatabase) => Promise<void>;
}

/**
 * Gives the surrounding `describe` a server on a database of its own, started before the first test and
 * stopped after the last. Every reply is checked against its contract.
 */
export function useServer(options: ServerOptions = {}): TestServer {
  const running: App[] = [];
  const database = useDatabase({
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    stop: async () => {
      await Promise.all(running.map((app) => app.stop()));
      // What a stopped server prices with must not price for the tests after it.
      resetPricing();
    },
  });
  const config: Config = { ...readConfig({ LOG_LEVEL: 'silent', ...options.env }), port: 0 };
  const keyring = makeKeyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
  let first: { app: App; url: string } | undefined;

  const run = async (): Promise<{ app: App; url: string }> => {
    const app = createApp({
      config,
      db: database.db,
      keyring,
      modules: [...startOrder(MODULES, options.modules ?? null), ...(options.trials ?? [])],
      log: options.log ?? pino({ level: config.logLevel }),
      http: { limits: UNLIMITED, checkReplies: true, ...options.http },
      graceMilliseconds: 0,
      ...(options.webhooks ? { webhooks: options.webhooks } : {}),
      ...(options.screens ? { screens: options.screens } : {}),
    });
    running.push(app);
    return { app, url: await app.listen() };
  };

  before('a server of its own', async function () {
    this.timeout(60_000);
    await options.prepare?.(database);
    first = await run();
  });
  const server = (): { app: App; url: string } => {
    if (!first) throw new Error('the server is there inside tests and hooks only');
    return first;
  };
  const call = <E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    { as, idempotencyKey, language = 'it' }: CallAs = {},
  ): Promise<ReplyOf<E>> =>
    createClient({
      baseUrl: server().url,
      language: () => language,
      headers: () => as?.headers ?? {},
    }).call(endpoint, input, idempotencyKey === undefined ? {} : { idempotencyKey });

  return {
    database,
    config,
    keyring,
    call,
    get url() {
      return server().url;
    },
    get app() {
      return server().app;
    },
    async refusalOf(endpoint, input, as) {
      const outcome = await call(endpoint, input, as).catch((error: unknown) => error);
      if (outcome instanceof ProblemError) return outcome;
      throw new Error('it should have been refused', { cause: outcome });
    },
    person: (role, locationId) => logIn(database.db, config, role, locationId),
    program: (scopes, limits = {}) =>
      makeKey(database.db, server().app.manifests, keyring, scopes, limits),
    async another() {
      const { app, url } = await run();
      return { app, url, stop: () => app.stop() };
    },
  };
}

const UNLIMITED = { perMinute: 1_000_000_000, publicPerMinute: 1_000_000_000 };
