import type { Knex } from 'knex';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Tx } from '../db/transaction.ts';
import type { JobOptions, Jobs } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';

export interface JobsOptions {
  readonly db: Knex;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'jobs'>;
}

interface Job {
  readonly name: string;
  readonly work: (payload: object) => Promise<void>;
  readonly retries: number;
  readonly concurrency: number;
  readonly onePer: ((payload: object) => string) | null;
}

/** A job of a process that was killed is taken up again after this long at the latest. */
const LONGEST_SECONDS = 300;
const POLL_SECONDS = 1;
const STOP_MILLISECONDS = 5_000;

/**
 * Work outside the database, queued by pg-boss in its own schema. It is queued on the caller's
 * connection, so that it exists if and only if the caller's transaction commits.
 */
export class JobRunner implements Jobs {
  readonly #options: JobsOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #boss: PgBoss;

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#boss = new PgBoss({
      db: executor(options.db),
      schema: 'pgboss',
      schedule: false,
      maintenanceIntervalSeconds: 30,
      archiveCompletedAfterSeconds: 60 * 60,
      deleteAfterDays: 14,
    });
    this.#boss.on('error', (error) => options.log.warn({ err: error }, 'the job queue'));
  }

  define<P extends object>(
    name: string,
    work: (payload: P) => Promise<void>,
    options: JobOptions<P> = {},
  ): void {
    if (this.#jobs.has(name)) throw new Error(`there is a job ${name} already`);
    const { retries = 5, concurrency = 1, onePer = null } = options;
    // The payload is what `enqueue` was given under this name.
    this.#jobs.set(name, {
      name,
      work: work as Job['work'],
      retries,
      concurrency,
      onePer: onePer as Job['onePer'],
    });
  }

  async enqueue(tx: Tx, name: string, payload: object): Promise<void> {
    const job = this.#jobs.get(name);
    if (!job) throw new Error(`there is no job ${name}`);
    const id = await this.#boss.send(name, payload, {
      db: executor(tx.sql),
      retryLimit: job.retries,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: LONGEST_SECONDS,
      ...(job.onePer ? { singletonKey: job.onePer(payload) } : {}),
    });
    // Nothing is queued where one waits already.
    if (id === null && !job.onePer) throw new Error(`the job ${name} was not queued`);
  }

  /** Makes the queues, so that `enqueue` may be called from now on; `work` begins the work. */
  async prepare(): Promise<void> {
    await oneAfterTheOther(this.#options.db, async () => {
      await this.#boss.start();
      for (const { name, onePer } of this.#jobs.values()) {
        const policy = onePer ? 'short' : 'standard';
        if (!(await this.#boss.getQueue(name))) {
          await this.#boss.createQueue(name, { name, policy });
        }
      }
    });
  }

  async work(): Promise<void> {
    for (const job of this.#jobs.values()) {
      for (let worker = 0; worker < job.concurrency; worker += 1) await this.#addWorker(job);
    }
  }

  /** Looks for work every second, and again at once after each job: there may be more. */
  async #addWorker(job: Job): Promise<void> {
    const worker = await this.#boss.work<object>(
      job.name,
      { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS },
      async ([queued]) => {
        try {
          if (queued) await this.#run(job, queued.data);
        } finally {
          // Without it pg-boss sleeps out the second even though it has found something.
          this.#boss.notifyWorker(worker);
        }
      },
    );
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, wait: true, timeout: STOP_MILLISECONDS });
  }

  async #run({ name, work }: Job, payload: object): Promise<void> {
    const { log, metrics } = this.#options;
    try {
      await work(payload);
      metrics.jobs.inc({ job: name, outcome: 'done' });
    } catch (error) {
      metrics.jobs.inc({ job: name, outcome: 'failed' });
      log.warn({ err: error, job: name }, 'a job failed');
      throw error;
    }
  }
}

/** Any number, as long as nothing else takes an advisory lock with it in the same database. */
const PREPARING = 7_236_013_046;
const LOOK_MILLISECONDS = 50;

/**
 * Two servers that start on a new database would make the same schema and the same queues: one of them
 * would fail at that, or both would wait for each other.
 */
async function oneAfterTheOther(db: Knex, work: () => Promise<void>): Promise<void> {
  const inTurn = (): Promise<boolean> =>
    db.transaction(async (turn) => {
      await turn.raw(`set local idle_in_transaction_session_timeout = '60s'`);
      const { rows } = await turn.raw<{ rows: { mine: boolean }[] }>(
        'select pg_try_advisory_xact_lock(?) as mine',
        [PREPARING],
      );
      if (rows[0]!.mine) await work();
      return rows[0]!.mine;
    });
  // Whoever waits keeps no connection meanwhile: the one who works needs a second one.
  while (!(await inTurn())) await new Promise((wake) => setTimeout(wake, LOOK_MILLISECONDS));
}

/** pg-boss speaks the driver's language: it gets the transaction's connection, or one of the pool. */
function executor(sql: Knex): PgBoss.Db {
  const client = sql.client as Connections;
  return {
    async executeSql(text, values) {
      const connection = await client.acquireConnection();
      try {
        return await connection.query(text, values);
      } catch (error) {
        // It begins and commits within one text: a failure would leave the pool an open transaction.
        if (!sql.isTransaction) await connection.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        await client.releaseConnection(connection);
      }
    },
  };
}

/** What knex's client can do, of a transaction too; its types keep it to themselves. */
interface Connections {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
}

interface Connection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}
