import type { Page } from 'playwright-core';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { told } from '../../support/told.ts';

/** More than the sheet reads before somebody scrolls. */
const ROWS = 1_100;

describe('a long column of prices', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let listId: string;

  before(async function () {
    this.timeout(120_000);
    const { db } = server.database;
    await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    for (let place = 0; place < ROWS; place += 1) {
      await makeItem(db, { styleId, size: String(1_000 + place), listPriceMinor: 249_00 });
    }
    await followAll(db);
    const list = await makePriceList(db, { code: 'ITALIA' });
    ({ listId } = list);
    await publish(db, list.changeSetId, []);
  });

  const prepare = async (page: Page, title: string): Promise<void> => {
    const marta = await server.person('merchandiser', null);
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.getByRole('button', { name: 'Prepara una modifica' }).click();
    await page.getByLabel('Nome della modifica').fill(title);
    await page.getByRole('button', { name: 'Comincia' }).click();
    await page.locator('.lp-grid-input').first().waitFor();
  };

  const pasteColumn = (page: Page, lines: number): Promise<void> =>
    page
      .locator('.lp-grid-input')
      .first()
      .evaluate(
        (cell, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', text);
          cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
        },
        Array.from({ length: lines }, (_, place) => `${50 + (place % 90)},00`).join('\n'),
      );

  it('is written whole, also where the sheet has not been read yet; lines beyond it are told', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await prepare(page, 'Tutta la colonna');
    await pasteColumn(page, ROWS + 2);
    await told(page, '2 prezzi non incollati');
    await page.getByText(/^1\.?100 prezzi modificati$/).waitFor();
  });

  it('is not written at all when its rows cannot be read', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/503/);
    const page = await browser.page();
    await page.route(/[?&]after=/, (route) => route.fulfill({ status: 503, body: 'no' }));
    await prepare(page, 'Niente colonna');
    await pasteColumn(page, ROWS);
    await told(page, '1100 prezzi non incollati');
    await page.getByText('Nessun prezzo modificato').waitFor();
  });
});
