import { expect } from 'chai';
import { availabilityEndpoint } from '../../../modules/omnichannel/availability/contracts.ts';
import {
  cancelOrderEndpoint,
  placeOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import {
  customerLinkEndpoint,
  listOrdersEndpoint,
  orderHistoryEndpoint,
  readOrderEndpoint,
} from '../../../modules/omnichannel/orders/reading-contracts.ts';
import {
  findByCodeEndpoint,
  pickupsEndpoint,
  readPickupEndpoint,
} from '../../../modules/omnichannel/pickup/contracts.ts';
import { handOverEndpoint } from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeNextEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

describe('an order from the web, over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let elsewhere: string;
  let web: Caller;
  let clerk: Caller;
  let stranger: Caller;
  let gtin: string;

  before(async () => {
    here = await makeLocation(server.database.db, { name: 'Milano Torino 14' });
    elsewhere = await makeLocation(server.database.db, { name: 'Verona Adige' });
    web = await server.program(['orders:write', 'availability:read'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
    stranger = await server.person('clerk', elsewhere);
  });

  beforeEach(async () => {
    gtin = makeGtin();
    const itemId = await makeItem(server.database.db, { gtin, size: 'L' });
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 3 });
  });

  const place = (change: object = {}) =>
    server.call(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: here, lines: [{ gtin }] }), ...change },
      { as: web },
    );
  const version = async (orderId: string) =>
    (await server.call(readOrderEndpoint, { orderId }, { as: clerk })).version;
  const link = (orderId: string) => server.call(customerLinkEndpoint, { orderId }, { as: web });
  const prepare = async (orderId: string) => {
    await server.call(takeNextEndpoint, { locationId: here, count: 50 }, { as: clerk });
    const pick = { locationId: here, gtin, orderId, manner: 'scan' as const };
    await server.call(pickEndpoint, pick, { as: clerk });
    return server.call(
      stageEndpoint,
      {
        orderId,
        bags: [`B-${orderId.slice(-8).toUpperCase()}`],
        shelf: 'B3',
        ready: true,
        expectedVersion: await version(orderId),
      },
      { as: clerk },
    );
  };

  it('goes from the channel to the queue, the bag, the customer’s page and the customer’s hands', async () => {
    const placed = await place();
    expect(placed).to.include({ state: 'placed', existed: false, dueMinor: 0 });
    const queue = await server.call(pickupsEndpoint, { locationId: here }, { as: clerk });
    const row = queue.view.rows.find(({ orderId }) => orderId === placed.orderId);
    expect(row).to.include({ customerName: 'Marta R.', state: 'placed' });

    const { token, url } = await link(placed.orderId);
    expect(url).to.match(/\/ordine\//);
    const before = await server.call(customerOrder.read, { token });
    expect(before).to.include({ state: 'placed', code: null, cancellable: true });

    await prepare(placed.orderId);
    const ready = await server.call(customerOrder.read, { token });
    expect(ready.state).to.equal('ready');
    expect(ready.code).to.match(/^PK-/);
    expect(ready.store.name).to.equal('Milano Torino 14');

    const arrived = await server.call(customerOrder.arrive, { token });
    const again = await server.call(customerOrder.arrive, { token });
    expect(again.arrivedAt).to.equal(arrived.arrivedAt);

    const found = await server.call(
      findByCodeEndpoint,
      { locationId: here, code: ready.code! },
      { as: clerk },
    );
    expect(found.outcome).to.equal('here');
    const { orderId } = placed;
    const handed = await server.call(
      handOverEndpoint,
      {
        orderId,
        proof: { kind: 'code', code: ready.code! },
        collector: { kind: 'customer' },
        expectedVersion: await version(orderId),
      },
      { as: clerk },
    );
    expect(handed.state).to.equal('collected');

    const history = await server.call(orderHistoryEndpoint, { orderId }, { as: clerk });
    expect(history.entries.map(({ action }) => action)).to.include.members([
      'omnichannel.order-placed.v1',
      'omnichannel.order-customer-arrived.v1',
      'omnichannel.order-collected.v1',
    ]);
    const last = history.entries.at(-1)!;
    expect(last.actorName).to.equal(clerk.name);

    const late = await server.call(
      findByCodeEndpoint,
      { locationId: here, code: ready.code! },
      { as: clerk },
    );
    expect(late).to.include({ outcome: 'collected', handedBy: clerk.name });
  });

  it('is one order however often the same request is sent', async () => {
    const input = orderRequest({ locationId: here, lines: [{ gtin }] });
    const sent = await Promise.all([
      ...Array.from({ length: 3 }, () =>
        server.call(placeOrderEndpoint, input, { as: web, idempotencyKey: 'one-attempt' }),
      ),
      ...Array.from({ length: 2 }, () => server.call(placeOrderEndpoint, input, { as: web })),
    ]);

    expect(new Set(sent.map(({ orderId }) => orderId))).to.have.lengthOf(1);
    const orders = await server.database.db('oc_order').where({ external_id: input.externalId });
    expect(orders).to.have.lengthOf(1);
  });

  it('promises three pieces to twenty simultaneous customers three times, and tells the others cleanly', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => place()));

    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason.problem] : [],
    );
    expect(refused).to.have.lengthOf(17);
    for (const problem of refused) {
      expect(problem).to.include({ type: '/problems/basket-not-in-stock', status: 409 });
    }
  });

  it('is invisible to a clerk of another shop, and its code tells only which shop', async () => {
    const { orderId } = await place();
    await prepare(orderId);
    const { token } = await link(orderId);
    const { code } = await server.call(customerOrder.read, { token });

    const unknown = await server.refusalOf(readOrderEndpoint, { orderId }, { as: stranger });
    expect(unknown.problem).to.include({ status: 404 });
    const card = await server.refusalOf(readPickupEndpoint, { orderId }, { as: stranger });
    expect(card.problem).to.include({ status: 404 });
    const found = await server.call(
      findByCodeEndpoint,
      { locationId: elsewhere, code: code! },
      { as: stranger },
    );
    expect(found).to.include({ outcome: 'other-store', locationName: 'Milano Torino 14' });
    const queue = await server.refusalOf(pickupsEndpoint, { locationId: here }, { as: stranger });
    expect(queue.problem).to.include({ status: 403 });
  });

  it('closes the counter’s code field after thirty wrong codes', async () => {
    const guesser = await server.person('clerk', here);
    const wrong = { locationId: here, code: 'PK-0000000000000' };
    for (let guess = 0; guess < 30; guess += 1) {
      const refusal = await server.refusalOf(findByCodeEndpoint, wrong, { as: guesser });
      expect(refusal.problem).to.include({ status: 404 });
    }
    const refusal = await server.refusalOf(findByCodeEndpoint, wrong, { as: guesser });
    expect(refusal.problem).to.include({ status: 429 });
  });

  it('is found by number, by surname and by the end of the phone', async () => {
    const { orderId, number } = await place();
    for (const q of [number, 'rinal', '4417']) {
      const page = await server.call(listOrdersEndpoint, { q, locationId: here }, { as: clerk });
      expect(page.items.map((order) => order.orderId)).to.include(orderId);
    }
    const none = await server.call(listOrdersEndpoint, { q: 'Bianchi' }, { as: clerk });
    expect(none.items).to.deep.equal([]);
    const others = await server.call(listOrdersEndpoint, {}, { as: stranger });
    expect(others.items).to.deep.equal([]);
  });

  it('can be cancelled by the customer, who is told the same when saying it twice', async () => {
    const { orderId } = await place();
    const { token } = await link(orderId);

    const cancelled = await server.call(customerOrder.cancel, { token });
    const again = await server.call(customerOrder.cancel, { token });

    expect(cancelled).to.include({ state: 'cancelled', toRefundMinor: 199_00 });
    expect(again.state).to.equal('cancelled');
    const mails = () =>
      server.database
        .db('core_mail')
        .where({ reference: `order:${orderId}` })
        .whereLike('subject', '%annullato%');
    await until('the letter is written', async () => (await mails()).length > 0);
    expect(await mails()).to.have.lengthOf(1);
  });

  it('is cancelled by a colleague only as it was last seen', async () => {
    const { orderId } = await place();
    const stale = await server.refusalOf(
      cancelOrderEndpoint,
      { orderId, reason: 'prova', expectedVersion: 7 },
      { as: clerk },
    );
    expect(stale.problem).to.include({ status: 412 });
  });

  it('tells the channel which shops have a basket, and no figures beyond six', async () => {
    const plenty = makeGtin();
    const itemId = await makeItem(server.database.db, { gtin: plenty });
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 40 });

    const { view } = await server.call(
      availabilityEndpoint,
      { channel: 'web', basket: `${plenty}:2,${gtin}:3` },
      { as: web },
    );

    const shop = view.shops.find(({ locationId }) => locationId === here)!;
    expect(shop.basket).to.equal('whole');
    expect(shop.readyBy).to.be.a('string');
    expect(shop.lines.map(({ available }) => available)).to.deep.equal([6, 3]);
    expect(view.shops.find(({ locationId }) => locationId === elsewhere)!.basket).to.equal('none');
    const other = await server.refusalOf(
      availabilityEndpoint,
      { channel: 'marketplace', basket: gtin },
      { as: web },
    );
    expect(other.problem).to.include({ status: 403 });
  });

  it('answers a guessed link with nothing but 404', async () => {
    const refusal = await server.refusalOf(customerOrder.read, { token: 'A'.repeat(22) });
    expect(refusal.problem).to.include({ type: '/problems/order-unknown', status: 404 });
  });
});
