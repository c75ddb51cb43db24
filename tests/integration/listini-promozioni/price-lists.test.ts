import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import {
  beginChangeSet,
  redoUndone,
  undoStep,
} from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { gridPage } from '../../../modules/listini-promozioni/price-lists/grid.ts';
import {
  approve,
  submit,
  undoPublishing,
} from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { comparison } from '../../../modules/listini-promozioni/price-lists/queries.ts';
import {
  preview,
  reprice,
  write,
} from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem, makeItems } from '../../support/make/item.ts';
import {
  approver,
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';

const NOON = new Date('2026-11-20T11:00:00Z');

describe('a price list', () => {
  const database = useDatabase();
  let coat: string;
  let scarf: string;

  beforeEach(async () => {
    coat = await makeItem(database.db, { listPriceMinor: 20_000 });
    scarf = await makeItem(database.db, { listPriceMinor: 3_990 });
    await followAll(database.db);
  });

  const read = (now = NOON) => ({ sql: database.db, actor: merchandiser, now });
  /** What a list says of an item: `from..to amount`, in order. */
  async function told(listId: string, itemId: string): Promise<string[]> {
    const { rows } = await database.db.raw<{ rows: { said: string }[] }>(
      `select to_char(lower(valid), 'MM-DD HH24:MI') || '..' || coalesce(to_char(upper(valid), 'MM-DD HH24:MI'), '')
         || ' ' || amount_minor as said
       from lp_price join lp_price_slot using (slot)
       where list_id = ? and subject_id = ? and until_version is null order by lower(valid)`,
      [listId, itemId],
    );
    return rows.map(({ said }) => said);
  }

  it('tells nothing before somebody else has approved it', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    const by = <T>(actor: typeof approver, work: (tx: never) => Promise<T>) =>
      inTransaction(db, actor, work as never, { at: NOON });
    await by(merchandiser, (tx) =>
      write(tx, { changeSetId, kind: 'edit', rows: [{ itemId: coat, amountMinor: 18_000 }] }),
    );
    expect(
      (await refusalOf(by(approver, (tx) => approve(tx, { changeSetId })))).problem.slug,
    ).to.equal('not-in-state');
    await by(merchandiser, (tx) => submit(tx, { changeSetId }));
    expect(
      (await refusalOf(by(merchandiser, (tx) => approve(tx, { changeSetId })))).problem.slug,
    ).to.equal('another-approves');
    expect(await told(listId, coat)).to.deep.equal([]);

    await by(approver, (tx) => approve(tx, { changeSetId }));

    expect(await told(listId, coat)).to.deep.equal(['11-20 12:00.. 18000']);
  });

  it('lets a price for some days stand inside the one before, which goes on behind it', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 20_000 }], NOON);
    await changePrices(db, listId, [{ itemId: coat, amountMinor: 15_000 }], {
      validFrom: '2026-11-27T00:00',
      validTo: '2026-11-30T00:00',
      at: NOON,
    });
    expect(await told(listId, coat)).to.deep.equal([
      '11-20 12:00..11-27 00:00 20000',
      '11-27 00:00..11-30 00:00 15000',
      '11-30 00:00.. 20000',
    ]);
    await changePrices(db, listId, [{ itemId: coat, amountMinor: null }], {
      validFrom: '2026-11-28T00:00',
      at: NOON,
    });
    expect(await told(listId, coat)).to.deep.equal([
      '11-20 12:00..11-27 00:00 20000',
      '11-27 00:00..11-28 00:00 15000',
    ]);
  });

  it('goes back, when a publication is undone, to what held before, but not where it was the price, nor where somebody changed it since', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    await publish(
      db,
      changeSetId,
      [
        { itemId: coat, amountMinor: 20_000 },
        { itemId: scarf, amountMinor: 4_000 },
      ],
      NOON,
    );
    const raised = await changePrices(
      db,
      listId,
      [
        { itemId: coat, amountMinor: 22_000 },
        { itemId: scarf, amountMinor: 4_500 },
      ],
      { at: NOON },
    );
    const later = new Date('2026-11-21T11:00:00Z');
    await changePrices(db, listId, [{ itemId: scarf, amountMinor: 4_200 }], { at: later });

    const undone = await inTransaction(
      db,
      approver,
      (tx) => undoPublishing(tx, { changeSetId: raised.changeSetId }),
      { at: new Date('2026-11-22T11:00:00Z') },
    );

    expect(undone).to.include({ restored: 1, changedSince: 1 });
    expect(await told(listId, coat)).to.deep.equal([
      '11-20 12:00..11-22 12:00 22000',
      '11-22 12:00.. 20000',
    ]);
    expect((await told(listId, scarf)).at(-1)).to.equal('11-21 12:00.. 4200');
    const compared = await comparison(read(new Date('2026-11-23T11:00:00Z')), {
      listId,
      beforeVersion: raised.publishedVersion,
    });
    expect(
      compared.items.map(({ subjectId, beforeMinor, afterMinor }) => [
        subjectId,
        beforeMinor,
        afterMinor,
      ]),
    ).to.have.deep.members([
      [coat, 22_000, 20_000],
      [scarf, 4_500, 4_200],
    ]);
  });

  it('keeps every price it ever told, and refuses to rewrite one', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db);
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 20_000 }]);
    await changePrices(db, listId, [{ itemId: coat, amountMinor: 19_000 }]);
    expect(
      await db('lp_price')
        .join('lp_price_slot', 'lp_price.slot', 'lp_price_slot.slot')
        .where({ list_id: listId }),
    ).to.have.lengthOf.at.least(2);
    for (const change of ['update lp_price set amount_minor = 1', 'delete from lp_price']) {
      const outcome = await db.raw(change).catch((error: unknown) => error);
      expect(String(outcome)).to.include('stays on record');
    }
  });

  it('undoes a paste as one step, and does it again', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    const paste = (amountMinor: number) =>
      inTransaction(db, merchandiser, (tx) =>
        write(tx, {
          changeSetId,
          kind: 'paste',
          rows: [
            { itemId: coat, amountMinor },
            { itemId: scarf, amountMinor },
          ],
        }),
      );
    const wanted = async () =>
      (await gridPage(read(), { listId, changeSetId, changesOnly: true })).items.map(
        ({ wantedMinor }) => wantedMinor,
      );
    await paste(1_000);
    await paste(2_000);
    expect(await wanted()).to.deep.equal([2_000, 2_000]);
    await inTransaction(db, merchandiser, (tx) => undoStep(tx, { changeSetId }));
    expect(await wanted()).to.deep.equal([1_000, 1_000]);
    await inTransaction(db, merchandiser, (tx) => redoUndone(tx, { changeSetId }));
    expect(await wanted()).to.deep.equal([2_000, 2_000]);
    await inTransaction(db, merchandiser, (tx) => undoStep(tx, { changeSetId }));
    await inTransaction(db, merchandiser, (tx) => undoStep(tx, { changeSetId }));
    expect(await wanted()).to.deep.equal([]);
  });

  it('changes a whole line at once, with an ending and a floor, after showing what it would come to', async () => {
    const { db } = database;
    const line = `Linea ${coat}`;
    const items = await makeItems(db, { style: { line }, sizes: ['40', '42', '44'] });
    await followAll(db);
    const { listId, changeSetId } = await makePriceList(db, { at: NOON });
    const bulk = {
      changeSetId,
      filter: { lines: [line] },
      from: { kind: 'list-price' },
      percent: -30,
      charm: { everyMinor: 1_000, endingsMinor: [990], direction: 'down' },
    } as const;
    const shown = await preview(read(), bulk as never);
    expect(shown).to.include({ matching: 3, changing: 3, withoutPrice: 0 });
    // 199.00 − 30 % = 139.30 → 129.90 downwards.
    expect(shown.sample.map(({ toMinor }) => toMinor)).to.deep.equal([12_990, 12_990, 12_990]);
    const { written } = await inTransaction(db, merchandiser, (tx) => reprice(tx, bulk as never));
    expect(written).to.equal(3);
    const grid = await gridPage(read(), { listId, changeSetId, lines: line });
    expect(
      grid.items.map(({ itemId, wantedMinor, changePercent }) => [
        itemId,
        wantedMinor,
        changePercent,
      ]),
    ).to.have.deep.members(items.map((itemId) => [itemId, 12_990, -34.7]));
  });

  it('names the rows of a paste that are not in the catalogue, and takes over none of the others unless told to', async () => {
    const { db } = database;
    const { changeSetId } = await makePriceList(db);
    const rows = [
      { itemId: coat, amountMinor: 100 },
      { gtin: '8050000000017', amountMinor: 100 },
      { styleCode: 'NON-CE', amountMinor: 100 },
    ];
    const paste = (skipWrong: boolean) =>
      inTransaction(db, merchandiser, (tx) =>
        write(tx, { changeSetId, kind: 'paste', rows, skipWrong }),
      );
    const refused = await refusalOf(paste(false));
    expect(refused.extension).to.deep.equal({
      rows: [
        { row: 1, why: 'unknown-item', value: '8050000000017' },
        { row: 2, why: 'unknown-style', value: 'NON-CE' },
      ],
      total: 2,
    });
    expect(await paste(true)).to.include({ written: 1, skippedCount: 2 });
  });

  it('does not begin in the past', async () => {
    const { listId } = await makePriceList(database.db, { at: NOON });
    const begun = inTransaction(
      database.db,
      merchandiser,
      (tx) => beginChangeSet(tx, { listId, title: 'Ieri', validFrom: '2026-11-19T00:00' }),
      { at: NOON },
    );
    expect((await refusalOf(begun)).problem.slug).to.equal('begins-in-the-past');
  });

  it('is published once when two approve at the same time', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db);
    const other = { ...approver, id: '01939c5e-7a00-7000-8000-0000000000aa' };
    await inTransaction(db, merchandiser, (tx) =>
      write(tx, { changeSetId, kind: 'edit', rows: [{ itemId: coat, amountMinor: 100 }] }),
    );
    await inTransaction(db, merchandiser, (tx) => submit(tx, { changeSetId }));
    const outcomes = await Promise.allSettled(
      [approver, other].map((actor) =>
        inTransaction(db, actor, (tx) => approve(tx, { changeSetId })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
    expect(await told(listId, coat)).to.have.lengthOf(1);
  });
});
