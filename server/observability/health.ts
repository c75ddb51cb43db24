import type { Express, Request, Response } from 'express';
import type { Knex } from 'knex';
import { may } from '../auth/actor.ts';
import type { Config } from '../config.ts';
import type { Feed } from '../events/tail.ts';
import type { Authenticate } from '../http/serve.ts';
import type { Metrics } from './metrics.ts';

export interface HealthOptions {
  readonly db: Knex;
  readonly config: Pick<Config, 'trustProxy'>;
  readonly feed: Feed;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** False from the moment the server is asked to stop. */
  readonly ready: () => boolean;
}

const DATABASE_MILLISECONDS = 2_000;

/**
 * What those who run the server ask it: is it alive (restart it when not), may it be sent requests
 * (take it out of the pool when not), and its figures. Before `http.finish()`.
 */
export function mountHealth(app: Express, options: HealthOptions): void {
  app.get('/health/live', (_request, response) => {
    response.type('text/plain').send('alive\n');
  });
  app.get('/health/ready', async (_request, response) => {
    const why = await unreadiness(options);
    response
      .status(why === null ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(why === null ? { status: 'ready' } : { status: 'not-ready', because: why });
  });
  app.get('/metrics', async (request, response) => {
    if (!(await mayRead(options, request))) {
      response.status(403).type('text/plain').send('core.operations.read\n');
      return;
    }
    await sendMetrics(options.metrics, response);
  });
}

async function unreadiness({ ready, db }: HealthOptions): Promise<string | null> {
  if (!ready()) return 'stopping';
  try {
    await within(DATABASE_MILLISECONDS, db.raw('select 1'));
    return null;
  } catch {
    return 'database';
  }
}

/** A collector on this machine, or somebody with the permission. Behind a proxy everybody is on this machine. */
async function mayRead(options: HealthOptions, request: Request): Promise<boolean> {
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(
    request.socket.remoteAddress ?? '',
  );
  const forwarded = request.headers['x-forwarded-for'] !== undefined;
  if (local && !forwarded && options.config.trustProxy === null) return true;
  const actor = await options.authenticate(request.headers).catch(() => null);
  return actor !== null && may(actor, 'core.operations.read');
}

async function sendMetrics({ registry }: Metrics, response: Response): Promise<void> {
  response.set('Content-Type', registry.contentType).send(await registry.metrics());
}

function within<T>(milliseconds: number, work: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), milliseconds);
    void Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
