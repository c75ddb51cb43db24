import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import type { PlaceOrder } from '../../../modules/omnichannel/orders/contracts.ts';
import { placeOrders } from '../../../modules/omnichannel/orders/place-orders.ts';
import { readFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { explainShops } from '../../../modules/omnichannel/sourcing/explain-shops.ts';
import { basketNotInStock, orderExists } from '../../../modules/omnichannel/problems.ts';
import { orderNotAcceptable } from '../../../modules/omnichannel/orders/not-acceptable.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  makeChannelActor,
  makeOrder,
  orderRequest,
  testSecrets,
  type GivenOrder,
} from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const MILAN = { latitude: 45.4642, longitude: 9.19 };
const MONZA = { latitude: 45.5845, longitude: 9.2744 };
const ROME = { latitude: 41.9028, longitude: 12.4964 };

describe('placing orders', () => {
  const database = useDatabase();
  const actor = makeChannelActor();
  let milan: string;
  let monza: string;
  let rome: string;

  before(async () => {
    milan = await makeLocation(database.db, MILAN);
    monza = await makeLocation(database.db, MONZA);
    rome = await makeLocation(database.db, ROME);
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const makePiece = async (stock: Readonly<Record<string, number>>): Promise<string> => {
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    for (const [locationId, quantity] of Object.entries(stock)) {
      await makeStock(database.db, { locationId, itemId, quantity });
    }
    return gtin;
  };
  const refused = (given: GivenOrder) => refusalOf(makeOrder(database.db, given));
  const together = (inputs: readonly PlaceOrder[]) =>
    inTransaction(database.db, actor, (tx) =>
      placeOrders(
        tx,
        testSecrets,
        inputs.map((input, place) => ({ actor, requestId: String(place), input })),
      ),
    );

  describe('when a shop keeps its last piece back from the channel', () => {
    before(() => makePolicy(database.db, monza, { buffers: [{ keepBack: 1 }] }));
    after(() => makePolicy(database.db, monza, { buffers: [] }));

    it('a customer who chose it gets the piece: what they saw may have been a moment old', async () => {
      const gtin = await makePiece({ [monza]: 1 });
      const order = await makeOrder(database.db, { locationId: monza, lines: [{ gtin }] });
      expect(order.locationId).to.equal(monza);
    });

    it('nobody else is sent there, and nobody who is refused is told to go', async () => {
      const gtin = await makePiece({ [monza]: 1 });
      const lines = [{ gtin }];
      const refusal = await refused({ locationId: milan, lines });
      expect(refusal.problem).to.equal(basketNotInStock);
      expect(refusal.extension).to.deep.include({ elsewhere: [] });
    });

    it('it is no candidate for missing pieces, and says why', async () => {
      const gtin = await makePiece({ [milan]: 1, [monza]: 1, [rome]: 1 });
      const { orderId } = await makeOrder(database.db, { locationId: milan, lines: [{ gtin }] });
      const { ranked, excluded } = await inTransaction(database.db, actor, async (tx) =>
        explainShops(tx, (await readFile(tx, orderId))!),
      );
      expect(ranked.map(({ locationId }) => locationId)).to.deep.equal([rome]);
      const because = new Map(excluded.map((shop) => [shop.locationId, shop.because]));
      expect(because.get(monza)).to.equal('lacks-pieces');
    });

    it('what it has beyond that takes the place of a shop without', async () => {
      const gtin = await makePiece({ [monza]: 2 });
      const order = await makeOrder(database.db, { locationId: milan, lines: [{ gtin }] });
      expect(order.locationId).to.equal(monza);
      const refusal = await refused({ locationId: milan, lines: [{ gtin }] });
      expect(refusal.problem).to.equal(basketNotInStock);
    });
  });

  it('promises ten pieces to fifty customers in one batch exactly ten times', async () => {
    const gtin = await makePiece({ [milan]: 10 });
    const inputs = Array.from({ length: 50 }, () =>
      orderRequest({ locationId: milan, lines: [{ gtin }] }),
    );

    const results = await together(inputs);

    const refused = results.filter((result) => 'refusal' in result);
    expect(refused).to.have.lengthOf(40);
    for (const { refusal } of refused as { refusal: Refusal }[]) {
      expect(refusal.problem).to.equal(basketNotInStock);
    }
  });

  it('promises ten pieces to fifty customers in fifty transactions exactly ten times', async () => {
    const gtin = await makePiece({ [rome]: 10 });

    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        makeOrder(database.db, { locationId: rome, lines: [{ gtin }] }),
      ),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).to.have.lengthOf(40);
    for (const { reason } of refused)
      expect((reason as Refusal).problem).to.equal(basketNotInStock);
  });

  it('places the same order once, however often and however simultaneously it is sent', async () => {
    const gtin = await makePiece({ [milan]: 10 });
    const input = orderRequest({ locationId: milan, lines: [{ gtin }] });

    const [inBatch, ...alone] = await Promise.all([
      together([input, input]),
      together([input]),
      together([input]),
      together([input]),
    ]);

    const replies = [...inBatch!, ...alone.flat()].map((result) =>
      'reply' in result ? result.reply : null,
    );
    expect(new Set(replies.map((reply) => reply?.orderId))).to.have.lengthOf(1);
    expect(replies.filter((reply) => reply?.existed === false)).to.have.lengthOf(1);
    const [{ held }] = (
      await database.db.raw(
        `select held from ss_stock_level join base_item on base_item.id = item_id where gtin = ?`,
        [gtin],
      )
    ).rows;
    expect(held).to.equal(1);
  });

  it('says what exists when a channel uses its number for another order', async () => {
    const gtin = await makePiece({ [milan]: 10 });
    const first = await makeOrder(database.db, {
      locationId: milan,
      externalId: 'W-TWICE',
      lines: [{ gtin }],
    });

    const refusal = await refused({
      locationId: milan,
      externalId: 'W-TWICE',
      lines: [{ gtin, quantity: 2 }],
    });

    expect(refusal.problem).to.equal(orderExists);
    expect(refusal.extension).to.include({ orderId: first.orderId, number: first.number });
  });

  it('prepares an order in the nearest shop that has everything, when the chosen one has not', async () => {
    const coat = await makePiece({ [milan]: 1, [monza]: 1, [rome]: 1 });
    const scarf = await makePiece({ [monza]: 1, [rome]: 1 });

    const order = await makeOrder(database.db, {
      locationId: milan,
      lines: [{ gtin: coat }, { gtin: scarf }],
    });

    expect(order).to.include({ chosenLocationId: milan, locationId: monza });
  });

  it('does not send a customer farther than the policy of the channel, but says who has it', async () => {
    const gtin = await makePiece({ [milan]: 1, [rome]: 3 });

    const refusal = await refused({ locationId: milan, lines: [{ gtin, quantity: 2 }] });

    expect(refusal.problem).to.equal(basketNotInStock);
    expect(refusal.extension).to.deep.include({
      missing: [{ gtin, requested: 2, available: 1 }],
    });
    const { elsewhere } = refusal.extension as { elsewhere: { locationId: string }[] };
    expect(elsewhere.map(({ locationId }) => locationId)).to.deep.equal([rome]);
  });

  it('keeps to the chosen shop when the customer wants no other', async () => {
    const gtin = await makePiece({ [monza]: 1 });

    const refusal = await refused({
      locationId: milan,
      lines: [{ gtin }],
      change: { acceptOtherLocation: false },
    });

    expect(refusal.problem).to.equal(basketNotInStock);
  });

  it('takes nothing from others for an order that is refused', async () => {
    const gtin = await makePiece({ [rome]: 1 });

    const [tooMuch, justRight] = await together([
      orderRequest({ locationId: rome, lines: [{ gtin, quantity: 2 }] }),
      orderRequest({ locationId: rome, lines: [{ gtin }] }),
    ]);

    expect(tooMuch).to.have.property('refusal');
    expect(justRight).to.have.property('reply');
    const customers = await database.db('base_customer').count({ n: '*' }).first();
    const orders = await database.db('oc_order').count({ n: '*' }).first();
    // Nobody is written down for an order that does not exist.
    expect(customers!['n']).to.equal(orders!['n']);
  });

  it('numbers the orders of a company and year one after the other', async () => {
    const gtin = await makePiece({ [milan]: 5 });
    const inputs = Array.from({ length: 3 }, () =>
      orderRequest({ locationId: milan, lines: [{ gtin }] }),
    );

    const results = await together(inputs);

    const numbers = results.map((result) =>
      'reply' in result ? Number(result.reply.number.replace(' ', '')) : 0,
    );
    expect(numbers).to.deep.equal([numbers[0], numbers[0]! + 1, numbers[0]! + 2]);
  });

  it('tells everything that is wrong with an order at once', async () => {
    const gtin = await makePiece({ [milan]: 5 });
    const closed = await makeLocation(database.db, { pickupEnabled: false });

    const refusal = await refused({
      locationId: closed,
      lines: [
        { gtin, unitPriceMinor: 1000, discounts: [1500] },
        { gtin: makeGtin(), unitPriceMinor: 1000 },
      ],
      change: { currency: 'CHF', totalMinor: 1, payments: [{ kind: 'card', amountMinor: 1 }] },
    });

    expect(refusal.problem).to.equal(orderNotAcceptable);
    const { faults } = refusal.extension as { faults: { pointer: string; fault: string }[] };
    expect(faults.map(({ pointer, fault }) => `${pointer} ${fault}`)).to.have.members([
      '/currency wrong-currency',
      '/locationId location-without-pickup',
      '/lines/0/discounts discount-above-price',
      '/lines/1/gtin unknown-gtin',
      '/totalMinor wrong-total',
      '/payments not-paid-in-full',
    ]);
    expect(refusal.told('en').detail).to.include('unknown GTIN');
  });
});
