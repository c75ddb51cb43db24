import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import type { AvailabilityView } from '../../../modules/omnichannel/availability/contracts.ts';
import { availabilityRoom } from '../../../modules/omnichannel/availability/events.ts';
import {
  followStock,
  mayChangeFigure,
} from '../../../modules/omnichannel/availability/follow-stock.ts';
import { applyToAvailability } from '../../../modules/omnichannel/availability/live.ts';
import { readAvailability } from '../../../modules/omnichannel/availability/queries.ts';
import {
  LEVEL_EVENT_TYPES,
  levelChangesIn,
  placeHolds,
  type LevelChange,
} from '../../../modules/store-system/api.ts';
import { basket } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

/** A Saturday noon on which every shop is open: what depends on the hour stays as it is. */
const NOON = new Date('2026-11-21T11:00:00Z');
const shop = systemActor('web shop');

describe('a web shop’s view of a basket beside the feed', () => {
  const database = useDatabase();
  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, shop, act, { at: NOON });

  async function fetch(wanted: string): Promise<{ view: AvailabilityView; cursor: Cursor }> {
    return inTransaction(
      database.db,
      shop,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await readAvailability(tx, { channel: 'web', basket: wanted }),
      }),
      { isolation: 'repeatable read', at: NOON },
    );
  }

  /** What the reaction does with every change of stock so far, in order; repeating it changes nothing. */
  async function follow(): Promise<void> {
    const told: { payload: LevelChange }[] = await database
      .db('core_outbox')
      .whereIn('type', LEVEL_EVENT_TYPES)
      .orderBy('position');
    const wanted = told.flatMap(({ payload }) => levelChangesIn(payload)).filter(mayChangeFigure);
    for (const change of wanted) await work((tx) => followStock(tx, [change]));
  }

  async function toldAfter(cursor: Cursor, count: number): Promise<LiveEvent[]> {
    const rooms = [availabilityRoom('web')];
    const read = async (): Promise<LiveEvent[]> =>
      (await readFeed(database.db, cursor, 1_000, { rooms })).events.map(liveEvent);
    await until('the events are settled', async () => (await read()).length >= count);
    return read();
  }

  async function twoShops(): Promise<{ wanted: string; coat: string; near: string; far: string }> {
    const [near, far] = [await makeLocation(database.db), await makeLocation(database.db)];
    const gtins = [makeGtin(), makeGtin()];
    const [coat, scarf] = [
      await makeItem(database.db, { gtin: gtins[0]! }),
      await makeItem(database.db, { gtin: gtins[1]! }),
    ];
    for (const locationId of [near, far]) {
      await makeStock(database.db, { locationId, itemId: coat, quantity: 5 });
      await makeStock(database.db, { locationId, itemId: scarf, quantity: 8 });
    }
    await follow();
    return { wanted: `${gtins[0]}:2,${gtins[1]}:1`, coat, near, far };
  }

  it('is brought from stale to fresh by the events, also where the basket is no longer whole', async () => {
    const { wanted, coat, near, far } = await twoShops();
    const stale = await fetch(wanted);
    expect(stale.view.shops.map((place) => place.basket)).to.deep.equal(['whole', 'whole']);

    await work((tx) => placeHolds(tx, [basket(near, [[coat, 4]]), basket(far, [[coat, 1]])]));
    await follow();

    const events = await toldAfter(stale.cursor, 2);
    const caughtUp = events.reduce<AvailabilityView>((view, event) => {
      const next = applyToAvailability(view, event);
      if (next === 'fetch-again') throw new Error('no shop got its basket back');
      return next;
    }, stale.view);
    const fresh = (await fetch(wanted)).view;
    expect(caughtUp.shops).to.have.deep.members([...fresh.shops]);
    expect(caughtUp.shops.find(({ locationId }) => locationId === near)).to.include({
      basket: 'partly',
      readyBy: null,
    });
  });

  it('is fetched again where the whole basket is back, because only the server knows by when', async () => {
    const { wanted, coat, near } = await twoShops();
    await work((tx) => placeHolds(tx, [basket(near, [[coat, 4]])]));
    await follow();
    const stale = await fetch(wanted);

    await makeStock(database.db, { locationId: near, itemId: coat, quantity: 3 });
    await follow();

    const [back] = await toldAfter(stale.cursor, 1);
    expect(applyToAvailability(stale.view, back!)).to.equal('fetch-again');
  });

  it('stays as it is when something moves that it does not show', async () => {
    const { wanted, near } = await twoShops();
    const stale = await fetch(wanted);
    const other = await makeItem(database.db);
    await makeStock(database.db, { locationId: near, itemId: other, quantity: 1 });
    await follow();

    const [event] = await toldAfter(stale.cursor, 1);
    expect(applyToAvailability(stale.view, event!)).to.equal(stale.view);
  });
});
