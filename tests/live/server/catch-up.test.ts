import { expect } from 'chai';
import type { Cursor } from '../../../server/events/event.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import { currentCursor } from '../../../server/events/feed.ts';
import { useDatabase } from '../../support/database.ts';
import { liveClient, startLiveServer, watch, type LiveServer } from '../../support/live.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeEvent, recordEvents, settled } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';
import { slowness } from '../../support/moment.ts';

const SCREENS = 300;
const MISSED = 500;
const LIMIT_MILLISECONDS = 5_000;
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

  /** Events carry a running number; `first` is the one after the cursor of the screens. */
  let first = 0;
  let next = 0;

  async function happen(count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, place) => next + place);
    next += count;
    await recordEvents(
      database.db,
      numbers.map((n) => makeEvent(n, { rooms: ['stock:MI01'] })),
    );
  }

  async function miss(): Promise<Cursor> {
    const cursor = await currentCursor(database.db);
    first = next;
    for (let n = 0; n < MISSED; n += 10) await happen(10);
    return cursor;
  }

  /** All at once, while more is happening; returns how long it takes until everybody has everything. */
  async function comeBack(cursor: Cursor): Promise<number> {
    const clients = Array.from({ length: SCREENS }, () => liveClient(server.url, { cookie: 'x' }));
    const start = performance.now();
    const watchers = clients.map((client) => watch(client, 'stock:MI01', cursor));
    for (let n = 0; n < 20; n += 1) await happen(1);
    const numbers = Array.from({ length: next - first }, (_, place) => first + place);
    await until(
      'every screen has everything',
      () => watchers.every(({ events }) => events.length >= numbers.length),
      30_000,
    );
    const milliseconds = performance.now() - start;
    for (const { events, refetches } of watchers) {
      expect(events.map(({ payload }) => (payload as { n: number }).n)).to.deep.equal(numbers);
      expect(refetches).to.equal(0);
    }
    for (const client of clients) client.close();
    return milliseconds;
  }

  /** What else runs on the machine may slow one attempt down; what is received is checked in each. */
  async function quickest(cursor: Cursor): Promise<number> {
    let best = Infinity;
    for (let attempt = 0; attempt < 3 && best >= LIMIT_MILLISECONDS; attempt += 1) {
      best = Math.min(best, await comeBack(cursor));
    }
    return best;
  }

  it('have them all, once and in order, within five seconds', async () => {
    expect(await quickest(await miss())).to.be.below(LIMIT_MILLISECONDS * slowness());
  }).timeout(120_000);

  it('also when the server has just been started and they are too far back for its memory', async () => {
    const cursor = await miss();
    await recordEvents(
      database.db,
      Array.from({ length: 5_001 }, (_, n) => makeEvent(n, { rooms: ['stock:RM01'] })),
    );
    // A server reads into its memory what is settled when it starts.
    await settled(database.db);
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
    expect(await quickest(cursor)).to.be.below(LIMIT_MILLISECONDS * slowness());
  }).timeout(120_000);
});
