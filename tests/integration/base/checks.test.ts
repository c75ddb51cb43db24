import { expect } from 'chai';
import { CATALOGUE_CHECKS } from '../../../modules/base/catalogue/sql/checks.ts';
import { searchCatalogue } from '../../../modules/base/catalogue/search.ts';
import {
  writeCatalogue,
  type CatalogueEntry,
} from '../../../modules/base/catalogue/write-catalogue.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItems } from '../../support/make/item.ts';
import { largeCatalogue } from '../../support/make/large-catalogue.ts';
import { differences, expectReconciled } from '../../support/reconcile.ts';

describe('what must always be true of the catalogue', () => {
  const database = useDatabase();
  const write = (entries: Parameters<typeof writeCatalogue>[1]) =>
    inTransaction(database.db, systemActor('test'), (tx) => writeCatalogue(tx, entries, 'test'));

  it('holds after a catalogue is written, and after it is written again with other words', async () => {
    await makeItems(database.db, { sizes: ['S', 'M'], colours: ['Nero'] });
    const entries = [...largeCatalogue(3)];
    await write(entries);
    await expectReconciled(database.db, CATALOGUE_CHECKS);
    await write(
      entries.map(({ style, item }) => ({
        style: { ...style, name: `Nuovo ${style.name.split(' ')[0]}` },
        item: { ...item, colour: item.colour === 'Nero' ? 'Fumo' : item.colour },
      })),
    );
    await expectReconciled(database.db, CATALOGUE_CHECKS);
  });

  it('holds after an item has moved to another style, which is then found by its words alone', async () => {
    const [{ style, item }] = [...largeCatalogue(1)] as [CatalogueEntry];
    await write([{ style: { ...style, code: 'PRIMA' }, item: { ...item, colour: 'Amaranto' } }]);
    await write([{ style: { ...style, code: 'POI' }, item: { ...item, colour: 'Amaranto' } }]);
    await expectReconciled(database.db, CATALOGUE_CHECKS);
    const { hits } = await inTransaction(database.db, systemActor('test'), (tx) =>
      searchCatalogue(tx, { q: 'amaranto', limit: 5 }),
    );
    expect(hits.map((hit) => hit.style.code)).to.deep.equal(['POI']);
  });

  for (const [fault, sql] of [
    ['missing', `delete from base_style_word where word = 'nuovo'`],
    ['missing', `update base_style set words = array_remove(words, 'nuovo')`],
    [
      'left over',
      `insert into base_style_word select id, 'fantasma', true from base_style limit 1`,
    ],
    ['left over', `update base_style set words = words || 'fantasma'::text`],
    ['unknown word', `delete from base_search_word where word = '42'`],
  ] as const) {
    it(`would be told: a word that is ${fault}, after ${sql}`, async () => {
      await database.db
        .transaction(async (trx) => {
          await trx.raw(sql);
          const found = await differences(trx, CATALOGUE_CHECKS);
          expect(found.map(({ row }) => (row as { difference: string }).difference)).to.include(
            fault,
          );
          throw new Error('undo');
        })
        .catch((error: Error) => expect(error.message).to.equal('undo'));
    });
  }
});
