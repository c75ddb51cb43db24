import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import {
  customerLinkEndpoint,
  readOrderEndpoint,
} from '../../../modules/omnichannel/orders/reading-contracts.ts';
import { chooseShippingEndpoint } from '../../../modules/omnichannel/orders/shipping-contracts.ts';
import { findByCodeEndpoint } from '../../../modules/omnichannel/pickup/contracts.ts';
import { shipEndpoint } from '../../../modules/omnichannel/pickup/shipping-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { TOLD_AS, toldData, type Payload } from '../../../modules/omnichannel/webhooks/domain.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { HOME } from '../../support/make/address.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('an order that is sent, over HTTP', function () {
  this.timeout(20_000);
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let gtin: string;
  let web: Caller;
  let clerk: Caller;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db, { name: 'Milano Torino 14' });
    gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    await makeStock(db, { locationId: here, itemId, quantity: 9 });
    web = await server.program(['orders:write'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  async function place(atCounter = false): Promise<{ orderId: string; token: string }> {
    const input = orderRequest({ locationId: here, atCounter, lines: [{ gtin }] });
    const { orderId } = await server.call(placeOrderEndpoint, input, { as: web });
    const { token } = await server.call(customerLinkEndpoint, { orderId }, { as: web });
    return { orderId, token };
  }
  const read = (orderId: string) => server.call(readOrderEndpoint, { orderId }, { as: clerk });

  async function bagged(): Promise<string> {
    const { orderId, token } = await place();
    await server.call(customerOrder.ship, { token, ...HOME });
    await server.call(takeEndpoint, { orderId }, { as: clerk });
    const pick = { locationId: here, gtin, orderId, manner: 'scan' as const };
    await server.call(pickEndpoint, pick, { as: clerk });
    const { version: expectedVersion } = await read(orderId);
    const bags = [`B-${orderId.slice(-8).toUpperCase()}`];
    const stage = { orderId, bags, shelf: 'C4', ready: true, expectedVersion };
    expect(await server.call(stageEndpoint, stage, { as: clerk })).to.include({ state: 'staged' });
    return orderId;
  }

  it('is chosen with the link, once however often it is said, and tells the address back', async () => {
    const { orderId, token } = await place();
    const first = await server.call(customerOrder.ship, { token, ...HOME });
    expect(first).to.deep.include({ fulfilment: 'shipping', shipTo: HOME, shipment: null });
    expect(first.can).to.include({ ship: true, move: false });
    const second = await server.call(customerOrder.ship, { token, ...HOME });
    expect(second.version).to.equal(first.version);
    expect(await read(orderId)).to.deep.include({ fulfilment: 'shipping', shipTo: HOME });
  });

  it('is taken back with the link, once however often it is said, until a carrier has it', async () => {
    const { orderId, token } = await place();
    const sent = await server.call(customerOrder.ship, { token, ...HOME });
    expect(sent.can).to.include({ collect: true });
    const both = await Promise.all([
      server.call(customerOrder.collect, { token }),
      server.call(customerOrder.collect, { token }),
    ]);
    for (const one of both) {
      expect(one).to.deep.include({
        fulfilment: 'pickup',
        shipTo: null,
        version: sent.version + 1,
      });
    }
    expect(both[0]!.can).to.include({ collect: false, ship: true });
    expect(await read(orderId)).to.deep.include({ fulfilment: 'pickup', shipTo: null });

    const gone = await bagged();
    const { version: expectedVersion } = await read(gone);
    const carrier = { carrier: 'GLS', trackingNumber: 'IT 44 2' };
    await server.call(shipEndpoint, { orderId: gone, expectedVersion, ...carrier }, { as: clerk });
    const { token: late } = await server.call(customerLinkEndpoint, { orderId: gone }, { as: web });
    const refusal = await server.refusalOf(customerOrder.collect, { token: late });
    expect(refusal).to.include({ slug: 'order-in-other-state', status: 409 });
  });

  it('wants an address a carrier can read', async () => {
    const { token } = await place();
    const wrong = [
      { postalCode: '5012' },
      { postalCode: '5O123' },
      { province: 'fi' },
      { province: 'FIR' },
      { recipient: '   ' },
      { street: '' },
      { city: 'Firenze\n' },
    ];
    for (const part of wrong) {
      const refusal = await server.refusalOf(customerOrder.ship, { token, ...HOME, ...part });
      expect(refusal.status, JSON.stringify(part)).to.equal(400);
    }
  });

  it('is refused in words that say what is to be paid', async () => {
    const { token } = await place(true);
    const refusal = await server.refusalOf(customerOrder.ship, { token, ...HOME });
    expect(refusal).to.include({ slug: 'shipping-not-paid', status: 409 });
    expect(refusal.message).to.include('199,00 EUR');
  });

  it('is chosen by the office in the customer’s name, and by nobody who does not see the order', async () => {
    const { orderId } = await place();
    const input = { orderId, expectedVersion: 1, ...HOME };
    const stranger = await server.person('clerk', await makeLocation(server.database.db));
    const hidden = await server.refusalOf(chooseShippingEndpoint, input, { as: stranger });
    expect(hidden.slug).to.equal('order-unknown');
    const office = await server.person('web-store-manager', null);
    const idempotencyKey = newId();
    const options = { as: office, idempotencyKey };
    const chosen = await server.call(chooseShippingEndpoint, input, options);
    expect(chosen).to.include({ version: 2, fulfilment: 'shipping' });
    expect(await server.call(chooseShippingEndpoint, input, options)).to.deep.equal(chosen);
  });

  it('leaves once for one key, and its code tells the counter that a carrier has it', async () => {
    const orderId = await bagged();
    const { version: expectedVersion } = await read(orderId);
    const input = { orderId, expectedVersion, carrier: ' GLS ', trackingNumber: 'IT 44 1' };
    const bad = await server.refusalOf(shipEndpoint, input, { as: clerk });
    expect(bad.status, 'a blank before the name').to.equal(400);
    const given = { ...input, carrier: 'GLS ' };
    const options = { as: clerk, idempotencyKey: newId() };
    const shipped = await server.call(shipEndpoint, given, options);
    expect(shipped).to.include({ state: 'collected', carrier: 'GLS', trackingNumber: 'IT 44 1' });
    expect(await server.call(shipEndpoint, given, options)).to.deep.equal(shipped);
    const { handovers } = await read(orderId);
    expect(handovers).to.have.lengthOf(1);
    expect(handovers[0]).to.deep.include({
      collector: 'carrier',
      shipment: { carrier: 'GLS', trackingNumber: 'IT 44 1' },
    });
    const code = orderSecrets(server.keyring).code(orderId);
    const found = await server.call(findByCodeEndpoint, { locationId: here, code }, { as: clerk });
    expect(found).to.include({ outcome: 'collected', collector: 'carrier' });
  });

  it('is told to the web shop with the number, and without the address', async () => {
    const orderId = await bagged();
    const { version: expectedVersion } = await read(orderId);
    const input = { orderId, expectedVersion, carrier: 'BRT', trackingNumber: '0846' };
    await server.call(shipEndpoint, input, { as: clerk });
    const events = await server.database
      .db('core_outbox')
      .where({ stream: `order:${orderId}` })
      .whereIn('type', ['omnichannel.order-shipping-chosen.v1', 'omnichannel.order-shipped.v1'])
      .orderBy('position');
    expect(events.map(({ type }: { type: string }) => TOLD_AS[type])).to.deep.equal([
      'order.shipping-chosen',
      'order.shipped',
    ]);
    expect(JSON.stringify(events)).not.to.include('Via Roma');
    const { payload } = events[1] as { payload: Payload };
    const channel = { orderId, externalId: 'W', channel: 'web', number: '1', currency: 'EUR' };
    const lines = new Map([[payload.lines![0]!.lineId, '1']]);
    expect(toldData({ ...channel, lines }, payload)).to.deep.include({
      state: 'collected',
      carrier: 'BRT',
      trackingNumber: '0846',
      pieces: [{ externalLineId: '1', quantity: 1 }],
    });
  });
});
