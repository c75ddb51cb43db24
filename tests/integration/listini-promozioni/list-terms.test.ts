import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { checkListAnnouncement } from '../../../modules/listini-promozioni/price-history/announce-list.ts';
import { beginChangeSet } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import type { Terms } from '../../../modules/listini-promozioni/price-lists/domain/terms.ts';
import { gridPage } from '../../../modules/listini-promozioni/price-lists/grid.ts';
import { submit } from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { selectChangeSet } from '../../../modules/listini-promozioni/price-lists/sql/change-sets.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';

const on = (day: string): Date => new Date(`${day}T10:00:00+02:00`);
const EVERYWHERE: Terms = { scope: {}, priority: 0, vatIncluded: true };

describe('the terms of a price list', () => {
  const database = useDatabase();
  let item: string;
  let baseId: string;

  beforeEach(async () => {
    const { db } = database;
    item = await makeItem(db, { listPriceMinor: 10_000 });
    await makeLocation(db, { region: 'Lombardia' });
    await followAll(db, on('2026-04-01'));
    const base = await makePriceList(db, { at: on('2026-04-01'), terms: EVERYWHERE });
    baseId = base.listId;
    await publish(db, base.changeSetId, [{ itemId: item, amountMinor: 10_000 }], on('2026-04-01'));
    // At 80.00 for three days within the last thirty.
    await changePrices(db, baseId, [{ itemId: item, amountMinor: 8_000 }], {
      at: on('2026-06-01'),
    });
    await changePrices(db, baseId, [{ itemId: item, amountMinor: 10_000 }], {
      at: on('2026-06-04'),
    });
  });

  const now = on('2026-06-15');
  const draft = (listId: string, more: { terms?: Terms } = {}) =>
    inTransaction(
      database.db,
      merchandiser,
      (tx) =>
        beginChangeSet(tx, { listId, title: 'Ribasso', announced: true, ...(more as object) }),
      { at: now },
    );
  const price = (changeSetId: string, amountMinor: number, minQuantity = 1) =>
    inTransaction(
      database.db,
      merchandiser,
      (tx) =>
        write(tx, {
          changeSetId,
          kind: 'edit',
          rows: [{ itemId: item, minQuantity, amountMinor }],
        }),
      { at: now },
    );
  const handIn = (changeSetId: string) =>
    inTransaction(database.db, merchandiser, (tx) => submit(tx, { changeSetId }), { at: now }).then(
      () => 'accepted',
      (error: unknown) => {
        const { problem, extension } = error as Refusal;
        const { rows } = extension as { rows: { offerMinor: number; priorMinor: number }[] };
        return [problem.slug, rows[0]!.offerMinor, rows[0]!.priorMinor];
      },
    );

  it('warn of a list that has told nothing yet as of any other, whichever change of it comes', async () => {
    const { db } = database;
    const outlet = await makePriceList(db, { at: now, terms: { ...EVERYWHERE, priority: 10 } });
    await price(outlet.changeSetId, 9_000);
    const read = { sql: db, actor: merchandiser, now };
    const first = (await selectChangeSet(read, outlet.changeSetId))!;
    const { checked } = await checkListAnnouncement(read, first);
    expect(checked.refused[0]).to.include({ offerMinor: 9_000, priorMinor: 8_000 });

    const { id: second } = await draft(outlet.listId);
    await price(second, 9_500);
    expect(await handIn(second)).to.deep.equal(['reduction-refused', 9_500, 8_000]);
  });

  it('are checked as the prices their formula makes', async () => {
    const { db } = database;
    const formula = (percent: number): Terms => ({
      ...EVERYWHERE,
      priority: 10,
      formula: { baseListId: baseId, percent },
    });
    const outlet = await makePriceList(db, { at: now, terms: EVERYWHERE });
    const { id: tenOff } = await draft(outlet.listId, { terms: formula(-10) });
    expect(await handIn(tenOff)).to.deep.equal(['reduction-refused', 9_000, 8_000]);
    const { id: thirtyOff } = await draft(outlet.listId, { terms: formula(-30) });
    expect(await handIn(thirtyOff)).to.equal('accepted');
  });

  it('let the sheet tell prices of several pieces, and what a colleague wants of the same item', async () => {
    const { db } = database;
    await changePrices(db, baseId, [{ itemId: item, minQuantity: 3, amountMinor: 9_500 }], {
      at: on('2026-06-10'),
    });
    const { id: mine } = await draft(baseId);
    const { id: theirs } = await draft(baseId);
    await price(mine, 9_200, 3);
    await price(mine, 9_100, 6);
    await price(theirs, 9_900);
    const { items } = await gridPage(
      { sql: db, actor: merchandiser, now },
      { listId: baseId, changeSetId: mine },
    );
    const shown = items.find(({ itemId }) => itemId === item)!;
    expect(shown.breaks).to.deep.equal([
      { minQuantity: 3, listedMinor: 9_500, wantedMinor: 9_200, changed: true },
      { minQuantity: 6, listedMinor: null, wantedMinor: 9_100, changed: true },
    ]);
    expect(shown.elsewhere).to.deep.equal({
      changeSetId: theirs,
      title: 'Ribasso',
      byName: 'Marta Neri',
      amountMinor: 9_900,
    });
    expect(shown.changed).to.equal(false);
  });
});
