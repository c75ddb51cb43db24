import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import {
  followStock,
  mayChangeFigure,
} from '../../../modules/omnichannel/availability/follow-stock.ts';
import {
  changesFigures,
  followPolicy,
  showAgain,
} from '../../../modules/omnichannel/availability/show-again.ts';
import type { StockChanged } from '../../../modules/store-system/api.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('the figures that channels show', () => {
  const database = useDatabase();
  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, systemActor('test'), act);
  const told = async (locationId: string) => {
    const events: { payload: { available: number; sure: boolean }; rooms: string[] }[] =
      await database
        .db('core_outbox')
        .where({ type: 'omnichannel.availability-changed.v1', location_id: locationId })
        .orderBy('position');
    return events.map(({ payload: { available, sure }, rooms }) => ({ available, sure, rooms }));
  };

  it('are told when they change, and not when only the stock behind them does', async () => {
    const locationId = await makeLocation(database.db);
    const itemId = await makeItem(database.db);
    for (const quantity of [1, 3, 40, 5]) {
      await makeStock(database.db, { locationId, itemId, quantity });
      const { payload } = (await database
        .db('core_outbox')
        .where({ type: 'store-system.stock-changed.v1', location_id: locationId })
        .orderBy('position', 'desc')
        .first()) as { payload: StockChanged['payload'] };
      // Twice: a reaction may be run again from where it stood.
      for (const _ of [1, 2]) await work((tx) => followStock(tx, [payload]));
    }

    const events = await told(locationId);
    expect(events.map(({ available }) => available)).to.deep.equal([1, 4, 6]);
    expect(events[0]!.rooms).to.include('availability:web');
  });

  it('are told once of each level, however many changes of many shops are followed together', async () => {
    const shops = [await makeLocation(database.db), await makeLocation(database.db)];
    const items = [await makeItem(database.db), await makeItem(database.db)];
    const spots = shops.flatMap((locationId) => items.map((itemId) => ({ locationId, itemId })));
    for (const [place, spot] of spots.entries()) {
      await makeStock(database.db, { ...spot, quantity: place + 1 });
    }
    await work((tx) => followStock(tx, [...spots, ...spots.toReversed()]));
    const figures = async (shop: string) =>
      (await told(shop)).map(({ available }) => available).sort();
    expect(await figures(shops[0]!)).to.deep.equal([1, 2]);
    expect(await figures(shops[1]!)).to.deep.equal([3, 4]);
    const nowhere = { locationId: shops[0]!, itemId: await makeItem(database.db) };
    await work((tx) => followStock(tx, [nowhere]));
    expect(await told(shops[0]!)).to.have.lengthOf(2);
  });

  it('are not asked for where plenty is left of plenty', () => {
    const change = { condition: 'sellable', cause: 'sale' } as StockChanged['payload'];
    expect(mayChangeFigure({ ...change, available: 26 })).to.equal(false);
    expect(mayChangeFigure({ ...change, available: 25 })).to.equal(true);
    expect(mayChangeFigure({ ...change, available: 26, cause: 'receipt' })).to.equal(true);
  });

  it('differ by channel where a rule keeps pieces back, and are made again when the rule changes', async () => {
    const locationId = await makeLocation(database.db);
    const itemId = await makeItem(database.db);
    await makeStock(database.db, { locationId, itemId, quantity: 4 });
    await work((tx) => followStock(tx, [{ locationId, itemId }]));
    expect(await told(locationId)).to.have.lengthOf(1);

    const buffers = [
      { keepBack: 1, onHandUpTo: 5 },
      { keepBack: 3, channel: 'marketplace' },
      { keepBack: 9, confidenceUpTo: 'low' as const },
      { keepBack: 9, category: 'Cappelli' },
    ];
    await makePolicy(database.db, locationId, { buffers });
    const change = {
      locationId,
      version: 1,
      validFrom: new Date(0).toISOString(),
      changed: [{ term: 'buffers', before: [], after: buffers }],
    };
    expect(changesFigures(change)).to.equal(true);
    await work((tx) => followPolicy(tx, change));
    expect(await work(showAgain)).to.equal(1);
    expect(await work(showAgain), 'not before tomorrow').to.equal(0);

    const [, ...events] = await told(locationId);
    expect(
      events.map(({ available, rooms }) => [available, rooms.includes('availability:marketplace')]),
    ).to.deep.equal([
      [3, false],
      [1, true],
    ]);
  });

  it('say that they are not sure when the count is old and few are left', async () => {
    const locationId = await makeLocation(database.db);
    const itemId = await makeItem(database.db);
    await makeStock(database.db, { locationId, itemId, quantity: 2 });
    await work((tx) => followStock(tx, [{ locationId, itemId }]));
    const later = new Date(Date.now() + 20 * 86_400_000);
    await inTransaction(
      database.db,
      systemActor('test'),
      (tx) => followStock(tx, [{ locationId, itemId }]),
      { at: later },
    );
    expect((await told(locationId)).map(({ available, sure }) => [available, sure])).to.deep.equal([
      [2, true],
      [2, false],
    ]);
  });
});
