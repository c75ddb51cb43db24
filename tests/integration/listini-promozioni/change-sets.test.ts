import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import {
  beginChangeSet,
  redoUndone,
  rewriteChangeSet,
  undoStep,
} from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { gridPage } from '../../../modules/listini-promozioni/price-lists/grid.ts';
import {
  costsImport,
  pricesImport,
} from '../../../modules/listini-promozioni/price-lists/import.ts';
import {
  approve,
  submit,
  undoPublishing,
} from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { oneChangeSet } from '../../../modules/listini-promozioni/price-lists/queries.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeItem } from '../../support/make/item.ts';
import {
  approver,
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';

const NOON = new Date('2026-11-20T11:00:00Z');

describe('a change of prices', () => {
  const database = useDatabase();
  let coat: string;
  let scarf: string;

  beforeEach(async () => {
    coat = await makeItem(database.db, { listPriceMinor: 20_000 });
    scarf = await makeItem(database.db, { listPriceMinor: 3_990 });
    await followAll(database.db);
  });

  const by = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date) =>
    inTransaction(database.db, actor, work, at ? { at } : {});
  const slug = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as Refusal).problem.slug,
    );
  const edit = (changeSetId: string, amountMinor: number) => (tx: Tx) =>
    write(tx, { changeSetId, kind: 'edit', rows: [{ itemId: coat, amountMinor }] });
  const wanted = async (listId: string, changeSetId: string) =>
    (
      await gridPage(
        { sql: database.db, actor: merchandiser, now: NOON },
        { listId, changeSetId, changesOnly: true },
      )
    ).items.map(({ wantedMinor }) => wantedMinor);
  const gtinOf = async (itemId: string): Promise<string> =>
    (await database.db('base_item').where({ id: itemId }).first('gtin')).gtin;

  it('that took prices out is undone like any other: they hold again, unless somebody has set another since', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    await publish(
      db,
      changeSetId,
      [coat, scarf].map((itemId) => ({ itemId, amountMinor: 5_000 })),
      NOON,
    );
    const emptied = await changePrices(
      db,
      listId,
      [coat, scarf].map((itemId) => ({ itemId, amountMinor: null })),
      { at: NOON },
    );
    await changePrices(db, listId, [{ itemId: scarf, amountMinor: 4_200 }], {
      at: new Date('2026-11-21T11:00:00Z'),
    });

    const undone = await by(
      approver,
      (tx) => undoPublishing(tx, { changeSetId: emptied.changeSetId }),
      new Date('2026-11-22T11:00:00Z'),
    );

    expect(undone).to.include({ restored: 1, changedSince: 1 });
    const { rows } = await db.raw<{ rows: { item: string; said: string }[] }>(
      `select subject_id as item, to_char(lower(valid), 'MM-DD') || ' ' || amount_minor as said
      from lp_price join lp_price_slot using (slot)
      where list_id = ? and until_version is null and upper(valid) is null`,
      [listId],
    );
    expect(rows).to.have.deep.members([
      { item: coat, said: '11-22 5000' },
      { item: scarf, said: '11-21 4200' },
    ]);
  });

  it('forgets what was undone once something else is done', async () => {
    const { listId, changeSetId } = await makePriceList(database.db);
    const undo = () => by(merchandiser, (tx) => undoStep(tx, { changeSetId }));
    const redo = () => by(merchandiser, (tx) => redoUndone(tx, { changeSetId }));
    await by(merchandiser, edit(changeSetId, 1_000));
    await by(merchandiser, edit(changeSetId, 2_000));
    await undo();
    await by(merchandiser, edit(changeSetId, 3_000));
    await undo();
    const { batches } = await by(merchandiser, (tx) => oneChangeSet(tx, { changeSetId }));
    expect(batches.map(({ number, undone, redoable }) => [number, undone, redoable])).to.deep.equal(
      [
        [3, true, true],
        [2, true, false],
        [1, false, false],
      ],
    );
    await redo();
    expect(await wanted(listId, changeSetId)).to.deep.equal([3_000]);
    expect(await slug(redo())).to.equal('no-step-left');
    await undo();
    await undo();
    expect(await slug(undo())).to.equal('no-step-left');
  });

  it('is not approved by anybody who has a hand in it', async () => {
    const { db } = database;
    const helping = makeActor({ permissions: [...approver.grants.keys(), 'list.edit'] });
    const { changeSetId } = await makePriceList(db);
    await by(merchandiser, edit(changeSetId, 1_000));
    await by(helping, edit(changeSetId, 2_000));
    await by(merchandiser, (tx) => submit(tx, { changeSetId }));
    const approval = (who: Actor) => slug(by(who, (tx) => approve(tx, { changeSetId })));
    expect(await approval(helping)).to.equal('another-approves');
    expect(await approval(approver)).to.equal('done');
  });

  it('does not end before it begins: not when it is dated, nor when its end comes before its approval', async () => {
    const { db } = database;
    const { listId } = await makePriceList(db, { at: NOON });
    const begin = (validFrom: string | undefined, validTo: string) =>
      by(
        merchandiser,
        (tx) =>
          beginChangeSet(tx, {
            listId,
            title: 'Ponte',
            ...(validFrom === undefined ? {} : { validFrom }),
            validTo,
          }),
        NOON,
      );
    expect(await slug(begin('2026-11-25T00:00', '2026-11-24T00:00'))).to.equal(
      'ends-before-it-begins',
    );
    const { id: changeSetId } = await begin(undefined, '2026-11-21T00:00');
    const dated = by(
      merchandiser,
      (tx) =>
        rewriteChangeSet(tx, {
          changeSetId,
          expectedVersion: 1,
          validFrom: '2026-11-21T00:00',
        }),
      NOON,
    );
    expect(await slug(dated)).to.equal('ends-before-it-begins');
    await by(merchandiser, edit(changeSetId, 1_000), NOON);
    await by(merchandiser, (tx) => submit(tx, { changeSetId }), NOON);
    const late = by(
      approver,
      (tx) => approve(tx, { changeSetId }),
      new Date('2026-11-22T11:00:00Z'),
    );
    expect(await slug(late)).to.equal('ends-before-it-begins');
  });

  it('made by a file goes on in the next draft when the first is handed in before the file has been read to its end', async () => {
    const { db } = database;
    const code = `FILE-${coat.slice(-6).toUpperCase()}`;
    const { listId } = await makePriceList(db, { code });
    const importId = newId();
    const portion = async (itemId: string, amountMinor: number) => {
      const entry = { list: code, gtin: await gtinOf(itemId), amountMinor, minQuantity: 1 };
      await by(merchandiser, (tx) => pricesImport.apply(tx, [{ line: 1, entry }], importId));
    };
    const drafts = async () =>
      (
        await db('lp_change_set')
          .where({ list_id: listId, title: 'Importazione' })
          .orderBy('created_at')
          .select('id', 'state')
      ).map(({ id, state }: { id: string; state: string }) => ({ id, state }));
    await portion(coat, 1_000);
    await portion(coat, 1_100);
    const [first] = await drafts();
    expect(await wanted(listId, first!.id)).to.deep.equal([1_100]);
    await by(merchandiser, (tx) => submit(tx, { changeSetId: first!.id }));

    await portion(scarf, 2_000);

    expect((await drafts()).map(({ state }) => state)).to.deep.equal(['submitted', 'draft']);
    expect(await wanted(listId, first!.id)).to.deep.equal([1_100]);
    const [, second] = await drafts();
    expect(second!.id.slice(0, 13), 'screens find the drafts of a file by its id').to.equal(
      importId.slice(0, 13),
    );
    expect(await wanted(listId, second!.id)).to.deep.equal([2_000]);
  });

  it('keeps the cost of goods that the catalogue has just learnt', async () => {
    const { db } = database;
    const fresh = await makeItem(db, { listPriceMinor: 9_900 });
    const entry = { gtin: await gtinOf(fresh), costMinor: 4_000 };
    await by(merchandiser, (tx) => costsImport.apply(tx, [{ line: 1, entry }], newId()));
    const known = await db('lp_goods').where({ item_id: fresh, until_version: null }).first();
    expect(known).to.include({ cost_minor: 4_000, list_price_minor: 9_900 });
  });
});
