import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import type { Cursor } from '../../../server/events/event.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { releaseHolds } from '../../../modules/store-system/api.ts';
import { placeHolds } from '../../../modules/store-system/holds/place-holds.ts';
import {
  moveStock,
  receiveStock,
  sellStock,
} from '../../../modules/store-system/stock/commands.ts';
import { findStyleMatrix } from '../../../modules/store-system/stock/find-style.ts';
import { announceIncoming } from '../../../modules/store-system/stock/incoming.ts';
import { aged, applyToFinder, styleRoom } from '../../../modules/store-system/stock/live.ts';
import type { FinderView } from '../../../modules/store-system/stock/contracts.ts';
import { basket, granted, web } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { settled } from '../../support/make/event.ts';
import { makeItems } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

describe('the stock finder, live', () => {
  const database = useDatabase();
  let milan: string;
  let bergamo: string;
  let items: string[];
  let styleId: string;

  beforeEach(async () => {
    milan = await makeLocation(database.db, { latitude: 45.46, longitude: 9.19 });
    bergamo = await makeLocation(database.db, { latitude: 45.69, longitude: 9.67 });
    items = await makeItems(database.db, { sizes: ['40', '42'], colours: ['Nero', 'Cammello'] });
    const row = await database.db('base_item').where({ id: items[0] }).first('style_id');
    styleId = String(row.style_id);
    await makeStock(database.db, { locationId: milan, itemId: items[0]!, quantity: 3 });
    await makeStock(database.db, { locationId: bergamo, itemId: items[1]!, quantity: 1 });
    await settled(database.db);
  });

  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database.db, web, act);
  const fetch = (): Promise<{ view: FinderView; cursor: Cursor }> =>
    inTransaction(
      database.db,
      web,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await findStyleMatrix(tx, { styleId, from: milan }),
      }),
      { isolation: 'repeatable read' },
    );
  /** The events of the style's room after a cursor, once `count` of them can be read. */
  const eventsAfter = async (cursor: Cursor, count: number): Promise<LiveEvent[]> => {
    const read = async () => {
      const page = await readFeed(database.db, cursor, 1_000, { rooms: [styleRoom(styleId)] });
      return page.events.length >= count ? page.events.map(liveEvent) : null;
    };
    await until('the events are settled', async () => (await read()) !== null);
    return (await read())!;
  };
  const caughtUp = (stale: FinderView, events: readonly LiveEvent[]): FinderView =>
    events.reduce<FinderView>((view, event) => {
      const next = applyToFinder(view, event);
      if (next === 'fetch-again') throw new Error('these events carry what the view shows');
      return next;
    }, stale);

  /** Sales, holds, moves, a first delivery: nine changes of levels. */
  async function busyHour(): Promise<void> {
    const document = { kind: 'sale', id: 'S1' };
    const [coat, scarf, other] = items as [string, string, string];
    const [placed] = await work((tx) => placeHolds(tx, [basket(milan, [[coat, 2]])]));
    await work((tx) =>
      sellStock(tx, { locationId: milan, lines: [{ itemId: coat, quantity: 2 }], document }),
    );
    const holdIds = granted(placed).map(({ holdId }) => holdId);
    await work((tx) => releaseHolds(tx, holdIds, 'cancelled'));
    await work((tx) =>
      moveStock(tx, {
        locationId: bergamo,
        lines: [{ itemId: scarf, quantity: 1, from: 'sellable', to: 'display' }],
        document,
      }),
    );
    await work((tx) =>
      receiveStock(tx, {
        locationId: bergamo,
        lines: [{ itemId: other, quantity: 4 }],
        document: { kind: 'delivery', id: 'D1' },
      }),
    );
    await work((tx) =>
      receiveStock(tx, {
        locationId: milan,
        lines: [{ itemId: other, quantity: 1, condition: 'damaged' }],
        document: { kind: 'delivery', id: 'D1' },
      }),
    );
    await work((tx) =>
      sellStock(tx, { locationId: bergamo, lines: [{ itemId: coat, quantity: 1 }], document }),
    );
  }

  it('brings a stale screen to exactly what a fresh fetch shows', async () => {
    const stale = await fetch();
    await busyHour();

    const events = await eventsAfter(stale.cursor, 8);
    const fresh = await fetch();

    const now = new Date();
    expect(aged(caughtUp(stale.view, events), now)).to.deep.equal(aged(fresh.view, now));
    expect(fresh.view).not.to.deep.equal(stale.view);
  });

  it('comes to the same whatever events are told twice or in another order', async () => {
    const stale = await fetch();
    await busyHour();
    const events = await eventsAfter(stale.cursor, 8);
    const fresh = await fetch();
    const now = new Date();

    const twice = caughtUp(caughtUp(stale.view, events), events);
    const backwards = caughtUp(stale.view, [...events].reverse());
    expect(aged(twice, now)).to.deep.equal(aged(fresh.view, now));
    expect(aged(backwards, now)).to.deep.equal(aged(fresh.view, now));
  });

  it('is read again when goods are announced', async () => {
    const stale = await fetch();
    await work((tx) =>
      announceIncoming(tx, {
        locationId: milan,
        document: { kind: 'transfer', id: 'T1' },
        lines: [{ itemId: items[2]!, quantity: 6, expectedOn: '2026-11-24' }],
      }),
    );

    const [event] = await eventsAfter(stale.cursor, 1);
    expect(applyToFinder(stale.view, event!)).to.equal('fetch-again');
    const { view } = await fetch();
    expect(view.cells[items[2]!]![milan]).to.deep.include({
      available: 0,
      incoming: { quantity: 6, nextOn: '2026-11-24' },
    });
  });

  it('crosses off what a delivery brings, and keeps the rest announced', async () => {
    const document = { kind: 'transfer', id: 'T2' };
    const itemId = items[2]!;
    await work((tx) =>
      announceIncoming(tx, {
        locationId: milan,
        document,
        lines: [{ itemId, quantity: 6, expectedOn: '2026-11-24' }],
      }),
    );
    await work((tx) =>
      receiveStock(tx, { locationId: milan, document, lines: [{ itemId, quantity: 4 }] }),
    );

    const { view } = await fetch();
    expect(view.cells[itemId]![milan]).to.deep.include({
      available: 4,
      incoming: { quantity: 2, nextOn: '2026-11-24' },
    });
  });

  it('lists the asking shop first and the others by distance', async () => {
    const { view } = await fetch();
    const places = view.locations.map(({ locationId }) => locationId);
    expect(places[0]).to.equal(milan);
    expect(places.indexOf(bergamo)).to.be.greaterThan(0);
    const distances = view.locations.map(({ distanceMetres }) => distanceMetres ?? Infinity);
    expect(distances).to.deep.equal([...distances].sort((a, b) => a - b));
    expect(
      view.locations.find(({ locationId }) => locationId === bergamo)!.distanceMetres,
    ).to.be.within(40_000, 50_000);
  });
});
