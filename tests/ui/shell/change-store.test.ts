import type { Page } from 'playwright-core';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeLocation } from '../../support/make/location.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { told } from '../../support/told.ts';

describe('choosing another shop', () => {
  const browser = useBrowser();
  const server = useServer({ modules: ['base'], screens: servedScreens });
  let manager: Caller;

  before(async () => {
    const { db } = server.database;
    await makeLocation(db, { id: 'MI01', name: 'Milano Torino 14' });
    await makeLocation(db, { id: 'RM01', name: 'Roma Cola di Rienzo' });
  });
  beforeEach(async () => {
    manager = await server.person('store-manager', 'MI01');
    await server.database
      .db('core_assignment')
      .insert({ account_id: manager.id, role: 'store-manager', location_id: 'RM01' });
  });

  const picker = (page: Page, name: string) =>
    page.getByRole('button', { name: `Cambia negozio: ${name}` });
  async function chooseRome(page: Page): Promise<void> {
    await picker(page, 'Milano Torino 14').click();
    await page.getByRole('menuitem', { name: 'Roma Cola di Rienzo' }).click();
  }

  it('is told when nobody answers, and can be done when the network is back', async () => {
    browser.expectComplaint(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/);
    const page = await browser.page();
    await openAs(page, server.url, manager, '/');
    await picker(page, 'Milano Torino 14').waitFor();
    await page.context().setOffline(true);
    await chooseRome(page);
    await told(page, 'Sei ancora in Milano Torino 14');
    await page.getByText('Sei ancora in Milano Torino 14').click();
    await page.context().setOffline(false);
    await chooseRome(page);
    await picker(page, 'Roma Cola di Rienzo').waitFor();
  });

  it('is told to whoever may no longer work there, on a handheld too', async () => {
    browser.expectComplaint(/403/);
    const page = await browser.page(SIZES.handheld);
    await openAs(page, server.url, manager, '/');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await picker(page, 'Milano Torino 14').waitFor();
    await server.database
      .db('core_assignment')
      .where({ account_id: manager.id, location_id: 'RM01' })
      .delete();
    await chooseRome(page);
    await told(page, 'Sei ancora in Milano Torino 14');
    const words = page.getByText('Sei ancora in Milano Torino 14');
    await words.click();
    await words.waitFor({ state: 'detached' });
  });
});
