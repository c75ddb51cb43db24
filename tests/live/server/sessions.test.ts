import { expect } from 'chai';
import { assignRolesEndpoint } from '../../../server/auth/account-contracts.ts';
import { logOutEndpoint } from '../../../server/auth/contracts.ts';
import { currentCursor } from '../../../server/events/feed.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { liveClient, watch } from '../../support/live.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';
import { slowness } from '../../support/moment.ts';

/** The person talks to one server process, the screen is connected to another. */
describe('a live screen and the session behind it', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  const closings: (() => void)[] = [];
  let other: string;
  let room: string;
  let locationId: string;

  before(async () => {
    ({ url: other } = await server.another());
    locationId = await makeLocation(server.database.db, {});
    room = `stock:${locationId}`;
  });

  afterEach(() => {
    for (const close of closings.splice(0)) close();
  });

  function screenOf(caller: Caller, url = other): ReturnType<typeof liveClient> {
    const client = liveClient(url, caller.headers, { random: () => 0 });
    closings.push(() => client.close());
    return client;
  }

  const happen = (n: number): Promise<void> =>
    recordEvents(server.database.db, [makeEvent(n, { rooms: [room] })]);

  it('follows what the other process commits, in under a second', async () => {
    const clerk = await server.person('clerk', locationId);
    const watcher = watch(screenOf(clerk), room, await currentCursor(server.database.db));
    await happen(1);
    await until('it is joined', () => watcher.events.length === 1);
    const start = performance.now();
    await happen(2);
    await until('the change is there', () => watcher.events.length === 2);
    expect(performance.now() - start).to.be.below(1_000 * slowness());
  });

  it('is cut off when the person logs out, and does not come back', async () => {
    const clerk = await server.person('clerk', locationId);
    const client = screenOf(clerk);
    const watcher = watch(client, room, await currentCursor(server.database.db));
    await happen(3);
    await until('it is joined', () => watcher.events.length === 1);
    const refusals: string[] = [];
    client.socket.on('connect_error', ({ message }) => refusals.push(message));
    await server.call(logOutEndpoint, {}, { as: clerk });
    await until('it is cut off', () => !client.socket.connected);
    await until('it has tried to come back', () => refusals.length > 1);
    expect(new Set(refusals)).to.deep.equal(new Set(['unauthenticated']));
    await happen(4);
    expect(watcher.events).to.have.lengthOf(1);
  });

  it('leaves the room of a shop when the person does not work there any more', async () => {
    const elsewhere = await makeLocation(server.database.db, {});
    const administrator = await server.person('administrator', null);
    const clerk = await server.person('clerk', locationId);
    const client = screenOf(clerk);
    const watcher = watch(client, room, await currentCursor(server.database.db));
    await happen(5);
    await until('it is joined', () => watcher.events.length === 1);
    await server.call(
      assignRolesEndpoint,
      {
        accountId: clerk.id,
        assignments: [{ role: 'clerk', locationId: elsewhere }],
        expectedVersion: 1,
      },
      { as: administrator },
    );
    await happen(6);
    await until('it is told', () => watcher.refused);
    expect(watcher.events).to.have.lengthOf(1);
  });

  it('is let in with the key of a program, which needs no cookie', async () => {
    const key = await server.program(['holds:write']);
    const watcher = watch(screenOf(key), room, await currentCursor(server.database.db));
    await happen(7);
    await until('it is joined', () => watcher.events.length === 1);
  });
});
