import { expect } from 'chai';
import { listLocations } from '../../../modules/base/locations/contracts.ts';
import { listCompanies } from '../../../modules/base/companies/contracts.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeCompany } from '../../support/make/location.ts';
import { openAs, servedScreens } from '../../support/screens.ts';

describe('the first day of a chain', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('begins with the company, and leads from there to the first store', async function () {
    this.timeout(60_000);
    const administrator = await server.person('administrator', null);
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/negozi');
    await page.getByText('Prima l’azienda a cui appartengono').waitFor();
    await page.getByRole('button', { name: 'Registra l’azienda' }).click();
    await page.getByRole('button', { name: 'Registra la tua azienda' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nuova azienda' });
    await dialog.getByLabel('Ragione sociale').fill('Lungarno S.p.A.');
    await dialog.getByLabel('Partita IVA').fill('12345678901');
    await dialog.getByText('La partita IVA non è valida').waitFor();
    await dialog.getByLabel('Partita IVA').fill('IT 12345678903');
    await dialog.getByRole('button', { name: 'Registra l’azienda' }).click();
    await page.getByText('Partita IVA 12345678903').waitFor();

    await openAs(page, server.url, administrator, '/negozi');
    await page.getByText('Crea il primo, o importa il file dei negozi.').waitFor();
    await page.getByRole('button', { name: 'Nuovo negozio' }).click();
    await page.getByLabel('Codice').fill('fi01');
    await page.getByLabel('Nome').fill('Firenze Calimala');
    await page.getByLabel('Indirizzo').fill('Via Calimala 3');
    await page.getByLabel('CAP').fill('50123');
    await page.getByLabel('Città').fill('Firenze');
    await page.getByLabel('Provincia').fill('fi');
    await page.getByRole('button', { name: 'Crea il negozio' }).click();
    await page.waitForURL('**/negozi/FI01');
    // It is the only one: who logs in works there, without choosing or waiting.
    await page.locator('.bt-location', { hasText: 'Firenze Calimala' }).waitFor();

    const { companies } = await server.call(listCompanies, {}, { as: administrator });
    const { locations } = await server.call(listLocations, {}, { as: administrator });
    expect(companies.map(({ legalName, role }) => [legalName, role])).to.deep.equal([
      ['Lungarno S.p.A.', 'chain'],
    ]);
    expect(locations.map(({ id }) => id)).to.deep.equal(['FI01']);
  });

  it('shows what a colleague changed of a company meanwhile, and keeps what was typed', async function () {
    this.timeout(60_000);
    browser.expectComplaint(/412/);
    const { db } = server.database;
    const id = await makeCompany(db, { legalName: 'Arno Sport S.r.l.', role: 'franchisee' });
    const administrator = await server.person('administrator', null);
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/aziende');
    await page.getByRole('button', { name: 'Cambia Arno Sport S.r.l.' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ragione sociale').fill('Arno Moda S.r.l.');
    await dialog.getByLabel('Partita IVA').fill('02481350102');
    await db('base_company')
      .where({ id })
      .update({ legal_name: 'Arno Sport S.p.A.', version: db.raw('version + 1') });
    await dialog.getByRole('button', { name: 'Salva' }).click();
    await dialog.getByText('Qualcuno ha appena cambiato questa azienda').waitFor();
    await page.getByRole('dialog', { name: 'Arno Sport S.p.A.' }).waitFor();
    expect(await dialog.getByLabel('Ragione sociale').inputValue()).to.equal('Arno Moda S.r.l.');
    await dialog.getByRole('button', { name: 'Salva' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cambia Arno Moda S.r.l.' }).waitFor();
  });
});
