import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  collectReservation,
  placeReservation,
  readDesk,
} from '../../../modules/store-system/reservations/contracts.ts';
import { scan } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeStock } from '../../support/make/stock.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { holdCommands } from '../../support/slow.ts';
import { until } from '../../support/until.ts';
import { makeShop, type Shop } from './shop.ts';

describe('the reservation desk', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;

  beforeEach(async () => {
    shop = await makeShop(server);
  });

  const desk = async (page: Page, who: Caller = shop.clerk): Promise<void> => {
    await openAs(page, server.url, who, '/prenotazioni');
    // Told only when the desk has been read: then it also listens for scans.
    await page.locator('.bt-head-subtitle').waitFor();
  };
  const kept = async (as: Caller = shop.clerk, locationId = shop.here) =>
    (await server.call(readDesk, { locationId }, { as })).view.reservations;
  const place = (given: { askedFrom: string; locationId: string; itemId: string }, as: Caller) =>
    server.call(
      placeReservation,
      { ...given, customer: { by: 'id', customerId: shop.customerId } },
      { as },
    );
  const placeHere = () =>
    place({ askedFrom: shop.here, locationId: shop.here, itemId: shop.item44 }, shop.clerk);

  it('shows the request of another shop at once, and answers it', async () => {
    const page = await browser.page();
    await desk(page);
    await page.getByText('Nessuna prenotazione.').waitFor();

    await place(
      { askedFrom: shop.there, locationId: shop.here, itemId: shop.item44 },
      shop.colleague,
    );

    await page.getByText('Chieste da altri negozi: rispondi').waitFor();
    const badge = page.getByRole('link', { name: /Prenotazioni/ }).locator('.bt-nav-badge');
    await badge.getByText('1', { exact: true }).waitFor();
    await page.getByText('da Milano Buenos Aires').waitFor();
    await page.getByRole('button', { name: 'Accetta, Marta R.' }).click();
    // A touched row stays where it is; what it says and what comes next have changed.
    await page.getByRole('button', { name: 'Metti da parte, Marta R.' }).waitFor();
    expect((await kept()).map(({ state }) => state)).to.deep.equal(['active']);
  });

  it('accepts two requests that are tapped one after the other', async () => {
    const { here: locationId, there: askedFrom, item44: itemId } = shop;
    await makeStock(server.database.db, { locationId, itemId, quantity: 2 });
    for (let count = 0; count < 2; count += 1) {
      await place({ askedFrom, locationId, itemId }, shop.colleague);
    }
    const page = await browser.page();
    await desk(page);
    const accept = page.getByRole('button', { name: 'Accetta, Marta R.' });
    await accept.nth(1).waitFor();
    const commands = await holdCommands(page);
    await accept.nth(0).click();
    await accept.nth(1).click();
    await until('both rows say that it is under way', async () => {
      return (await page.locator('button[data-loading]').count()) === 2;
    });
    commands.letGo();
    await page.getByRole('button', { name: 'Metti da parte, Marta R.' }).nth(1).waitFor();
    expect((await kept()).map(({ state }) => state)).to.deep.equal(['active', 'active']);
  });

  it('sets aside on a scanned shelf, and hands over', async () => {
    await placeHere();
    const page = await browser.page();
    await desk(page);
    await page.getByRole('button', { name: 'Metti da parte, Marta R.' }).click();
    await page.getByLabel('Scaffale').waitFor();
    await scan(page, 'SCAFFALE-B2');
    await page.getByText('Scaffale SCAFFALE-B2').first().waitFor();
    await until('it is set aside', async () => (await kept())[0]?.shelf === 'SCAFFALE-B2');

    await page.getByRole('button', { name: 'Consegna, Marta R.' }).click();
    await page.getByRole('button', { name: 'Consegna 1 pezzo' }).click();
    await page.getByText('Nessuna prenotazione.').waitFor();
    expect(await kept()).to.deep.equal([]);
  });

  it('takes a release back within its time', async () => {
    await placeHere();
    const page = await browser.page();
    await desk(page);
    await page.getByRole('button', { name: 'Apri, Marta R.' }).click();
    await page.getByRole('button', { name: 'Libera' }).click();
    await page.getByText('Nessuna prenotazione.').waitFor();
    await page.getByRole('button', { name: 'Annulla' }).click();

    await page.getByRole('button', { name: 'Metti da parte, Marta R.' }).waitFor();
    expect((await kept()).map(({ state }) => state)).to.deep.equal(['active']);
  });

  const releasePressed = async (): Promise<Page> => {
    await placeHere();
    const page = await browser.page();
    await desk(page);
    await page.getByRole('button', { name: 'Apri, Marta R.' }).click();
    await page.getByRole('button', { name: 'Libera' }).click();
    await page.getByText('Nessuna prenotazione.').waitFor();
    return page;
  };
  const steps = async (): Promise<{ state: string }[]> =>
    server.database.db('ss_reservation').where({ location_id: shop.here }).select('state');
  const released = () =>
    until('it is released', async () => (await steps()).every(({ state }) => state === 'released'));

  it('releases at once when the page is loaded again before the time to take it back is over', async () => {
    const page = await releasePressed();
    await page.reload();
    await page.getByText('Nessuna prenotazione.').waitFor();
    await released();
  });

  it('releases in the name of who pressed it, before they leave', async () => {
    browser.expectComplaint(/401/);
    const page = await releasePressed();
    const order: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      order.push(new URL(request.url()).pathname.split('/').at(-1)!);
    });
    await page.getByRole('button', { name: /menu personale/ }).click();
    await page.getByRole('menuitem', { name: 'Esci' }).click();
    await released();
    expect(order[0]).to.equal('release');
  });

  it('says on any screen that a release was refused in the end', async () => {
    browser.expectComplaint(/409/);
    await placeHere();
    const page = await browser.page();
    await desk(page);
    const [reservation] = await kept();
    await page.getByRole('button', { name: 'Apri, Marta R.' }).click();
    await page.getByRole('button', { name: 'Libera' }).click();
    await page.getByText('Nessuna prenotazione.').waitFor();
    await server.call(
      collectReservation,
      { reservationId: reservation!.reservationId },
      { as: shop.clerk },
    );
    // The time runs out while the person stands elsewhere.
    await page.getByRole('link', { name: /Oggi/ }).first().click();
    await page.locator('.bt-scan-told[data-outcome="refused"]').waitFor();
  });

  it('opens the reservation of a scanned code, from any screen', async () => {
    const { code } = await placeHere();
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/oggi');
    await page.getByRole('heading', { level: 1, name: 'Oggi' }).waitFor();
    await scan(page, code);
    const dialog = page.getByRole('dialog', { name: 'Prenotazione di Marta R.' });
    await dialog.getByText('Cappotto a vestaglia Livia').waitFor();
    expect(page.url()).not.to.include(code);
  });

  it('shows what is kept without network, and does nothing with it', async () => {
    browser.expectComplaint(/ERR_CONNECTION|ERR_FAILED|WebSocket|Failed to fetch/);
    await placeHere();
    const other = await server.another();
    const page = await browser.page();
    await openAs(page, other.url, shop.clerk, '/prenotazioni');
    const step = page.getByRole('button', { name: 'Metti da parte, Marta R.' });
    await step.waitFor();
    await other.stop();
    await page.getByText(/dati sono delle \d\d:\d\d/).waitFor();
    expect(await step.isDisabled()).to.equal(true);
  });
});
