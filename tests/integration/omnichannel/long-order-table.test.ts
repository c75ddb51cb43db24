import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { readClosing } from '../../../modules/omnichannel/closing/close-day.ts';
import { measuredOrders, readMeasures } from '../../../modules/omnichannel/measures/queries.ts';
import { readFiles } from '../../../modules/omnichannel/orders/sql/files.ts';
import { measurePaces } from '../../../modules/omnichannel/promises/sql/pace.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOldOrders } from '../../support/make/old-orders.ts';
import { makeOrder } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { plansOf } from '../../support/plans.ts';

describe('a shop with the orders of years behind it', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const now = new Date('2026-11-23T10:00:00Z');
  const noemi = makeActor({ permissions: ['omnichannel.day.close', 'omnichannel.measures.read'] });
  let locationId: string;
  let orderId: string;

  before(async () => {
    locationId = await makeLocation(database.db);
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 9, at: new Date('2026-11-01') });
    ({ orderId } = await makeOrder(database.db, { locationId, lines: [{ gtin }] }, { at: now }));
    await makeOldOrders(database.db, {
      like: orderId,
      count: 20_000,
      until: new Date('2026-11-23T10:00:00Z'),
    });
  });

  const at = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, noemi, work, { at: now });
  const wholeTableReads = async (work: (tx: Tx) => Promise<unknown>): Promise<string[]> => {
    const plan = await at((tx) => plansOf(tx, 'oc_order', work));
    expect(plan, 'it asks for orders').not.to.be.empty;
    return plan.filter((line) => /Seq Scan on oc_order\b/.test(line));
  };

  it('finds what its queue shows without going through them', async () => {
    expect(await wholeTableReads((tx) => readFiles(tx, { queueOf: [locationId] }))).to.deep.equal(
      [],
    );
    expect(await wholeTableReads((tx) => readFiles(tx, { queueOf: null }))).to.deep.equal([]);
    const files = await at((tx) => readFiles(tx, { queueOf: [locationId] }));
    expect(files.map((file) => file.orderId)).to.deep.equal([orderId]);
  });

  it('sees what the day leaves open without going through them', async () => {
    expect(await wholeTableReads((tx) => readClosing(tx, { locationId }))).to.deep.equal([]);
  });

  it('measures how fast a fortnight was prepared without going through them', async () => {
    expect(await wholeTableReads((tx) => measurePaces(tx, 10))).to.deep.equal([]);
  });

  it('counts a week without going through them', async () => {
    const week = { from: '2026-11-16', until: '2026-11-22' };
    expect(await wholeTableReads((tx) => readMeasures(tx, week))).to.deep.equal([]);
  });

  for (const figure of ['in-time', 'late', 'not-found', 'not-collected', 'placed'] as const) {
    it(`lists the orders behind “${figure}” of a week without going through them`, async () => {
      const asked = { from: '2026-11-16', until: '2026-11-22', figure, limit: 20 };
      expect(await wholeTableReads((tx) => measuredOrders(tx, asked))).to.deep.equal([]);
    });
  }
});
