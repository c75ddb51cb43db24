import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { down, up } from '../../migrations/20261122T0970_listini-promozioni_counted-uses.ts';
import { shareCode } from '../../modules/listini-promozioni/coupons/commands.ts';
import { giveBack, redeem } from '../../modules/listini-promozioni/coupons/redeem.ts';
import { COUPON_CHECKS } from '../../modules/listini-promozioni/coupons/sql/checks.ts';
import { keyring } from '../../server/auth/keyring.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { useDatabase } from '../support/database.ts';
import { makeCustomer } from '../support/make/customer.ts';
import { merchandiser } from '../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../support/make/promotion.ts';
import { expectReconciled } from '../support/reconcile.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);

describe('what was taken of limits before redemptions noted where they were counted', () => {
  const database = useDatabase();

  it('is counted from the redemptions, and no limit stays that nobody has set', async () => {
    const { db } = database;
    const everything = { id: 'percent-off', of: { everything: true }, percent: 10 } as const;
    const promotion = (limits: object) =>
      runPromotion(db, { definition: makeDefinition(everything, { limits }) });
    const [limited, ofCode] = [
      await promotion({ uses: 9, usesPerCustomer: 5 }),
      await promotion({}),
    ];
    const code = 'VECCHIO15';
    const { seriesId } = await inTransaction(db, merchandiser, (tx) =>
      shareCode(tx, { promotionId: ofCode, code, name: 'Vecchio' }),
    );
    const customerId = await makeCustomer(db);
    const sale = (promotionId: string, uses: number) => ({
      document: { kind: 'receipt', id: newId() },
      locationId: null,
      customerId,
      takes: [{ promotionId, uses, amountMinor: 700 }],
      coupons: promotionId === ofCode ? [code] : [],
    });
    const taken = [sale(limited, 3), sale(limited, 2), sale(ofCode, 3)];
    for (const one of taken) await inTransaction(db, merchandiser, (tx) => redeem(tx, keys, one));
    await inTransaction(db, merchandiser, (tx) => giveBack(tx, taken[1]!.document));

    await down(db);
    // As it was left: every use of a code counted, and a second version limited to what was taken before.
    await db('lp_coupon_series').where({ id: seriesId }).update({ used: 3 });
    await db('lp_limit')
      .where({ promotion_id: ofCode, bucket: '' })
      .update({ uses_limit: 0, budget_minor: 0 });
    await db('lp_limit').where({ promotion_id: limited, bucket: '' }).update({ used: 1 });
    await up(db);

    await expectReconciled(db, COUPON_CHECKS);
    expect(
      await db('lp_limit').orderBy('used').select('used', 'spent_minor', 'uses_limit', 'bucket'),
    ).to.have.deep.members([
      { used: 0, spent_minor: 0, uses_limit: null, bucket: '' },
      { used: 3, spent_minor: 700, uses_limit: 9, bucket: '' },
      { used: 3, spent_minor: 0, uses_limit: 5, bucket: `c:${customerId}` },
    ]);
    expect(await db('lp_coupon_series').first('used', 'spent_minor')).to.deep.equal({
      used: 1,
      spent_minor: 700,
    });
    await inTransaction(db, merchandiser, (tx) => redeem(tx, keys, sale(ofCode, 1)));
  });
});
