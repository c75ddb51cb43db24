import { expect } from 'chai';
import { searchCatalogue } from '../../../modules/base/api.ts';
import { catalogueImport } from '../../../modules/base/catalogue/import.ts';
import { applyFile, interruptFile } from '../../../modules/base/imports/apply-file.ts';
import { checkFile } from '../../../modules/base/imports/check-file.ts';
import { registerImportKind, type ImportKind } from '../../../modules/base/imports/kind.ts';
import { insertImport, selectImport, updateImport } from '../../../modules/base/imports/sql.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { catalogueFile } from '../../support/make/catalogue-file.ts';
import { makeItem } from '../../support/make/item.ts';
import { largeCatalogue } from '../../support/make/large-catalogue.ts';
import { slowness } from '../../support/moment.ts';

describe('importing a file', () => {
  const database = useDatabase();
  const sender = makeActor({ name: 'Paola' });

  before(() => registerImportKind(catalogueImport));

  const send = async (kind: string, file: Buffer): Promise<string> => {
    const id = newId();
    await inTransaction(database.db, sender, (tx) =>
      insertImport(tx, { id, kind, fileName: 'file.csv', file }),
    );
    return id;
  };
  const start = (id: string) =>
    inTransaction(database.db, sender, (tx) => updateImport(tx, id, { state: 'applying' }));
  const standing = (id: string) =>
    inTransaction(database.db, systemActor('test'), async (tx) => (await selectImport(tx, id))!);
  const errorsOf = async (id: string): Promise<[number, string][]> => {
    const rows = await database
      .db('base_import_row')
      .where({ import_id: id })
      .whereNotNull('errors')
      .orderBy('line')
      .select<{ line: number; errors: { message: { it: string } }[] }[]>('line', 'errors');
    return rows.map(({ line, errors }) => [
      line,
      errors.map(({ message }) => message.it).join(' '),
    ]);
  };

  it('changes nothing while it is only checked, and names every fault by its line', async () => {
    const [good, twin] = [...largeCatalogue(1)];
    const file = Buffer.concat([
      catalogueFile([good!, twin!, good!]),
      Buffer.from('XX1;;Lungarno;;;;Cappotti;;;8051000000012;Nero;42;;;gratis;21\r\n'),
    ]);
    const id = await send('catalogue', file);
    await checkFile(database.db, id);
    const found = await standing(id);
    expect(found).to.include({ state: 'checked', totalRows: 4, wrongRows: 2, appliedRows: 0 });
    const errors = new Map(await errorsOf(id));
    expect([...errors.keys()]).to.deep.equal([4, 5]);
    expect(errors.get(4)).to.include('c’è già alla riga 2');
    expect(errors.get(5)).to.match(
      /Manca il valore.*codice a barre.*non è un prezzo|Manca il valore/,
    );
    expect(errors.get(5)).to.include('«gratis» non è un prezzo').and.include('aliquota IVA');
    expect(await database.db('base_item')).to.deep.equal([]);
  });

  it('refuses a file without the columns it needs, and says which it has', async () => {
    const id = await send('catalogue', Buffer.from('Nome;Prezzo\nCappotto;49,90\n'));
    await checkFile(database.db, id);
    const found = await standing(id);
    expect(found.state).to.equal('unreadable');
    expect(found.failure?.it).to.match(
      /^Mancano le colonne: Codice modello, .*Nel file ci sono: Nome, Prezzo\.$/,
    );
  });

  it('tells a barcode’s new place in the catalogue from one that is taken by another barcode', async () => {
    await makeItem(database.db, {
      gtin: '4006381333931',
      colour: 'Nero',
      size: '42',
      style: { code: 'PRESO' },
    });
    const [entry] = [...largeCatalogue(1)];
    const taken = {
      style: { ...entry!.style, code: 'PRESO' },
      item: { ...entry!.item, colour: 'Nero', size: '42' },
    };
    const id = await send('catalogue', catalogueFile([taken]));
    await checkFile(database.db, id);
    expect(await errorsOf(id)).to.deep.equal([
      [2, 'Questo modello, colore e taglia ha già un altro codice a barre: 4006381333931.'],
    ]);
  });

  it('goes on behind the last batch that stands when it was cut off, and applies nothing twice', async () => {
    const applied: number[] = [];
    let failures = 0;
    const counting: ImportKind<{ value: string }> = {
      id: 'counting',
      title: { it: 'Conta', en: 'Count' },
      permission: 'base.import.run',
      columns: [
        {
          key: 'value',
          title: { it: 'Valore', en: 'Value' },
          headers: [],
          required: true,
          example: '1',
        },
      ],
      read: (row) => ({ value: row.required('value') }),
      check: async () => [],
      identities: () => [],
      async apply(_tx, rows) {
        if (applied.length === 2_000 && failures === 0) {
          failures += 1;
          throw new Error('the process died here');
        }
        applied.push(...rows.map(({ line }) => line));
      },
    };
    registerImportKind(counting);
    const lines = Array.from({ length: 5_000 }, (_, place) => `v${place}`);
    const id = await send('counting', Buffer.from(`Valore\n${lines.join('\n')}\n`));
    await checkFile(database.db, id);
    await start(id);

    const cut = await applyFile(database.db, id).catch((error: Error) => error.message);
    expect(cut).to.equal('the process died here');
    expect(await standing(id)).to.include({ state: 'applying', appliedRows: 2_000 });

    await interruptFile(database.db, id);
    expect((await standing(id)).failure?.it).to.include('si è fermata dopo 2000 righe');
    await start(id);
    await applyFile(database.db, id);
    const found = await standing(id);
    expect(found).to.include({ state: 'applied', appliedRows: 5_000, failure: null });
    expect(found.finishedAt).to.be.instanceOf(Date);
    expect(applied).to.deep.equal(Array.from({ length: 5_000 }, (_, place) => place + 2));
    expect(await database.db('base_import_row').where({ import_id: id })).to.deep.equal([]);

    await applyFile(database.db, id);
    expect(applied).to.have.lengthOf(5_000);
  });

  it('is applied once when two processes take it up at the same moment', async () => {
    const id = await send('catalogue', catalogueFile(largeCatalogue(300)));
    await checkFile(database.db, id);
    await start(id);
    await Promise.all([applyFile(database.db, id), applyFile(database.db, id)]);
    expect(await standing(id)).to.include({ state: 'applied', appliedRows: 3_000 });
  });

  it('writes only what has changed when the same catalogue comes again with one new price', async () => {
    const versions = async () =>
      new Map(
        (
          await database
            .db('base_item')
            .select<{ gtin: string; version: number; list_price_minor: number }[]>(
              'gtin',
              'version',
              'list_price_minor',
            )
        ).map((row) => [row.gtin, row]),
      );
    const before = await versions();
    const [first, ...rest] = [...largeCatalogue(300)];
    const dearer = { ...first!, item: { ...first!.item, listPriceMinor: 99_900 } };
    const id = await send('catalogue', catalogueFile([dearer, ...rest]));
    await checkFile(database.db, id);
    await start(id);
    await applyFile(database.db, id);
    const after = await versions();
    const changed = [...after.values()].filter(
      ({ gtin, version }) => before.get(gtin)?.version !== version,
    );
    expect(changed.map(({ gtin, list_price_minor: price }) => [gtin, price])).to.deep.equal([
      [first!.item.gtin, 99_900],
    ]);
  });

  it('brings in 100,000 items in less than a minute, and search finds them', async function () {
    this.timeout(120_000);
    this.slow(60_000);
    const id = await send('catalogue', catalogueFile(largeCatalogue(10_000)));
    const began = performance.now();
    await checkFile(database.db, id);
    await start(id);
    await applyFile(database.db, id);
    const seconds = (performance.now() - began) / 1000;
    expect(await standing(id)).to.include({ state: 'applied', wrongRows: 0, appliedRows: 100_000 });
    const { rows } = await database.db.raw<{ rows: { count: number }[] }>(
      `select count(*) from base_item where gtin like '8051%'`,
    );
    expect(rows[0]!.count).to.equal(100_000);
    expect(seconds, 'seconds').to.be.below(60 * slowness());
    const reading = { sql: database.db, actor: sender, now: new Date() };
    await database.db.raw('analyze');
    const plans = await plansOf(database, async () => {
      const { by, hits } = await searchCatalogue(reading, { q: 'stivle nero 42', limit: 20 });
      expect(by).to.equal('words');
      expect(hits).to.have.lengthOf(20);
    });
    expect(plans, 'the statements of a search').to.have.lengthOf(4);
    for (const plan of plans) {
      expect(plan).not.to.match(/Seq Scan on base_(style|item|style_word)\b/);
    }
  });
});

/** How PostgreSQL would run each statement that `work` sends. */
async function plansOf({ db }: TestDatabase, work: () => Promise<void>): Promise<string[]> {
  const sent: { sql: string; bindings: unknown[] }[] = [];
  const listen = (query: { sql: string; bindings: unknown[] }) => void sent.push(query);
  db.on('query', listen);
  await work();
  db.removeListener('query', listen);
  const connection = await db.client.acquireConnection();
  try {
    const plans: string[] = [];
    for (const { sql, bindings } of sent) {
      const { rows } = await connection.query(`explain ${sql}`, bindings);
      plans.push(rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  } finally {
    db.client.releaseConnection(connection);
  }
}
