import { expect } from 'chai';
import { createCompany } from '../../../modules/base/companies/contracts.ts';
import {
  applyImport,
  discardImport,
  importErrors,
  listImportKinds,
  listImports,
  readImport,
  sayColumns,
  uploadFile,
} from '../../../modules/base/imports/contracts.ts';
import { listLocations, readLocation } from '../../../modules/base/locations/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { catalogueFile } from '../../support/make/catalogue-file.ts';
import { largeCatalogue } from '../../support/make/large-catalogue.ts';
import { makeCompany, makeLocation } from '../../support/make/location.ts';
import { until } from '../../support/until.ts';

describe('importing files over HTTP', () => {
  const server = useServer({ modules: ['base'] });
  let administrator: Caller;

  before(async () => {
    await makeCompany(server.database.db);
    administrator = await server.person('administrator', null);
  });

  const upload = (kind: string, file: Buffer, as = administrator, idempotencyKey?: string) =>
    server.call(
      uploadFile,
      { kind, fileName: 'dati di prova.csv', contentBase64: file.toString('base64') },
      { as, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) },
    );
  const reach = (importId: string, state: string) =>
    until(`the import is ${state}`, async () => {
      const found = await server.call(readImport, { importId }, { as: administrator });
      return found.state === state ? found : null;
    });

  it('checks a file, waits for a yes, applies it and tells whoever sent it at every step', async () => {
    const { id } = await upload('catalogue', catalogueFile(largeCatalogue(300)));
    const checked = await reach(id, 'checked');
    expect(checked).to.include({ totalRows: 3_000, wrongRows: 0, appliedRows: 0 });
    expect(await server.database.db('base_item')).to.deep.equal([]);

    await server.call(applyImport, { importId: id }, { as: administrator });
    const applied = await reach(id, 'applied');
    expect(applied).to.include({ appliedRows: 3_000, version: checked.version + 3 });
    const { rows } = await server.database.db.raw<{ rows: { count: number }[] }>(
      'select count(*) from base_item',
    );
    expect(rows[0]!.count).to.equal(3_000);

    const events = await server.database
      .db('core_outbox')
      .where({ type: 'base.import-progressed.v1', stream: `import:${id}` })
      .orderBy('position')
      .select<{ rooms: string[]; payload: { state: string; appliedRows: number } }[]>(
        'rooms',
        'payload',
      );
    expect(events.map(({ payload }) => [payload.state, payload.appliedRows])).to.deep.equal([
      ['uploaded', 0],
      ['uploaded', 0],
      ['checked', 0],
      ['applying', 0],
      ['applying', 2_000],
      ['applied', 3_000],
    ]);
    expect(new Set(events.flatMap(({ rooms }) => rooms))).to.deep.equal(
      new Set([`user:${administrator.id}`]),
    );
  });

  it('gives wrong lines back with what is wrong, as a page and as a file to correct', async () => {
    const file = [
      'Codice;Nome;Tipo;Indirizzo;CAP;Città;Prov;Regione;Telefono;Martedì',
      'BO01;Bologna;strada;Via Indipendenza 1;40121;Bologna;BO;Emilia Romagna;051 123456;9-13, 15-19',
      'BO02;=HYPERLINK("x");strada;Via Zamboni 2;40126;Bologna;BO;Padania;;19-9',
    ].join('\r\n');
    const { id } = await upload('locations', Buffer.from(file, 'latin1'));
    const checked = await reach(id, 'checked');
    expect(checked).to.include({ totalRows: 2, wrongRows: 1 });

    const { items, next } = await server.call(
      importErrors,
      { importId: id },
      { as: administrator },
    );
    expect(next).to.equal(null);
    expect(items.map(({ line }) => line)).to.deep.equal([3]);
    expect(items[0]!.errors.map(({ column }) => column?.it)).to.deep.equal(['Regione', 'Martedì']);

    const response = await fetch(`${server.url}/api/base/imports/${id}/errors.csv`, {
      headers: administrator.headers,
    });
    const body = await response.text();
    expect(response.headers.get('content-disposition')).to.include('errori-dati di prova.csv');
    expect(body).to.include('Riga;Errori;Codice;Nome').and.include("'=HYPERLINK");
    expect(body).to.include('Regione: «Padania» non è una regione italiana.');

    const refusal = await server.refusalOf(applyImport, { importId: id }, { as: administrator });
    expect(refusal.problem).to.include({ status: 422, wrongRows: 1 });
    await server.call(applyImport, { importId: id, skipWrong: true }, { as: administrator });
    await reach(id, 'applied');
    const location = await server.call(readLocation, { locationId: 'BO01' }, { as: administrator });
    expect(location).to.include({
      region: 'Emilia-Romagna',
      phone: '+39051123456',
      city: 'Bologna',
    });
    expect(location.week[1]).to.deep.equal([
      { opens: '09:00', closes: '13:00' },
      { opens: '15:00', closes: '19:00' },
    ]);
    const { locations } = await server.call(listLocations, {}, { as: administrator });
    expect(locations.some(({ id: code }) => code === 'BO02')).to.equal(false);
  });

  it('leaves what a file does not say as it was: a list of telephones takes no shop from pickup', async () => {
    const franchisee = await server.call(
      createCompany,
      { legalName: 'Moda Ferri S.r.l.', vatNumber: '12345678903', role: 'franchisee' },
      { as: administrator },
    );
    const whole = [
      'Codice;Nome;Tipo;Indirizzo;CAP;Città;Prov;Regione;Partita IVA;Latitudine;Longitudine;Ritiro in negozio',
      'FE01;Ferrara;strada;Via Mazzini 1;44121;Ferrara;FE;Emilia Romagna;12345678903;44,8353;11,6198;sì',
    ];
    const phones = [
      'Codice;Nome;Tipo;Indirizzo;CAP;Città;Prov;Regione;Telefono',
      'FE01;Ferrara;strada;Via Mazzini 3;44121;Ferrara;FE;Emilia Romagna;0532 123456',
    ];
    for (const file of [whole, phones]) {
      const { id } = await upload('locations', Buffer.from(file.join('\r\n')));
      await reach(id, 'checked');
      await server.call(applyImport, { importId: id }, { as: administrator });
      await reach(id, 'applied');
    }
    const location = await server.call(readLocation, { locationId: 'FE01' }, { as: administrator });
    expect(location).to.include({
      companyId: franchisee.id,
      street: 'Via Mazzini 3',
      latitude: 44.8353,
      phone: '+390532123456',
      pickupEnabled: true,
    });
  });

  it('leaves what a catalogue does not say as it was: a list of prices changes prices only', async () => {
    const { db } = server.database;
    const importAll = async (lines: readonly string[]): Promise<void> => {
      const { id } = await upload('catalogue', Buffer.from(lines.join('\r\n')));
      const { wrongRows } = await reach(id, 'checked');
      expect(wrongRows).to.equal(0);
      await server.call(applyImport, { importId: id }, { as: administrator });
      await reach(id, 'applied');
    };
    const short = 'Codice modello;Nome;EAN;Colore;Taglia;Prezzo;Marca;Categoria';
    const book = (price: string) => `LIB-1;Moda;8009000000999;Nero;M;${price};Arno;Libri`;
    await importAll([
      `${short};Fornitore;IVA;Ordine taglia;Stagionale;Reso escluso;Attivo`,
      `${book('20,00')};Editore;4;7;no;sì;no`,
    ]);
    const stored = () =>
      db('base_item as i')
        .join('base_style as s', 's.id', 'i.style_id')
        .where({ gtin: '8009000000999' })
        .first<object>(
          'list_price_minor',
          db.raw('vat_rate::float8 as vat_rate'),
          'size_order',
          'i.active',
          'supplier',
          'seasonal',
          'return_exclusion',
        );
    const before = await stored();
    expect(before).to.deep.include({ vat_rate: 4, active: false, supplier: 'Editore' });
    await importAll([short, book('18,00')]);
    expect(await stored()).to.deep.equal({ ...before, list_price_minor: 1_800 });
    await importAll([`${short};Attivo`, `${book('18,00')};sì`]);
    expect(await stored()).to.deep.equal({ ...before, list_price_minor: 1_800, active: true });
  });

  it('takes the same upload sent twice for one', async () => {
    const file = catalogueFile(largeCatalogue(1));
    const [a, b] = await Promise.all([
      upload('catalogue', file, administrator, 'same-upload-key-1'),
      upload('catalogue', file, administrator, 'same-upload-key-1').catch(() => null),
    ]);
    const again = await upload('catalogue', file, administrator, 'same-upload-key-1');
    expect(again.id).to.equal(a.id);
    expect(b === null || b.id === a.id).to.equal(true);
  });

  it('puts a file away that nobody wants, and then does not apply it', async () => {
    const { id } = await upload('catalogue', catalogueFile(largeCatalogue(1)));
    await reach(id, 'checked');
    await server.call(discardImport, { importId: id }, { as: administrator });
    const refusal = await server.refusalOf(applyImport, { importId: id }, { as: administrator });
    expect(refusal.problem).to.include({ status: 409, state: 'discarded' });
  });

  it('lets each role import what it looks after, and clerks nothing', async () => {
    const merchandiser = await server.person('merchandiser', null);
    const { kinds } = await server.call(listImportKinds, {}, { as: merchandiser });
    expect(kinds.map(({ id }) => id))
      .to.include('catalogue')
      .and.not.include('locations');
    const refusal = await server.refusalOf(
      uploadFile,
      { kind: 'locations', fileName: 'x.csv', contentBase64: 'YQ==' },
      { as: merchandiser },
    );
    expect(refusal.problem.status).to.equal(403);
    const clerk = await server.person('clerk', await makeLocation(server.database.db));
    expect((await server.refusalOf(listImports, {}, { as: clerk })).problem.status).to.equal(403);
    const { imports } = await server.call(listImports, {}, { as: merchandiser });
    expect(new Set(imports.map(({ kind }) => kind))).to.deep.equal(new Set(['catalogue']));
  });

  it('offers an example of each kind that it can itself read', async () => {
    for (const kind of ['catalogue', 'locations']) {
      const template = await fetch(`${server.url}/api/base/import-kinds/${kind}/template`, {
        headers: administrator.headers,
      });
      expect(template.status).to.equal(200);
      const { id } = await upload(kind, Buffer.from(await template.arrayBuffer()));
      const checked = await reach(id, 'checked');
      expect(checked, kind).to.include({ totalRows: 1, wrongRows: 0 });
    }
  });

  it('is told once which columns the headers of a supplier are, and knows them from then on', async () => {
    const text = catalogueFile(largeCatalogue(1)).toString();
    const ofSupplier = Buffer.from(text.replace('EAN', 'Cod. fornitore').replace('Nome', 'Descr.'));
    const { id } = await upload('catalogue', ofSupplier);
    const { failure, headers } = await reach(id, 'unreadable');
    expect(failure!.it).to.match(/^Mancano le colonne: Nome, Codice a barre/);
    expect(headers).to.deep.include({ header: 'Cod. fornitore', key: null });

    const columns = [
      { header: 'Cod. fornitore', key: 'gtin' },
      { header: 'Descr.', key: 'name' },
    ];
    const say = (given: typeof columns, importId = id) =>
      server.call(sayColumns, { importId, columns: given }, { as: administrator });
    const unknown = await server.refusalOf(
      sayColumns,
      { importId: id, columns: [{ header: 'Descr.', key: 'barcode' }] },
      { as: administrator },
    );
    expect(unknown.problem.status).to.equal(400);
    // Two colleagues at once: the file is checked again for one of them.
    const both = await Promise.allSettled([say(columns), say(columns)]);
    expect(both.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
    const checked = await reach(id, 'checked');
    expect(checked).to.include({ totalRows: 10, wrongRows: 0, failure: null });

    const next = await upload('catalogue', ofSupplier);
    await reach(next.id, 'checked');
    await say([{ header: 'Descr.', key: null } as never], next.id);
    expect((await reach(next.id, 'unreadable')).failure!.it).to.match(/^Mancano le colonne: Nome/);
    await server.call(discardImport, { importId: next.id }, { as: administrator });
    const late = await server.refusalOf(
      sayColumns,
      { importId: next.id, columns },
      { as: administrator },
    );
    expect(late.problem).to.include({ status: 409, state: 'discarded' });
  });

  it('says so when the file is not one', async () => {
    const { id } = await upload('catalogue', Buffer.from('PK\u0003\u0004 non proprio'));
    const found = await reach(id, 'unreadable');
    expect(found.failure?.it).to.equal('Il file non è un foglio di calcolo XLSX leggibile.');
  });
});
