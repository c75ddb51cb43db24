import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  collectReservation,
  readDesk,
} from '../../../modules/store-system/reservations/contracts.ts';
import { sellGoods } from '../../../modules/store-system/stock/moving-contracts.ts';
import { countActions, scan } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { makeStock } from '../../support/make/stock.ts';
import { openAs, overhang, servedScreens, SIZES } from '../../support/screens.ts';
import { makeShop, type Shop } from './shop.ts';

describe('reserving a piece', () => {
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
  /** A customer nobody knows yet, with all that may be written of a reservation. */
  const writeAll = async (page: Page): Promise<void> => {
    const phone = `398${String(nextNumber()).padStart(7, '0')}`;
    await page.getByLabel('Telefono o tessera del cliente').fill(phone);
    await page.getByLabel('Nome', { exact: true }).fill('Ugo');
    await page.getByLabel('Cognome').fill('Foscolo');
  };

  it('keeps a piece with a scan, a phone number and one press', async () => {
    const page = await browser.page();
    const actions = await countActions(page);
    await desk(page);
    await page.getByText('Nessuna prenotazione.').waitFor();
    await actions.reset();

    await scan(page, shop.gtin44);
    const dialog = page.getByRole('dialog', { name: 'Prenota' });
    await dialog.getByLabel('Telefono o tessera del cliente').waitFor();
    await page.keyboard.type(shop.phone, { delay: 50 });
    await dialog.getByText('Marta Rinaldi').waitFor();
    await dialog.getByRole('button', { name: 'Prenota per Marta R.' }).click();
    await dialog.getByText('Prenotato per Marta R.').waitFor();

    // The scan and the press; the number is written, not pressed.
    expect(await actions.list()).to.have.lengthOf(2);
    expect(await kept()).to.have.lengthOf(1);
    expect((await kept())[0]).to.include({
      state: 'active',
      itemId: shop.item44,
      customerId: shop.customerId,
    });
    expect(await dialog.locator('code').innerText()).to.match(/^RS-[0-9A-Z ]{16}$/);
  });

  it('says why a reservation cannot be taken back any more', async () => {
    browser.expectComplaint(/409/);
    const page = await browser.page();
    await desk(page);
    await page.getByText('Nessuna prenotazione.').waitFor();
    await scan(page, shop.gtin44);
    const dialog = page.getByRole('dialog', { name: 'Prenota' });
    await dialog.getByLabel('Telefono o tessera del cliente').fill(shop.phone);
    await dialog.getByText('Marta Rinaldi').waitFor();
    await dialog.getByRole('button', { name: 'Prenota per Marta R.' }).click();
    await dialog.getByText('Prenotato per Marta R.').waitFor();
    const [reservation] = await kept();
    const { reservationId } = reservation!;
    await server.call(collectReservation, { reservationId }, { as: shop.clerk });

    await page.locator('.bt-toast-button').dispatchEvent('click');
    await page.locator('.bt-scan-told[data-outcome="refused"]').waitFor();
  });

  it('registers a customer nobody knows yet on the way', async () => {
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    await page.getByLabel('Telefono o tessera del cliente').fill('3990001234');
    await page.getByLabel('Nome', { exact: true }).fill('Ugo');
    await page.getByLabel('Cognome').fill('Foscolo');
    await page.getByRole('button', { name: 'Prenota per Ugo F.' }).click();
    await page.getByText('Prenotato per Ugo F.').first().waitFor();

    const customer = await server.database
      .db('base_customer')
      .where({ phone: '+393990001234' })
      .first<{ name: string; surname: string }>('name', 'surname');
    expect(customer).to.deep.equal({ name: 'Ugo', surname: 'Foscolo' });
  });

  it('says while one types that a phone is not whole, and loses nothing that was written', async () => {
    const phone = `397${String(nextNumber()).padStart(7, '0')}`;
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    const field = page.getByLabel('Telefono o tessera del cliente');
    const wrong = page.getByText('Non è un telefono intero né una tessera che conosciamo');
    await field.fill(phone.slice(0, 8));
    await wrong.waitFor();
    expect(await page.getByLabel('Cognome').count()).to.equal(0);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Manca il cliente').waitFor();

    await field.fill(phone);
    await page.getByLabel('Nome', { exact: true }).fill('Ugo');
    await page.getByLabel('Cognome').fill('Foscolo');
    await field.fill(phone.slice(0, 8));
    await wrong.waitFor();
    await screenshot(page, 'reservation-phone-not-whole-desktop');
    expect(await axe(page)).to.deep.equal([]);
    expect(await dialog.getByRole('button', { name: /^Prenota/ }).isDisabled()).to.equal(true);
    await field.fill(phone);
    await dialog.getByRole('button', { name: 'Prenota per Ugo F.' }).click();
    await page.getByText('Prenotato per Ugo F.').first().waitFor();
    const stored = await server.database.db('base_customer').where({ phone: `+39${phone}` });
    expect(stored).to.have.lengthOf(1);
  });

  it('promises a message only to whom one can be written, and asks to call the others', async () => {
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    const dialog = page.getByRole('dialog');
    await page.getByLabel('Telefono o tessera del cliente').fill(shop.phone);
    await dialog.getByText('riceve un messaggio quando lo metti da parte').waitFor();

    await writeAll(page);
    await dialog
      .getByText('Non abbiamo la sua e-mail: chiamalo quando lo metti da parte.')
      .waitFor();
    await screenshot(page, 'reservation-to-call-desktop');
    expect(await axe(page)).to.deep.equal([]);
    const email = page.getByLabel('E-mail (facoltativa)');
    await email.fill('ugo.foscolo@');
    await dialog.getByText('Controlla l’e-mail').first().waitFor();
    await email.fill(`ugo.${nextNumber()}@example.com`);
    await dialog.getByText('riceve un messaggio quando lo metti da parte').waitFor();
    await email.fill('');

    await dialog.getByRole('button', { name: 'Prenota per Ugo F.' }).click();
    await dialog.getByRole('button', { name: 'Fatto' }).click();
    await page.getByRole('button', { name: 'Metti da parte, Ugo F.' }).click();
    await page.getByText('Non abbiamo la sua e-mail: chiamalo').waitFor();
    await screenshot(page, 'reservation-set-aside-desktop');
  });

  it('does not write a customer down a second time under an e-mail that is somebody’s', async () => {
    const email = `ines.${nextNumber()}@example.com`;
    await makeCustomer(server.database.db, { name: 'Ines', surname: 'Galli', email });
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    await writeAll(page);
    await page.getByLabel('E-mail (facoltativa)').fill(email);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Questa e-mail è già di un cliente').first().waitFor();
    await dialog.getByRole('button', { name: /Ines Galli/ }).click();
    await dialog.getByRole('button', { name: 'Prenota per Ines G.' }).waitFor();
  });

  it('takes whoever’s card is scanned in place of the customer that was found before', async () => {
    await makeCustomer(server.database.db, { name: 'Ines', surname: 'Galli', card: 'LF0777' });
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    await page.getByLabel('Telefono o tessera del cliente').fill(shop.phone);
    await page.getByRole('button', { name: 'Prenota per Marta R.' }).waitFor();
    await scan(page, 'LF0777');
    await page.getByRole('button', { name: 'Prenota per Ines G.' }).waitFor();
  });

  it('becomes the waiting list under one’s eyes when the last piece is sold', async () => {
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('ne resta 1').waitFor();
    await page.getByLabel('Telefono o tessera del cliente').fill(shop.phone);
    await dialog.getByRole('button', { name: 'Prenota per Marta R.' }).waitFor();

    const lines = [{ itemId: shop.item44, quantity: 1 }];
    const document = { kind: 'sale', id: '3' };
    await server.call(sellGoods, { locationId: shop.here, document, lines }, { as: shop.clerk });

    await dialog.getByRole('button', { name: 'Metti in lista Marta R.' }).click();
    await dialog.getByText('Marta R. è in lista').waitFor();
    expect((await kept()).map(({ state }) => state)).to.deep.equal(['waiting']);
  });

  const sellOne = async (locationId: string, itemId: string, as: Caller): Promise<void> => {
    const document = { kind: 'sale', id: locationId };
    const lines = [{ itemId, quantity: 1 }];
    await server.call(sellGoods, { locationId, document, lines }, { as });
  };

  it('stays in the shop it was begun for when the last piece is sold while one writes', async () => {
    const { there: locationId, item44: itemId } = shop;
    await makeStock(server.database.db, { locationId, itemId, quantity: 1 });
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin44);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('a Milano Torino 14 · ne resta 1').waitFor();
    await writeAll(page);
    await page.getByLabel('Nota per il negozio').fill('passa in pausa pranzo');
    await sellOne(shop.here, itemId, shop.clerk);

    await dialog.getByRole('button', { name: 'Metti in lista Ugo F.' }).waitFor();
    await dialog.getByText('a Milano Torino 14 · esaurito').waitFor();
    expect(await page.getByLabel('Cognome').inputValue()).to.equal('Foscolo');
    await screenshot(page, 'reservation-ran-out-desktop');

    // A piece comes back, and with it what was written of the reservation.
    await makeStock(server.database.db, { locationId: shop.here, itemId, quantity: 1 });
    await dialog.getByRole('button', { name: 'Prenota per Ugo F.' }).waitFor();
    expect(await page.getByLabel('Nota per il negozio').inputValue()).to.equal(
      'passa in pausa pranzo',
    );
  });

  it('does not move to the piece that arrives here while one asks another shop for its own', async () => {
    const page = await browser.page();
    await desk(page);
    await scan(page, shop.gtin42);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('a Milano Buenos Aires · ne restano 2').waitFor();
    await writeAll(page);
    const { here: locationId, item42: itemId } = shop;
    await makeStock(server.database.db, { locationId, itemId, quantity: 1 });
    await sellOne(shop.there, itemId, shop.colleague);

    await dialog.getByText('a Milano Buenos Aires · ne resta 1').waitFor();
    await dialog.getByRole('button', { name: 'Prenota per Ugo F.' }).click();
    await dialog.getByText('Chiesto a Milano Buenos Aires').waitFor();
  });

  it('asks from the finder, and queues in that shop when it sells out meanwhile', async () => {
    const page = await browser.page(SIZES.handheld);
    const { item42: itemId, there } = shop;
    await openAs(page, server.url, shop.clerk, `/trova?modello=${shop.styleId}&articolo=${itemId}`);
    await page.getByRole('button', { name: /^Prenota a/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('a Milano Buenos Aires · ne restano 2').waitFor();
    await writeAll(page);
    await dialog.getByText('chiamalo quando il pezzo è da parte').waitFor();
    await screenshot(page, 'reservation-to-call-handheld');
    expect(await axe(page)).to.deep.equal([]);
    await sellOne(there, itemId, shop.colleague);
    await sellOne(there, itemId, shop.colleague);

    await dialog.getByText('si libera a Milano Buenos Aires').waitFor();
    await screenshot(page, 'reservation-ran-out-handheld');
    expect(await overhang(page)).to.equal(0);
    await dialog.getByRole('button', { name: 'Metti in lista Ugo F.' }).click();
    await dialog.getByText('Ugo F. è in lista').waitFor();
    expect((await kept(shop.colleague, there)).map(({ state }) => state)).to.deep.equal([
      'waiting',
    ]);
  });
});
