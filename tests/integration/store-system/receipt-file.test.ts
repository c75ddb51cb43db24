import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { applyFile, interruptFile } from '../../../modules/base/imports/apply-file.ts';
import { checkFile } from '../../../modules/base/imports/check-file.ts';
import { registerImportKind } from '../../../modules/base/api.ts';
import { discardFile } from '../../../modules/base/imports/commands.ts';
import { insertImport, selectImport, updateImport } from '../../../modules/base/imports/sql.ts';
import { receiptsImport } from '../../../modules/store-system/tills/import.ts';
import { takeReceipts } from '../../../modules/store-system/tills/record-receipts.ts';
import { makeActor } from '../../support/make/actor.ts';
import { useDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';

const HEADERS = 'Negozio;Scontrino;Cassa;Data;EAN;Pezzi;Listino;Pagato;Pagamento';

describe('a file of receipts', () => {
  const database = useDatabase();
  let shop: string;
  let itemId: string;
  let gtin: string;

  before(() => registerImportKind(receiptsImport));
  beforeEach(async () => {
    shop = await makeLocation(database.db);
    gtin = makeGtin();
    itemId = await makeItem(database.db, { gtin });
  });

  /** One line of a receipt: a piece of ten euro, paid by card unless said otherwise. */
  const line = (number: string, till: string, issued: string, tender = 'carta'): string =>
    [shop, number, till, issued, gtin, '1', '10,00', '10,00', tender].join(';');

  const check = async (lines: readonly string[]): Promise<string> => {
    const id = newId();
    const file = Buffer.from([HEADERS, ...lines].join('\n'));
    await inTransaction(database.db, systemActor('test'), (tx) =>
      insertImport(tx, { id, kind: 'till-receipts', fileName: 'scontrini.csv', file }),
    );
    await checkFile(database.db, id);
    return id;
  };
  const apply = async (id: string): Promise<void> => {
    await inTransaction(database.db, systemActor('test'), (tx) =>
      updateImport(tx, id, { state: 'applying' }),
    );
    await applyFile(database.db, id);
  };
  const standing = (id: string) =>
    inTransaction(database.db, systemActor('test'), async (tx) => (await selectImport(tx, id))!);
  const faultsOf = async (id: string): Promise<[number, string][]> => {
    const rows = await database
      .db('base_import_row')
      .where({ import_id: id })
      .whereNotNull('errors')
      .orderBy('line')
      .select<{ line: number; errors: { message: { it: string } }[] }[]>('line', 'errors');
    return rows.map((row) => [row.line, row.errors.map(({ message }) => message.it).join(' ')]);
  };
  const receipts = async () => {
    const rows = await database
      .db('ss_receipt')
      .where({ location_id: shop })
      .orderBy('external_id')
      .select<{ external_id: string; total_minor: number }[]>('external_id', 'total_minor');
    return rows.map((row) => [row.external_id, row.total_minor]);
  };

  it('keeps receipts of other tills and other days apart that have the same number', async () => {
    const id = await check([
      line('000123', '1', '22/11/2026 10:15'),
      line('000123', '1', '22/11/2026 10:15'),
      line('000123', '2', '22/11/2026 11:40', 'contanti'),
      line('000123', '1', '23/11/2026 09:05'),
    ]);
    expect(await faultsOf(id)).to.deep.equal([]);
    await apply(id);
    expect(await receipts()).to.deep.equal([
      ['2026-11-22/1/000123', 2_000],
      ['2026-11-22/2/000123', 1_000],
      ['2026-11-23/1/000123', 1_000],
    ]);
    const tenders = await database
      .db('ss_receipt_tender as tender')
      .join('ss_receipt as receipt', 'receipt.id', 'tender.receipt_id')
      .where({ location_id: shop, till_id: '2' })
      .select('tender.kind', 'tender.amount_minor');
    expect(tenders).to.deep.equal([{ kind: 'cash', amount_minor: 1_000 }]);
  });

  it('names the line that says something else of its receipt', async () => {
    const id = await check([
      line('000124', '1', '22/11/2026 10:15'),
      line('000124', '1', '22/11/2026 10:15', 'contanti'),
      line('000125', '1', '22/11/2026 10:20'),
      line('000125', '1', '22/11/2026 10:20', ''),
    ]);
    const faults = new Map(await faultsOf(id));
    expect(faults.get(3)).to.include('Non è come alla riga 2');
    expect(faults.has(4) || faults.has(5), 'an empty cell says nothing else').to.equal(false);
  });

  it('knows a receipt that its till has told by the bare number', async () => {
    const sale = (externalId: string) => ({
      locationId: shop,
      kind: 'sale' as const,
      tillId: '1',
      externalId,
      channel: 'store',
      customerId: null,
      currency: 'EUR',
      issuedAt: '2026-11-22T09:15:00.000Z',
      fiscal: null,
      roundingMinor: 0,
      pricedBy: null,
      returnsId: null,
      tenders: [{ kind: 'card', amountMinor: 1_000, reference: null }],
      lines: [
        {
          itemId,
          vatRate: 22,
          pieces: [{ quantity: 1, listPriceMinor: 1_000, discounts: [] }],
        },
      ],
    });
    await inTransaction(database.db, systemActor('test'), (tx) =>
      takeReceipts(tx, [sale('000126')]),
    );
    // As it was digested before: by the order of its members.
    const digest = createHash('sha256')
      .update(JSON.stringify(sale('000126')))
      .digest('hex');
    await database.db('ss_receipt').where({ location_id: shop }).update({ content_digest: digest });
    const id = await check([
      line('000126', '1', '22/11/2026 10:15'),
      line('000126', '1', '23/11/2026 10:15'),
    ]);
    await apply(id);
    expect(await receipts()).to.deep.equal([
      ['000126', 1_000],
      ['2026-11-23/1/000126', 1_000],
    ]);
    expect((await standing(id)).state).to.equal('applied');
  });

  /** So many receipts of three lines each, a minute apart. */
  const manyReceipts = (count: number): string[] =>
    Array.from({ length: count }, (_, place) => {
      const clock = `${8 + Math.floor(place / 60)}.${String(place % 60).padStart(2, '0')}`;
      return line(String(place).padStart(6, '0'), '1', `22/11/2026 ${clock}`);
    }).flatMap((each) => [each, each, each]);

  it('is the same when it comes again, also where it is longer than a batch', async () => {
    const lines = manyReceipts(700);
    await apply(await check(lines));
    const before = await receipts();
    expect(before).to.have.lengthOf(700);
    expect(new Set(before.map(([, total]) => total))).to.deep.equal(new Set([3_000]));
    const again = await check(lines);
    expect(await faultsOf(again)).to.deep.equal([]);
    await apply(again);
    expect(await standing(again)).to.include({ state: 'applied', appliedRows: 2_100 });
    expect(await receipts()).to.deep.equal(before);
  });

  it('has the lines of a receipt named that is known with another content', async () => {
    await apply(await check([line('000130', '1', '22/11/2026 10:15')]));
    const id = await check([
      line('000130', '1', '22/11/2026 10:15'),
      line('000130', '1', '22/11/2026 10:15'),
      line('000131', '1', '22/11/2026 10:20'),
    ]);
    const faults = await faultsOf(id);
    expect(faults.map(([number]) => number)).to.deep.equal([2, 3]);
    expect(faults[0]![1]).to.include('già registrato con un altro contenuto');
    await apply(id);
    expect((await receipts()).map(([number]) => number)).to.include('2026-11-22/1/000131');
  });

  it('takes a receipt whole or leaves it out whole', async () => {
    const right = line('000132', '1', '22/11/2026 10:15');
    const id = await check([right, right.replace(gtin, makeGtin()), right]);
    const faults = await faultsOf(id);
    expect(faults.map(([number]) => number)).to.deep.equal([2, 3, 4]);
    expect(faults[2]![1]).to.equal('Va insieme alla riga 3, che è sbagliata.');
  });

  it('is to be sorted when a receipt stands in two places of it', async () => {
    const lines = [
      line('000133', '1', '22/11/2026 10:15'),
      line('000134', '2', '22/11/2026 10:15'),
      line('000133', '1', '22/11/2026 10:15'),
    ];
    const { state, failure } = await standing(await check(lines));
    expect(state).to.equal('unreadable');
    expect(failure?.it).to.include('Scontrino 000133').and.include('Ordina il file');
  });

  it('says what it was refused for when a till was quicker, and can be put away', async () => {
    const id = await check([line('000135', '1', '22/11/2026 10:15')]);
    await apply(
      await check([
        line('000135', '1', '22/11/2026 10:15'),
        line('000135', '1', '22/11/2026 10:15'),
      ]),
    );
    const refusal = await apply(id).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Refusal);
    await interruptFile(database.db, id, refusal as Refusal);
    const { state, failure } = await standing(id);
    expect(state).to.equal('failed');
    expect(failure?.it).to.include('000135 è già registrato').and.not.include('nostro errore');
    const clerk = makeActor({ permissions: ['base.import.run', 'store-system.receipt.import'] });
    await inTransaction(database.db, clerk, (tx) => discardFile(tx, { importId: id }));
    expect(await standing(id)).to.include({ state: 'discarded', failure: null });
  });
});
