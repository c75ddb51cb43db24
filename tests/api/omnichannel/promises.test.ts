import { expect } from 'chai';
import { availabilityEndpoint } from '../../../modules/omnichannel/availability/contracts.ts';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import {
  delayEndpoint,
  forecastEndpoint,
  pauseEndpoint,
  resumeEndpoint,
  slotsEndpoint,
  undoDelayEndpoint,
} from '../../../modules/omnichannel/promises/contracts.ts';
import {
  changeCapacityEndpoint,
  changeChainPolicyEndpoint,
  changeShopPolicyEndpoint,
  copyPolicyEndpoint,
  policiesEndpoint,
  policyHistoryEndpoint,
} from '../../../modules/omnichannel/promises/policy-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation, makeSchedule, span } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';

/** Open round the clock: what these tests see does not depend on when they run. */
const ALWAYS = makeSchedule({ week: Array.from({ length: 7 }, () => [span('00:00', '24:00')]) });

describe('promises, over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let gtin: string;
  let web: Caller;
  let clerk: Caller;
  let manager: Caller;
  let office: Caller;

  before(async () => {
    here = await makeLocation(server.database.db, {
      schedule: ALWAYS,
      latitude: 38.11,
      longitude: 13.36,
    });
    const elsewhere = await makeLocation(server.database.db, { schedule: ALWAYS });
    gtin = makeGtin();
    const itemId = await makeItem(server.database.db, { gtin });
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 40 });
    await makeStock(server.database.db, { locationId: elsewhere, itemId, quantity: 3 });
    web = await server.program(['orders:write', 'availability:read'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
    manager = await server.person('store-manager', here);
    office = await server.person('web-store-manager', null);
  });

  const place = (change: object = {}) =>
    server.call(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: here, lines: [{ gtin }] }), ...change },
      { as: web },
    );
  const known = async (): Promise<number> => {
    const { shops } = await server.call(policiesEndpoint, {}, { as: office });
    return shops.find(({ locationId }) => locationId === here)!.version;
  };

  it('are made for slots that a customer chooses, as many as the shop itself has set', async () => {
    expect(
      (await server.call(slotsEndpoint, { locationId: here }, { as: web })).slots,
    ).to.deep.equal([]);
    await server.call(
      changeCapacityEndpoint,
      {
        locationId: here,
        capacity: { slotMinutes: 60, unit: 'orders', places: 1, bands: [] },
        preparers: null,
        knownVersion: await known(),
      },
      { as: manager },
    );
    const { slots } = await server.call(slotsEndpoint, { locationId: here }, { as: web });
    const slotStartsAt = slots[5]!.startsAt;
    expect((await place({ slotStartsAt })).readyBy).to.equal(slotStartsAt);
    const full = await server.refusalOf(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: here, lines: [{ gtin }] }), slotStartsAt },
      { as: web },
    );
    expect(full.slug).to.equal('order-not-acceptable');
    const after = await server.call(slotsEndpoint, { locationId: here }, { as: web });
    expect(after.slots.find(({ startsAt }) => startsAt === slotStartsAt)!.free).to.equal(0);

    await server.call(
      changeCapacityEndpoint,
      { locationId: here, capacity: null, preparers: null, knownVersion: await known() },
      { as: manager },
    );
    expect((await server.call(slotsEndpoint, { locationId: here }, { as: web })).unit).to.equal(
      null,
    );
  });

  it('are put off by a clerk, once for each key, and the delay taken back', async () => {
    const { orderId, readyBy } = await place();
    const later = new Date(Date.parse(readyBy) + 3_600_000).toISOString();
    const delay = (idempotencyKey: string) =>
      server.call(
        delayEndpoint,
        { orderId, readyBy: later, expectedVersion: 1 },
        { as: clerk, idempotencyKey },
      );
    const once = await delay('one-press');
    expect(await delay('one-press')).to.deep.equal(once);
    expect(once).to.deep.include({ readyBy: later, version: 2 });
    const back = await server.call(undoDelayEndpoint, { orderId }, { as: clerk });
    expect(back).to.deep.include({ readyBy, version: 3 });
  });

  it('are forecast: every open order of the shop, with its risk', async () => {
    const { orderId } = await place();
    const { orders } = await server.call(forecastEndpoint, { locationId: here }, { as: clerk });
    const ours = orders.find((one) => one.orderId === orderId)!;
    expect(ours.risk).to.equal('none');
    expect(ours.because).to.equal(null);
  });

  it('are not made while the shop has paused; a clerk may not pause it', async () => {
    const ask = { locationId: here, reason: 'Troppi ordini', until: null };
    expect((await server.refusalOf(pauseEndpoint, ask, { as: clerk })).status).to.equal(403);
    await server.call(pauseEndpoint, ask, { as: manager });
    const offered = async () => {
      const { view } = await server.call(
        availabilityEndpoint,
        { channel: 'web', basket: gtin },
        { as: web },
      );
      return view.shops.map(({ locationId }) => locationId).includes(here);
    };
    expect(await offered()).to.equal(false);
    await server.call(resumeEndpoint, { locationId: here }, { as: manager });
    expect(await offered()).to.equal(true);
  });

  it('follow rules that the office writes and a shop may not, and the history says who did', async () => {
    const version = await known();
    const change = { locationId: here, terms: { collectDays: 4 }, knownVersion: version };
    const refused = await server.refusalOf(changeShopPolicyEndpoint, change, { as: manager });
    expect(refused.status).to.equal(403);
    await server.call(changeShopPolicyEndpoint, { ...change, note: 'Prova' }, { as: office });
    const stale = await server.refusalOf(changeShopPolicyEndpoint, change, { as: office });
    expect(stale.slug).to.equal('stale-revision');
    const history = await server.call(policyHistoryEndpoint, { locationId: here }, { as: manager });
    expect(history.versions[0]).to.deep.include({ version: version + 1, note: 'Prova' });

    const { chain, salesChannels } = await server.call(policiesEndpoint, {}, { as: manager });
    expect(salesChannels).to.deep.include({ id: 'phone', title: { it: 'Telefono', en: 'Phone' } });
    expect(chain.editable).to.equal('none');
    const whole = { terms: chain.inForce, knownVersion: chain.version };
    expect(
      (await server.refusalOf(changeChainPolicyEndpoint, whole, { as: manager })).status,
    ).to.equal(403);
    await server.call(changeChainPolicyEndpoint, whole, { as: office });
    await server.call(
      copyPolicyEndpoint,
      { fromLocationId: here, toLocationIds: [await makeLocation(server.database.db)] },
      { as: office },
    );
  });
});
