import { expect } from 'chai';
import pg from 'pg';
import type { Knex } from 'knex';
import { openDatabase } from '../../../server/db/database.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import type { Feed } from '../../../server/events/tail.ts';
import { useDatabase } from '../../support/database.ts';
import { startFeed, stopFeeds } from '../../support/feed.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

/** So seldom that whatever arrives in a test did not arrive by looking at the clock. */
const NEVER = 3_600_000;

describe('each process’s reader of the feed', () => {
  const database = useDatabase();
  let otherPool: Knex;

  before(async () => {
    await openEpoch(database.db);
    otherPool = openDatabase({ url: database.url, poolSize: 5 });
  });
  afterEach(stopFeeds);
  after(() => otherPool.destroy());

  function heardBy(feed: Feed): number[] {
    const heard: number[] = [];
    feed.onEvents((events) => {
      heard.push(...events.map(({ payload }) => (payload as { n: number }).n));
    });
    return heard;
  }

  it('hears at once of what its own process commits', async () => {
    const { feed } = await startFeed(database.db, NEVER);
    const heard = heardBy(feed);
    await recordEvents(database.db, [makeEvent(1)]);
    await until('it is heard', () => heard.length > 0);
    expect(heard).to.deep.equal([1]);
  });

  it('is woken by the doorbell when another process commits', async () => {
    const { feed } = await startFeed(database.db, NEVER);
    await startFeed(otherPool, NEVER);
    const heard = heardBy(feed);
    for (let n = 1; n <= 5; n += 1) {
      await recordEvents(otherPool, [makeEvent(n)]);
      await until(`${n} is heard`, () => heard.includes(n));
    }
    expect(heard).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('finds within its interval what nobody rang for', async () => {
    const { feed } = await startFeed(database.db, 100);
    const heard = heardBy(feed);
    // A program that writes past ours wakes nobody.
    await otherPool.raw(
      `insert into core_outbox (type, stream, rooms, payload, actor_id, occurred_at)
       values ('test.happened.v1', 'test:9', '{}', '{"n": 9}', 'test', now())`,
    );
    await until('it is found', () => heard.length > 0);
    expect(heard).to.deep.equal([9]);
  });

  it('looks again soon when an older transaction held an event back', async () => {
    const { feed } = await startFeed(database.db, NEVER);
    const heard = heardBy(feed);
    const older = await otherPool.transaction();
    await older.raw('select pg_current_xact_id()');
    await recordEvents(database.db, [makeEvent(1)]);
    await feed.nextRead();
    expect(heard).to.deep.equal([]);
    // Nobody rings for the end of a transaction without events.
    await older.commit();
    await until('it is heard', () => heard.length > 0);
  });

  it('has read once more when the database was away just then', async () => {
    const { feed } = await startFeed(database.db, NEVER);
    const heard = heardBy(feed);
    const pool = database.db.client as { acquireRawConnection: () => Promise<unknown> };
    const connect = pool.acquireRawConnection;
    let tries = 0;
    pool.acquireRawConnection = () => {
      tries += 1;
      return Promise.reject(new Error('the database starts'));
    };
    // A program that writes past ours wakes nobody.
    await otherPool.raw(
      `insert into core_outbox (type, stream, rooms, payload, actor_id, occurred_at)
       values ('test.happened.v1', 'test:4', '{}', '{"n": 4}', 'test', now())`,
    );
    await otherPool.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until('it is cut off', () => tries > 0);
    const read = feed.nextRead();
    const before = tries;
    // The first may have begun before anybody waited.
    await until('it looked in vain for whoever waits', () => tries > before + 1);
    pool.acquireRawConnection = connect;
    await read;
    expect(heard).to.deep.equal([4]);
  });

  it('rings for many commits with few rings, and never inside a business transaction', async () => {
    const rings: number[] = [];
    const listener = new pg.Client({ connectionString: database.url });
    await listener.connect();
    try {
      await listener.query('listen bottega_feed');
      listener.on('notification', ({ processId }) => rings.push(processId));
      const { feed } = await startFeed(database.db, NEVER);
      const heard = heardBy(feed);
      const start = performance.now();
      await Promise.all(
        Array.from({ length: 200 }, (_, n) => recordEvents(database.db, [makeEvent(n)])),
      );
      await until('all are heard', () => heard.length === 200);
      const atMost = (performance.now() - start) / 20 + 2;
      expect(rings.length).to.be.within(1, Math.floor(atMost));
      expect(new Set(rings).size, 'all rung by one connection').to.equal(1);
    } finally {
      await listener.end();
    }
  });

  it('remembers at its start what has just happened', async () => {
    await recordEvents(database.db, [makeEvent(7, { rooms: ['stock:MI01'] })]);
    const { feed } = await startFeed(database.db);
    await until('it is settled', async () => {
      await feed.nextRead();
      return feed.recent('stock:MI01', { tx: '3', position: '0' })?.length === 1;
    });
  });
});
