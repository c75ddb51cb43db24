import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { sellGoods } from '../../../modules/store-system/stock/moving-contracts.ts';
import { countActions, scan } from '../../support/actions.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { makeShop, type Shop } from './shop.ts';

const cell = (page: Page, size: string) =>
  page.getByRole('row', { name: new RegExp(`^${size}`) }).getByRole('button');

describe('finding a size', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;

  before(async () => {
    shop = await makeShop(server);
  });

  it('is answered by one scan, from any screen', async () => {
    const page = await browser.page();
    // Before the page is there: what it swallows of a scan is counted, too.
    const actions = await countActions(page);
    await openAs(page, server.url, shop.clerk, '/oggi');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await actions.reset();

    await scan(page, shop.gtin42);
    await page.getByText('Scansionato: Cammello, 42').waitFor();

    expect(await actions.list()).to.have.lengthOf(1);
    expect(await cell(page, '42').innerText()).to.equal('2 altrove\nqui 0');
    expect(await cell(page, '44').innerText()).to.equal('1 qui\nsolo qui');
    await page.getByRole('button', { name: /^Milano Buenos Aires/ }).waitFor();
  });

  it('leads to a reservation in another shop in three actions', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await cell(page, '42').waitFor();
    const actions = await countActions(page);

    await cell(page, '42').click();
    await page.getByRole('button', { name: /^Milano Buenos Aires/ }).click();
    await page.getByRole('button', { name: 'Prenota a Milano Buenos Aires' }).click();
    await page.getByRole('dialog', { name: 'Prenota' }).getByText('ne restano 2').waitFor();

    expect(await actions.list()).to.have.lengthOf(3);
  });

  it('understands what is misspelt', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/trova');
    await page.getByLabel('Articolo, colore, taglia o codice').fill('capotto camello');
    await page.getByRole('button', { name: /Cappotto a vestaglia Livia/ }).click();
    await page.getByRole('heading', { name: 'Cappotto a vestaglia Livia' }).waitFor();
  });

  it('is offered by the search of every screen', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/oggi');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Scansiona o cerca' }).fill('vestaglia livia');
    await page.getByRole('option', { name: /Cappotto a vestaglia Livia/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/trova?modello=${shop.styleId}*`);
  });

  it('needs no mouse', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/oggi');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await page.keyboard.press('F3');
    const search = page.getByLabel('Articolo, colore, taglia o codice');
    await search.waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
    await page.keyboard.type('livia', { delay: 60 });
    await page.getByRole('button', { name: /Cappotto a vestaglia Livia/ }).waitFor();
    await page.keyboard.press('Enter');
    await cell(page, '44').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Cammello · 42' }).waitFor();
    expect(await cell(page, '42').getAttribute('aria-pressed')).to.equal('true');
  });

  it('says that a label is unknown, and stays where it is', async () => {
    const page = await browser.page();
    browser.expectComplaint(/404/);
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await cell(page, '42').waitFor();
    await scan(page, '4006381333931');
    const told = page.locator('.bt-scan-told[data-outcome="refused"]');
    await told.waitFor();
    expect(await told.innerText()).to.include('Nessun articolo con il codice 4006381333931');
    expect(await cell(page, '42').count()).to.equal(1);
  });
});

describe('an open matrix', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;

  beforeEach(async () => {
    shop = await makeShop(server);
  });

  it('shows a sale of another shop without being loaded again', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await page.getByText('2 altrove').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));

    const lines = [{ itemId: shop.item42, quantity: 1 }];
    const document = { kind: 'receipt', id: '1' };
    await server.call(
      sellGoods,
      { locationId: shop.there, document, lines },
      { as: shop.colleague },
    );

    await page.getByText('1 altrove').waitFor();
    expect(await page.evaluate(() => 'stillTheSamePage' in globalThis)).to.equal(true);
  });

  it('says why there is one, with the balance after each movement and as of any day', async () => {
    const page = await browser.page();
    const lines = [{ itemId: shop.item44, quantity: 1 }];
    // A till calls its document what it likes.
    const document = { kind: 'scontrino', id: '2' };
    await server.call(sellGoods, { locationId: shop.here, document, lines }, { as: shop.clerk });
    await openAs(
      page,
      server.url,
      shop.clerk,
      `/trova?modello=${shop.styleId}&articolo=${shop.item44}`,
    );
    await page.getByRole('button', { name: 'Perché 0?' }).click();

    const rows = page.getByRole('dialog').getByRole('row');
    await rows.nth(2).waitFor();
    const cells = async (row: number) =>
      (await rows.nth(row).getByRole('cell').allInnerTexts()).slice(1);
    expect(await cells(1)).to.deep.equal(['Vendita', '−1', '0']);
    expect(await cells(2)).to.deep.equal(['Arrivo merce', '+1', '1']);

    await page.getByLabel('Com’era alla fine del').fill('2020-01-01');
    await page.getByText('Nessun movimento fino a quel giorno.').waitFor();
  });

  it('stays readable without network, tells its age, and reserves nothing', async () => {
    browser.expectComplaint(/ERR_CONNECTION|ERR_FAILED|WebSocket|Failed to fetch/);
    const other = await server.another();
    const page = await browser.page();
    await openAs(page, other.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await page.getByText('2 altrove').waitFor();

    await other.stop();

    await page.getByText(/Sei senza rete dalle \d\d:\d\d/).waitFor();
    await page.getByText(/dati sono delle \d\d:\d\d/).waitFor();
    expect(await cell(page, '44').innerText()).to.equal('1 qui\nsolo qui');
    const reserve = page.getByRole('button', { name: /^Prenota/ });
    expect(await reserve.isDisabled()).to.equal(true);
    await page.getByText('Serve la rete').first().waitFor();
    await scan(page, shop.gtin42);
    await page.getByText('Scansionato: Cammello, 42').waitFor();
  });
});
