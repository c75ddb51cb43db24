import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { DEFAULT_POLICY } from '../../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import { nextVersion } from '../../../modules/listini-promozioni/goods/sql/versions.ts';
import { checkPromotion } from '../../../modules/listini-promozioni/price-history/announce-promotion.ts';
import { lowestPrices } from '../../../modules/listini-promozioni/price-history/queries.ts';
import {
  EVERY_COMPANY,
  insertPolicy,
} from '../../../modules/listini-promozioni/pricing-policy/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';

/** Midnight in Rome, in summer time. */
const on = (day: string): Date => new Date(`${day}T00:00:00+02:00`);

describe('a price as it is offered to anybody', () => {
  const database = useDatabase();
  let item: string;
  let shop: string;

  beforeEach(async () => {
    item = await makeItem(database.db, { listPriceMinor: 10_000 });
    shop = await makeLocation(database.db);
    await followAll(database.db, on('2026-04-01'));
  });

  it('is that of the next version alone, not of the one that it takes the place of as well', async () => {
    const percent = (off: number) =>
      makeDefinition(
        { id: 'percent-off', of: { attribute: 'item', in: [item] }, percent: off },
        { where: { locations: [shop] }, when: { from: '2026-06-01T00:00' } },
      );
    const promotionId = await runPromotion(database.db, {
      definition: percent(20),
      at: on('2026-05-30'),
    });
    const found = await checkPromotion(
      { sql: database.db, actor: merchandiser, now: on('2026-06-02') },
      { id: promotionId, campaignId: null },
      { definition: percent(40), announced: true, number: 2 },
    );
    expect(found!.checked.allowed.map(({ offerMinor }) => offerMinor)).to.deep.equal([6_000]);
  });

  it('is what each piece costs bought alone, also where a basket gets only one piece reduced', async () => {
    const { db } = database;
    const other = await makeItem(db, { listPriceMinor: 10_000 });
    await followAll(db, on('2026-04-01'));
    const percent = makeDefinition(
      { id: 'percent-off', of: { attribute: 'item', in: [item, other] }, percent: 20 },
      { when: { from: '2026-05-10T00:00' } },
    );
    const [benefit] = percent.benefits;
    await runPromotion(db, {
      definition: {
        ...percent,
        benefits: [{ ...benefit!, maxPieces: 1, maxPiecesPer: 'basket' } as never],
      },
      at: on('2026-05-09'),
    });
    const lowest = await lowestPrices(
      { sql: db, actor: merchandiser, now: on('2026-05-20') },
      [item, other],
      shop,
      '2026-05-20T00:00',
    );
    expect([lowest.get(item), lowest.get(other)]).to.deep.equal([8_000, 8_000]);
  });

  it('is worked out as the company computes: where the best of two promotions counts, not as both together', async () => {
    const { db } = database;
    for (const percent of [10, 20]) {
      await runPromotion(db, {
        definition: makeDefinition(
          { id: 'percent-off', of: { attribute: 'item', in: [item] }, percent },
          { when: { from: '2026-05-10T00:00' } },
        ),
        announced: false,
        at: on('2026-05-09'),
      });
    }
    const lowest = async () =>
      (
        await lowestPrices(
          { sql: db, actor: merchandiser, now: on('2026-05-20') },
          [item],
          shop,
          '2026-05-20T00:00',
        )
      ).get(item);
    expect(await lowest()).to.equal(7_200);
    const compute = (compose: 'allInTurn' | 'bestOne') =>
      inTransaction(db, merchandiser, async (tx) =>
        insertPolicy(tx, {
          company: EVERY_COMPANY,
          policy: {
            ...DEFAULT_POLICY,
            lanes: DEFAULT_POLICY.lanes.map((lane) => ({ ...lane, compose })),
          },
          sinceVersion: await nextVersion(tx, 'policy', null),
          reason: 'Prova',
        }),
      );
    await compute('bestOne');
    expect(await lowest()).to.equal(8_000);
    await compute('allInTurn');
  });
});
