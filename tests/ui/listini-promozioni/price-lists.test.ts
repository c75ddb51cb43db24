import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { quoteBasket } from '../../../modules/listini-promozioni/quotes/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { changePrices, followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { told } from '../../support/told.ts';
import { until } from '../../support/until.ts';

const A_MONTH_AGO = new Date(Date.now() - 40 * 86_400_000);

describe('price lists, on the merchandiser’s screen', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let marta: Caller;
  let elena: Caller;
  let site: Caller;
  let shop: string;
  let listId: string;
  const gtins: string[] = [];

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    for (const size of ['42', '44', '46']) {
      const gtin = makeGtin();
      gtins.push(gtin);
      await makeItem(db, { gtin, styleId, size, listPriceMinor: 249_00 });
    }
    await followAll(db, A_MONTH_AGO);
    const list = await makePriceList(db, { code: 'ITALIA', at: A_MONTH_AGO });
    ({ listId } = list);
    await publish(db, list.changeSetId, [], A_MONTH_AGO);
    marta = await server.person('merchandiser', null);
    elena = await server.person('merchandiser', null);
    site = await server.program(['prices:read']);
  });

  const prepare = async (page: Page, title: string, announced = false): Promise<void> => {
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.getByRole('button', { name: 'Prepara una modifica' }).click();
    await page.getByLabel('Nome della modifica').fill(title);
    if (announced) await page.getByLabel('Ribasso da annunciare').check();
    await page.getByRole('button', { name: 'Comincia' }).click();
    await page.locator('.lp-grid-input').first().waitFor();
  };

  /** Prices that are sent meet a server that is out of order, until it is mended. */
  const outOfOrder = async (page: Page): Promise<{ mend: () => Promise<void> }> => {
    browser.expectComplaint(/503/);
    const writing = /\/change-sets\/[^/]+\/prices$/;
    await page.route(writing, (route) => route.fulfill({ status: 503, body: 'no' }));
    return { mend: () => page.unroute(writing) };
  };

  /** Into the first cell, and downward. */
  const pasteColumn = (page: Page, column: string): Promise<void> =>
    page
      .locator('.lp-grid-input')
      .first()
      .evaluate((cell, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', text);
        cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      }, column);

  const paste = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Incolla prezzi' }).click();
    await page.getByLabel('Codici e prezzi').fill(text);
    await page.getByRole('button', { name: /^Incolla (\d+ prezz|gli altri)/ }).click();
  };

  const priceOf = async (gtin: string): Promise<number> => {
    const { totals } = await server.call(
      quoteBasket,
      { channel: 'store', locationId: shop, lines: [{ lineId: '1', gtin, quantity: 1 }] },
      { as: site },
    );
    return totals.totalMinor;
  };

  it('take a paste row by row, wait for another person, and tell the new price', async function () {
    this.timeout(90_000);
    browser.expectComplaint(/422/);
    const page = await browser.page();
    await prepare(page, 'Fine stagione');
    await paste(
      page,
      `Barcode\tPrezzo\n${gtins[0]}\t199,00\n8050000000000\t9,90\n${gtins[1]}\tgratis`,
    );
    const flaws = page.locator('.lp-paste-flaws');
    await flaws.getByText('non è a catalogo').waitFor();
    const said = (await flaws.innerText()).replace(/\s+/g, ' ');
    expect(said).to.contain('Riga 3').and.to.contain('Riga 4').and.to.contain('manca un prezzo');
    await page.getByRole('button', { name: 'Incolla l’altro prezzo' }).click();
    await page.locator('[data-state="pending"]').first().waitFor();
    expect(await page.locator('[data-state="pending"]').count()).to.equal(1);

    const cell = page.locator('.lp-grid-input').nth(1);
    await cell.fill('189,90');
    await cell.press('Enter');
    await page.getByText('2 prezzi modificati').waitFor();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    await page.getByText('L’hai preparata tu: serve un’altra persona').waitFor();
    expect(await page.getByRole('button', { name: 'Approva e pubblica' }).isDisabled()).to.equal(
      true,
    );
    expect(await priceOf(gtins[0]!)).to.equal(249_00);

    const other = await browser.page();
    await openAs(other, server.url, elena, '/listini');
    await other.getByRole('link', { name: 'Fine stagione' }).click();
    await other.getByRole('button', { name: 'Approva e pubblica' }).click();
    await other.getByRole('button', { name: 'Annulla pubblicazione' }).waitFor();
    await until('the new prices in quotes', async () => (await priceOf(gtins[0]!)) === 199_00);
    expect(await priceOf(gtins[1]!)).to.equal(189_90);

    await other.getByRole('button', { name: 'Annulla pubblicazione' }).click();
    await other.getByRole('button', { name: 'Annulla 2 prezzi' }).click();
    await other.getByText('2 prezzi tornati com’erano').waitFor();
    await until('the old price again', async () => (await priceOf(gtins[0]!)) === 249_00);
  });

  it('tell what a sheet computed instead of reading it as thousands', async function () {
    this.timeout(90_000);
    const page = await browser.page();
    await prepare(page, 'Calcolati');
    await pasteColumn(page, '69,965\n69,96');
    await told(page, '1 prezzo non incollato');
    await page.getByText('1 prezzo modificato').waitFor();
    await page.getByText('1 prezzo non incollato').click();
    await page.getByRole('button', { name: 'Incolla prezzi' }).click();
    await page.getByLabel('Codici e prezzi').fill(`${gtins[0]}\t69,965\n${gtins[2]}\t1.069,96`);
    await page.locator('.lp-paste-flaws').getByText('più di due decimali').waitFor();
    await page.getByRole('button', { name: 'Incolla l’altro prezzo' }).click();
    await page.getByText('2 prezzi modificati').waitFor();
    const cells = await page
      .locator('.lp-grid-input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(cells.slice(0, 3)).to.deep.equal(['249,00', '69,96', '1.069,96']);
  });

  it('hold back a draft with a price that was not saved, and send the same again', async function () {
    this.timeout(90_000);
    const page = await browser.page();
    await prepare(page, 'Non salvato');
    const prices = await outOfOrder(page);
    const cell = page.locator('.lp-grid-input').nth(0);
    const other = page.locator('.lp-grid-input').nth(1);
    const write = async (where: typeof cell, price: string): Promise<void> => {
      await where.fill('');
      await where.fill(price);
      await where.press('Enter');
    };
    await write(cell, '199,00');
    const handIn = page.getByRole('button', { name: 'Manda in approvazione' });
    await page.getByText('1 prezzo non salvato').waitFor();
    await write(other, '189,00');
    await page.getByText('2 prezzi non salvati').waitFor();
    expect(await handIn.isDisabled()).to.equal(true);

    await prices.mend();
    await write(cell, '199,00');
    await page.getByText('1 prezzo non salvato').waitFor();
    await page.getByText('1 prezzo modificato').waitFor();
    await page.getByRole('button', { name: 'Salva di nuovo' }).click();
    await page.getByText('2 prezzi modificati').waitFor();
    await handIn.click();
    await page.getByText('L’hai preparata tu').waitFor();
    const written = page.locator('.lp-grid-new[data-state="pending"]');
    await until('both are in what was handed in', async () => {
      return (await written.allInnerTexts()).join(' ') === '199,00 189,00';
    });
  });

  it('tell what of a column was not written', async function () {
    this.timeout(90_000);
    const page = await browser.page();
    await prepare(page, 'Colonna');
    const prices = await outOfOrder(page);
    await pasteColumn(page, '99,00\n98,00\n97,00\n96,00\n95,00');
    await told(page, '2 prezzi non incollati');
    await page.getByRole('alert').waitFor();
    await page.getByText('3 prezzi non salvati').waitFor();
    await prices.mend();
    await page.getByRole('button', { name: 'Salva di nuovo' }).click();
    await page.getByText('3 prezzi modificati').waitFor();
  });

  it('undo a paste as one step', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await prepare(page, 'Da rifare');
    await paste(page, gtins.map((gtin) => `${gtin};99,00`).join('\n'));
    await page.getByText('3 prezzi modificati').waitFor();
    await page.getByRole('button', { name: 'Annulla incolla' }).click();
    await page.getByText('Nessun prezzo modificato').waitFor();
    // The sheet reads its cells again a moment after the step has told its count.
    await until('no cell is changed', async () => {
      return (await page.locator('[data-state="pending"]').count()) === 0;
    });
  });

  it('refuse a reduction that is none by the 30 days, with its figures', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/422/);
    const { db } = server.database;
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const items = await db('lp_goods').whereIn('gtin', [gtins[2]!]).select('item_id');
    const itemId = String(items[0].item_id);
    await changePrices(db, listId, [{ itemId, amountMinor: 149_00 }], { at: ago(20) });
    await changePrices(db, listId, [{ itemId, amountMinor: 249_00 }], { at: ago(10) });
    const page = await browser.page();
    await prepare(page, 'Ribasso finto', true);
    await paste(page, `${gtins[2]}\t174,30`);
    await page.getByText('1 prezzo modificato').waitFor();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    const refused = page.locator('.lp-refused');
    await refused.waitFor();
    const words = (await refused.innerText()).replace(/\s+/g, ' ');
    expect(words).to.contain('174,30').and.to.contain('149,00').and.to.contain('46');
    await screenshot(page, 'listini-refused');
    expect(await axe(page)).to.deep.equal([]);
  });

  for (const [device, size] of Object.entries(SIZES)) {
    it(`have nothing to stumble over: ${device}`, async function () {
      this.timeout(120_000);
      const page = await browser.page(size);
      await openAs(page, server.url, marta, '/listini');
      await page.locator('.lp-link').first().waitFor();
      await expectNothingToStumbleOver(page, `listini-${device}`);
      await page.goto(`${server.url}/listini/${listId}`);
      await page.locator('.lp-grid tbody th').first().waitFor();
      await expectNothingToStumbleOver(page, `listino-${device}`);
    });
  }
});
