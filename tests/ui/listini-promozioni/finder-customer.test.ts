import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll } from '../../support/make/price-list.ts';
import { openAs, servedScreens } from '../../support/screens.ts';

describe('the price for one customer, in the stock finder', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('is that of whoever the words name now, however quick the hand is', async function () {
    this.timeout(60_000);
    const { db } = server.database;
    const shop = await makeLocation(db);
    const styleId = await makeStyle(db, { name: 'Maglione collo alto Alba' });
    await makeItem(db, { styleId, size: 'M' });
    await followAll(db);
    await makeCustomer(db, { name: 'Giulia', surname: 'Rossi' });
    await makeCustomer(db, { name: 'Ines', surname: 'Galli' });
    const clerk = await server.person('clerk', shop);
    const page = await browser.page();
    await openAs(page, server.url, clerk, `/trova?modello=${styleId}`);
    await page.getByRole('button', { name: 'Per un cliente…' }).click();
    const field = page.getByLabel('Tessera, telefono o nome');
    await field.fill('rossi');
    await page.getByRole('button', { name: /^Giulia Rossi/ }).waitFor();
    await field.fill('galli');
    await field.press('Enter');
    await page.getByRole('button', { name: /^Ines Galli/ }).waitFor();
    await field.press('Enter');
    await page.getByText('Prezzo per Ines Galli').waitFor();
  });
});
