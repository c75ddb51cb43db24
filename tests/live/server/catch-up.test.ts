import { expect } from 'chai';
import type { Cursor } from '../../../server/events/event.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import { currentCursor } from '../../../server/events/feed.ts';
import { useDatabase } from '../../support/database.ts';
import { liveClient, startLiveServer, watch, type LiveServer } from '../../support/live.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

const SCREENS = 300;
const MISSED = 500;
const ROOMS = [{ prefix: 'stock', permission: 'test.stock.read', subject: 'location' }] as const;

/** A chain that reopens after a cut: every till comes back in the same moment. */
describe('three hundred screens that missed five hundred events each', () => {
  const database = useDatabase();
  const clerk = makeActor({ permissions: ['test.stock.read'] });
  let server: LiveServer;

  before(async () => {
    await openEpoch(database.db);
    server = await startLiveServer(database.db, { rooms: ROOMS, who: () => clerk });
  });
  after(() => server.stop());

  async function miss(): Promise<Cursor> {
    const cursor = await currentCursor(database.db);
    for (let n = 0; n < MISSED; n += 10) {
      await recordEvents(
        database.db,
        Array.from({ length: 10 }, (_, place) => makeEvent(n + place, { rooms: ['stock:MI01'] })),
      );
    }
    return cursor;
  }

  /** All at once, while more is happening; returns how long it takes until everybody has everything. */
  async function comeBack(cursor: Cursor, underWay: number): Promise<number> {
    const clients = Array.from({ length: SCREENS }, () => liveClient(server.url, { cookie: 'x' }));
    const start = performance.now();
    const watchers = clients.map((client) => watch(client, 'stock:MI01', cursor));
    for (let n = 0; n < underWay; n += 1) {
      await recordEvents(database.db, [makeEvent(MISSED + n, { rooms: ['stock:MI01'] })]);
    }
    const expected = MISSED + underWay;
    await until(
      'every screen has everything',
      () => watchers.every(({ events }) => events.length >= expected),
      30_000,
    );
    const milliseconds = performance.now() - start;
    const numbers = Array.from({ length: expected }, (_, n) => n);
    for (const { events, refetches } of watchers) {
      expect(events.map(({ payload }) => (payload as { n: number }).n)).to.deep.equal(numbers);
      expect(refetches).to.equal(0);
    }
    for (const client of clients) client.close();
    return milliseconds;
  }

  it('have them all, once and in order, within five seconds', async () => {
    expect(await comeBack(await miss(), 20)).to.be.below(5_000);
  }).timeout(60_000);

  it('also when the server has just been started and they are too far back for its memory', async () => {
    const cursor = await miss();
    await recordEvents(
      database.db,
      Array.from({ length: 5_001 }, (_, n) => makeEvent(n, { rooms: ['stock:RM01'] })),
    );
    const { port } = new URL(server.url);
    await server.stop();
    server = await startLiveServer(database.db, {
      rooms: ROOMS,
      who: () => clerk,
      port: Number(port),
    });
    expect(
      server.feed.recent('stock:MI01', cursor),
      'it has to be read from the database',
    ).to.equal(null);
    expect(await comeBack(cursor, 20)).to.be.below(5_000);
  }).timeout(60_000);
});
