import { expect } from 'chai';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { redeemTakes, returnTakes } from '../../../modules/listini-promozioni/coupons/contracts.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';
import { makeOrder } from '../../support/make/order.ts';
import { atOurPrices, makeSingleCode } from '../../support/make/priced-order.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { until } from '../../support/until.ts';

describe('who gives back what a document took', () => {
  const server = useServer({
    modules: ['base', 'store-system', 'omnichannel', 'listini-promozioni'],
  });
  let shop: Counter;
  let promotionId: string;
  let code: string;

  beforeEach(async () => {
    const { db } = server.database;
    shop = await makeCounter(db, { '42': { quantity: 5, listPriceMinor: 100_00 } });
    await followAll(db);
    promotionId = await runPromotion(db, {
      announced: false,
      definition: makeDefinition(
        {
          id: 'percent-off',
          of: { attribute: 'item', in: [shop.pieces.get('42')!.itemId] },
          percent: 10,
        },
        { conditions: [{ kind: 'coupon' }] },
      ),
    });
    code = await makeSingleCode(db, server.keyring, promotionId);
  });

  const codeIs = async () =>
    (
      await server.database
        .db('lp_coupon')
        .where({ ending: code.slice(-4) })
        .first('state')
    ).state;
  const sale = (document: { kind: string; id: string }, locationId: string | null = null) => ({
    document,
    locationId,
    takes: [{ promotionId, uses: 1, amountMinor: 10_00 }],
    coupons: [code],
  });
  const cart = () => ({ kind: 'cart', id: newId() });
  const statusOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 200,
      (error: { status: number }) => error.status,
    );

  it('is the order alone for what an order took, whatever shop or key asks', async () => {
    const { gtin } = shop.pieces.get('42')!;
    const lines = [{ gtin, quantity: 1 }];
    const order = await until('the promotion in the prices', () =>
      makeOrder(server.database.db, {
        locationId: shop.locationId,
        lines,
        ...atOurPrices(lines, { coupons: [code], totalMinor: 90_00 }),
      }).catch(() => null),
    );
    expect(await codeIs()).to.equal('used');
    const document = { kind: 'order', id: order.orderId };
    for (const as of [
      await server.person('clerk', shop.locationId),
      await server.person('store-manager', shop.locationId),
      await server.program(['coupons:redeem']),
    ]) {
      const refused = await server.refusalOf(returnTakes, { document }, { as });
      expect(refused).to.include({ slug: 'document-of-the-house', status: 409 });
      const taking = await server.refusalOf(redeemTakes, sale(document), { as });
      expect(taking).to.include({ slug: 'document-of-the-house' });
    }
    expect(await codeIs()).to.equal('used');
    const { version: expectedVersion } = await shop.order(order.orderId);
    await shop.as(shop.clerk, (tx) =>
      cancelOrder(tx, { orderId: order.orderId, expectedVersion, reason: 'Ripensamento' }),
    );
    expect(await codeIs(), 'an order that is cancelled gives it back').to.equal('unused');
  });

  it('is the key that took, and no other', async () => {
    const [site, till] = [
      await server.program(['coupons:redeem']),
      await server.program(['coupons:redeem']),
    ];
    const document = cart();
    await server.call(redeemTakes, sale(document), { as: site });
    const back = (as: Caller) => server.call(returnTakes, { document }, { as });
    expect(await statusOf(back(till))).to.equal(404);
    expect(await codeIs()).to.equal('used');
    expect(await back(site)).to.deep.equal({ givenBack: 1 });
    expect(await codeIs()).to.equal('unused');
    await server.call(redeemTakes, sale(document), { as: till });
    expect(await statusOf(back(site)), 'taken anew by another').to.equal(404);
    expect(await back(till)).to.deep.equal({ givenBack: 1 });
  });

  it('is a clerk for what was taken in the own shop, not for a sale of the web', async () => {
    const clerk = await server.person('clerk', shop.locationId);
    const till = await server.program(['coupons:redeem']);
    const [web, receipt] = [cart(), { kind: 'receipt', id: newId() }];
    await server.call(redeemTakes, sale(web), { as: till });
    expect(await statusOf(server.call(returnTakes, { document: web }, { as: clerk }))).to.equal(
      404,
    );
    await server.call(returnTakes, { document: web }, { as: till });
    await server.call(redeemTakes, sale(receipt, shop.locationId), { as: till });
    expect(await server.call(returnTakes, { document: receipt }, { as: clerk })).to.deep.equal({
      givenBack: 1,
    });
  });
});
