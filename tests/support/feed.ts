import { pino } from 'pino';
import type { Knex } from 'knex';
import { createFeed, type Feed } from '../../server/events/tail.ts';
import { createMetrics, type Metrics } from '../../server/observability/metrics.ts';

export const silent = pino({ level: 'silent' });

export interface TestFeed {
  readonly feed: Feed;
  readonly metrics: Metrics;
}

const started: Feed[] = [];

/** Follows the feed as a server process does. Ended by `stopFeeds`. */
export async function startFeed(db: Knex, pollMilliseconds = 200): Promise<TestFeed> {
  const metrics = createMetrics(db);
  const feed = createFeed({ db, log: silent, metrics, pollMilliseconds });
  await feed.start();
  started.push(feed);
  return { feed, metrics };
}

/** For `after`: before the database is dropped. */
export async function stopFeeds(): Promise<void> {
  await Promise.all(started.splice(0).map((feed) => feed.stop()));
}
