import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Feed } from '../events/tail.ts';
import type { Authenticate } from '../http/http.ts';
import type { LiveRoom } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';

export interface GatewayOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  readonly feed: Feed;
  /** Of every manifest that starts. */
  readonly rooms: readonly LiveRoom[];
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
}

export interface Gateway {
  /** Before the server listens. The feed is started by the caller. */
  attach(server: HttpServer | HttpsServer): void;
  /** Tells every screen that the server restarts, then closes the sockets. Before `server.close()`. */
  stop(): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  throw new Error(`not yet: ${options.config.port}`);
}
