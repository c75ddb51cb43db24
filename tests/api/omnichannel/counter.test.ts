import { expect } from 'chai';
import { cancelOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import { readOrderEndpoint } from '../../../modules/omnichannel/orders/reading-contracts.ts';
import {
  refundsDueEndpoint,
  refundTotalsEndpoint,
} from '../../../modules/omnichannel/orders/refund-contracts.ts';
import { orderSecrets, type OrderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import {
  findByCodeEndpoint,
  readPickupEndpoint,
} from '../../../modules/omnichannel/pickup/contracts.ts';
import {
  handOverEndpoint,
  swapOptionsEndpoint,
  swapQuoteEndpoint,
} from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeReady } from '../../support/make/ready-order.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('the counter, over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let clerk: Caller;
  let manager: Caller;
  let elsewhere: Caller;
  let secrets: OrderSecrets;
  const gtin = { M: '', L: '' };

  before(async () => {
    const { db } = server.database;
    secrets = orderSecrets(server.keyring);
    here = await makeLocation(db, { name: 'Milano Torino 14' });
    clerk = await server.person('clerk', here);
    manager = await server.person('web-store-manager', null);
    elsewhere = await server.person('store-manager', await makeLocation(db));
    const styleId = await makeStyle(db);
    for (const [sizeOrder, size] of (['M', 'L'] as const).entries()) {
      gtin[size] = makeGtin();
      const itemId = await makeItem(db, { styleId, gtin: gtin[size], size, sizeOrder });
      await makeStock(db, { locationId: here, itemId, quantity: 20 });
    }
  });

  const ready = () =>
    makeReady(server.database.db, secrets, { locationId: here, lines: [{ gtin: gtin.M }] });
  const lineOf = async (orderId: string): Promise<string> =>
    (await server.call(readPickupEndpoint, { orderId }, { as: clerk })).lines[0]!.lineId;
  const leaving = async (orderId: string, expectedVersion: number) => ({
    orderId,
    expectedVersion,
    proof: { kind: 'code' as const, code: secrets.code(orderId) },
    collector: { kind: 'customer' as const },
    left: [{ lineId: await lineOf(orderId), quantity: 1, putBack: 'done' as const }],
    back: { amountMinor: 199_00, with: 'original' as const },
  });

  it('says which sizes are free here and what a swap costs, before anything is decided', async () => {
    const { orderId } = await ready();
    const lineId = await lineOf(orderId);

    const { options } = await server.call(swapOptionsEndpoint, { orderId, lineId }, { as: clerk });
    expect(options.map(({ size, available }) => [size, available])).to.deep.equal([['L', 20]]);
    const asked = { orderId, lineId, gtin: gtin.L };
    const quote = await server.call(swapQuoteEndpoint, asked, { as: clerk });
    expect(quote).to.include({ size: 'L', differenceMinor: 0 });
    const stranger = await server.refusalOf(swapQuoteEndpoint, asked, { as: elsewhere });
    expect(stranger.problem.status).to.equal(404);
  });

  it('has one effect however often the same visit is sent, also after its answer was lost', async () => {
    const { orderId, version } = await ready();
    const input = await leaving(orderId, version);
    const idempotencyKey = `visit-${orderId}`;

    const replies = await Promise.all(
      Array.from({ length: 3 }, () =>
        server.call(handOverEndpoint, input, { as: clerk, idempotencyKey }),
      ),
    );
    const late = await server.call(handOverEndpoint, input, { as: clerk, idempotencyKey });

    for (const reply of replies) expect(reply).to.deep.equal(late);
    expect(late).to.include({ state: 'refused', left: 1, backMinor: 199_00 });
    const refunds = await server.database.db('oc_refund_due').where({ order_id: orderId });
    expect(refunds).to.have.lengthOf(1);
  });

  it('tells the counter of an order that was left here', async () => {
    const { orderId, version } = await ready();
    await server.call(handOverEndpoint, await leaving(orderId, version), { as: clerk });

    const code = secrets.code(orderId);
    const found = await server.call(findByCodeEndpoint, { locationId: here, code }, { as: clerk });
    expect(found).to.include({ outcome: 'over', state: 'refused' });
  });

  it('takes five wrong codes for an order, then a document; other orders and other causes do not count', async () => {
    const { orderId, version: expectedVersion } = await ready();
    const visit = { orderId, expectedVersion, collector: { kind: 'customer' as const } };
    const wrong = (nth: number) => ({
      ...visit,
      proof: { kind: 'code' as const, code: secrets.code(`${orderId}${nth}`) },
    });
    const right = { ...visit, proof: { kind: 'code' as const, code: secrets.code(orderId) } };
    // Refused for another reason: no guess.
    for (let nth = 0; nth < 6; nth += 1) {
      const stale = { ...right, expectedVersion: expectedVersion - 1 };
      expect((await server.refusalOf(handOverEndpoint, stale, { as: clerk })).status).to.equal(412);
    }
    for (let nth = 0; nth < 5; nth += 1) {
      const refusal = await server.refusalOf(handOverEndpoint, wrong(nth), { as: clerk });
      expect(refusal.slug).to.equal('pickup-code-unknown');
    }
    const closed = await server.refusalOf(handOverEndpoint, right, { as: clerk });
    expect(closed).to.include({ slug: 'too-many-codes', status: 429 });
    expect(closed.message).to.include('documento');
    const other = await ready();
    await server.call(
      handOverEndpoint,
      {
        ...right,
        orderId: other.orderId,
        expectedVersion: other.version,
        proof: { kind: 'code', code: secrets.code(other.orderId) },
      },
      { as: clerk },
    );
    const proof = { kind: 'identity' as const, documentType: 'identity-card' as const };
    const given = await server.call(handOverEndpoint, { ...visit, proof }, { as: clerk });
    expect(given).to.include({ state: 'collected' });
  });

  it('is told who is on the way, until they are here', async () => {
    const { orderId } = await ready();
    const token = secrets.token(orderId);
    const before = await server.call(customerOrder.read, { token });
    expect(before.can).to.include({ announce: true, arrive: true });
    const soon = await server.call(customerOrder.announce, { token, minutes: 20 });
    const minutes = (Date.parse(soon.expectedAt!) - Date.now()) / 60_000;
    expect(minutes).to.be.within(19, 20.1);
    const sooner = await server.call(customerOrder.announce, { token, minutes: 10 });
    expect(Date.parse(sooner.expectedAt!)).to.be.lessThan(Date.parse(soon.expectedAt!));
    const card = await server.call(readPickupEndpoint, { orderId }, { as: clerk });
    expect(card.row.expectedAt).to.equal(sooner.expectedAt);
    await server.call(customerOrder.arrive, { token });
    const here = await server.call(customerOrder.announce, { token, minutes: 30 });
    expect(here).to.include({ expectedAt: sooner.expectedAt });
    expect(here.can.announce).to.equal(false);
    expect(here.timeline.map(({ step }) => step)).to.include.members(['on-the-way', 'arrived']);
  });

  it('lists what is owed to those who look after it, within their stores', async () => {
    const { orderId, version } = await ready();
    await server.call(
      cancelOrderEndpoint,
      { orderId, reason: 'prova', expectedVersion: version },
      { as: manager },
    );

    const { items } = await server.call(
      refundsDueEndpoint,
      { state: 'due', locationId: here },
      { as: manager },
    );
    const due = items.find((refund) => refund.orderId === orderId)!;
    expect(due).to.include({ cause: 'cancelled', amountMinor: 199_00, settledWith: null });
    expect(due.parts).to.deep.equal([{ kind: 'card', amountMinor: 199_00 }]);
    const order = await server.call(readOrderEndpoint, { orderId }, { as: manager });
    expect(order.refunds.map(({ refundId }) => refundId)).to.deep.equal([due.refundId]);
    const { totals } = await server.call(
      refundTotalsEndpoint,
      { locationId: here },
      { as: manager },
    );
    expect(totals[0]!.amountMinor).to.equal(items.reduce((sum, one) => sum + one.amountMinor, 0));

    const others = await server.call(refundsDueEndpoint, { locationId: here }, { as: elsewhere });
    expect(others.items).to.deep.equal([]);
    const refused = await server.refusalOf(refundsDueEndpoint, {}, { as: clerk });
    expect(refused.problem.status).to.equal(403);
  });
});
