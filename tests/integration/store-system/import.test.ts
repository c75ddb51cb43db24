import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { stockImport } from '../../../modules/store-system/stock/import.ts';
import { web } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a file of stock', () => {
  const database = useDatabase();
  afterEach(() => expectReconciled(database.db, STORE_SYSTEM_CHECKS));

  const gtinOf = async (id: string): Promise<string> =>
    String((await database.db('base_item').where({ id }).first('gtin')).gtin);

  it('makes every level what the file says, and posts only the differences', async () => {
    const { db } = database;
    const shop = await makeLocation(db);
    const [coat, scarf] = [await makeItem(db), await makeItem(db)];
    await makeStock(db, { locationId: shop, itemId: coat, quantity: 5 });
    const rows = [
      { line: 2, entry: await line(coat, 3, 'sellable') },
      { line: 3, entry: await line(scarf, 2, 'sellable') },
      { line: 4, entry: await line(scarf, 1, 'display') },
    ];
    async function line(item: string, quantity: number, condition: 'sellable' | 'display') {
      return { locationId: shop, gtin: await gtinOf(item), quantity, condition };
    }

    expect(await inTransaction(db, web, (tx) => stockImport.check(tx, rows))).to.deep.equal([]);
    const importId = newId();
    await inTransaction(db, web, (tx) => stockImport.apply(tx, rows, importId));
    await inTransaction(db, web, (tx) => stockImport.apply(tx, rows, importId));

    const posted = await db('ss_movement').where({ document_id: importId }).orderBy('quantity');
    expect(
      posted.map(({ from_place, to_place, quantity }) => [from_place, to_place, quantity]),
    ).to.have.deep.members([
      ['sellable', 'inventory-difference', 2],
      ['inventory-difference', 'sellable', 2],
      ['inventory-difference', 'display', 1],
    ]);
  });

  it('names the line of an unknown item and of an unknown location before anything is written', async () => {
    const shop = await makeLocation(database.db);
    const known = await gtinOf(await makeItem(database.db));
    const rows = [
      { line: 2, entry: row('ZZ99', known) },
      { line: 3, entry: row(shop, '8050000000017') },
      { line: 4, entry: row(shop, known) },
    ];
    function row(locationId: string, gtin: string) {
      return { locationId, gtin, quantity: 1, condition: 'sellable' as const };
    }
    const errors = await inTransaction(database.db, web, (tx) => stockImport.check(tx, rows));
    expect(errors.map((error) => [error.line, error.column])).to.deep.equal([
      [2, 'location'],
      [3, 'gtin'],
    ]);
  });

  it('says twice where one item lies, on the floor and on display: the last word holds', async () => {
    const { db } = database;
    const shop = await makeLocation(db);
    const item = await makeItem(db);
    const gtin = await gtinOf(item);
    const entry = { locationId: shop, gtin, quantity: 1 };
    const rows = [
      { line: 2, entry: { ...entry, condition: 'sellable' as const, place: 'B3' } },
      { line: 3, entry: { ...entry, condition: 'display' as const, place: 'V1' } },
    ];
    await inTransaction(db, web, (tx) => stockImport.apply(tx, rows, newId()));
    const places = await db('ss_shelf_place').where({ item_id: item }).select('place');
    expect(places).to.deep.equal([{ place: 'V1' }]);
  });
});
