import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { JobRunner } from '../../../server/jobs/jobs.ts';
import { createMetrics } from '../../../server/observability/metrics.ts';
import { useDatabase } from '../../support/database.ts';
import { silent } from '../../support/feed.ts';
import { gate } from '../../support/gate.ts';
import { until } from '../../support/until.ts';

describe('jobs', () => {
  const database = useDatabase();
  const runners: JobRunner[] = [];

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });

  async function startRunner(define: (jobs: JobRunner) => void): Promise<JobRunner> {
    const { db } = database;
    const runner = new JobRunner({ db, log: silent, metrics: createMetrics(db) });
    define(runner);
    await runner.prepare();
    await runner.work();
    runners.push(runner);
    return runner;
  }

  const enqueue = (jobs: JobRunner, name: string, payload: object): Promise<void> =>
    inTransaction(database.db, systemActor('test'), (tx) => jobs.enqueue(tx, name, payload));

  it('are made by twenty processes that start at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        startRunner((jobs) => jobs.define('test.start', () => Promise.resolve())),
      ),
    );
    expect(runners).to.have.lengthOf(20);
  }).timeout(30_000);

  it('exist if and only if the transaction that queued them commits', async () => {
    const done: string[] = [];
    const jobs = await startRunner((runner) =>
      runner.define<{ name: string }>('test.commits', async ({ name }) => void done.push(name)),
    );
    const undone = inTransaction(database.db, systemActor('test'), async (tx) => {
      await jobs.enqueue(tx, 'test.commits', { name: 'undone' });
      throw new Error('changed our mind');
    });
    await undone.catch(() => undefined);
    const committed = gate();
    const open = inTransaction(database.db, systemActor('test'), async (tx) => {
      await jobs.enqueue(tx, 'test.commits', { name: 'later' });
      await committed.passed;
    });
    await enqueue(jobs, 'test.commits', { name: 'now' });
    await until('the committed one is done', () => done.length > 0);
    expect(done).to.deep.equal(['now']);
    committed.open();
    await open;
    await until('the later one is done', () => done.length > 1);
    expect(done).to.deep.equal(['now', 'later']);
  });

  it('are shared by two processes, each done once', async () => {
    const done: number[] = [];
    const define = (runner: JobRunner): void =>
      runner.define<{ n: number }>('test.shared', async ({ n }) => void done.push(n), {
        concurrency: 2,
      });
    const [jobs] = await Promise.all([startRunner(define), startRunner(define)]);
    for (let n = 0; n < 6; n += 1) await enqueue(jobs!, 'test.shared', { n });
    await until('all are done', () => done.length >= 6);
    expect([...done].sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('are tried again after a failure', async () => {
    let tries = 0;
    const jobs = await startRunner((runner) =>
      runner.define('test.retried', () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      }),
    );
    await enqueue(jobs, 'test.retried', {});
    await until('it was tried again', () => tries === 2, 15_000);
  }).timeout(20_000);

  it('are worked on one after the other without a pause while there are any', async () => {
    const done: number[] = [];
    const jobs = await startRunner((runner) =>
      runner.define<{ n: number }>('test.many', async ({ n }) => void done.push(n), {
        concurrency: 2,
      }),
    );
    await inTransaction(database.db, systemActor('test'), async (tx) => {
      for (let n = 0; n < 40; n += 1) await jobs.enqueue(tx, 'test.many', { n });
    });
    // One a second for each of the two would take twenty seconds.
    await until('all are done', () => done.length === 40, 10_000);
    expect([...done].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, n) => n));
  }).timeout(30_000);

  it('wait once for what one of them does whole, and again when it is begun', async () => {
    const done: string[] = [];
    const held = gate();
    const jobs = await startRunner((runner) =>
      runner.define<{ printer: string }>(
        'test.one-per',
        async ({ printer }) => {
          done.push(printer);
          await held.passed;
        },
        { concurrency: 2, onePer: ({ printer }) => printer },
      ),
    );
    await enqueue(jobs, 'test.one-per', { printer: 'till' });
    await until('the first is begun', () => done.length === 1);
    await enqueue(jobs, 'test.one-per', { printer: 'door' });
    await until('the other printer is begun too', () => done.length === 2);
    await Promise.all(
      Array.from({ length: 20 }, () => enqueue(jobs, 'test.one-per', { printer: 'till' })),
    );
    held.open();
    await until('nothing is left', async () => {
      const { rows } = await database.db.raw<{ rows: { open: number }[] }>(
        `select count(*)::integer as open from pgboss.job
         where name = 'test.one-per' and state < 'completed'`,
      );
      return rows[0]!.open === 0;
    });
    expect(done).to.deep.equal(['till', 'door', 'till']);
  });

  it('cannot be queued under a name that nobody works on', async () => {
    const jobs = await startRunner(() => undefined);
    const error = await enqueue(jobs, 'test.unknown', {}).catch((failure: unknown) => failure);
    expect((error as Error).message).to.equal('there is no job test.unknown');
  });
});
