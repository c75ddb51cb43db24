import { expect } from 'chai';
import { priceBasket } from '../../../modules/base/api.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { soldPieces } from '../../../modules/omnichannel/orders/sold-pieces.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import {
  closeOverdueOrders,
  reprievePickup,
} from '../../../modules/omnichannel/pickup/not-collected.ts';
import { putBackLine } from '../../../modules/omnichannel/pickup/put-back.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { useServer } from '../../support/api.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeOrder, testSecrets } from '../../support/make/order.ts';
import { atOurPrices, makeSharedCode, makeSingleCode } from '../../support/make/priced-order.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

const LONG_AFTER = new Date(Date.now() + 30 * 86_400_000);

describe('an order at our prices', () => {
  const server = useServer({
    modules: ['base', 'store-system', 'omnichannel', 'listini-promozioni'],
    poolSize: 20,
  });
  let shop: Counter;
  let gtin: string;
  let itemId: string;

  beforeEach(async () => {
    const { db } = server.database;
    shop = await makeCounter(db, { '42': { quantity: 12, listPriceMinor: 100_00 } });
    ({ gtin, itemId } = shop.pieces.get('42')!);
    await followAll(db);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  /** 10 % off the piece of this test, and everything else said. */
  const tenOff = (more: Parameters<typeof makeDefinition>[1] = {}) =>
    runPromotion(server.database.db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of: { attribute: 'item', in: [itemId] }, percent: 10 },
        { where: { locations: [shop.locationId] }, ...more },
      ),
    });
  const withCode = (more: object = {}) => tenOff({ conditions: [{ kind: 'coupon' }], ...more });
  interface Asked {
    readonly coupons?: string[];
    readonly quantity?: number;
    readonly customerId?: string;
  }
  const price = async ({ coupons = [], quantity = 1, customerId }: Asked = {}): Promise<number> => {
    const priced = await shop.as(shop.clerk, (tx) =>
      priceBasket(tx, {
        channel: 'web',
        locationId: shop.locationId,
        customerId: customerId ?? null,
        currency: 'EUR',
        instant: tx.now,
        coupons,
        lines: [{ lineId: '1', itemId, quantity }],
      }),
    );
    return priced.totalMinor;
  };
  /** Until this process prices with what was just published. */
  const told = (minor: number, asked: Asked = {}) =>
    until('prices', async () => (await price(asked)) === minor);
  const place = (
    quantity = 1,
    more: Parameters<typeof atOurPrices>[1] = {},
    customer: object = {},
  ) => {
    const lines = [{ gtin, quantity }];
    const given = atOurPrices(lines, more);
    const name = { name: 'Marta', surname: 'Rinaldi', ...customer };
    return makeOrder(server.database.db, {
      locationId: shop.locationId,
      lines,
      ...given,
      change: { ...given.change, customer: name },
    });
  };
  const refusal = async (placing: Promise<unknown>): Promise<Refusal> => {
    const error = await placing.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Refusal);
    return error as Refusal;
  };
  const left = async (promotionId: string) =>
    server.database
      .db('lp_limit')
      .where({ promotion_id: promotionId, bucket: '' })
      .first('used', 'spent_minor');
  const cancel = async (orderId: string, quantity?: number) => {
    const { version: expectedVersion } = await shop.order(orderId);
    const [lineId] = await shop.lineIds(orderId);
    return shop.as(shop.clerk, (tx) =>
      cancelOrder(tx, {
        orderId,
        expectedVersion,
        reason: 'Ripensamento',
        ...(quantity === undefined ? {} : { lines: [{ lineId: lineId!, quantity }] }),
      }),
    );
  };

  it('keeps of each piece the share of every promotion, and from which prices it was told', async () => {
    const promotionId = await runPromotion(server.database.db, {
      definition: makeDefinition(
        { id: 'n-for-m', of: { attribute: 'item', in: [itemId] }, size: 3, pay: 2 },
        { where: { locations: [shop.locationId] } },
      ),
    });
    await told(200_00, { quantity: 3 });
    const order = await place(3, {
      totalMinor: 200_00,
      contractFlow: 'A',
      payments: [{ kind: 'card', amountMinor: 200_00 }],
    });
    expect(order).to.include({ totalMinor: 200_00, dueMinor: 0 });

    const sold = await shop.as(shop.clerk, (tx) => soldPieces(tx, order.orderId));

    expect(sold.pricedBy).to.include({ engine: 'listini-promozioni' });
    expect(Number(sold.pricedBy!.version)).to.be.greaterThan(0);
    expect(sold.pieces.map(({ priceMinor }) => priceMinor)).to.deep.equal([100_00, 100_00, 100_00]);
    const shares = sold.pieces.flatMap(({ discounts }) => discounts);
    expect(new Set(shares.map((share) => share.promotionId))).to.deep.equal(new Set([promotionId]));
    expect(shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(100_00);
    expect(sold.pieces.reduce((sum, { paidMinor }) => sum + paidMinor, 0)).to.equal(200_00);
    // 22 % within 200.00.
    expect(sold.pieces.reduce((sum, { vatMinor }) => sum + vatMinor, 0)).to.equal(36_07);
  });

  it('is refused with the right figure when the channel showed another one', async () => {
    const { problem, extension } = await refusal(place(1, { totalMinor: 90_00 }));
    expect(problem.slug).to.equal('order-not-acceptable');
    expect(extension).to.deep.equal({
      faults: [{ pointer: '/totalMinor', fault: 'wrong-total', given: 90_00, expected: 100_00 }],
    });
  });

  it('costs a card holder less by the card, and refuses a card that nobody has', async () => {
    const card = `29${String(nextNumber()).padStart(11, '0')}`;
    const customerId = await makeCustomer(server.database.db, { card });
    await tenOff({ who: [{ kind: 'card' }] });
    await told(90_00, { customerId });
    expect((await place(1, {}, { card })).totalMinor).to.equal(90_00);
    expect((await place()).totalMinor).to.equal(100_00);
    const { extension } = await refusal(place(1, {}, { card: '2999999999999' }));
    expect(extension).to.deep.equal({
      faults: [{ pointer: '/customer/card', fault: 'unknown-card' }],
    });
  });

  it('spends a single-use code once, of two orders at once one has it and the other leaves no trace', async () => {
    const { db } = server.database;
    const code = await makeSingleCode(db, server.keyring, await withCode());
    await told(90_00, { coupons: [code] });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => place(1, { coupons: [code], totalMinor: 90_00 })),
    );
    const lost = outcomes.filter(({ status }) => status === 'rejected');
    expect(lost).to.have.lengthOf(5);
    for (const { reason } of lost as PromiseRejectedResult[]) {
      expect(['offer-just-taken', 'order-not-acceptable']).to.include(
        (reason as Refusal).problem.slug,
      );
    }
    expect(await shop.level('42')).to.deep.equal({ onHand: 12, held: 1 });
    expect(await db('lp_redemption').where({ document_kind: 'order' })).to.have.lengthOf(1);
    const { extension } = await refusal(place(1, { coupons: [code] }));
    expect(extension).to.deep.equal({
      faults: [{ pointer: '/pricing/coupons/0', fault: 'coupon-not-good', given: 'used' }],
    });
  });

  it('keeps of a single-use code only how it ends, of a shared one the word', async () => {
    const single = await makeSingleCode(server.database.db, server.keyring, await withCode());
    await told(90_00, { coupons: [single] });
    const { orderId } = await place(1, { coupons: [single] });
    const shared = await makeSharedCode(server.database.db, await withCode());
    const [piece] = (await shop.as(shop.clerk, (tx) => soldPieces(tx, orderId))).pieces;
    expect(piece!.discounts[0]!.coupon).to.equal(`…${single.slice(-4)}`);
    await told(90_00, { coupons: [shared] });
    const other = await place(1, { coupons: [shared] });
    const [sold] = (await shop.as(shop.clerk, (tx) => soldPieces(tx, other.orderId))).pieces;
    expect(sold!.discounts[0]!.coupon).to.equal(shared);
  });

  it('has a promotion of three uses exactly three times, however many ask for it at once', async () => {
    const promotionId = await tenOff({ limits: { uses: 3 } });
    await told(90_00);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => place(1, { totalMinor: 90_00 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(3);
    expect(await left(promotionId)).to.deep.equal({ used: 3, spent_minor: 30_00 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 12, held: 3 });
    // The fourth pays the full price, and takes nothing.
    expect((await place(1)).totalMinor).to.equal(100_00);
    expect(await left(promotionId)).to.deep.equal({ used: 3, spent_minor: 30_00 });
  });

  it('takes nothing when its pieces are not there', async () => {
    const promotionId = await tenOff({ limits: { budgetMinor: 500_00 } });
    await told(90_00);
    const { problem } = await refusal(place(13));
    expect(problem.slug).to.equal('basket-not-in-stock');
    expect(await left(promotionId)).to.deep.equal({ used: 0, spent_minor: 0 });
    expect(
      await server.database.db('lp_redemption').where({ promotion_id: promotionId }),
    ).to.deep.equal([]);
    const spoken = await server.database.db('core_outbox').where({
      stream: `promotion:${promotionId}`,
      type: 'listini-promozioni.promotion-redeemed.v1',
    });
    expect(spoken).to.deep.equal([]);
  });

  it('sent again answers with the same order and takes nothing more', async () => {
    const promotionId = await tenOff({ limits: { uses: 5 } });
    await told(90_00);
    const externalId = `W-${nextNumber()}`;
    const customer = { email: 'uno@example.com' };
    const first = await place(1, { externalId }, customer);
    const again = await place(1, { externalId }, customer);
    expect(again).to.include({ orderId: first.orderId, existed: true });
    expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 10_00 });
  });

  it('counts a customer it has never seen before', async () => {
    await tenOff({ limits: { usesPerCustomer: 1 } });
    await told(90_00);
    const email = `nuova.${nextNumber()}@example.com`;
    expect((await place(1, {}, { email })).totalMinor).to.equal(90_00);
    expect((await place(1, {}, { email })).totalMinor).to.equal(100_00);
  });

  describe('gives back what it took', () => {
    let promotionId: string;
    beforeEach(async () => {
      promotionId = await tenOff({ limits: { uses: 5, budgetMinor: 500_00 } });
      await told(90_00);
    });

    it('when it is cancelled: of some pieces the money, of the last one the use too', async () => {
      const { orderId } = await place(3);
      expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 30_00 });
      await cancel(orderId, 1);
      expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 20_00 });
      await cancel(orderId);
      expect(await left(promotionId)).to.deep.equal({ used: 0, spent_minor: 0 });
    });

    it('with its code, which somebody else may use then', async () => {
      const code = await makeSingleCode(server.database.db, server.keyring, await withCode());
      await told(81_00, { coupons: [code] });
      const { orderId } = await place(1, { coupons: [code] });
      await cancel(orderId);
      expect((await place(1, { coupons: [code] })).totalMinor).to.equal(81_00);
    });

    it('when the customer leaves a piece at the counter', async () => {
      const lines = [{ gtin, quantity: 2 }];
      const { orderId, version, lineIds } = await shop.ready(lines, atOurPrices(lines));
      await shop.as(shop.clerk, (tx) =>
        handOver(tx, testSecrets, {
          orderId,
          expectedVersion: version,
          proof: { kind: 'code', code: testSecrets.code(orderId) },
          collector: { kind: 'customer' },
          left: [{ lineId: lineIds[0]!, quantity: 1, putBack: 'done' }],
          payment: { kind: 'cash', amountMinor: 90_00 },
        }),
      );
      expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 10_00 });
    });

    it('when nobody came and the piece is in its place again, not while they can still come', async () => {
      const lines = [{ gtin }];
      const { orderId, lineIds } = await shop.ready(lines, atOurPrices(lines));
      const close = () => shop.as(shop.clerk, (tx) => closeOverdueOrders(tx), LONG_AFTER);
      await close();
      expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 10_00 });
      const { version: expectedVersion } = await shop.order(orderId);
      await shop.as(
        shop.clerk,
        (tx) => reprievePickup(tx, { orderId, expectedVersion }),
        LONG_AFTER,
      );
      await shop.as(
        shop.clerk,
        (tx) => closeOverdueOrders(tx),
        new Date(LONG_AFTER.getTime() + 30 * 86_400_000),
      );
      await shop.as(shop.clerk, (tx) =>
        putBackLine(tx, { orderId, lineId: lineIds[0]!, quantity: 1, gtin }),
      );
      expect(await left(promotionId)).to.deep.equal({ used: 0, spent_minor: 0 });
    });
  });
});
