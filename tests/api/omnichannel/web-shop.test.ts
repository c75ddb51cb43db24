import { expect } from 'chai';
import {
  cancelOrderEndpoint,
  placeOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { orderChangesEndpoint } from '../../../modules/omnichannel/orders/changes-contracts.ts';
import { readOrderEndpoint } from '../../../modules/omnichannel/orders/reading-contracts.ts';
import { takeNextEndpoint } from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { reconciliationEndpoint } from '../../../modules/omnichannel/reconciliation/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

describe('a web shop that keeps up with its orders', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let web: Caller;
  let reader: Caller;
  let gtin: string;

  before(async () => {
    here = await makeLocation(server.database.db);
    web = await server.program(['orders:write'], { channels: ['web'] });
    reader = await server.program(['orders:read'], { channels: ['web'] });
  });
  beforeEach(async () => {
    gtin = makeGtin();
    const itemId = await makeItem(server.database.db, { gtin });
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 9 });
  });

  const place = () =>
    server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: here, lines: [{ gtin, quantity: 2 }] }),
      { as: web },
    );
  const changes = (cursor?: string, limit?: number) =>
    server.call(
      orderChangesEndpoint,
      { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) },
      { as: reader },
    );
  /** Asks until a change has come below the horizon: what the shop does, too. */
  const next = (cursor: string) =>
    until('a change', async () => {
      const answer = await changes(cursor);
      return answer.orders.length > 0 ? answer : null;
    });

  it('hears of every change since it asked last, as the order stands now', async () => {
    const { cursor, orders } = await changes();
    expect(orders).to.deep.equal([]);
    const { orderId, externalId } = await place();
    const placed = await next(cursor);
    expect(placed.orders).to.have.lengthOf(1);
    expect(placed.orders[0]).to.deep.include({ orderId, externalId, version: 1, state: 'placed' });
    expect((await changes(placed.cursor)).orders, 'nothing twice').to.deep.equal([]);

    const clerk = await server.person('clerk', here);
    await server.call(takeNextEndpoint, { locationId: here, count: 5 }, { as: clerk });
    const taken = await next(placed.cursor);
    expect(taken.orders[0]).to.include({ orderId, state: 'picking' });
    const { version, lines } = await server.call(readOrderEndpoint, { orderId }, { as: web });
    const part = [{ lineId: lines[0]!.lineId, quantity: 1 }];
    await server.call(
      cancelOrderEndpoint,
      { orderId, reason: 'Cambio idea', lines: part, expectedVersion: version },
      { as: web },
    );
    const cut = await next(taken.cursor);
    expect(cut.orders[0]!.lines[0]).to.include({ quantity: 2, open: 1, cancelled: 1 });
    expect(cut.orders[0]).to.include({ toRefundMinor: 199_00 });
  });

  it('goes on page by page, and is told when its place is from another database', async () => {
    const { cursor } = await changes();
    const ids = new Set((await Promise.all([place(), place(), place()])).map((o) => o.orderId));
    const seen = new Set<string>();
    let place_ = cursor;
    await until('all three', async () => {
      const page = await changes(place_, 1);
      place_ = page.cursor;
      for (const { orderId } of page.orders) seen.add(orderId);
      return seen.size === 3;
    });
    expect(seen).to.deep.equal(ids);
    const foreign = Buffer.from(JSON.stringify(['other-epoch', '1', '0'])).toString('base64url');
    expect(await changes(foreign)).to.deep.include({ restart: true, orders: [] });
    const refused = await server.refusalOf(
      orderChangesEndpoint,
      { cursor: 'nonsense' },
      { as: reader },
    );
    expect(refused.status).to.equal(400);
  });

  it('compares its list with ours, and sees only its own channel', async () => {
    const agreed = orderRequest({ locationId: here, lines: [{ gtin }] });
    const paidLess = orderRequest({ locationId: here, lines: [{ gtin }] });
    const forgotten = orderRequest({ locationId: here, lines: [{ gtin }] });
    for (const order of [agreed, paidLess, forgotten]) {
      await server.call(placeOrderEndpoint, order, { as: web });
    }
    const span = {
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    };
    const line = (externalId: string, paidMinor: number) => ({
      externalId,
      totalMinor: 199_00,
      paidMinor,
      cancelled: false,
    });
    const orders = [
      line(agreed.externalId, 199_00),
      line(paidLess.externalId, 100_00),
      line('W-never-sent', 199_00),
    ];
    const report = await server.call(
      reconciliationEndpoint,
      { channel: 'web', ...span, orders },
      { as: reader },
    );
    expect(report).to.include({ compared: 3, agreeing: 1 });
    const found = report.differences.map(({ kind, externalId }) => `${kind} ${externalId}`);
    expect(found).to.include.members([
      `other-paid ${paidLess.externalId}`,
      'missing-here W-never-sent',
      `missing-there ${forgotten.externalId}`,
    ]);
    const other = await server.refusalOf(
      reconciliationEndpoint,
      { channel: 'phone', ...span, orders: [] },
      { as: reader },
    );
    expect(other.status).to.equal(403);
  });

  it('may send ten thousand orders at once', async () => {
    const orders = Array.from({ length: 10_000 }, (_, n) => ({
      externalId: `W-many-${n}`,
      totalMinor: 100,
      paidMinor: 100,
      cancelled: false,
    }));
    const report = await server.call(
      reconciliationEndpoint,
      {
        channel: 'web',
        from: '2020-01-01T00:00:00.000Z',
        to: '2020-01-02T00:00:00.000Z',
        orders,
      },
      { as: reader },
    );
    expect(report.differences).to.have.lengthOf(10_000);
  });
});
