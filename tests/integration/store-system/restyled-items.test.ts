import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { writeCatalogue } from '../../../modules/base/api.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { sellStock } from '../../../modules/store-system/stock/commands.ts';
import { finderMark, findStyleMatrix } from '../../../modules/store-system/stock/find-style.ts';
import { announceIncoming } from '../../../modules/store-system/stock/incoming.ts';
import { applyToFinder, styleRoom } from '../../../modules/store-system/stock/live.ts';
import { web } from '../../support/baskets.ts';
import { useServer } from '../../support/api.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { makeStock } from '../../support/make/stock.ts';
import { makeEnds, makeTransferReasons, transferSteps } from '../../support/make/transfer-chain.ts';
import { expectNoticed, expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

describe('an item that moves to another style', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let shop: string;
  let itemId: string;
  let gtin: string;
  let left: string;
  let joined: string;
  let code: string;

  beforeEach(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    gtin = makeGtin();
    code = `N${nextNumber()}`;
    joined = await makeStyle(db, { code });
    itemId = await makeItem(db, { gtin });
    const { style_id } = await db('base_item').where({ id: itemId }).first('style_id');
    left = String(style_id);
    await makeStock(db, { locationId: shop, itemId, quantity: 5 });
    await work((tx) =>
      announceIncoming(tx, {
        locationId: shop,
        document: { kind: 'transfer', id: 'T1' },
        lines: [{ itemId, quantity: 6, expectedOn: '2026-11-24' }],
      }),
    );
  });

  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(server.database.db, web, act);
  const move = () =>
    work((tx) =>
      writeCatalogue(
        tx,
        [
          {
            style: {
              code,
              name: 'Cappotto',
              brand: 'Arnolfo',
              supplier: '',
              line: '',
              season: '',
              category: 'Cappotti',
              department: '',
              composition: '',
              seasonal: false,
              perishable: false,
              returnExclusion: false,
            },
            item: {
              gtin,
              size: '42',
              sizeOrder: 1,
              colour: 'Nero',
              colourHex: null,
              listPriceMinor: 19_900,
              vatRate: 22,
              pictureUrl: null,
              active: true,
            },
          },
        ],
        'import:test',
      ),
    );
  const levelOf = () =>
    server.database
      .db('ss_stock_level')
      .where({ item_id: itemId, condition: 'sellable' })
      .first<{ style_id: string; version: number }>('style_id', 'version');
  const followed = () =>
    until('the level follows', async () => (await levelOf()).style_id === joined);
  const mark = (styleId: string) => work((tx) => finderMark(tx, { styleId }));

  it('takes its stock and what is on its way along, and tells both styles', async () => {
    const { db } = server.database;
    const to = await makeLocation(db);
    await makeTransferReasons(db);
    await transferSteps(db, makeEnds(shop, to)).send({
      from: shop,
      to,
      causal: 'between-stores',
      lines: [{ itemId, quantity: 1 }],
    });
    const [before, cursor] = [await levelOf(), await currentCursor(db)];
    const view = await work((tx) => findStyleMatrix(tx, { styleId: left }));
    await move();
    await followed();
    expect(await levelOf()).to.deep.equal({
      style_id: joined,
      version: Number(before.version) + 1,
    });
    const incoming = await db('ss_incoming').where({ item_id: itemId }).first('style_id');
    expect(incoming).to.deep.equal({ style_id: joined });
    const line = await db('ss_transfer_line').where({ item_id: itemId }).first('style_id');
    expect(line).to.deep.equal({ style_id: joined });
    await expectReconciled(db, STORE_SYSTEM_CHECKS);
    await until('the old style is told', async () => {
      const { events } = await readFeed(db, cursor, 1_000, { rooms: [styleRoom(left)] });
      return events.some((event) => applyToFinder(view, liveEvent(event)) === 'fetch-again');
    });
  });

  it('is seen in its new style when it is sold', async () => {
    const { db } = server.database;
    await move();
    await followed();
    const [before, cursor] = [await mark(joined), await currentCursor(db)];
    await work((tx) =>
      sellStock(tx, {
        locationId: shop,
        lines: [{ itemId, quantity: 1 }],
        document: { kind: 'sale', id: `S${nextNumber()}` },
      }),
    );
    expect(await mark(joined)).to.not.equal(before);
    await until('the new style is told', async () => {
      const { events } = await readFeed(db, cursor, 1_000, { rooms: [styleRoom(joined)] });
      return events.some(({ type }) => type === 'store-system.stock-changed.v1');
    });
  });

  it('is noticed when a copy did not follow', async () => {
    for (const table of ['ss_incoming', 'ss_stock_level']) {
      const version = table === 'ss_stock_level' ? ', version = version + 1' : '';
      await expectNoticed(
        server.database.db,
        [
          'store-system.styles-are-the-catalogue',
          `update ${table} set style_id = gen_random_uuid()${version}`,
        ],
        STORE_SYSTEM_CHECKS,
      );
    }
  });
});
