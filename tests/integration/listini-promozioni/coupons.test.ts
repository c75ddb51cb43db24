import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  giveBackTaken,
  makeCodes,
  shareCode,
  takeForSale,
} from '../../../modules/listini-promozioni/coupons/commands.ts';
import {
  giveBack,
  redeem,
  type Redeeming,
} from '../../../modules/listini-promozioni/coupons/redeem.ts';
import { COUPON_CHECKS } from '../../../modules/listini-promozioni/coupons/sql/checks.ts';
import { setLimits } from '../../../modules/listini-promozioni/promotions/sql/limits.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { expectNoticed, expectReconciled, type Planted } from '../../support/reconcile.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);

/** So many sales compete at once. */
const CONNECTIONS = 20;

describe('limits and coupons', () => {
  const database = useDatabase({ poolSize: CONNECTIONS });
  const promotionWith = (limits: object) =>
    runPromotion(database.db, {
      definition: makeDefinition(
        { id: 'percent-off', of: { everything: true }, percent: 10 },
        { limits },
      ),
    });
  const taking = (
    promotionId: string,
    more: Partial<Redeeming> & { amountMinor?: number } = {},
  ): Redeeming => ({
    document: { kind: 'receipt', id: newId() },
    locationId: null,
    customerId: null,
    takes: [{ promotionId, uses: 1, amountMinor: more.amountMinor ?? 100 }],
    coupons: [],
    ...more,
  });
  const take = (redeeming: Redeeming) =>
    inTransaction(database.db, merchandiser, (tx) => redeem(tx, keys, redeeming));
  /**
   * How many of these succeed, and the slugs of the others. So many come at once as there are connections:
   * whoever waited for one too long would be told that the house is busy, and prove nothing.
   */
  async function outcomes(
    asked: readonly Redeeming[],
  ): Promise<{ taken: number; slugs: Set<string> }> {
    const queue = [...asked];
    const settled: PromiseSettledResult<unknown>[] = [];
    const comeByTurns = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        settled.push(...(await Promise.allSettled([take(next)])));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, comeByTurns));
    const refused = settled.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as Refusal] : [],
    );
    for (const reason of refused) expect(reason).to.be.instanceOf(Refusal);
    return {
      taken: settled.length - refused.length,
      slugs: new Set(refused.map(({ problem }) => problem.slug)),
    };
  }
  afterEach(() => expectReconciled(database.db, COUPON_CHECKS));

  const left = async (promotionId: string) =>
    database
      .db('lp_limit')
      .where({ promotion_id: promotionId, bucket: '' })
      .first('used', 'spent_minor');

  it('lets fifty of two hundred simultaneous sales have a promotion of fifty uses', async function () {
    this.timeout(30_000);
    const promotionId = await promotionWith({ uses: 50 });
    const { taken, slugs } = await outcomes(Array.from({ length: 200 }, () => taking(promotionId)));
    expect(taken).to.equal(50);
    expect([...slugs]).to.deep.equal(['limit-reached']);
    expect(await left(promotionId)).to.deep.equal({ used: 50, spent_minor: 5_000 });
    const written = await database.db('lp_redemption').where({ promotion_id: promotionId });
    expect(written, 'a refused sale leaves nothing behind').to.have.lengthOf(50);
  });

  it('spends a budget of money to the cent when two hundred reach for it at once', async function () {
    this.timeout(30_000);
    const promotionId = await promotionWith({ budgetMinor: 100_000 });
    const { taken } = await outcomes(
      Array.from({ length: 200 }, () => taking(promotionId, { amountMinor: 1_999 })),
    );
    // 50 × 19.99 = 999.50; a further one would be 1,019.49.
    expect(taken).to.equal(50);
    expect(await left(promotionId)).to.deep.equal({ used: 50, spent_minor: 99_950 });
  });

  it('keeps what one customer and one shop may have apart from what all may have', async () => {
    const promotionId = await promotionWith({ usesPerCustomer: 1, usesPerLocation: 2 });
    const [anna, bruno, carla] = await Promise.all([1, 2, 3].map(() => makeCustomer(database.db)));
    const at = (customerId: string | undefined, locationId: string) =>
      taking(promotionId, { customerId: customerId!, locationId });
    expect(await outcomes([at(anna, 'MI01'), at(anna, 'RM01')])).to.have.property('taken', 1);
    expect(
      await outcomes(
        [at(bruno, 'TO01'), at(carla, 'TO01'), at(undefined, 'TO01')].map((one) => ({
          ...one,
          customerId: one.customerId ?? null,
        })),
      ),
    ).to.have.property('taken', 2);
  });

  it('takes once for one document, however often and however close it asks', async () => {
    const promotionId = await promotionWith({ uses: 10 });
    const sale = taking(promotionId);
    await Promise.all(Array.from({ length: 8 }, () => take(sale)));
    expect(await left(promotionId)).to.include({ used: 1 });
  });

  it('gives back what a cancelled sale took, once', async () => {
    const promotionId = await promotionWith({ uses: 1 });
    const sale = taking(promotionId);
    await take(sale);
    const back = () =>
      inTransaction(database.db, merchandiser, (tx) => giveBack(tx, sale.document));
    expect((await Promise.all([back(), back()])).sort()).to.deep.equal([0, 1]);
    expect(await left(promotionId)).to.deep.equal({ used: 0, spent_minor: 0 });
    expect((await outcomes([taking(promotionId)])).taken).to.equal(1);
  });

  it('lets fifty of two hundred use a shared code of fifty uses, and none once it is blocked', async function () {
    this.timeout(30_000);
    const promotionId = await promotionWith({});
    const code = `ESTATE${nextNumber()}`;
    const { seriesId } = await inTransaction(database.db, merchandiser, (tx) =>
      shareCode(tx, { promotionId, code, name: 'Estate', usesLimit: 50 }),
    );
    const { taken, slugs } = await outcomes(
      Array.from({ length: 200 }, () => taking(promotionId, { coupons: [code.toLowerCase()] })),
    );
    expect(taken).to.equal(50);
    expect([...slugs]).to.deep.equal(['coupon-not-good']);
    await database
      .db('lp_coupon_series')
      .where({ id: seriesId })
      .update({ blocked_at: new Date(), uses_limit: null });
    const refused = await take(taking(promotionId, { coupons: [code] })).catch(
      (error: unknown) => error,
    );
    expect((refused as Refusal).extension).to.deep.equal({ verdict: 'blocked' });
  });

  it('is taken and given back for a shop by those who sell there alone', async () => {
    const promotionId = await promotionWith({ usesPerLocation: 5 });
    const clerkOf = (locationId: string) =>
      makeActor({ permissions: ['listini-promozioni.coupon.redeem'], locations: [locationId] });
    const document = { kind: 'receipt', id: newId() };
    const takes = [{ promotionId, uses: 1, amountMinor: 100 }];
    const as = (actor: Actor, work: (tx: Tx) => Promise<object>) =>
      inTransaction(database.db, actor, work).catch(
        (error: unknown) => (error as Refusal).problem.slug,
      );
    const sale = { document, locationId: 'MI01', takes };
    const back = (tx: Tx) => giveBackTaken(tx, { document });
    expect(await as(clerkOf('RM01'), (tx) => takeForSale(keys)(tx, sale))).to.equal('forbidden');
    expect(await as(clerkOf('MI01'), (tx) => takeForSale(keys)(tx, sale))).to.deep.equal({
      taken: true,
    });
    expect(await as(clerkOf('RM01'), back)).to.equal('not-found');
    expect(await as(clerkOf('MI01'), back)).to.deep.equal({ givenBack: 1 });
  });

  it('lets a single-use code be used once, by its owner, and again when it is given back', async () => {
    const promotionId = await promotionWith({});
    const [owner, thief] = [await makeCustomer(database.db), await makeCustomer(database.db)];
    const { codes } = await inTransaction(database.db, merchandiser, (tx) =>
      makeCodes(keys)(tx, { promotionId, name: 'Compleanno', customerIds: [owner] }),
    );
    const { code } = codes[0]!;
    expect(code).to.match(/^CP-[0-9A-Z]{13}$/);
    const stored = await database.db('lp_coupon').select('digest', 'ending');
    expect(JSON.stringify(stored), 'the code itself is nowhere').not.to.include(code);
    expect(
      (await outcomes([taking(promotionId, { customerId: thief, coupons: [code] })])).taken,
    ).to.equal(0);
    const sales = Array.from({ length: 20 }, () =>
      taking(promotionId, { customerId: owner, coupons: [code] }),
    );
    expect((await outcomes(sales)).taken).to.equal(1);
    for (const { document } of sales) {
      await inTransaction(database.db, merchandiser, (tx) => giveBack(tx, document));
    }
    expect(
      (await outcomes([taking(promotionId, { customerId: owner, coupons: [code] })])).taken,
    ).to.equal(1);
  });

  it('counts a code once in a sale, however often its promotion applies there', async () => {
    const promotionId = await promotionWith({});
    const [anna, bruno] = [await makeCustomer(database.db), await makeCustomer(database.db)];
    const code = `TRE${nextNumber()}`;
    const { seriesId } = await inTransaction(database.db, merchandiser, (tx) =>
      shareCode(tx, { promotionId, code, name: 'Tre per due', usesLimit: 2, usesPerCustomer: 1 }),
    );
    const thrice = (customerId: string) =>
      taking(promotionId, {
        customerId,
        coupons: [code],
        takes: [{ promotionId, uses: 3, amountMinor: 900 }],
      });
    const sale = thrice(anna);
    await take(sale);
    const again = await take(thrice(anna)).catch((error: unknown) => error);
    expect((again as Refusal).extension).to.deep.equal({ verdict: 'used-by-this-customer' });
    await take(thrice(bruno));
    const third = await take(thrice(await makeCustomer(database.db))).catch((e: unknown) => e);
    expect((third as Refusal).extension).to.deep.equal({ verdict: 'exhausted' });
    const series = () =>
      database.db('lp_coupon_series').where({ id: seriesId }).first('used', 'spent_minor');
    expect(await series()).to.deep.equal({ used: 2, spent_minor: 1_800 });
    await inTransaction(database.db, merchandiser, (tx) => giveBack(tx, sale.document));
    expect(await series()).to.deep.equal({ used: 1, spent_minor: 900 });
    await take(thrice(anna));
  });

  it('gives nothing back to a limit that was not there when it was taken', async () => {
    const promotionId = await promotionWith({});
    const code = `PRIMA${nextNumber()}`;
    await inTransaction(database.db, merchandiser, (tx) =>
      shareCode(tx, { promotionId, code, name: 'Prima del limite' }),
    );
    const before = taking(promotionId, { coupons: [code] });
    await take(before);
    await inTransaction(database.db, merchandiser, (tx) => setLimits(tx, promotionId, { uses: 2 }));
    await take(taking(promotionId));
    await inTransaction(database.db, merchandiser, (tx) => giveBack(tx, before.document));
    expect(await left(promotionId)).to.deep.equal({ used: 1, spent_minor: 100 });
    expect((await outcomes([taking(promotionId), taking(promotionId)])).taken).to.equal(1);
    // And the other way round: what was counted goes back, also when nothing limits it any more.
    const last = taking(promotionId);
    await inTransaction(database.db, merchandiser, (tx) => setLimits(tx, promotionId, { uses: 3 }));
    await take(last);
    await inTransaction(database.db, merchandiser, (tx) => setLimits(tx, promotionId, {}));
    await inTransaction(database.db, merchandiser, (tx) => giveBack(tx, last.document));
    expect(await left(promotionId)).to.include({ used: 2 });
  });

  it('keeps no limit that the next version of a promotion does not have', async () => {
    const promotionId = await promotionWith({ uses: 1 });
    const approved = (limits: Parameters<typeof setLimits>[2]) =>
      inTransaction(database.db, merchandiser, (tx) => setLimits(tx, promotionId, limits));
    await take(taking(promotionId));
    await approved({ budgetMinor: 500 });
    expect((await outcomes([1, 2, 3, 4, 5].map(() => taking(promotionId)))).taken).to.equal(4);
    await approved({});
    expect((await outcomes([1, 2, 3].map(() => taking(promotionId)))).taken).to.equal(3);
    await approved({ uses: 3 });
    expect((await outcomes([taking(promotionId)])).taken, 'five were counted').to.equal(0);
  });

  const BEHIND_OUR_BACK: Planted = [
    [
      'listini-promozioni.limit-equals-its-uses',
      `update lp_limit set used = used - 1 where used > 0`,
    ],
    [
      'listini-promozioni.limit-equals-its-uses',
      `update lp_limit set spent_minor = spent_minor - 1 where spent_minor > 0`,
    ],
    ['listini-promozioni.limit-equals-its-uses', `update lp_redemption set counted = '{}'`],
    [
      'listini-promozioni.code-equals-its-uses',
      `update lp_coupon_series set used = used - 1 where used > 0`,
    ],
    [
      'listini-promozioni.code-equals-its-uses',
      `update lp_redemption set given_back_at = now() where series_id is not null and given_back_at is null`,
    ],
    ['listini-promozioni.single-use-code-is-used-once', `update lp_coupon set state = 'unused'`],
    [
      'listini-promozioni.single-use-code-is-used-once',
      `update lp_redemption set given_back_at = now() where coupon_digest <> '' and given_back_at is null`,
    ],
  ];
  for (const planted of BEHIND_OUR_BACK) {
    it(`is reconciled: ${planted[1]} is noticed`, () =>
      expectNoticed(database.db, planted, COUPON_CHECKS));
  }
});
