import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import { addDays, dayAt, instantOfWall } from '../../../server/kernel/time.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { changeGroup } from '../../../modules/listini-promozioni/calendar/calendar.ts';
import { followPlaces } from '../../../modules/listini-promozioni/goods/follow-goods.ts';
import { priceAsked } from '../../../modules/listini-promozioni/quotes/price-basket.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
import { locationsAt } from '../../../modules/listini-promozioni/snapshot/source.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation, makeSchedule } from '../../support/make/location.ts';
import { followAll, merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { until } from '../../support/until.ts';

describe('a shop as prices know it', () => {
  const database = useDatabase();

  it('stays in the group it was put into while something else of shops was taken over', async () => {
    const { db } = database;
    const shop = await makeLocation(db);
    await followAll(db);
    await makeLocation(db);
    let following: Promise<void> = Promise.resolve();
    await inTransaction(db, merchandiser, async (tx) => {
      await changeGroup(tx, {
        groupId: 'outlet',
        name: { it: 'Outlet', en: 'Outlets' },
        locationIds: [shop],
      });
      // Another process has seen the shops as they were before, and waits for its version.
      following = inTransaction(db, merchandiser, followPlaces);
      await until('the other to wait', async () => {
        const { rows } = await db.raw<{ rows: { waiting: boolean }[] }>(
          `select exists (select from pg_locks where not granted
            and pid in (select pid from pg_stat_activity where datname = current_database())) as waiting`,
        );
        return rows[0]!.waiting;
      });
    });
    await following;
    const known = await db('lp_place').where({ place_id: shop, until_version: null }).first();
    expect(known.groups).to.deep.equal(['outlet']);
  });

  describe('with days on which it is closed', () => {
    const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
    const silent = { info: () => undefined, error: () => undefined };
    const today = dayAt('Europe/Rome', new Date());
    const day = addDays(today, 3);
    const closedOn = async (shop: string, version: number) => {
      const read = { sql: database.db, actor: merchandiser, now: new Date() };
      return (await locationsAt(read, version)).find(({ id }) => id === shop)?.closedOn;
    };
    const follow = (at?: Date) =>
      inTransaction(database.db, merchandiser, followPlaces, at ? { at } : {});
    const version = async () =>
      Number((await database.db('lp_version_clock').first('version')).version);
    const open = (shop: string) =>
      database.db('base_location_exception').where({ location_id: shop }).delete();

    it('costs the same in every process when a closure is lifted', async () => {
      const { db } = database;
      const item = await makeItem(db, { listPriceMinor: 100_00 });
      const schedule = makeSchedule({ exceptions: { [day]: [] } });
      const shop = await makeLocation(db, { schedule });
      await followAll(db);
      await runPromotion(db, {
        announced: false,
        definition: makeDefinition(
          { id: 'percent-off', of: { attribute: 'item', in: [item] }, percent: 10 },
          { where: { locations: [shop] }, when: { openingDaysOnly: true } },
        ),
      });
      const instant = instantOfWall('Europe/Rome', day, 12 * 60);
      const asked = {
        channel: 'store',
        locationId: shop,
        currency: 'EUR',
        customer: null,
        couponCodes: [],
        lines: [{ lineId: '1', itemId: item, quantity: 1 }],
        explain: 'none',
      } as const;
      const costs = async (keeper: SnapshotKeeper) => {
        const tools = { keeper: await upToDate(keeper), keyring: keys };
        const read = { sql: db, actor: merchandiser, now: instant };
        return (await priceAsked(read, tools, asked, instant)).priced.totals.totalMinor;
      };
      const upToDate = async (keeper: SnapshotKeeper) => {
        await keeper.atLeast(await version());
        return keeper;
      };
      const running = new SnapshotKeeper(db, silent);
      expect(await costs(running)).to.equal(100_00);
      const before = await version();
      await open(shop);
      expect(await costs(new SnapshotKeeper(db, silent)), 'until it is published').to.equal(100_00);
      await follow();
      expect(await costs(running)).to.equal(90_00);
      expect(await costs(new SnapshotKeeper(db, silent))).to.equal(90_00);
      expect(await closedOn(shop, before), 'the version before stays').to.deep.equal([day]);
    });

    it('keeps days gone by, also when nobody remembers them any more', async () => {
      const gone = addDays(today, -5);
      const schedule = makeSchedule({ exceptions: { [gone]: [], [day]: [] } });
      const shop = await makeLocation(database.db, { schedule });
      await followAll(database.db);
      const before = await version();
      await follow(new Date(Date.now() + 100 * 86_400_000));
      expect(await version(), 'no other version because time goes by').to.equal(before);
      await open(shop);
      await follow();
      expect(await closedOn(shop, await version())).to.deep.equal([gone]);
    });
  });
});
