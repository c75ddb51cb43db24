import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { changeGroup } from '../../../modules/listini-promozioni/calendar/calendar.ts';
import { followPlaces } from '../../../modules/listini-promozioni/goods/follow-goods.ts';
import { useDatabase } from '../../support/database.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, merchandiser } from '../../support/make/price-list.ts';
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
});
