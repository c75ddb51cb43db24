import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import type { AvailabilityView } from '../../../modules/omnichannel/availability/contracts.ts';
import { availabilityRoom } from '../../../modules/omnichannel/availability/events.ts';
import { applyToAvailability } from '../../../modules/omnichannel/availability/live.ts';
import { readAvailability } from '../../../modules/omnichannel/availability/queries.ts';
import type { PickupView } from '../../../modules/omnichannel/pickup/contracts.ts';
import { applyToPickups, pickupRoom } from '../../../modules/omnichannel/pickup/live.ts';
import { readPickups } from '../../../modules/omnichannel/pickup/queries.ts';
import { delayOrder, undoOrderDelay } from '../../../modules/omnichannel/promises/delay-order.ts';
import { escalateUnseen } from '../../../modules/omnichannel/promises/unseen-orders.ts';
import { forecastRows } from '../../../modules/omnichannel/promises/live.ts';
import {
  pausePickups,
  resumePickups,
} from '../../../modules/omnichannel/promises/pause-pickups.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

const NOON = new Date('2026-11-21T11:00:00Z');
const after = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

describe('promises beside the feed', () => {
  const database = useDatabase();
  const davide = makeActor({
    name: 'Davide Riva',
    permissions: [
      'omnichannel.order.delay',
      'omnichannel.capacity.write',
      'omnichannel.pickup.read',
      'omnichannel.availability.read',
    ],
  });
  let locationId: string;
  let gtin: string;

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 20 });
  });

  const act = <T>(work: (tx: Tx) => Promise<T>, at = NOON): Promise<T> =>
    inTransaction(database.db, davide, work, { at });
  const fetch = <V>(read: (tx: Tx) => Promise<V>, at: Date): Promise<{ view: V; cursor: Cursor }> =>
    inTransaction(
      database.db,
      davide,
      async (tx) => ({ cursor: await currentCursor(tx.sql), view: await read(tx) }),
      { isolation: 'repeatable read', at },
    );
  const events = async (room: string, cursor: Cursor, count: number) => {
    const read = async () =>
      (await readFeed(database.db, cursor, 1_000, { rooms: [room] })).events.map(liveEvent);
    await until('the events are settled', async () => (await read()).length >= count);
    return read();
  };
  const queue = (tx: Tx) => readPickups(tx, { locationId });

  it('a queue follows delays, their undoing, orders nobody looked at and pauses; so do its risks', async () => {
    const place = (at: Date) => makeOrder(database.db, { locationId, lines: [{ gtin }] }, { at });
    const first = await place(NOON);
    await place(after(1));
    await place(after(2));
    const stale = await fetch(queue, after(3));

    // Later than the two behind it: it changes its place in the queue.
    const late = after(300).toISOString();
    await act(
      (tx) => delayOrder(tx, { orderId: first.orderId, readyBy: late, expectedVersion: 1 }),
      after(3),
    );
    await act((tx) => undoOrderDelay(tx, { orderId: first.orderId }), after(3));
    await act(
      (tx) => delayOrder(tx, { orderId: first.orderId, readyBy: late, expectedVersion: 3 }),
      after(3),
    );
    expect(await act(escalateUnseen, after(31.5))).to.equal(2);
    await act((tx) =>
      pausePickups(tx, { locationId, reason: 'Guasto', until: after(90).toISOString() }),
    );

    const told = await events(pickupRoom(locationId), stale.cursor, 6);
    const follow = (view: PickupView, passed: typeof told): PickupView =>
      passed.reduce<PickupView>((now, event) => {
        const next = applyToPickups(now, event);
        if (next === 'fetch-again') throw new Error('every event says what the queue shows');
        return next;
      }, view);
    const fresh = (await fetch(queue, after(32))).view;
    // Twice: events may be sent again.
    const caughtUp = follow(follow(stale.view, told), told);
    expect(caughtUp).to.deep.equal(fresh);
    expect(fresh.rows.map(({ orderId }) => orderId).indexOf(first.orderId)).to.equal(2);
    expect(fresh.locations[0]!.paused).to.deep.equal({
      reason: 'Guasto',
      until: after(90).toISOString(),
    });
    expect([...forecastRows(caughtUp, after(32))]).to.deep.equal([
      ...forecastRows(fresh, after(32)),
    ]);

    await act((tx) => resumePickups(tx, { locationId }));
    const [resumed] = await events(pickupRoom(locationId), stale.cursor, 7).then((all) =>
      all.slice(6),
    );
    expect(follow(caughtUp, [resumed!]).locations[0]!.paused).to.equal(null);
  });

  it('a web shop loses a shop that pauses at once, and asks again when it resumes', async () => {
    const look = (tx: Tx) => readAvailability(tx, { channel: 'web', basket: gtin, locationId });
    const stale = await fetch(look, NOON);
    expect(stale.view.shops).to.have.lengthOf(1);
    await act((tx) => pausePickups(tx, { locationId, reason: 'Guasto', until: null }));
    const [paused] = await events(availabilityRoom('web'), stale.cursor, 1);
    const caughtUp = applyToAvailability(stale.view, paused!) as AvailabilityView;
    expect(caughtUp.shops).to.deep.equal((await fetch(look, NOON)).view.shops);

    await act((tx) => resumePickups(tx, { locationId }));
    const [, resumed] = await events(availabilityRoom('web'), stale.cursor, 2);
    expect(applyToAvailability(caughtUp, resumed!)).to.equal('fetch-again');
    expect(applyToAvailability(stale.view, resumed!)).to.equal(stale.view);
  });
});
