import { expect } from 'chai';
import type { Knex } from 'knex';
import { searchCatalogue } from '../../../modules/base/api.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem, makeItems } from '../../support/make/item.ts';

describe('searching the catalogue', () => {
  const database = useDatabase();
  const reading = (db: Knex): Read => ({ sql: db, actor: makeActor(), now: new Date() });
  const search = (q: string) => searchCatalogue(reading(database.db), { q, limit: 20 });
  const names = async (q: string) => (await search(q)).hits.map(({ style }) => style.name);
  let upc: string;

  before(async () => {
    const { db } = database;
    await makeItems(db, {
      style: { name: 'Cappotto Livia', code: 'CA-LIV-0001', brand: 'Lungarno' },
      sizes: ['40', '42', '44'],
      colours: ['Cammello', 'Nero'],
    });
    await makeItems(db, {
      style: { name: 'Gonna Marta', code: 'GO-MAR-0002', brand: 'Lungarno', category: 'Gonne' },
      sizes: ['S', 'M'],
      colours: ['Nero', 'Caffè'],
    });
    upc = '036000291452';
    await makeItem(db, {
      gtin: upc,
      size: 'TU',
      colour: 'Cuoio',
      style: { name: 'Borsa Città', code: 'BO-CIT-0003', brand: 'Arnolfo', category: 'Borse' },
    });
  });

  it('finds the one item of a size and a colour, in whatever order they are written', async () => {
    for (const q of ['cappotto cammello 42', '42 CAMMELLO Cappotto']) {
      const { by, hits } = await search(q);
      expect(by).to.equal('words');
      expect(hits.map(({ style, itemCount }) => [style.name, itemCount])).to.deep.equal([
        ['Cappotto Livia', 6],
      ]);
      expect(hits[0]!.items.map(({ colour, size }) => [colour, size])).to.deep.equal([
        ['Cammello', '42'],
      ]);
    }
  });

  it('shows all of a style that was only named, in the order of colours and sizes', async () => {
    const { hits } = await search('livia');
    expect(hits[0]!.items.map(({ colour, size }) => `${colour} ${size}`)).to.deep.equal([
      'Cammello 40',
      'Cammello 42',
      'Cammello 44',
      'Nero 40',
      'Nero 42',
      'Nero 44',
    ]);
  });

  it('finds what is being typed, before the word is finished', async () => {
    expect(await names('cap')).to.deep.equal(['Cappotto Livia']);
    expect(await names('gonna ner')).to.deep.equal(['Gonna Marta']);
  });

  it('does not mind accents, and reads them where they are not written', async () => {
    expect(await names('citta')).to.deep.equal(['Borsa Città']);
    expect(await names('caffè')).to.deep.equal(['Gonna Marta']);
  });

  it('forgives a wrong, missing or swapped letter and says what it took it for', async () => {
    for (const [asked, taken] of [
      ['capotto', 'cappotto'],
      ['camello', 'cammello'],
      ['ogna', undefined],
      ['gonan', 'gonna'],
    ] as const) {
      const { corrections } = await search(asked);
      expect(corrections[0]?.taken, asked).to.equal(taken);
    }
  });

  it('goes on without a word that nothing resembles, and says so', async () => {
    const { by, hits, unknown } = await search('cappotto xyzzyq');
    expect(by).to.equal('some-words');
    expect(hits.map(({ style }) => style.name)).to.deep.equal(['Cappotto Livia']);
    expect(unknown).to.deep.equal(['xyzzyq']);
  });

  it('never takes a size for a similar one', async () => {
    const { hits } = await search('cappotto 46');
    expect(hits[0]!.items).to.have.lengthOf(6);
    expect((await search('46')).hits).to.deep.equal([]);
  });

  it('reads a barcode as a barcode, with or without the zero of a UPC, spaces or dashes', async () => {
    for (const q of [upc, `0${upc}`, '0360 0029 1452']) {
      const { by, hits } = await search(q);
      expect([by, hits[0]?.style.name, hits[0]?.items.length], q).to.deep.equal([
        'gtin',
        'Borsa Città',
        1,
      ]);
    }
  });

  it('says of a valid barcode that nobody has that it was read as one', async () => {
    expect(await search(makeGtin())).to.deep.equal({
      by: 'gtin',
      hits: [],
      corrections: [],
      unknown: [],
    });
  });

  it('finds a style by the beginning of its code', async () => {
    expect(await search('ca-liv-0')).to.include({ by: 'code' });
    expect(await names('GO-MAR-0002')).to.deep.equal(['Gonna Marta']);
  });

  it('puts what is named so before what merely has such a colour', async () => {
    await makeItem(database.db, {
      colour: 'Livia',
      style: { name: 'Sciarpa Ada', category: 'Sciarpe' },
    });
    expect(await names('livia')).to.deep.equal(['Cappotto Livia', 'Sciarpa Ada']);
  });

  it('takes nothing a person can type for a pattern or a piece of SQL', async () => {
    for (const q of [
      '%',
      '_',
      "'; drop table base_item; --",
      '\\',
      '{}',
      '"',
      '1%',
      '💼',
      '()&|!',
    ]) {
      expect((await search(q)).hits, q).to.deep.equal([]);
    }
  });
});
