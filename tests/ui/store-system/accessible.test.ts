import type { Page } from 'playwright-core';
import { placeReservation } from '../../../modules/store-system/reservations/contracts.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { makeShop, type Shop } from './shop.ts';

describe('the finder and the desk', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;

  before(async () => {
    shop = await makeShop(server);
    const customer = { by: 'id', customerId: shop.customerId } as const;
    const at = { askedFrom: shop.here, locationId: shop.there, itemId: shop.item42 };
    await server.call(placeReservation, { ...at, customer }, { as: shop.clerk });
  });

  const search = async (page: Page): Promise<void> => {
    await openAs(page, server.url, shop.clerk, '/trova');
    await page.getByLabel('Articolo, colore, taglia o codice').fill('capotto');
    await page.getByText('Cappotto a vestaglia Livia').waitFor();
  };
  const matrix = async (page: Page): Promise<void> => {
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await page.getByText('1 qui').first().waitFor();
  };
  const reserve = async (page: Page): Promise<void> => {
    await matrix(page);
    await page.getByRole('button', { name: 'Prenota qui' }).click();
    await page.getByLabel('Telefono o tessera del cliente').fill(shop.phone);
    await page.getByRole('button', { name: 'Prenota per Marta R.' }).waitFor();
  };
  const ledger = async (page: Page): Promise<void> => {
    await matrix(page);
    await page.getByRole('button', { name: 'Perché 1?' }).click();
    await page.getByText('Arrivo merce').waitFor();
  };
  const desk = async (page: Page): Promise<void> => {
    await openAs(page, server.url, shop.clerk, '/prenotazioni');
    await page.getByText('Marta R.').waitFor();
  };
  const SHOWN = { search, matrix, reserve, ledger, desk };

  for (const [name, show] of Object.entries(SHOWN)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`have nothing to stumble over: ${name}, ${device}`, async () => {
        const page = await browser.page(size);
        await show(page);
        await expectNothingToStumbleOver(page, `store-system-${name}-${device}`);
      });
    }
  }

  it('speak English, too', async () => {
    const page = await browser.page();
    await page.addInitScript(() => localStorage.setItem('bottega.language', 'en'));
    await server.database
      .db('core_account')
      .where({ id: shop.clerk.id })
      .update({ language: 'en' });
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}`);
    await page.getByText('1 here').first().waitFor();
    await page.getByRole('button', { name: 'Reserve here' }).waitFor();
    await server.database
      .db('core_account')
      .where({ id: shop.clerk.id })
      .update({ language: 'it' });
  });
});
