import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { floorEndpoint } from '../../../modules/omnichannel/picking/contracts.ts';
import { applyToFloor } from '../../../modules/omnichannel/picking/live.ts';
import { pickupsEndpoint } from '../../../modules/omnichannel/pickup/contracts.ts';
import { inWalkingOrder, roundOf } from '../../../modules/omnichannel/pickup/live.ts';
import { takeNextEndpoint } from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { printPickListEndpoint } from '../../../modules/omnichannel/printing/contracts.ts';
import { placeItem } from '../../../modules/store-system/places/contracts.ts';
import { readPlace } from '../../../modules/store-system/places/domain.ts';
import { stockImport } from '../../../modules/store-system/stock/import.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('where items lie on the floor', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let clerk: Caller;
  const goods: { itemId: string; gtin: string }[] = [];

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db);
    clerk = await server.person('clerk', here);
    for (let nth = 0; nth < 3; nth += 1) {
      const gtin = makeGtin();
      const itemId = await makeItem(db, { gtin });
      await makeStock(db, { locationId: here, itemId, quantity: 3 });
      goods.push({ itemId, gtin });
    }
  });

  const put = (nth: number, place: string | null) =>
    server.call(placeItem, { locationId: here, gtin: goods[nth]!.gtin, place }, { as: clerk });

  it('is said by scan, told once for each change, and asked in the order one walks', async () => {
    const web = await server.program(['orders:write'], { channels: ['web'] });
    const lines = goods.map(({ gtin }) => ({ gtin }));
    await server.call(placeOrderEndpoint, orderRequest({ locationId: here, lines }), { as: web });
    await server.call(takeNextEndpoint, { locationId: here, count: 5 }, { as: clerk });

    expect(await put(0, 'b10')).to.include({ place: 'B10', before: null });
    expect(await put(1, 'B2')).to.include({ place: 'B2' });
    expect(await put(1, ' b2'.trim())).to.include({ place: 'B2', before: 'B2' });
    const told: { payload: { itemId: string; place: string } }[] = await server.database
      .db('core_outbox')
      .where({ type: 'store-system.item-placed.v1' })
      .orderBy('position');
    expect(told.map(({ payload }) => payload.place)).to.deep.equal(['B10', 'B2']);

    const items = goods.map(({ itemId }) => itemId).join(',');
    const { view } = await server.call(floorEndpoint, { locationId: here, items }, { as: clerk });
    const placeOf = (itemId: string) =>
      view.levels.find((level) => level.itemId === itemId)?.place ?? null;
    const queue = await server.call(pickupsEndpoint, { locationId: here }, { as: clerk });
    const { stops } = roundOf(queue.view.rows, queue.view.rows[0]!.picker!.id);
    expect(inWalkingOrder(stops, placeOf).map(({ itemId }) => placeOf(itemId))).to.deep.equal([
      'B2',
      'B10',
      null,
    ]);
    const {
      jobIds: [jobId],
    } = await server.call(printPickListEndpoint, { locationId: here }, { as: clerk });
    const job = await server.database.db('base_print_job').where({ id: jobId }).first();
    expect(job.payload.stops.map(({ place }: { place: string }) => place)).to.deep.equal([
      'B2',
      'B10',
      null,
    ]);

    const event = {
      type: 'store-system.item-placed.v1',
      payload: { locationId: here, itemId: goods[2]!.itemId, place: 'A1' },
    } as unknown as LiveEvent;
    const after = applyToFloor(view, event);
    expect(await put(2, 'A1')).to.include({ place: 'A1' });
    const fresh = await server.call(floorEndpoint, { locationId: here, items }, { as: clerk });
    expect(after).to.deep.equal(fresh.view);
    expect(await put(2, null)).to.include({ place: null, before: 'A1' });
  });

  it('comes with the file of the stock, and a line without it leaves the place as it is', async () => {
    const row = (nth: number, place: string) => ({
      line: nth + 2,
      entry: {
        locationId: here,
        gtin: goods[nth]!.gtin,
        quantity: 5,
        condition: 'sellable' as const,
        place,
      },
    });
    const apply = (rows: ReturnType<typeof row>[]) =>
      inTransaction(server.database.db, systemActor('import'), async (tx) => {
        const faults = await stockImport.check(tx, rows);
        if (faults.length === 0) await stockImport.apply(tx, rows, 'test');
        return faults;
      });
    expect(await apply([row(0, 'c3'), row(1, '')])).to.deep.equal([]);
    expect(await put(0, 'C3')).to.include({ before: 'C3' });
    expect(await put(1, 'B2')).to.include({ before: 'B2' });
    const [fault] = await apply([row(0, 'sotto il banco grande')]);
    expect(fault).to.include({ column: 'place', line: 2 });
  });

  it('is nobody’s to say in another shop, and is written in letters and figures', async () => {
    const there = await makeLocation(server.database.db);
    const refused = await server.refusalOf(
      placeItem,
      { locationId: there, gtin: goods[0]!.gtin, place: 'A1' },
      { as: clerk },
    );
    expect(refused.status).to.equal(403);
    expect([readPlace(' b3 '), readPlace(''), readPlace('-'), readPlace('à1')]).to.deep.equal([
      'B3',
      null,
      null,
      null,
    ]);
  });
});
