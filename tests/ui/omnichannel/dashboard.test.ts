import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { countActions } from '../../support/actions.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';

describe('the dashboard of pickups', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let office: Caller;

  before(async () => {
    const { db } = server.database;
    const gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    const web = await server.program(['orders:write'], { channels: ['web'] });
    office = await server.person('web-store-manager', null);
    for (const [name, late] of [
      ['Milano Torino 14', 0],
      ['Verona Adige', 1],
    ] as const) {
      const locationId = await makeLocation(db, { name });
      await makeStock(db, { locationId, itemId, quantity: 20 });
      for (let order = 0; order < 4; order += 1) {
        const { orderId } = await server.call(
          placeOrderEndpoint,
          orderRequest({ locationId, lines: [{ gtin }] }),
          { as: web },
        );
        // Ready within the hour, but for those that are late by another one.
        const now = Date.now();
        await db('oc_order_line')
          .where({ order_id: orderId })
          .update({ state: 'ready', picked: 1 });
        await db('oc_order')
          .where({ id: orderId })
          .update({
            state: 'ready',
            placed_at: new Date(now - 60_000),
            ready_by: new Date(now - (order < late ? 40_000 : 10_000)),
            ready_at: new Date(now - 30_000),
            minutes_to_ready: 30 + order,
            notify_at: new Date(now),
            collect_by: new Date(now + 6 * 86_400_000),
          });
      }
    }
  });

  const open = async (page: Page): Promise<void> => {
    await openAs(page, server.url, office, '/cruscotto?giorni=7');
    await page.getByRole('list', { name: 'Pronti in tempo, per negozio' }).waitFor();
  };

  it('leads from a bar to the orders behind it in one action, and from there to the order', async () => {
    const page = await browser.page();
    await open(page);
    const tiles = await page.getByRole('list', { name: 'Cifre del periodo' }).innerText();
    expect(tiles).to.contain('87,5%').and.to.contain('31 min');
    const actions = await countActions(page);
    await page.getByRole('button', { name: /Verona Adige/ }).click();
    await page.getByRole('heading', { name: 'Pronti in ritardo' }).waitFor();
    await page.locator('.oc-order-link').waitFor();
    expect(await actions.count()).to.equal(1);
    expect(await page.locator('.oc-order-link').count()).to.equal(1);
    await page.locator('.oc-order-link').click();
    await page.getByText('Ordine ricevuto').waitFor();
  });

  for (const [device, size] of Object.entries(SIZES)) {
    it(`has nothing to stumble over: ${device}`, async () => {
      const page = await browser.page(size);
      await open(page);
      await expectNothingToStumbleOver(page, `omnichannel-dashboard-${device}`);
    });
  }
});
