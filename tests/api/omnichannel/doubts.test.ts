import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { doubtsEndpoint } from '../../../modules/omnichannel/doubts/contracts.ts';
import { reportShortEndpoint } from '../../../modules/omnichannel/picking/contracts.ts';
import { takeEndpoint } from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { countEndpoint } from '../../../modules/store-system/recounts/contracts.ts';
import {
  placeReservation,
  setReservationAside,
} from '../../../modules/store-system/reservations/contracts.ts';
import { findStyle } from '../../../modules/store-system/stock/contracts.ts';
import { sellGoods } from '../../../modules/store-system/stock/moving-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('promises whose piece may not be there', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let there: string;
  let web: Caller;
  let clerk: Caller;
  let manager: Caller;
  let office: Caller;
  let styleId: string;
  let itemId: string;
  let gtin: string;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db, { name: 'Milano Torino' });
    there = await makeLocation(db, { name: 'Firenze Roma' });
    web = await server.program(['orders:write'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
    manager = await server.person('store-manager', here);
    office = await server.person('web-store-manager', null);
  });
  beforeEach(async () => {
    const { db } = server.database;
    gtin = makeGtin();
    styleId = await makeStyle(db);
    itemId = await makeItem(db, { gtin, styleId, size: '42' });
    await makeStock(db, { locationId: here, itemId, quantity: 4 });
    await makeStock(db, { locationId: there, itemId, quantity: 2 });
  });

  const place = async (): Promise<string> => {
    const input = orderRequest({ locationId: here, lines: [{ gtin }] });
    return (await server.call(placeOrderEndpoint, input, { as: web })).orderId;
  };
  const reserve = async (): Promise<string> => {
    const customerId = await makeCustomer(server.database.db);
    const { reservation } = await server.call(
      placeReservation,
      { askedFrom: here, locationId: here, itemId, customer: { by: 'id', customerId } },
      { as: clerk },
    );
    return reservation.reservationId;
  };
  const missOne = async (): Promise<string> => {
    const orderId = await place();
    await server.call(takeEndpoint, { orderId }, { as: clerk });
    const { recountId } = await server.call(
      reportShortEndpoint,
      { locationId: here, itemId, quantity: 1, reason: 'missing', orderId },
      { as: clerk },
    );
    return recountId;
  };
  const doubtsOf = async (as: Caller, locationId?: string) =>
    (
      await server.call(doubtsEndpoint, locationId === undefined ? {} : { locationId }, { as })
    ).doubts.filter((doubt) => doubt.itemId === itemId);

  it('are shown to the managers with every order and reservation that counts on it, until it is counted', async () => {
    const orderId = await place();
    const kept = await reserve();
    const aside = await reserve();
    await server.call(setReservationAside, { reservationId: aside, shelf: 'P1' }, { as: clerk });
    const recountId = await missOne();
    const [doubt] = await doubtsOf(manager);
    expect(doubt).to.include({ because: 'not-found', locationId: here, onHand: 3 });
    expect(
      doubt!.promises.map(({ kind, id }) => [kind, id]).sort(),
      'what lies on its shelf is sure',
    ).to.deep.equal([
      ['order', orderId],
      ['reservation', kept],
    ]);
    expect(await doubtsOf(office)).to.deep.equal([doubt]);
    expect(await doubtsOf(office, there)).to.deep.equal([]);
    expect(await doubtsOf(manager, there), 'not this manager’s shop').to.deep.equal([]);
    expect((await server.refusalOf(doubtsEndpoint, {}, { as: clerk })).status).to.equal(403);
    await server.call(countEndpoint, { recountId, counted: 3 }, { as: clerk });
    expect(await doubtsOf(manager)).to.deep.equal([]);
  });

  it('are shown too when a till sold what was promised, and are none where nobody counts on it', async () => {
    const orderId = await place();
    const sell = (quantity: number, id: string) =>
      server.call(
        sellGoods,
        { locationId: here, lines: [{ itemId, quantity }], document: { kind: 'sale', id } },
        { as: clerk },
      );
    await sell(4, 'S1');
    const [doubt] = await doubtsOf(manager);
    expect(doubt).to.include({ because: 'gone' });
    expect(doubt!.promises.map(({ id }) => id)).to.deep.equal([orderId]);
  });

  it('lower the certainty that the finder shows, by the rules of each shop', async () => {
    const cells = async () => {
      const { view } = await server.call(findStyle, { styleId, from: here }, { as: clerk });
      return view.cells[itemId]!;
    };
    expect((await cells())[here]).to.include({ confidence: 'high', misses: 0 });
    await missOne();
    expect((await cells())[here]).to.include({ confidence: 'medium', misses: 1 });
    expect((await cells())[there]).to.include({ confidence: 'high', misses: 0 });
    const confidence = {
      highCountedDays: 2,
      highMovedDays: 1,
      mediumCountedDays: 14,
      mediumMovedDays: 3,
      missDays: 30,
      lowFromMisses: 1,
    };
    await makePolicy(server.database.db, here, { confidence });
    // Another style: what is kept of this one may be a minute old.
    const other = await makeItem(server.database.db, {
      gtin: (gtin = makeGtin()),
      styleId: (styleId = await makeStyle(server.database.db)),
    });
    itemId = other;
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 4 });
    await missOne();
    const { view } = await server.call(findStyle, { styleId, from: here }, { as: clerk });
    expect(view.cells[itemId]![here]).to.include({ confidence: 'low', misses: 1 });
    expect(view.locations.find(({ locationId }) => locationId === here)?.trust).to.deep.equal(
      confidence,
    );
  });
});
