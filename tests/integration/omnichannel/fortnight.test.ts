import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { locationsById } from '../../../modules/base/api.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { measuredOrders, readMeasures } from '../../../modules/omnichannel/measures/queries.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { demoLocations } from '../../../seeds/demo/locations.ts';
import { writeLocations } from '../../../seeds/demo/write-base.ts';
import { useDatabase } from '../../support/database.ts';
import {
  arrivalsOf,
  recount,
  type Noted,
  type ShopHours,
} from '../../support/fortnight/journal.ts';
import { planFortnight } from '../../support/fortnight/plan.ts';
import { playFortnight, type Piece } from '../../support/fortnight/play.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

/** Twelve shops from Monday 19 October to Sunday 1 November 2026: the clocks go back, a holiday ends it. */
const FIRST = '2026-10-19';
const LAST = '2026-11-01';
const START = new Date('2026-10-18T22:00:00Z');
/** Nine days on: whoever was to come has come, or has not. */
const END = new Date('2026-11-10T20:00:00Z');
const CLOCKS_GO_BACK = '2026-10-25';
const ITEMS = 12;
const ORDERS_A_DAY = process.env['PROOF'] ? 6 : 2;

describe('a fortnight of twelve shops on the dashboard', function () {
  this.timeout(180_000);
  const database = useDatabase();
  const office = makeActor({ permissions: ['omnichannel.measures.read'] });
  let shops: ShopHours[];
  let journal: Noted[];

  before(async () => {
    const { db } = database;
    await writeLocations(db, demoLocations(), 2026);
    const items: Piece[] = [];
    for (let nth = 0; nth < ITEMS; nth += 1) {
      const gtin = makeGtin();
      items.push({ gtin, itemId: await makeItem(db, { gtin }) });
    }
    const stores = await inTransaction(db, office, (tx) => locationsById(tx, null));
    shops = [...stores.values()]
      .filter(({ kind }) => kind === 'store')
      .map(({ id, schedule }) => ({ id, ...schedule }));
    for (const { id: locationId } of shops) {
      for (const { itemId } of items) await makeStock(db, { locationId, itemId, quantity: 200 });
    }
    const plans = planFortnight(shops, START, ITEMS, ORDERS_A_DAY, 20_261_025);
    journal = await playFortnight(db, plans, items, END);
  });

  const shown = (from: string, until: string, locationId?: string) =>
    inTransaction(
      database.db,
      office,
      (tx) => readMeasures(tx, { from, until, ...(locationId ? { locationId } : {}) }),
      { at: END },
    );
  const recounted = (from: string, until: string, some: readonly ShopHours[] = shops) =>
    recount(journal, some, from, until, END);

  it('had everything in it: all ends, missing pieces, late orders, the night the clocks went back', () => {
    const ends = new Set(journal.map(({ end }) => end?.as));
    expect(shops).to.have.length(12);
    expect([...ends]).to.include.members(['collected', 'refused', 'no-show', 'cancelled']);
    const whole = recounted(FIRST, LAST);
    expect(whole.notFound).to.be.greaterThan(0);
    expect(whole.inTime).to.be.lessThan(whole.promised).and.greaterThan(0);
    const night = journal.filter(
      ({ placedAt }) =>
        placedAt >= new Date('2026-10-25T00:00:00Z') && placedAt < new Date('2026-10-25T02:00:00Z'),
    );
    expect(journal.length).to.be.greaterThan(100);
    expect(arrivalsOf(journal, FIRST, LAST).length).to.be.greaterThan(50);
    expect(night.length + recounted(CLOCKS_GO_BACK, CLOCKS_GO_BACK).promised).to.be.greaterThan(0);
  });

  it('shows of the fortnight what the journal says, figure by figure', async () => {
    expect((await shown(FIRST, LAST)).now).to.deep.equal(recounted(FIRST, LAST));
  });

  it('shows of each day what the journal says, also on the day of twenty-five hours', async () => {
    for (let day = 19; day <= 31; day += 1) {
      const one = `2026-10-${day}`;
      expect((await shown(one, one)).now, one).to.deep.equal(recounted(one, one));
    }
  });

  it('shows of each shop what the journal says', async () => {
    const { shops: rows } = await shown(FIRST, LAST);
    expect(rows).to.have.length(shops.length);
    for (const shop of shops) {
      const row = rows.find(({ locationId }) => locationId === shop.id)!;
      expect(row.counts, shop.id).to.deep.equal(recounted(FIRST, LAST, [shop]));
      const alone = await shown(FIRST, LAST, shop.id);
      expect(alone.now, shop.id).to.deep.equal(row.counts);
    }
  });

  it('compares the second week with the first', async () => {
    const { before } = await shown('2026-10-26', LAST);
    expect(before).to.deep.equal(recounted(FIRST, '2026-10-25'));
  });

  it('shows when orders came in on the clocks of the shops', async () => {
    const { arrivals } = await shown(FIRST, LAST);
    const cells = arrivals
      .map(({ weekday, hour, orders }) => `${weekday}/${String(hour).padStart(2, '0')}: ${orders}`)
      .sort();
    expect(cells).to.deep.equal(arrivalsOf(journal, FIRST, LAST));
  });

  it('leads from each figure to as many orders as it counts', async () => {
    const { now } = await shown(FIRST, LAST);
    const behind = async (figure: 'in-time' | 'late' | 'not-collected') => {
      let count = 0;
      let after: string | undefined;
      do {
        const page = await inTransaction(
          database.db,
          office,
          (tx) =>
            measuredOrders(tx, {
              figure,
              from: FIRST,
              until: LAST,
              limit: 100,
              ...(after ? { after } : {}),
            }),
          { at: END },
        );
        count += page.items.length;
        after = page.next ?? undefined;
      } while (after);
      return count;
    };
    expect(await behind('in-time')).to.equal(now.inTime);
    expect(await behind('late')).to.equal(now.promised - now.inTime);
    expect(await behind('not-collected')).to.equal(now.notCollected);
  });

  it('leaves stock, holds, money and orders in agreement', () =>
    expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  it('would show a single order that is counted wrongly', async () => {
    const noted = journal.find(
      ({ readyAt, promisedAt }) => readyAt !== null && readyAt <= promisedAt,
    )!;
    const { readyAt } = noted;
    noted.readyAt = new Date(noted.promisedAt.getTime() + 60_000);
    expect((await shown(FIRST, LAST)).now).not.to.deep.equal(recounted(FIRST, LAST));
    noted.readyAt = readyAt;
  });
});
