import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { makeCodes } from '../../../modules/listini-promozioni/coupons/commands.ts';
import {
  giveBack,
  redeem,
  type Redeeming,
} from '../../../modules/listini-promozioni/coupons/redeem.ts';
import { COUPON_CHECKS } from '../../../modules/listini-promozioni/coupons/sql/checks.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);

/** A web shop takes under the id of its cart: when the payment fails it gives back, and takes again. */
describe('a document that takes again what it gave back', () => {
  const database = useDatabase({ poolSize: 12 });
  afterEach(() => expectReconciled(database.db, COUPON_CHECKS));

  const promotionWith = (limits: object) =>
    runPromotion(database.db, {
      definition: makeDefinition(
        { id: 'percent-off', of: { everything: true }, percent: 10 },
        { limits },
      ),
    });
  const cart = (promotionId: string, more: Partial<Redeeming> = {}): Redeeming => ({
    document: { kind: 'cart', id: newId() },
    locationId: null,
    customerId: null,
    takes: [{ promotionId, uses: 1, amountMinor: 100 }],
    coupons: [],
    ...more,
  });
  const take = (redeeming: Redeeming) =>
    inTransaction(database.db, merchandiser, (tx) => redeem(tx, keys, redeeming));
  const back = ({ document }: Redeeming) =>
    inTransaction(database.db, merchandiser, (tx) => giveBack(tx, document));
  const slugOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'taken',
      (error: unknown) => (error instanceof Refusal ? error.problem.slug : String(error)),
    );
  const counted = (promotionId: string) =>
    database
      .db('lp_limit')
      .where({ promotion_id: promotionId })
      .orderBy('bucket')
      .select('bucket', 'used', 'spent_minor');

  it('is counted anew in every part of the limits', async () => {
    const promotionId = await promotionWith({ uses: 1, usesPerCustomer: 1, usesPerLocation: 1 });
    const customerId = await makeCustomer(database.db);
    const sale = cart(promotionId, { customerId, locationId: 'MI01' });
    await take(sale);
    expect(await back(sale)).to.equal(1);
    const dearer = [{ promotionId, uses: 1, amountMinor: 250 }];
    await take({ ...sale, takes: dearer });
    expect(await counted(promotionId)).to.deep.equal([
      { bucket: '', used: 1, spent_minor: 250 },
      { bucket: `c:${customerId}`, used: 1, spent_minor: 0 },
      { bucket: 'l:MI01', used: 1, spent_minor: 0 },
    ]);
    expect(await slugOf(take(cart(promotionId)))).to.equal('limit-reached');
    expect(await back(sale), 'and can be given back once more').to.equal(1);
    expect(await slugOf(take(cart(promotionId)))).to.equal('taken');
    expect(await slugOf(take(sale)), 'nothing is left for it').to.equal('limit-reached');
  });

  it('spends its single-use code anew: nobody else can use it', async () => {
    const promotionId = await promotionWith({});
    const { codes } = await inTransaction(database.db, merchandiser, (tx) =>
      makeCodes(keys)(tx, { promotionId, name: 'Benvenuto', count: 1 }),
    );
    const coupons = [codes[0]!.code];
    const sale = cart(promotionId, { coupons });
    await take(sale);
    await back(sale);
    await take(sale);
    expect(await slugOf(take(cart(promotionId, { coupons })))).to.equal('coupon-not-good');
  });

  it('takes once when it asks twice, one after the other or at once', async () => {
    const promotionId = await promotionWith({ uses: 5 });
    const sale = cart(promotionId);
    await take(sale);
    await back(sale);
    await Promise.all(Array.from({ length: 8 }, () => take(sale)));
    await take(sale);
    expect(await counted(promotionId)).to.deep.equal([{ bucket: '', used: 1, spent_minor: 100 }]);
  });

  it('gets the last use or somebody else does', async () => {
    const promotionId = await promotionWith({ uses: 1 });
    const sale = cart(promotionId);
    await take(sale);
    await back(sale);
    const asked = [sale, ...Array.from({ length: 7 }, () => cart(promotionId))];
    const slugs = await Promise.all(asked.map((one) => slugOf(take(one))));
    expect(slugs.filter((slug) => slug === 'taken')).to.have.lengthOf(1);
  });

  it('never waits in a circle with what gives it back', async () => {
    const promotionId = await promotionWith({ uses: 5 });
    const sale = cart(promotionId);
    for (let round = 0; round < 20; round += 1) {
      const both = Array.from({ length: 8 }, (_, place) =>
        slugOf(place % 2 === 0 ? take(sale) : back(sale)),
      );
      expect(new Set(await Promise.all(both))).to.deep.equal(new Set(['taken']));
    }
    expect((await counted(promotionId))[0])
      .to.have.property('used')
      .that.is.oneOf([0, 1]);
  });
});
