import { expect } from 'chai';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { catalogueFile } from '../../support/make/catalogue-file.ts';
import { largeCatalogue } from '../../support/make/large-catalogue.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { comeBack, openAs, servedScreens } from '../../support/screens.ts';

describe('importing a file on screen', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('names what is wrong line by line, and applies the rest when told to', async () => {
    const administrator = await server.person('administrator', null);
    const file = catalogueFile(largeCatalogue(3)).toString();
    const rows = file.split('\n').filter((line) => line !== '').length - 1;
    const wrong = file.replace(/\d+,\d\d(?=;22)/, 'molto');
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/importa');
    await page.getByText('Nessun file importato').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'catalogo.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(wrong),
    });
    await page.getByRole('button', { name: 'Controlla il file' }).click();

    const dialog = page.getByRole('dialog', { name: 'catalogo.csv' });
    await dialog.getByText('1 riga sbagliata').waitFor();
    await dialog.getByRole('rowheader', { name: '2' }).waitFor();
    expect(await server.database.db('base_item')).to.deep.equal([]);

    await dialog.getByRole('button', { name: `Applica le ${rows - 1} giuste` }).click();
    await dialog.getByText('Applicato').waitFor();
    expect(await server.database.db('base_item')).to.have.lengthOf(rows - 1);
  });

  it('asks which column is which when headers have other names, and goes on from there', async function () {
    this.timeout(60_000);
    const administrator = await server.person('administrator', null);
    const file = catalogueFile(largeCatalogue(3)).toString().replace('EAN', 'Cod. articolo');
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/importa');
    await page.locator('input[type=file]').setInputFiles({
      name: 'fornitore.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(file),
    });
    await page.getByRole('button', { name: 'Controlla il file' }).click();

    const dialog = page.getByRole('dialog', { name: 'fornitore.csv' });
    const again = dialog.getByRole('button', { name: 'Controlla di nuovo' });
    await dialog.getByText('Manca: Codice a barre').waitFor();
    expect(await again.isDisabled()).to.equal(true);
    await expectNothingToStumbleOver(page, 'import-columns');
    await dialog.getByRole('combobox', { name: 'Codice a barre', exact: true }).click();
    await page.getByRole('option', { name: 'Cod. articolo' }).click();
    await again.click();
    await dialog.getByText('Tutte le righe vanno bene.').waitFor();
    await dialog.getByRole('button', { name: 'Cambia le colonne' }).waitFor();
  });

  it('lets one put away what stopped and cannot go on', async () => {
    const { db } = server.database;
    const administrator = await server.person('administrator', null);
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/importa');
    await page.locator('input[type=file]').setInputFiles({
      name: 'fermo.csv',
      mimeType: 'text/csv',
      buffer: catalogueFile(largeCatalogue(3)),
    });
    await page.getByRole('button', { name: 'Controlla il file' }).click();
    const dialog = page.getByRole('dialog', { name: 'fermo.csv' });
    await dialog.getByText('Tutte le righe vanno bene.').waitFor();
    const stopped = { it: 'L’importazione si è fermata.', en: 'The import stopped.' };
    await db('base_import')
      .where({ file_name: 'fermo.csv' })
      .update({ state: 'failed', applied_rows: 1, failure: JSON.stringify(stopped) });
    await comeBack(page);
    await dialog.getByRole('button', { name: 'Riprendi da dove era' }).waitFor();
    await expectNothingToStumbleOver(page, 'import-stopped');
    await dialog.getByRole('button', { name: 'Metti via' }).click();
    await dialog.getByText('Messo via a metà').waitFor();
    await dialog.getByText(stopped.it).waitFor({ state: 'detached' });
  });
});
