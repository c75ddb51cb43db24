import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { openDatabase } from '../../../server/db/database.ts';
import { comparePlaces } from '../../../server/events/cursor.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import { currentCursor } from '../../../server/events/feed.ts';
import type { JoinReply } from '../../../server/live/protocol.ts';
import type { LiveRoom } from '../../../server/modules/manifest.ts';
import { useDatabase } from '../../support/database.ts';
import {
  liveClient,
  screenSocket,
  startLiveServer,
  watch,
  type LiveServer,
  type Watcher,
} from '../../support/live.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

const ROOMS: readonly LiveRoom[] = [
  { prefix: 'stock', permission: 'test.stock.read', subject: 'location' },
  { prefix: 'user', permission: 'test.self.read', subject: 'person' },
  { prefix: 'desk', permission: 'person', subject: 'person' },
  { prefix: 'availability', permission: 'test.stock.read', subject: 'channel' },
  { prefix: 'prices', permission: 'test.prices.read', subject: 'none' },
];

describe('the live gateway', () => {
  const database = useDatabase();
  const servers: LiveServer[] = [];
  const closings: (() => unknown)[] = [];
  /** Cookie → person, as the sessions of the moment. */
  const people = new Map<string, Actor>();

  before(async () => {
    await openEpoch(database.db);
  });

  beforeEach(() => {
    people.clear();
    people.set(
      'clerk',
      makeActor({ permissions: ['test.stock.read', 'test.self.read'], locations: ['MI01'] }),
    );
  });

  afterEach(async () => {
    for (const close of closings.splice(0)) close();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function startServer(
    options: Partial<Parameters<typeof startLiveServer>[1]> = {},
    db = database.db,
  ): Promise<LiveServer> {
    const server = await startLiveServer(db, {
      rooms: ROOMS,
      who: (cookie) => people.get(cookie) ?? null,
      ...options,
    });
    servers.push(server);
    return server;
  }

  function screen(server: LiveServer, cookie = 'clerk'): ReturnType<typeof liveClient> {
    const client = liveClient(server.url, { cookie }, { random: () => 0 });
    closings.push(() => client.close());
    return client;
  }

  const now = () => currentCursor(database.db);
  const happen = (n: number, room = 'stock:MI01', type = 'test.happened.v1'): Promise<void> =>
    recordEvents(database.db, [makeEvent(n, { rooms: [room], type })]);
  const numbers = (watcher: Watcher): number[] =>
    watcher.events.map(({ payload }) => (payload as { n: number }).n);
  const seen = (watcher: Watcher, count: number): Promise<unknown> =>
    until(`${count} events are there`, () => watcher.events.length >= count);

  /** Events sent to screens that stood in their room already; what a join replays is not among them. */
  async function deliveries(server: LiveServer): Promise<number> {
    const metrics = await server.metrics.registry.metrics();
    return Number(/^bottega_live_deliveries_total (\d+)$/m.exec(metrics)?.[1] ?? 0);
  }

  /** Joins without the client that copes with everything: what the server itself answers. */
  async function bareJoin(
    server: LiveServer,
    request: unknown,
    cookie = 'clerk',
  ): Promise<JoinReply> {
    const socket = screenSocket(server.url, { cookie });
    closings.push(() => socket.disconnect());
    socket.connect();
    return (await socket.timeout(5_000).emitWithAck('join', request)) as JoinReply;
  }

  it('sends what came after the snapshot, once, and then what happens', async () => {
    const server = await startServer();
    const cursor = await now();
    await happen(1);
    await happen(2, 'stock:RM01');
    await happen(3);
    const watcher = watch(screen(server), 'stock:MI01', cursor);
    await seen(watcher, 2);
    await happen(4);
    await seen(watcher, 3);
    expect(numbers(watcher)).to.deep.equal([1, 3, 4]);
    expect(watcher.refetches).to.equal(0);
  });

  it('brings a screen that was offline everything it missed, in order', async () => {
    const server = await startServer();
    const client = screen(server);
    const watcher = watch(client, 'stock:MI01', await now());
    await happen(1);
    await seen(watcher, 1);
    client.socket.disconnect();
    for (let n = 2; n <= 20; n += 1) await happen(n);
    client.socket.connect();
    await happen(21);
    await seen(watcher, 21);
    expect(numbers(watcher)).to.deep.equal(Array.from({ length: 21 }, (_, place) => place + 1));
  });

  it('goes on by itself after the server was killed and came back', async () => {
    const first = await startServer();
    const { port } = new URL(first.url);
    const watcher = watch(screen(first), 'stock:MI01', await now());
    await happen(1);
    await seen(watcher, 1);
    await first.stop();
    await happen(2);
    await startServer({ port: Number(port) });
    await happen(3);
    await seen(watcher, 3);
    expect(numbers(watcher)).to.deep.equal([1, 2, 3]);
  });

  it('shows on the screens of one process what another one commits', async () => {
    const otherPool = openDatabase({ url: database.url, poolSize: 5 });
    const here = await startServer();
    const there = await startServer({}, otherPool);
    try {
      const cursor = await now();
      const near = watch(screen(here), 'stock:MI01', cursor);
      const far = watch(screen(there), 'stock:MI01', cursor);
      await recordEvents(otherPool, [makeEvent(1, { rooms: ['stock:MI01'] })]);
      await happen(2);
      await seen(near, 2);
      await seen(far, 2);
      expect(numbers(near)).to.deep.equal([1, 2]);
      expect(numbers(far)).to.deep.equal([1, 2]);
    } finally {
      await there.stop();
      await otherPool.destroy();
    }
  });

  it('lets nobody in without a session, nor from another site', async () => {
    const server = await startServer();
    const refusal = (headers: Record<string, string>): Promise<string> =>
      new Promise((refused) => {
        const socket = screenSocket(server.url, headers);
        closings.push(() => socket.disconnect());
        socket.on('connect', () => refused('connected'));
        socket.on('connect_error', (error) => refused(error.message));
        socket.connect();
      });
    expect(await refusal({ cookie: 'nobody' })).to.equal('unauthenticated');
    expect(await refusal({ cookie: 'clerk', origin: 'https://elsewhere.example' })).to.equal(
      'websocket error',
    );
    expect(await refusal({ cookie: 'clerk', origin: 'https://shop.example' })).to.equal(
      'connected',
    );
  });

  it('opens only the rooms a person may look into', async () => {
    const server = await startServer();
    const cursor = await now();
    const { id } = people.get('clerk')!;
    const told = async (room: string): Promise<string> => {
      const reply = await bareJoin(server, { room, cursor });
      return reply.outcome === 'joined' ? 'joined' : reply.because;
    };
    expect(await told('stock:MI01')).to.equal('joined');
    expect(await told('stock:RM01')).to.equal('forbidden');
    expect(await told(`user:${id}`)).to.equal('joined');
    expect(await told('user:somebody-else')).to.equal('forbidden');
    // Whoever is logged in has a room of their own, without any permission.
    expect(await told(`desk:${id}`)).to.equal('joined');
    expect(await told('desk:somebody-else')).to.equal('forbidden');
    expect(await told('prices')).to.equal('forbidden');
    expect(await told('availability:web')).to.equal('joined');
    expect(await told('secrets:MI01')).to.equal('unknown-room');
    expect(await told('stock')).to.equal('unknown-room');
  });

  it('keeps a program to the channels of its key', async () => {
    const server = await startServer();
    people.set('key', {
      ...makeActor({ permissions: ['test.stock.read'] }),
      channels: new Set(['web']),
    });
    const join = (room: string) =>
      now().then((cursor) => bareJoin(server, { room, cursor }, 'key'));
    expect(await join('availability:web')).to.deep.equal({ outcome: 'joined' });
    expect(await join('availability:marketplace')).to.deep.equal({
      outcome: 'refused',
      because: 'forbidden',
    });
  });

  it('refuses nonsense and stays up', async () => {
    const server = await startServer();
    const cursor = await now();
    const nonsense = [
      null,
      42,
      { room: 'stock:MI01' },
      { room: ['stock:MI01'], cursor },
      { room: 'stock:MI01', cursor: { ...cursor, tx: '1; drop table core_outbox' } },
      { room: 'stock:MI01', cursor: { ...cursor, tx: '99999999999999999999' } },
      { room: 'stock:MI01\u0000', cursor },
    ];
    for (const request of nonsense) {
      expect(await bareJoin(server, request), JSON.stringify(request)).to.deep.equal({
        outcome: 'refused',
        because: 'invalid',
      });
    }
    expect(await bareJoin(server, { room: 'stock:MI01', cursor })).to.deep.equal({
      outcome: 'joined',
    });
  });

  it('delivers nothing that happened after a permission was withdrawn', async () => {
    const server = await startServer();
    const watcher = watch(screen(server), 'stock:MI01', await now());
    await happen(1);
    await seen(watcher, 1);
    const clerk = people.get('clerk')!;
    people.set('clerk', { ...clerk, grants: new Map() });
    await happen(2);
    await until('the screen is told', () => watcher.refused);
    expect(numbers(watcher)).to.deep.equal([1]);
    people.set('clerk', clerk);
    await happen(3);
    const again = watch(screen(server), 'stock:MI01', watcher.cursor());
    await seen(again, 2);
    expect(numbers(watcher), 'out is out').to.deep.equal([1]);
  });

  it('closes the sockets of a session that has ended, at the event that ended it', async () => {
    const server = await startServer();
    const client = screen(server);
    const connections: boolean[] = [];
    client.onConnection((connected) => connections.push(connected));
    await until('it is connected', () => client.socket.connected);
    people.delete('clerk');
    await happen(1, 'user:x', 'core.session-ended.v1');
    await until('it is cut off', () => !client.socket.connected);
    expect(connections.slice(0, 3)).to.deep.equal([false, true, false]);
  });

  it('also notices by itself that a session has run out', async () => {
    const server = await startServer({ headSeconds: 0.1 });
    const client = screen(server);
    await until('it is connected', () => client.socket.connected);
    people.delete('clerk');
    await until('it is cut off', () => !client.socket.connected);
  });

  it('has every view fetched again after the database was restored', async () => {
    const server = await startServer();
    const watcher = watch(screen(server), 'stock:MI01', await now());
    await happen(1);
    await seen(watcher, 1);
    await database.db.raw(
      `update core_epoch set identity = 'another' where number = (select max(number) from core_epoch)`,
    );
    // A restore cuts all connections; on the new one the process finds another history.
    await database.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until('the view is asked for again', () => watcher.refetches === 1);
    watcher.resume(await until('the database answers', now));
    await until('events can be recorded', () => happen(2).then(() => true));
    await until('the new event is there', () => numbers(watcher).includes(2));
    expect(watcher.refetches).to.equal(1);
  });

  it('tells a screen to fetch afresh when its place is of another epoch, forgotten, ahead or too far back', async () => {
    const server = await startServer();
    const cursor = await now();
    const because = async (changed: Partial<typeof cursor>): Promise<JoinReply> =>
      bareJoin(server, { room: 'stock:MI01', cursor: { ...cursor, ...changed } });
    const again = (reason: string) => ({ outcome: 'fetch-again', because: reason });
    expect(await because({ epoch: 'other' })).to.deep.equal(again('other-epoch'));
    expect(await because({ tx: String(BigInt(cursor.tx) + 1_000_000_000n) })).to.deep.equal(
      again('ahead'),
    );
    await recordEvents(
      database.db,
      Array.from({ length: 1_001 }, (_, n) => makeEvent(n, { rooms: ['stock:MI01'] })),
    );
    await until('they are read', async () => (await because({})).outcome === 'fetch-again');
    expect(await because({})).to.deep.equal(again('too-far'));
    await database.db.raw(`update core_epoch set floor_tx = ?::xid8`, [cursor.tx]);
    const later = await startServer();
    const forgotten = { ...cursor, tx: '3' };
    expect(await bareJoin(later, { room: 'stock:MI01', cursor: forgotten })).to.deep.equal(
      again('forgotten'),
    );
    await database.db.raw(`update core_epoch set floor_tx = '0'`);
  });

  it('moves quiet screens on, so that a gap would show', async () => {
    const server = await startServer({ headSeconds: 0.1 });
    const client = screen(server);
    const watcher = watch(client, 'stock:MI01', await now());
    const before = watcher.cursor();
    await happen(1, 'stock:RM01');
    await until('its place has moved', () => BigInt(watcher.cursor().tx) > BigInt(before.tx));
    expect(watcher.events).to.deep.equal([]);
  });

  it('lets a screen stand where the feed stands when nothing happened in its room meanwhile', async () => {
    const server = await startServer({ headSeconds: 0.1 });
    const before = await now();
    await happen(1, 'stock:RM01');
    await until('the feed has gone on', () => comparePlaces(server.feed.position(), before) > 0);
    const client = screen(server);
    const joins: string[] = [];
    client.socket.onAnyOutgoing((message: string) => {
      if (message === 'join') joins.push(message);
    });
    const heads: string[] = [];
    client.socket.on('head', () => heads.push('head'));
    const watcher = watch(client, 'stock:MI01', before);
    await until('its place has moved', () => comparePlaces(watcher.cursor(), before) > 0);
    await until('it hears where the feed stands', () => heads.length > 3);
    expect(joins, 'nothing was missed, so it never asks again').to.have.length(1);
    expect(watcher.refetches).to.equal(0);
  });

  it('asks a screen that lost a batch for what it missed', async () => {
    const server = await startServer();
    const client = screen(server);
    const watcher = watch(client, 'stock:MI01', await now());
    await happen(1);
    await seen(watcher, 1);
    const delivered = await deliveries(server);
    // The planted loss: one batch never reaches the client's logic.
    const [deliver] = client.socket.listeners('batch');
    client.socket.off('batch');
    await happen(2);
    await until('the server has sent it', async () => (await deliveries(server)) > delivered);
    client.socket.on('batch', deliver!);
    await happen(3);
    await seen(watcher, 3);
    expect(numbers(watcher)).to.deep.equal([1, 2, 3]);
    expect(watcher.refetches).to.equal(0);
  });

  it('cuts off a screen that does not keep up', async () => {
    const server = await startServer({ patienceSeconds: 0.3 });
    const socket = screenSocket(server.url, { cookie: 'clerk' });
    closings.push(() => socket.disconnect());
    socket.connect();
    await socket.emitWithAck('join', { room: 'stock:MI01', cursor: await now() });
    await happen(1);
    await until('it is cut off', () => !socket.connected);
    expect(await server.metrics.registry.metrics()).to.include('bottega_live_slow_sockets_total 1');
  });

  it('outlives the loss of every database connection and skips nothing', async () => {
    const server = await startServer();
    const watcher = watch(screen(server), 'stock:MI01', await now());
    // A screen that joins while the feed cannot be read is told to fetch afresh: another matter.
    await happen(1);
    await seen(watcher, 1);
    for (let n = 2; n <= 30; n += 1) {
      await until(`event ${n} can be recorded`, () => happen(n).then(() => true));
      if (n % 10 !== 0) continue;
      await database.db.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    await seen(watcher, 30);
    expect(numbers(watcher)).to.deep.equal(Array.from({ length: 30 }, (_, place) => place + 1));
    expect(watcher.refetches).to.equal(0);
  }).timeout(20_000);

  it('says good-bye before it stops', async () => {
    const server = await startServer();
    const socket = screenSocket(server.url, { cookie: 'clerk' });
    closings.push(() => socket.disconnect());
    const told: string[] = [];
    socket.on('server-restart', () => told.push('server-restart'));
    socket.on('disconnect', () => told.push('disconnect'));
    socket.connect();
    await until('it is connected', () => socket.connected);
    await server.stop();
    await until('it is disconnected', () => !socket.connected);
    expect(told).to.deep.equal(['server-restart', 'disconnect']);
  });
});
