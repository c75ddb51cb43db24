import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  cancelOrderEndpoint,
  placeOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

describe('orders, looked up', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let office: Caller;
  let clerk: Caller;
  let marta: string;
  let number: string;

  before(async () => {
    const { db } = server.database;
    const milano = await makeLocation(db, { name: 'Milano Torino 14' });
    const verona = await makeLocation(db, { name: 'Verona Adige' });
    const web = await server.program(['orders:write'], { channels: ['web'] });
    office = await server.person('web-store-manager', null);
    clerk = await server.person('clerk', milano);
    const gtin = makeGtin();
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    const itemId = await makeItem(db, { gtin, styleId, size: '42' });
    for (const locationId of [milano, verona]) {
      await makeStock(db, { locationId, itemId, quantity: 4 });
    }
    const lines = [{ gtin, quantity: 2, unitPriceMinor: 199_00, discounts: [39_80] }];
    const placed = await server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: milano, lines }),
      { as: web },
    );
    ({ orderId: marta, number } = placed);
    const other = orderRequest({ locationId: verona, lines: [{ gtin }] });
    const gone = await server.call(
      placeOrderEndpoint,
      { ...other, customer: { ...other.customer, surname: 'Bianchi' } },
      { as: web },
    );
    await server.call(
      cancelOrderEndpoint,
      { orderId: gone.orderId, expectedVersion: 1, reason: 'Il cliente ha cambiato idea' },
      { as: office },
    );
  });

  it('are found by surname and by state, and the address keeps what was asked', async () => {
    const page = await browser.page();
    await openAs(page, server.url, office, '/ordini');
    await page.getByText('Marta Rinaldi').waitFor();
    expect(await page.locator('.oc-order-link').count()).to.equal(2);

    await page.getByLabel('Numero, cognome').fill('bian');
    await page.getByText('Marta Rinaldi').waitFor({ state: 'detached' });
    await until('the other one alone', async () => {
      return (await page.locator('.oc-order-link').count()) === 1;
    });
    await page.reload();
    await page.getByText('Marta Bianchi').waitFor();

    await page.goto(`${server.url}/ordini?stato=placed`);
    await page.getByText('Marta Rinaldi').waitFor();
    expect(await page.getByText('Marta Bianchi').count()).to.equal(0);
  });

  it('are not those of other shops for a clerk', async () => {
    const page = await browser.page();
    await openAs(page, server.url, clerk, '/ordini');
    await page.getByText('Marta Rinaldi').waitFor();
    expect(await page.getByText('Marta Bianchi').count()).to.equal(0);
  });

  it('show what was sold, what it cost to the cent, and who did what', async () => {
    const page = await browser.page();
    await openAs(page, server.url, office, `/ordini/${marta}`);
    await page.getByText('Ordine ricevuto').waitFor();
    expect((await page.locator('h1').innerText()).replace(/\D/g, '')).to.equal(
      number.replace(/\D/g, ''),
    );
    const account = page.getByRole('complementary', { name: 'Importi' });
    const words = (await account.innerText()).replace(/\s+/g, ' ');
    expect(words).to.contain('Merce 398,00');
    expect(words).to.contain('Sconti −39,80');
    expect(words).to.contain('Totale 358,20');
    expect(words).to.contain('Carta online');
  });

  const SHOWN: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    list: async (page) => {
      await openAs(page, server.url, office, '/ordini');
      await page.getByText('Marta Rinaldi').waitFor();
    },
    one: async (page) => {
      await openAs(page, server.url, office, `/ordini/${marta}`);
      await page.getByText('Ordine ricevuto').waitFor();
    },
    none: async (page) => {
      await openAs(page, server.url, office, '/ordini?cerca=zzz');
      await page.getByText('Nessun ordine corrisponde').waitFor();
    },
  };
  for (const [name, show] of Object.entries(SHOWN)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`have nothing to stumble over: ${name}, ${device}`, async () => {
        const page = await browser.page(size);
        await show(page);
        await expectNothingToStumbleOver(page, `omnichannel-orders-${name}-${device}`);
      });
    }
  }
});
