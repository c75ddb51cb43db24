import { Writable } from 'node:stream';
import { expect } from 'chai';
import { pino, type Logger } from 'pino';
import type { Tx } from '../../../server/db/transaction.ts';
import { SweepRunner } from '../../../server/jobs/sweeps.ts';
import { createMetrics } from '../../../server/observability/metrics.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { useDatabase } from '../../support/database.ts';
import { silent } from '../../support/feed.ts';
import { until } from '../../support/until.ts';

describe('sweeps', () => {
  const database = useDatabase();
  const runners: SweepRunner[] = [];

  beforeEach(async () => {
    await database.db.raw('drop table if exists test_due');
    await database.db.raw('create table test_due (id integer primary key, done integer not null)');
    await database.db.raw('insert into test_due select n, 0 from generate_series(1, 300) as n');
  });

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });

  function makeRunner(log: Logger = silent): SweepRunner {
    const { db } = database;
    const runner = new SweepRunner({ db, log, metrics: createMetrics(db) });
    runners.push(runner);
    return runner;
  }

  async function sweep(tx: Tx): Promise<number> {
    const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
      `update test_due set done = done + 1
       where id in (select id from test_due where done = 0 limit 20 for update skip locked)
       returning id`,
    );
    return rows.length;
  }

  async function outcome(): Promise<{ undone: number; twice: number }> {
    const { rows } = await database.db.raw<{ rows: { undone: number; twice: number }[] }>(
      `select count(*) filter (where done = 0)::integer as undone,
              count(*) filter (where done > 1)::integer as twice from test_due`,
    );
    return rows[0]!;
  }

  it('do each row once with four processes at work', async () => {
    for (let process = 0; process < 4; process += 1) {
      const runner = makeRunner();
      runner.every('test.sweep', 0.05, 20, sweep);
      runner.start();
    }
    await until('all are done', async () => (await outcome()).undone === 0);
    expect(await outcome()).to.deep.equal({ undone: 0, twice: 0 });
  });

  it('go on at once while batches are full', async () => {
    const runner = makeRunner();
    runner.every('test.sweep', 3_600, 20, sweep);
    await runner.run('test.sweep');
    expect(await outcome()).to.deep.equal({ undone: 0, twice: 0 });
  });

  it('leave nothing half done when their connections are cut, and finish afterwards', async () => {
    const runner = makeRunner();
    let cut = 0;
    runner.every('test.sweep', 0.05, 20, async (tx) => {
      const done = await sweep(tx);
      if (cut < 3) {
        cut += 1;
        await tx.sql.raw('select pg_terminate_backend(pg_backend_pid())');
      }
      return done;
    });
    runner.start();
    await until('all are done', async () => (await outcome()).undone === 0, 20_000);
    expect(cut).to.equal(3);
    expect(await outcome()).to.deep.equal({ undone: 0, twice: 0 });
  }).timeout(30_000);

  it('show how long a failing one has been due', async () => {
    const runner = makeRunner();
    runner.every('test.failing', 0.01, 1, () => Promise.reject(new Error('broken')));
    runner.every('test.fine', 0.01, 1, () => Promise.resolve(0));
    runner.start();
    const ages = await until('it is overdue', () => {
      const found = runner.dueAges();
      return found.some(({ name, seconds }) => name === 'test.failing' && seconds > 1.2)
        ? found
        : null;
    });
    expect(ages.find(({ name }) => name === 'test.fine')!.seconds).to.be.below(1);
  });

  it('pause longer after each failure, and begin anew once one succeeded', async () => {
    const told: { msg: string; seconds: number }[] = [];
    const paper = new Writable({
      write(line: Buffer, _encoding, done) {
        told.push(JSON.parse(line.toString()) as (typeof told)[number]);
        done();
      },
    });
    const runner = makeRunner(pino(paper));
    let tries = 0;
    runner.every('test.failing', 0.05, 1, () => {
      tries += 1;
      return tries === 3 ? Promise.resolve(0) : Promise.reject(new Error('broken'));
    });
    runner.start();
    await until('it failed again after it succeeded', () => tries === 4 && told.length === 3);
    expect(told.map(({ msg }) => msg)).to.deep.equal(Array(3).fill('a sweep failed'));
    const [first, second, anew] = told.map(({ seconds }) => seconds);
    expect(first).to.be.within(1, 1.25);
    expect(second).to.be.within(2, 2.5);
    expect(anew).to.be.within(1, 1.25);
  }).timeout(30_000);

  it('are named once', () => {
    const runner = makeRunner();
    runner.every('test.sweep', 1, 1, sweep);
    expect(() => runner.every('test.sweep', 1, 1, sweep)).to.throw('there is a sweep test.sweep');
  });

  it('act as the system, and say which sweep it was', async () => {
    const runner = makeRunner();
    runner.every('test.audited', 3_600, 1, async (tx) => {
      tx.audit({ action: 'test.swept', subject: 'test', locationId: null });
      return 0;
    });
    await runner.run('test.audited');
    const { rows } = await database.db.raw<{ rows: object[] }>(
      `select actor_id, request_id from core_audit where action = 'test.swept'`,
    );
    expect(rows).to.deep.equal([
      { actor_id: systemActor('test.audited').id, request_id: 'sweep:test.audited' },
    ]);
  });
});
