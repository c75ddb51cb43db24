import { expect } from 'chai';
import type { Tx } from '../../../server/db/transaction.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import type { StoredEvent } from '../../../server/events/event.ts';
import { ReactionRunner } from '../../../server/events/reactions.ts';
import { useDatabase } from '../../support/database.ts';
import type { Feed } from '../../../server/events/tail.ts';
import { silent, startFeed, stopFeeds, type TestFeed } from '../../support/feed.ts';
import { makeEvent, recordEvents, settled } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

const RARE = { type: 'test.rare.v1' };

describe('reactions to what a process has heard of the feed', () => {
  const database = useDatabase();
  const runners: ReactionRunner[] = [];
  let counter = 0;
  let name = '';
  let broken = new Set<number>();
  /** The numbers of each call with several events. */
  let handfuls: number[][] = [];
  /** Statements the pool was asked since the test began. */
  let asked: string[] = [];

  before(async () => {
    await database.db.raw('create table test_effect (subscriber text, n integer)');
    await openEpoch(database.db);
    database.db.on('query', ({ sql }: { sql: string }) => asked.push(sql));
  });

  beforeEach(async () => {
    // A new subscriber begins at the horizon: what the test before has told must stand below it.
    await settled(database.db);
    counter += 1;
    name = `test.hears-${counter}`;
    broken = new Set();
    handfuls = [];
    asked = [];
  });

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await stopFeeds();
  });

  const numberOf = ({ payload }: StoredEvent): number => (payload as { n: number }).n;

  async function work(tx: Tx, event: StoredEvent): Promise<void> {
    const n = numberOf(event);
    await tx.sql.raw('insert into test_effect (subscriber, n) values (?, ?)', [name, n]);
    if (broken.has(n)) throw new Error(`event ${n} cannot be worked on`);
  }

  async function workTogether(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
    handfuls.push(events.map(numberOf));
    for (const event of events) await work(tx, event);
  }

  async function startRunner(
    how: 'alone' | 'together' = 'alone',
    given?: TestFeed,
  ): Promise<ReactionRunner> {
    const { feed, metrics } = given ?? (await startFeed(database.db));
    const runner = new ReactionRunner({
      db: database.db,
      feed,
      log: silent,
      metrics,
      backoffSeconds: [0.01, 0.01, 0.01, 0.01],
      pollMilliseconds: 20,
    });
    runner.on(name, [RARE.type], work, how === 'together' ? { together: workTogether } : {});
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

  const looks = (): number => asked.filter((sql) => sql.includes('looked as materialized')).length;
  const polls = (): number => asked.filter((sql) => sql.includes('from core_reaction')).length;

  async function place(): Promise<bigint> {
    const { rows } = await database.db.raw<{ rows: { tx: string }[] }>(
      'select tx::text as tx from core_reaction where name = ?',
      [name],
    );
    return BigInt(rows[0]!.tx);
  }

  it('never search the feed while there is nothing they want in it', async () => {
    await startRunner();
    await recordEvents(database.db, [makeEvent(1, RARE)]);
    await until('it stands behind the first one', async () => (await effects()).length === 1);
    await until('it has looked at its place since', async () => {
      const before = polls();
      await until('a round', async () => polls() > before + 1);
      return true;
    });
    const before = looks();
    for (let n = 0; n < 5; n += 1) await recordEvents(database.db, [makeEvent(n)]);
    const rounds = polls();
    await until('some rounds are over', async () => polls() > rounds + 5);
    expect(looks()).to.equal(before);
    await recordEvents(database.db, [makeEvent(2, RARE)]);
    await until('the next one is worked on', async () => (await effects()).length === 2);
    expect(await effects()).to.deep.equal([1, 2]);
  });

  it('find the few they want among many that happened while nobody followed', async () => {
    const first = await startRunner();
    await first.stop();
    const numbers = Array.from({ length: 1_300 }, (_, n) => n);
    await recordEvents(
      database.db,
      numbers.map((n) => makeEvent(n, n % 300 === 299 ? RARE : {})),
    );
    await startRunner();
    await until('all four are worked on', async () => (await effects()).length >= 4);
    expect(await effects()).to.deep.equal([299, 599, 899, 1_199]);
  });

  it('move on past what they do not want, so that a restart has little to read', async () => {
    const runner = await startRunner();
    const before = await place();
    const numbers = Array.from({ length: 5_100 }, (_, n) => n);
    await recordEvents(
      database.db,
      numbers.map((n) => makeEvent(n)),
    );
    await until('the place has moved on', async () => (await place()) > before);
    await runner.stop();
    await recordEvents(database.db, [makeEvent(7, RARE)]);
    await startRunner();
    await until('what came then is worked on', async () => (await effects()).length > 0);
    expect(await effects()).to.deep.equal([7]);
  });

  it('forget what they have heard when the database has another history', async () => {
    const { feed, metrics } = await startFeed(database.db);
    let tell: () => void = () => undefined;
    let position = feed.position();
    /** It follows nothing: what happens is in the new history, of which nobody was told. */
    const deaf: Feed = {
      start: () => feed.start(),
      stop: () => feed.stop(),
      epoch: () => feed.epoch(),
      recent: () => null,
      nextRead: () => feed.nextRead(),
      position: () => position,
      onEvents: () => () => undefined,
      onNewEpoch: (listener) => {
        tell = () => listener(feed.epoch());
        return () => undefined;
      },
    };
    await startRunner('alone', { feed: deaf, metrics });
    await recordEvents(database.db, [makeEvent(1, RARE)]);
    // A transaction anywhere in the cluster may keep it from being read.
    await settled(database.db);
    await feed.nextRead();
    position = feed.position();
    tell();
    await until('it is found after all', async () => (await effects()).length === 1);
  });

  it('work on several events with one effect where that costs less', async () => {
    const first = await startRunner('together');
    await first.stop();
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    await recordEvents(
      database.db,
      numbers.map((n) => makeEvent(n, RARE)),
    );
    await startRunner('together');
    await until('all are worked on', async () => (await effects()).length >= 30);
    expect(handfuls).to.deep.equal([numbers]);
    expect(await effects()).to.deep.equal(numbers);
  });

  it('go one by one when several together fail, so that only the one at fault is set aside', async () => {
    const first = await startRunner('together');
    await first.stop();
    broken.add(2);
    await recordEvents(
      database.db,
      [1, 2, 3].map((n) => makeEvent(n, RARE)),
    );
    await startRunner('together');
    await until('the others are worked on', async () => (await effects()).length >= 2);
    expect(await effects()).to.deep.equal([1, 3]);
    const { rows } = await database.db.raw<{ rows: { n: number; attempts: number }[] }>(
      `select (payload->>'n')::integer as n, attempts from core_outbox_failure where subscriber = ?`,
      [name],
    );
    expect(rows).to.deep.equal([{ n: 2, attempts: 5 }]);
  });
});
