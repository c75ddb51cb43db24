import { expect } from 'chai';
import { scan, takeByWriting } from '../support/actions.ts';
import { useServer } from '../support/api.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { makeGtin, makeItem, makeStyle } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { followAll } from '../support/make/price-list.ts';
import { openAs, servedScreens } from '../support/screens.ts';

describe('a merchandiser builds a promotion and tries it before anybody approves it', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('from the builder to the bill of a basket, where it counts and where it does not', async function () {
    this.timeout(120_000);
    const { db } = server.database;
    await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    await makeLocation(db, { name: 'Roma Prati', region: 'Lazio' });
    const gtin = makeGtin();
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    await makeItem(db, { styleId, size: '42', gtin, listPriceMinor: 200_00 });
    await followAll(db);
    const marta = await server.person('merchandiser', null);
    const page = await browser.page();

    await openAs(page, server.url, marta, '/promozioni/nuova');
    await page.getByRole('button', { name: /^Sconto in percentuale/ }).click();
    await page.getByLabel('Nome', { exact: true }).fill('Settimana dei cappotti');
    await page.getByLabel('Sconto %').fill('25');
    await takeByWriting(page.getByRole('combobox', { name: /^Regioni/ }), 'Lombardia');
    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.waitForURL(/\/promozioni\/[0-9a-f-]{36}/);

    await page.getByRole('link', { name: 'Simulatore' }).click();
    const subject = page.getByRole('combobox', { name: 'Che cosa provi' });
    await subject.click();
    await page.getByRole('option', { name: 'Settimana dei cappotti' }).click();
    await scan(page, gtin);
    const bill = page.getByRole('region', { name: 'Conto' });
    const shop = page.getByRole('combobox', { name: 'Negozio o canale' });
    const inShop = async (name: string): Promise<void> => {
      await shop.click();
      await page.getByRole('option', { name }).click();
    };
    await inShop('Milano Torino 14');
    await bill.getByRole('status').getByText('era 200,00').waitFor();
    expect(await bill.getByRole('status').innerText()).to.contain('150,00');
    expect(await axe(page)).to.deep.equal([]);
    await screenshot(page, 'journey-simulatore');
    await inShop('Roma Prati');
    await bill.getByText('Non in questo negozio').waitFor();
    await bill.getByRole('status').getByText('come adesso').waitFor();
    expect(await bill.getByRole('status').innerText()).to.contain('200,00');
  });
});
