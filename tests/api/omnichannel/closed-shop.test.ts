import { expect } from 'chai';
import { keepHours, readLocation } from '../../../modules/base/locations/contracts.ts';
import { useServer } from '../../support/api.ts';
import { makeCounter } from '../../support/make/counter.ts';
import { until } from '../../support/until.ts';

describe('a manager who says that the shop stays closed', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });

  it('keeps what waits there until the next day it opens', async () => {
    const { db } = server.database;
    const shop = await makeCounter(db, { '42': { quantity: 5 } });
    const { locationId } = shop;
    const { gtin } = shop.pieces.get('42')!;
    const { orderId } = await shop.ready([{ gtin, quantity: 1 }]);
    const lastMoment = async (): Promise<Date> =>
      (await db('oc_order').where({ id: orderId }).first<{ collect_by: Date }>()).collect_by;
    const before = await lastMoment();

    const manager = await server.person('store-manager', locationId);
    const hours = await server.call(readLocation, { locationId }, { as: manager });
    const { version, week, exceptions, pickupEnabled, pickupCapacity } = hours;
    const day = before.toISOString().slice(0, 10);
    await server.call(
      keepHours,
      {
        locationId,
        expectedVersion: version,
        week,
        exceptions: [...exceptions, { day, name: 'Alluvione', spans: [] }],
        pickupEnabled,
        pickupCapacity,
      },
      { as: manager },
    );
    const kept = await until('it is kept', async () => {
      const moment = await lastMoment();
      return moment > before ? moment : null;
    });
    expect(kept.toISOString().slice(0, 10)).not.to.equal(day);
    expect((await shop.order(orderId)).state).to.equal('ready');
  });
});
