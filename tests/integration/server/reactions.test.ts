import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import type { StoredEvent } from '../../../server/events/event.ts';
import { discardFailure, retryFailure } from '../../../server/events/failures.ts';
import { ReactionRunner } from '../../../server/events/reactions.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { silent, startFeed, stopFeeds } from '../../support/feed.ts';
import { makeEvent, recordEvents, settled } from '../../support/make/event.ts';
import { makeActor } from '../../support/make/actor.ts';
import { until } from '../../support/until.ts';

describe('reactions', () => {
  const database = useDatabase();
  const runners: ReactionRunner[] = [];
  let counter = 0;
  let name = '';
  /** Event numbers whose work fails, and how often it was tried. */
  let broken = new Set<number>();
  let tries = new Map<number, number>();

  before(async () => {
    await database.db.raw('create table test_effect (subscriber text, n integer)');
    await openEpoch(database.db);
  });

  beforeEach(async () => {
    // A new subscriber begins at the horizon: what the test before has told must stand below it.
    await settled(database.db);
    counter += 1;
    name = `test.subscriber-${counter}`;
    broken = new Set();
    tries = new Map();
  });

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await stopFeeds();
  });

  async function work(tx: Tx, event: StoredEvent): Promise<void> {
    const { n } = event.payload as { n: number };
    tries.set(n, (tries.get(n) ?? 0) + 1);
    await tx.sql.raw('insert into test_effect (subscriber, n) values (?, ?)', [name, n]);
    tx.record(makeEvent(n, { type: 'test.followed.v1', stream: `followed:${n}`, rooms: [name] }));
    if (broken.has(n)) throw new Error(`event ${n} cannot be worked on`);
  }

  /** What one server process runs. */
  async function startRunner(): Promise<ReactionRunner> {
    const { feed, metrics } = await startFeed(database.db);
    const runner = new ReactionRunner({
      db: database.db,
      feed,
      log: silent,
      metrics,
      backoffSeconds: [0.01, 0.01, 0.01, 0.01],
    });
    runner.on(name, ['test.happened.v1'], work);
    await runner.start();
    runners.push(runner);
    return runner;
  }

  async function effects(): Promise<number[]> {
    const { rows } = await database.db.raw<{ rows: { n: number }[] }>(
      'select n from test_effect where subscriber = ? order by ctid',
      [name],
    );
    return rows.map(({ n }) => n);
  }

  interface Failure {
    readonly id: string;
    readonly state: string;
    readonly n: number;
    readonly attempts: number;
    readonly error: string;
  }

  async function failures(): Promise<Failure[]> {
    const { rows } = await database.db.raw<{ rows: Failure[] }>(
      `select id, state, (payload->>'n')::integer as n, attempts, error
       from core_outbox_failure where subscriber = ? order by tx, position`,
      [name],
    );
    return rows;
  }

  it('have their effect exactly once with two processes and fifty events', async () => {
    await Promise.all([startRunner(), startRunner()]);
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    await Promise.all(numbers.map((n) => recordEvents(database.db, [makeEvent(n)])));
    await until('all are worked on', async () => (await effects()).length >= 50);
    const seen = await effects();
    expect([...seen].sort((a, b) => a - b)).to.deep.equal(numbers);
  });

  it('keep the order of the feed within one subscriber', async () => {
    await startRunner();
    const numbers = Array.from({ length: 45 }, (_, n) => n);
    await recordEvents(
      database.db,
      numbers.map((n) => makeEvent(n)),
    );
    await until('all are worked on', async () => (await effects()).length >= 45);
    expect(await effects()).to.deep.equal(numbers);
  });

  it('undo the effect and the events of a failed attempt, and try five times before setting it aside', async () => {
    await startRunner();
    broken.add(2);
    await recordEvents(database.db, [makeEvent(1), makeEvent(2), makeEvent(3)]);
    const [failure, ...others] = await until('it is set aside', async () => {
      const found = await failures();
      return found.length > 0 && (await effects()).length === 2 ? found : null;
    });
    expect(others).to.deep.equal([]);
    expect(failure).to.include({ n: 2, state: 'failed', attempts: 5 });
    expect(failure!.error).to.include('event 2 cannot be worked on');
    expect(await effects()).to.deep.equal([1, 3]);
    expect(tries.get(1), 'what came before it is not done again').to.equal(1);
    expect(tries.get(2)).to.equal(5);
    const { rows } = await database.db.raw<{ rows: { n: string }[] }>(
      `select payload->>'n' as n from core_outbox where type = 'test.followed.v1' and rooms @> ?::text[]
       order by tx, position`,
      [[name]],
    );
    expect(rows.map(({ n }) => n)).to.deep.equal(['1', '3']);
  });

  it('let no later event of the same stream overtake one that is set aside', async () => {
    await startRunner();
    broken.add(10);
    const stream = { stream: 'test:till-1' };
    await recordEvents(database.db, [makeEvent(10, stream)]);
    await until('it is set aside', async () => (await failures()).length === 1);
    await recordEvents(database.db, [makeEvent(11, stream), makeEvent(12), makeEvent(13, stream)]);
    await until('the later ones wait', async () => (await failures()).length === 3);
    expect((await failures()).map(({ n, state }) => [n, state])).to.deep.equal([
      [10, 'failed'],
      [11, 'waiting'],
      [13, 'waiting'],
    ]);
    await until('the other stream goes on', async () => (await effects()).includes(12));
    expect(await effects()).to.deep.equal([12]);
    expect(tries.has(11)).to.equal(false);
  });

  it('go on in order when an administrator tries again, and stop where it fails again', async () => {
    const runner = await startRunner();
    const find = (wanted: string) => runner.subscriber(wanted);
    const stream = { stream: 'test:till-2' };
    broken = new Set([20, 22]);
    await recordEvents(database.db, [makeEvent(20, stream)]);
    await until('it is set aside', async () => (await failures()).length === 1);
    await recordEvents(
      database.db,
      [21, 22, 23].map((n) => makeEvent(n, stream)),
    );
    const [first, second] = await until('the later ones wait', async () => {
      const found = await failures();
      return found.length === 4 ? found : null;
    });
    const administrator = makeActor();
    const retry = (id: string) =>
      inTransaction(database.db, administrator, (tx) => retryFailure(tx, id, find));

    const early = await retry(second!.id).catch((error: unknown) => error);
    expect(early).to.be.instanceOf(Refusal);
    expect((early as Refusal).problem.slug).to.equal('event-waits');

    expect(await retry(first!.id)).to.deep.equal({
      done: 0,
      left: 4,
      error: 'Error: event 20 cannot be worked on',
    });
    broken.delete(20);
    expect(await retry(first!.id)).to.deep.equal({
      done: 2,
      left: 2,
      error: 'Error: event 22 cannot be worked on',
    });
    expect(await effects()).to.deep.equal([20, 21]);

    const [third] = await failures();
    const discarded = await inTransaction(database.db, administrator, (tx) =>
      discardFailure(tx, third!.id, find),
    );
    expect(discarded).to.deep.equal({ done: 1, left: 0, error: null });
    expect(await effects()).to.deep.equal([20, 21, 23]);
    const { rows } = await database.db.raw<{ rows: { action: string }[] }>(
      'select action from core_audit where actor_id = ? order by position',
      [administrator.id],
    );
    expect(rows.map(({ action }) => action)).to.deep.equal([
      'core.event-retried',
      'core.event-retried',
      'core.event-discarded',
    ]);
  });

  it('begin with what happens after they were installed', async () => {
    await recordEvents(database.db, [makeEvent(30)]);
    await settled(database.db);
    await startRunner();
    await recordEvents(database.db, [makeEvent(31)]);
    await until('the new one is worked on', async () => (await effects()).length > 0);
    expect(await effects()).to.deep.equal([31]);
  });

  it('go on where they were after a restart', async () => {
    const runner = await startRunner();
    await recordEvents(database.db, [makeEvent(40)]);
    await until('it is worked on', async () => (await effects()).length === 1);
    await runner.stop();
    await recordEvents(database.db, [makeEvent(41)]);
    await startRunner();
    await until('what happened meanwhile is worked on', async () => (await effects()).length === 2);
    expect(await effects()).to.deep.equal([40, 41]);
  });

  it('lose and double nothing when every database connection is cut', async () => {
    await Promise.all([startRunner(), startRunner()]);
    for (let n = 50; n < 90; n += 1) {
      await recordEvents(database.db, [makeEvent(n)]);
      if (n % 15 === 0) await cutConnections();
    }
    await until('all are worked on', async () => (await effects()).length >= 40, 20_000);
    // Each stands alone: an event whose work was cut is worked on again a moment later than its neighbours.
    const worked = (await effects()).toSorted((a, b) => a - b);
    expect(worked).to.deep.equal(Array.from({ length: 40 }, (_, place) => 50 + place));
  }).timeout(30_000);

  /** All but the one that cuts: idle ones, the listening ones, those at work. */
  async function cutConnections(): Promise<void> {
    await database.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until('the pool answers again', async () => {
      await inTransaction(database.db, systemActor('test'), async () => undefined);
      return true;
    });
  }
});
