import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import {
  beginChangeSet,
  discardDraft,
} from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { listWork } from '../../../modules/listini-promozioni/price-lists/list-work.ts';
import {
  applyToListWork,
  PRICE_WORK_ROOM,
} from '../../../modules/listini-promozioni/price-lists/live.ts';
import {
  approve,
  submit,
} from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import type { ListWork } from '../../../modules/listini-promozioni/price-lists/work-contracts.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { approver, followAll, makePriceList, merchandiser } from '../../support/make/price-list.ts';
import { until } from '../../support/until.ts';

describe('the work on a price list beside the feed', () => {
  const database = useDatabase();
  const fetch = (listId: string): Promise<{ view: ListWork; cursor: Cursor }> =>
    inTransaction(
      database.db,
      merchandiser,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await listWork(tx, { listId }),
      }),
      { isolation: 'repeatable read' },
    );

  it('brings a stale view to what a fresh one shows: begun, written, handed in, approved, put away', async () => {
    const { db } = database;
    const itemId = await makeItem(db);
    await followAll(db);
    const { listId, changeSetId } = await makePriceList(db);
    const other = await makePriceList(db);
    const stale = await fetch(listId);
    expect(stale.view.changes.map((one) => one.changeSetId)).to.deep.equal([changeSetId]);

    const begin = (of: string, title: string) =>
      inTransaction(db, merchandiser, (tx) => beginChangeSet(tx, { listId: of, title }));
    const rows = [{ itemId, amountMinor: 1_990 }];
    const kind = 'edit' as const;
    const { id: saldi } = await begin(listId, 'Saldi');
    const { id: away } = await begin(listId, 'Da buttare');
    await begin(other.listId, 'Altro listino');
    await inTransaction(db, merchandiser, (tx) => write(tx, { changeSetId: saldi, kind, rows }));
    await inTransaction(db, merchandiser, (tx) => submit(tx, { changeSetId }));
    await inTransaction(db, approver, (tx) => approve(tx, { changeSetId }));
    await inTransaction(db, merchandiser, (tx) => discardDraft(tx, { changeSetId: away }));
    await inTransaction(db, merchandiser, (tx) => submit(tx, { changeSetId: saldi }));

    const fresh = await fetch(listId);
    expect(fresh.view.changes.map(({ title, state }) => [title, state])).to.deep.equal([
      ['Saldi', 'submitted'],
    ]);
    // Seven steps on this list, one on another; what others write to the cluster holds the feed up for a moment.
    const told = await until('the feed has come as far', async () => {
      const { events } = await readFeed(db, stale.cursor, 100);
      const ours = events.filter(({ rooms }) => rooms.includes(PRICE_WORK_ROOM));
      return ours.length === 8 ? ours.map(liveEvent) : null;
    });
    expect(told.reduce(applyToListWork, stale.view)).to.deep.equal(fresh.view);
    // A second time changes nothing.
    expect(told.reduce(applyToListWork, fresh.view)).to.deep.equal(fresh.view);
  });
});
