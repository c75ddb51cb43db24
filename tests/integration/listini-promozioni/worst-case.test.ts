import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { setCosts } from '../../../modules/listini-promozioni/goods/sql/goods.ts';
import { nextVersion } from '../../../modules/listini-promozioni/goods/sql/versions.ts';
import { checkBeforePublishing } from '../../../modules/listini-promozioni/price-history/queries.ts';
import { submitDraft } from '../../../modules/listini-promozioni/promotions/publish.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion, runPromotion } from '../../support/make/promotion.ts';

describe('the worst stacked discount', () => {
  const database = useDatabase();

  it('is found with its combination, and a sale below cost is refused with it', async () => {
    const { db } = database;
    const line = 'Linea impilata';
    const coat = await makeItem(db, { listPriceMinor: 10_000, style: { line } });
    await makeLocation(db);
    await followAll(db, new Date('2025-01-01T00:00:00Z'));
    await inTransaction(db, merchandiser, async (tx) =>
      setCosts(tx, await nextVersion(tx, 'goods', null), [{ itemId: coat, costMinor: 5_000 }]),
    );
    const of = { attribute: 'line', in: [line] } as const;
    const card = await runPromotion(db, {
      definition: makeDefinition({ id: 'card-price', of, percent: 20 }),
      saleKind: 'card',
    });
    const promotionId = await makePromotion(db, {
      definition: makeDefinition({ id: 'percent-off', of, percent: 30 }),
    });

    const { worstCase } = await checkBeforePublishing(
      { sql: db, actor: merchandiser, now: new Date() },
      { promotionId },
    );
    // 100.00 − 20 % − 30 % = 56.00, of which 45.90 without VAT: less than 50.00.
    expect(worstCase[0]).to.include({
      itemId: coat,
      payMinor: 5_600,
      percent: 44,
      belowCost: true,
    });
    expect(worstCase[0]!.promotions.map((one) => one.promotionId)).to.have.members([
      card,
      promotionId,
    ]);

    const outcome = await inTransaction(db, merchandiser, (tx) =>
      submitDraft(tx, { promotionId }),
    ).catch((error: unknown) => error);
    expect((outcome as Refusal).problem.slug).to.equal('below-floor');
    expect((outcome as Refusal).message).to.include('56,00 €');
  });
});
