import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Sweeps } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';

export interface SweepsOptions {
  readonly db: Knex;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'sweepDueAge'>;
}

interface Sweep {
  readonly name: string;
  readonly seconds: number;
  readonly batch: number;
  readonly work: (tx: Tx) => Promise<number>;
  /** When it should have run, in this process's steady clock. */
  dueAt: number;
  /** Before this it is not tried again after a failure, in the same clock. */
  triedAgainAt: number;
  /** Failures since it last succeeded. */
  failures: number;
  running: Promise<void> | null;
}

const TICK_MILLISECONDS = 100;

/**
 * Runs what is due, again and again. A crash leaves nothing behind: the rows a sweep had locked are free
 * as soon as its connection is gone, and the next process that looks does them.
 */
export class SweepRunner implements Sweeps {
  readonly #options: SweepsOptions;
  readonly #sweeps = new Map<string, Sweep>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: SweepsOptions) {
    this.#options = options;
  }

  every(name: string, seconds: number, batch: number, work: (tx: Tx) => Promise<number>): void {
    if (this.#sweeps.has(name)) throw new Error(`there is a sweep ${name} already`);
    const dueAt = performance.now() + firstDelay(seconds);
    this.#sweeps.set(name, {
      name,
      seconds,
      batch,
      work,
      dueAt,
      triedAgainAt: 0,
      failures: 0,
      running: null,
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MILLISECONDS);
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await Promise.all([...this.#sweeps.values()].map(async ({ running }) => running));
  }

  /** Runs one sweep to its end now, whether due or not. */
  async run(name: string): Promise<void> {
    const sweep = this.#sweeps.get(name);
    if (!sweep) throw new Error(`there is no sweep ${name}`);
    await sweep.running;
    await this.#sweepAll(sweep);
  }

  /** How long each sweep has been due, in seconds; 0 for those that are in time. */
  dueAges(): { name: string; seconds: number }[] {
    const now = performance.now();
    return [...this.#sweeps.values()].map(({ name, dueAt }) => ({
      name,
      seconds: Math.max(0, now - dueAt) / 1000,
    }));
  }

  #tick(): void {
    const now = performance.now();
    for (const sweep of this.#sweeps.values()) {
      if (sweep.running || now < Math.max(sweep.dueAt, sweep.triedAgainAt)) continue;
      sweep.running = this.#runDue(sweep);
    }
    for (const { name, seconds } of this.dueAges()) {
      this.#options.metrics.sweepDueAge.set({ sweep: name }, seconds);
    }
  }

  async #runDue(sweep: Sweep): Promise<void> {
    try {
      await this.#sweepAll(sweep);
      sweep.dueAt = performance.now() + sweep.seconds * 1000;
      sweep.failures = 0;
    } catch (error) {
      // It stays due, so that the metric shows it.
      sweep.failures += 1;
      const seconds = pauseAfter(sweep.failures, sweep.seconds);
      sweep.triedAgainAt = performance.now() + seconds * 1000;
      this.#options.log.error({ err: error, sweep: sweep.name, seconds }, 'a sweep failed');
    } finally {
      sweep.running = null;
    }
  }

  async #sweepAll({ name, batch, work }: Sweep): Promise<void> {
    const actor = systemActor(name);
    for (;;) {
      const done = await inTransaction(this.#options.db, actor, work, {
        requestId: `sweep:${name}`,
      });
      if (done < batch) return;
    }
  }
}

/** Processes that start together should not sweep together. */
function firstDelay(seconds: number): number {
  return Math.random() * Math.min(seconds, 5) * 1000;
}

const LONGEST_PAUSE_SECONDS = 120;

/**
 * Seconds until a sweep that failed is tried again: its interval, doubled by each failure after the first, up
 * to two minutes. A statement that ran into its limit would take as long again at once; after the database
 * was away, doubling waits about as long as it was. Up to a quarter is chance, so that processes that
 * failed together part.
 */
export function pauseAfter(failures: number, interval: number, chance = Math.random()): number {
  const first = Math.max(interval, 1);
  const longest = Math.max(interval, LONGEST_PAUSE_SECONDS);
  return Math.min(first * 2 ** (failures - 1), longest) * (1 + chance / 4);
}
