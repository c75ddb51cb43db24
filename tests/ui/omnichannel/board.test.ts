import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { countActions } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { screenshot, useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

describe('the board of all shops', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let office: Caller;
  let web: Caller;
  let milano: string;
  let verona: string;
  let gtin: string;

  before(async () => {
    const { db } = server.database;
    milano = await makeLocation(db, { name: 'Milano Torino 14' });
    verona = await makeLocation(db, { name: 'Verona Adige' });
    gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    for (const locationId of [milano, verona]) {
      await makeStock(db, { locationId, itemId, quantity: 30 });
    }
    web = await server.program(['orders:write'], { channels: ['web'] });
    office = await server.person('web-store-manager', null);
    for (const surname of ['Rinaldi', 'Bassi', 'Conti', 'Doria']) await place(milano, surname);
    const late = await place(verona, 'Elmi');
    await db('oc_order')
      .where({ id: late })
      .update({ ready_by: new Date(Date.now() - 8 * 60_000) });
  });

  async function place(locationId: string, surname: string): Promise<string> {
    const request = orderRequest({ locationId, lines: [{ gtin }] });
    const customer = { ...request.customer, surname };
    const placed = await server.call(placeOrderEndpoint, { ...request, customer }, { as: web });
    return placed.orderId;
  }

  const open = async (page: Page): Promise<void> => {
    await openAs(page, server.url, office, '/ritiri');
    await page.getByText('Verona Adige').waitFor();
  };
  const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

  it('puts the shop with late orders first, and those apart', async () => {
    const page = await browser.page();
    await open(page);
    const shops = await page.locator('.oc-board tbody th').allInnerTexts();
    expect(shops[0]).to.contain('Verona Adige');
    expect(await rowOf(page, 'Verona Adige').getByText('Marta E.').count()).to.equal(1);
    expect(await rowOf(page, 'Verona Adige').innerText()).to.match(/−\d+.min/);
    await page.locator('label', { hasText: 'In ritardo' }).click();
    await page.getByText('Marta R.').waitFor({ state: 'detached' });
    expect(page.url()).to.contain('quali=late');
  });

  it('shows two orders of a cell, and the rest when asked', async () => {
    const page = await browser.page();
    await open(page);
    const row = rowOf(page, 'Milano Torino 14');
    expect(await row.locator('.oc-board-card').count()).to.equal(2);
    await row.getByRole('button', { name: 'e altri 2' }).click();
    await until('all four', async () => (await row.locator('.oc-board-card').count()) === 4);
  });

  it('follows every shop without a reload', async () => {
    const page = await browser.page();
    await open(page);
    const row = rowOf(page, 'Verona Adige');
    await place(verona, 'Ungaro');
    await row.getByText('Marta U.').waitFor();
  });

  it('gives an order to another shop by dragging it there, with the reasons, in two actions', async () => {
    const page = await browser.page();
    await open(page);
    const orderId = await place(milano, 'Zanetti');
    const milanese = rowOf(page, 'Milano Torino 14');
    await milanese.getByRole('button', { name: /^e altri/ }).click();
    const actions = await countActions(page);
    await milanese
      .locator('.oc-board-card', { hasText: 'Marta Z.' })
      .dragTo(rowOf(page, 'Verona Adige').locator('th'));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Verona Adige').first().waitFor();
    await screenshot(page, 'omnichannel-board-move');
    await dialog.getByRole('button', { name: /^(Sposta|Affida|Assegna)/ }).click();
    await rowOf(page, 'Verona Adige').getByText('Marta Z.').waitFor();
    expect(await actions.count()).to.be.at.most(2);
    const { location_id: where } = await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('location_id');
    expect(where).to.equal(verona);
  });

  for (const [device, size] of Object.entries(SIZES)) {
    it(`has nothing to stumble over: ${device}`, async () => {
      const page = await browser.page(size);
      await open(page);
      await expectNothingToStumbleOver(page, `omnichannel-board-${device}`);
    });
  }
});
