import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Keyring } from '../auth/keyring.ts';
import type { Config } from '../config.ts';
import { tendPartitions } from '../events/partitions.ts';
import { ReactionRunner } from '../events/reactions.ts';
import type { Feed } from '../events/tail.ts';
import type { Acts, Jobs, ModuleManifest, Reactions, Sweeps } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { operationsManifest } from '../operations/manifest.ts';
import { JobRunner } from './jobs.ts';
import { SweepRunner } from './sweeps.ts';

export interface RunnersOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  readonly keyring: Keyring;
  readonly feed: Feed;
  readonly metrics: Metrics;
  /** Whose acts stand in the audit. */
  readonly modules: readonly Pick<ModuleManifest, 'acts'>[];
}

export interface Runners {
  readonly reactions: Reactions;
  readonly sweeps: Sweeps;
  readonly jobs: Jobs;
  /**
   * The core's own part of all this as a manifest, to be started with the modules' and
   * `auth.manifest`: audit, operations and mail endpoints, permissions, sweeps.
   */
  readonly manifest: ModuleManifest;
  /** After every manifest has registered what it has. */
  start(): Promise<void>;
  /** Claims nothing new and waits for what is under way, at most a few seconds. */
  stop(): Promise<void>;
}

const TEND_MILLISECONDS = 60 * 60_000;

/**
 * What runs beside the requests. In `app.ts`:
 *
 *   const log = createLog(config);
 *   const metrics = createMetrics(db);
 *   const feed = createFeed({ db, log, metrics });
 *   const runners = createRunners({ db, config, log, keyring, feed, metrics, modules });
 *   const manifests = [auth.manifest, runners.manifest, ...modules];
 *   for (const manifest of manifests) manifest.start({ …, ...runners });
 *   mountHealth(http.app, { db, config, feed, metrics, authenticate, ready });   // before http.finish()
 *   const gateway = createGateway({ db, config, log, feed, rooms: manifests.flatMap((m) => m.rooms ?? []), authenticate, metrics });
 *   gateway.attach(server);
 *   feed.onEvents(auth.heard);   // first: so that the gateway asks for rights after they were forgotten
 *   await feed.start(); await runners.start();                                   // before listening
 *   …
 *   await gateway.stop(); await runners.stop(); await feed.stop();               // at the end
 */
export function createRunners(options: RunnersOptions): Runners {
  const { db, config, log, keyring, feed, metrics, modules } = options;
  const acts = Object.assign({}, ...modules.map((module) => module.acts ?? {})) as Acts;
  const reactions = new ReactionRunner({ db, feed, log, metrics });
  const sweeps = new SweepRunner({ db, log, metrics });
  const jobs = new JobRunner({ db, log, metrics });
  const tendDaily = (): Promise<void> =>
    tendPartitions(db, new Date()).then(
      (done) => void (done.length > 0 && log.info({ done }, 'the outbox was tended')),
      (error: unknown) => log.warn({ err: error }, 'the outbox could not be tended'),
    );
  let tending: NodeJS.Timeout | undefined;
  return {
    reactions,
    sweeps,
    jobs,
    manifest: operationsManifest({ config, keyring, reactions, sweeps, metrics, acts }),
    async start() {
      await tendDaily();
      tending = setInterval(() => void tendDaily(), TEND_MILLISECONDS);
      await jobs.prepare();
      await reactions.start();
      sweeps.start();
      await jobs.work();
    },
    async stop() {
      clearInterval(tending);
      await Promise.all([reactions.stop(), sweeps.stop(), jobs.stop()]);
    },
  };
}
