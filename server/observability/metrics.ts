import type { Knex } from 'knex';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Served } from '../http/serve.ts';

/** The figures of one application, in a registry of its own: two in one process do not mix. */
export interface Metrics {
  readonly registry: Registry;
  /** For `HttpOptions.observe`. */
  readonly served: (served: Served) => void;
  /** A transaction that ran again: for `withRetries`. */
  readonly retried: () => void;
  readonly sockets: Gauge;
  readonly deliveries: Counter;
  readonly slowSockets: Counter;
  readonly feedLag: Histogram;
  readonly feedReads: Counter;
  readonly sweepDueAge: Gauge<'sweep'>;
  readonly reactionBehind: Gauge<'subscriber'>;
  readonly jobs: Counter<'job' | 'outcome'>;
  readonly mail: Counter<'outcome'>;
}

export function createMetrics(db: Knex): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'bottega_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const retries = new Counter({
    name: 'bottega_transaction_retries_total',
    help: 'Transactions run again after a deadlock, a serialisation failure or a lock timeout',
    registers,
  });
  watchPool(db, registers);
  return {
    registry,
    served: ({ method, path, status, milliseconds }) =>
      requests.observe({ method, path, status: String(status) }, milliseconds / 1000),
    retried: () => retries.inc(),
    ...liveMetrics(registers),
    ...runnerMetrics(registers),
  };
}

function liveMetrics(registers: Registry[]) {
  return {
    sockets: new Gauge({ name: 'bottega_live_sockets', help: 'Screens connected', registers }),
    deliveries: new Counter({
      name: 'bottega_live_deliveries_total',
      help: 'Events sent to screens: one per event and screen',
      registers,
    }),
    slowSockets: new Counter({
      name: 'bottega_live_slow_sockets_total',
      help: 'Screens cut off because they did not keep up',
      registers,
    }),
    feedLag: new Histogram({
      name: 'bottega_feed_lag_seconds',
      help: 'From the instant of an event to its being read from the feed',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    }),
    feedReads: new Counter({
      name: 'bottega_feed_reads_total',
      help: 'Reads of the feed',
      registers,
    }),
  };
}

function runnerMetrics(registers: Registry[]) {
  return {
    sweepDueAge: new Gauge({
      name: 'bottega_sweep_due_seconds',
      help: 'How long a sweep has been due; above 60 something is wrong',
      labelNames: ['sweep'] as const,
      registers,
    }),
    reactionBehind: new Gauge({
      name: 'bottega_reaction_behind_seconds',
      help: 'Age of the oldest event a subscriber has not worked on',
      labelNames: ['subscriber'] as const,
      registers,
    }),
    jobs: new Counter({
      name: 'bottega_jobs_total',
      help: 'Jobs run, by outcome',
      labelNames: ['job', 'outcome'] as const,
      registers,
    }),
    mail: new Counter({
      name: 'bottega_mail_total',
      help: 'Attempts at letters: sent, put-off or given-up',
      labelNames: ['outcome'] as const,
      registers,
    }),
  };
}

/** What knex says about its pool; its types keep it to themselves. */
interface PoolCounts {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

function watchPool(db: Knex, registers: Registry[]): void {
  const { pool } = db.client as { pool?: PoolCounts };
  const connections = new Gauge({
    name: 'bottega_pool_connections',
    help: 'Database connections, and requests waiting for one',
    labelNames: ['state'],
    registers,
    collect() {
      if (!pool) return;
      connections.set({ state: 'used' }, pool.numUsed());
      connections.set({ state: 'free' }, pool.numFree());
      connections.set({ state: 'awaited' }, pool.numPendingAcquires());
    },
  });
}
