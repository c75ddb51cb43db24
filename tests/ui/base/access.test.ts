import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { accountEndpoint, assignRolesEndpoint } from '../../../server/auth/account-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { screenshot, useBrowser } from '../../support/browser.ts';
import { makeLocation } from '../../support/make/location.ts';
import { comeBack, openAs, servedScreens } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

describe('who and what may come in', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let administrator: Caller;

  before(async () => {
    await makeLocation(server.database.db, { id: 'MI01', name: 'Milano Torino 14' });
    administrator = await server.person('administrator', null);
  });

  const open = (page: Page, path: string) => openAs(page, server.url, administrator, path);
  const secret = (page: Page) => page.locator('.ba-secret');

  it('shows the first password of a new person once', async () => {
    const page = await browser.page();
    await open(page, '/persone');
    await page.getByRole('button', { name: 'Nuova persona' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nuova persona' });
    await dialog.getByLabel('Nome e cognome').fill('Noemi Ferri');
    await dialog.getByLabel('Accesso').fill('noemi.ferri@lungarno.example');
    await dialog.getByRole('button', { name: 'Crea la persona' }).click();
    await page.getByRole('dialog', { name: 'Prima password di Noemi Ferri' }).waitFor();
    expect((await secret(page).innerText()).length).to.be.greaterThan(11);
    await page.getByRole('button', { name: 'Fatto' }).click();

    await page.getByRole('cell', { name: /^Noemi Ferri/ }).waitFor();
    await page.getByText('Commesso · Tutta la catena').waitFor();
    await page.reload();
    await page.getByRole('cell', { name: /^Noemi Ferri/ }).waitFor();
    expect(await secret(page).count()).to.equal(0);
  });

  it('gives a new PIN, and locks a person out', async () => {
    const clerk = await server.person('clerk', 'MI01');
    const page = await browser.page();
    await open(page, '/persone');
    await page.getByLabel('Nome o accesso').fill(clerk.name);
    await page.getByRole('button', { name: `Apri ${clerk.name}` }).click();
    await page.getByRole('button', { name: 'Nuovo PIN' }).click();
    await secret(page).waitFor();
    expect(await secret(page).innerText()).to.match(/^\d{6}$/);
    await page.getByRole('button', { name: 'Fatto' }).click();

    await page.getByRole('button', { name: `Apri ${clerk.name}` }).click();
    await page.getByRole('button', { name: 'Disattiva' }).click();
    await page.getByRole('button', { name: 'Riattiva' }).waitFor();
    const account = await server.database
      .db('core_account')
      .where({ id: clerk.id })
      .first<{ active: boolean }>('active');
    expect(account.active).to.equal(false);
  });

  it('moves a person to another role and place', async () => {
    const clerk = await server.person('clerk', 'MI01');
    const page = await browser.page();
    await open(page, '/persone');
    await page.getByLabel('Nome o accesso').fill(clerk.name);
    await page.getByRole('button', { name: `Apri ${clerk.name}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Ruolo' }).click();
    await page.getByRole('option', { name: 'Responsabile' }).click();
    await dialog.getByRole('button', { name: 'Salva' }).click();
    await dialog.waitFor({ state: 'detached' });
    const assignments = await server.database
      .db('core_assignment')
      .where({ account_id: clerk.id })
      .select('role', 'location_id');
    expect(assignments).to.deep.equal([{ role: 'store-manager', location_id: 'MI01' }]);
  });

  describe('while a colleague makes a clerk of a store manager', () => {
    let manager: Caller;

    beforeEach(async () => {
      manager = await server.person('store-manager', 'MI01');
    });

    const read = () =>
      server.call(accountEndpoint, { accountId: manager.id }, { as: administrator });
    const demote = async (): Promise<void> => {
      const { id: accountId, version: expectedVersion } = await read();
      const assignments = [{ role: 'clerk', locationId: 'MI01' }];
      await server.call(
        assignRolesEndpoint,
        { accountId, assignments, expectedVersion },
        { as: administrator },
      );
    };
    const openPerson = async (page: Page) => {
      await open(page, '/persone');
      await page.getByLabel('Nome o accesso').fill(manager.name);
      await page.getByRole('button', { name: `Apri ${manager.name}` }).click();
      const dialog = page.getByRole('dialog', { name: manager.name });
      await dialog.getByRole('combobox', { name: 'Ruolo' }).waitFor();
      return dialog;
    };
    const correct = (dialog: Locator) => dialog.getByLabel('Nome e cognome').fill('Nora Riva');
    const save = (dialog: Locator) => dialog.getByRole('button', { name: 'Salva' }).click();

    it('shows the new role in a form that nobody has written in, and keeps it', async () => {
      const page = await browser.page();
      const dialog = await openPerson(page);
      await demote();
      await comeBack(page);
      const role = dialog.getByRole('combobox', { name: 'Ruolo' });
      await until('the role is the new one', async () => (await role.inputValue()) === 'Commesso');
      await correct(dialog);
      await save(dialog);
      await dialog.waitFor({ state: 'detached' });
      const { name, assignments } = await read();
      expect(name).to.equal('Nora Riva');
      expect(assignments).to.deep.equal([{ role: 'clerk', locationId: 'MI01' }]);
    });

    it('tells of it whoever corrects only the name, and leaves the role alone', async () => {
      browser.expectComplaint(/412/);
      const page = await browser.page();
      const dialog = await openPerson(page);
      await correct(dialog);
      await demote();
      const readAgain = page.waitForResponse(`**/accounts/${manager.id}`);
      await comeBack(page);
      await readAgain;
      await save(dialog);
      const conflict = page.getByRole('dialog', { name: /Qualcuno ha già cambiato/ });
      await conflict.getByText('Commesso').first().waitFor();
      await screenshot(page, 'person-conflict');
      await conflict.getByRole('button', { name: 'Rifai la mia modifica' }).click();
      await conflict.waitFor({ state: 'detached' });
      await dialog.waitFor({ state: 'detached' });
      const { name, assignments } = await read();
      expect(name).to.equal('Nora Riva');
      expect(assignments).to.deep.equal([{ role: 'clerk', locationId: 'MI01' }]);
    });
  });

  it('gives a device its code, and revokes it after asking', async () => {
    const page = await browser.page();
    await open(page, '/dispositivi');
    await page.getByRole('button', { name: 'Registra un dispositivo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Registra un dispositivo' });
    await dialog.getByLabel('Nome del dispositivo').fill('Palmare 3');
    await dialog.getByRole('combobox', { name: 'Negozio' }).click();
    await page.getByRole('option', { name: /Milano Torino 14/ }).click();
    await dialog.getByRole('button', { name: 'Crea il codice' }).click();
    await page.getByRole('dialog', { name: 'Codice per Palmare 3' }).waitFor();
    await page.getByRole('button', { name: 'Fatto' }).click();

    await page.getByText('Da registrare').waitFor();
    await page.getByRole('button', { name: 'Revoca Palmare 3' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoca Palmare 3' }).click();
    await page.getByText('Revocato', { exact: true }).waitFor();
  });

  it('shows a new key once, and makes it worthless when it is revoked', async () => {
    const page = await browser.page();
    await open(page, '/chiavi');
    await page.getByRole('button', { name: 'Nuova chiave' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Nuova chiave' });
    await dialog.getByLabel('Programma').fill('Negozio online');
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: 'Crea la chiave' }).click();
    await secret(page).waitFor();
    const key = await secret(page).innerText();
    const me = () =>
      fetch(`${server.url}/api/base/items/search?q=x`, {
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await me()).status).to.not.equal(401);
    await page.getByRole('button', { name: 'Fatto' }).click();

    await page.getByRole('button', { name: 'Revoca Negozio online' }).click();
    await page.getByRole('button', { name: 'Revoca la chiave' }).click();
    await page.getByText('Revocata', { exact: true }).waitFor();
    expect((await me()).status).to.equal(401);
  });
});
