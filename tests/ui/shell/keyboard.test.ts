import { expect } from 'chai';
import { useBrowser } from '../../support/browser.ts';
import { told } from '../../support/told.ts';
import { openAsNoemi, useFakeServer } from './shell-fixture.ts';

describe('the keyboard alone', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('reaches a screen by its function key', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.keyboard.press('F10');
    await page.waitForURL('**/stile/coda');
  });

  it('reaches a screen by typing a part of its name', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Scansiona o cerca' }).fill('stati');
    await page.getByRole('option', { name: 'Stile: stati' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/stile/stati');
  });

  it('skips the rail with the first Tab', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/stati');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'schermata');
  });

  it('presses the first button with Alt 1 and the main one with Enter', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/stati');
    for (const key of ['Alt+1', 'Enter']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name: 'Luca ha già cambiato questo ordine' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    }
  });

  it('goes back with Esc, but not out of a field somebody writes in', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/stati');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/stile');
    await page.getByLabel('Cognome o telefono').focus();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).pathname).to.equal('/stile');
  });

  it('shows the sheet of keys with a question mark', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/coda');
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Scorciatoie da tastiera' });
    await sheet.waitFor();
    expect(await sheet.innerText()).to.include('F10');
  });
});

describe('a place in a screen', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('shows what modules put there, to those who may see it', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.getByRole('region', { name: 'Aggiunto' }).waitFor();
    expect(await page.getByText('Un pannello, aggiunto da un altro modulo').count()).to.equal(1);
  });
});

describe('an act that can be taken back', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('offers it, and is gone when it was', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/coda');
    await page.getByRole('button', { name: 'Prepara i prossimi 10' }).click();
    await told(page, /Ordine 48 217 pronto, messaggio tra [78] s/);
    await page.getByRole('button', { name: 'Annulla', exact: true }).click();
    await page.getByRole('button', { name: 'Annulla', exact: true }).waitFor({ state: 'detached' });
  });
});
