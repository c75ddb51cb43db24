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
import { followAll, makePriceList, merchandiser, publish } from '../../support/make/price-list.ts';
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

  it('is looked for in each shop that has prices of its own', async () => {
    const { db } = database;
    const line = 'Linea con listino';
    const coat = await makeItem(db, { listPriceMinor: 10_000, style: { line } });
    const [outlet, full] = [await makeLocation(db), await makeLocation(db)];
    await followAll(db, new Date('2025-01-01T00:00:00Z'));
    await inTransaction(db, merchandiser, async (tx) =>
      setCosts(tx, await nextVersion(tx, 'goods', null), [{ itemId: coat, costMinor: 4_000 }]),
    );
    const { changeSetId } = await makePriceList(db, {
      terms: { scope: { locations: [outlet] }, priority: 5, vatIncluded: true },
    });
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 6_000 }]);
    const promotionId = await makePromotion(db, {
      definition: makeDefinition(
        { id: 'percent-off', of: { attribute: 'line', in: [line] }, percent: 30 },
        { where: { locations: [full, outlet] } },
      ),
    });
    const { worstCase } = await checkBeforePublishing(
      { sql: db, actor: merchandiser, now: new Date() },
      { promotionId },
    );
    // 60.00 − 30 % = 42.00, of which 34.43 without VAT; elsewhere it costs 70.00.
    expect(worstCase[0]).to.deep.include({ places: [outlet], payMinor: 4_200, belowCost: true });
  });
});
