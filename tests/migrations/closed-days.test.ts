import { expect } from 'chai';
import { down, up } from '../../migrations/20261123T0160_listini-promozioni_closed-days.ts';
import { followPlaces } from '../../modules/listini-promozioni/goods/follow-goods.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { useDatabase } from '../support/database.ts';
import { makeLocation, makeSchedule, span } from '../support/make/location.ts';
import { followAll, merchandiser } from '../support/make/price-list.ts';

describe('versions told before they knew closed days', () => {
  const database = useDatabase();

  it('keep those they were told with, the ended ones too', async () => {
    const { db } = database;
    const shop = await makeLocation(db, {
      schedule: makeSchedule({
        exceptions: {
          '2099-12-26': [],
          '2099-12-25': [],
          '2099-12-24': [span('09:00', '13:00')],
        },
      }),
    });
    const open = await makeLocation(db);
    await followAll(db);
    await db('base_location').where({ id: shop }).update({ name: 'Corso Buenos Aires' });
    await inTransaction(db, merchandiser, followPlaces);
    const days = () =>
      db('lp_place')
        .whereIn('place_id', [shop, open])
        .orderBy(['place_id', 'since_version'])
        .select('place_id', db.raw('closed_on::text[] as days'));
    const closed = ['2099-12-25', '2099-12-26'];

    await down(db);
    await up(db);

    expect(await days()).to.have.deep.members([
      { place_id: shop, days: closed },
      { place_id: shop, days: closed },
      { place_id: open, days: [] },
    ]);
    const before = await db('lp_version_clock').first('version');
    await inTransaction(db, merchandiser, followPlaces);
    expect(await db('lp_version_clock').first('version'), 'nothing has changed').to.deep.equal(
      before,
    );
    const rewrite = await db('lp_place')
      .update({ closed_on: '{}' })
      .catch((error: Error) => error);
    expect(rewrite, 'what was told stays').to.be.instanceOf(Error);
  });
});
