import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  changeLocation,
  keepHours,
  readLocation,
} from '../../../modules/base/locations/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeLocation } from '../../support/make/location.ts';
import { comeBack, openAs, servedScreens } from '../../support/screens.ts';

describe('the screen of a store', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let administrator: Caller;
  let storeId: string;

  beforeEach(async () => {
    administrator = await server.person('administrator', null);
    storeId = await makeLocation(server.database.db, { name: 'Milano Torino 14' });
  });

  const read = () => server.call(readLocation, { locationId: storeId }, { as: administrator });
  const save = (page: Page) => page.getByRole('button', { name: 'Salva' });
  /** Somebody else, at the same time. */
  const rename = async (name: string): Promise<void> => {
    const {
      id: locationId,
      version: expectedVersion,
      week: _week,
      exceptions: _exceptions,
      pickupEnabled: _pickup,
      pickupCapacity: _capacity,
      ...particulars
    } = await read();
    await server.call(
      changeLocation,
      { locationId, ...particulars, name, expectedVersion },
      { as: administrator },
    );
  };

  const closeOn = async (day: string): Promise<void> => {
    const { id: locationId, version: expectedVersion, ...store } = await read();
    const { week, pickupEnabled, pickupCapacity } = store;
    const exceptions = [{ day, name: 'Inventario', spans: [] }];
    await server.call(
      keepHours,
      { locationId, week, exceptions, pickupEnabled, pickupCapacity, expectedVersion },
      { as: administrator },
    );
  };

  it('closes the store at midday, and one day of the year', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}`);
    await page.getByRole('button', { name: 'Pausa, Lunedì' }).click();
    await page.getByLabel('Lunedì, apre').nth(1).fill('1530');
    await page.getByRole('button', { name: 'Martedì come il giorno prima' }).click();
    await page.getByRole('button', { name: 'Aggiungi un giorno' }).click();
    await page.getByLabel('Giorno', { exact: true }).fill('2027-01-07');
    await page.getByLabel('Perché', { exact: true }).fill('Inventario');
    await save(page).click();
    await page.getByText('Salvato').waitFor();

    const { week, exceptions } = await read();
    const divided = [
      { opens: '10:00', closes: '13:00' },
      { opens: '15:30', closes: '19:30' },
    ];
    expect(week[0]).to.deep.equal(divided);
    expect(week[1]).to.deep.equal(divided);
    expect(exceptions).to.deep.equal([{ day: '2027-01-07', name: 'Inventario', spans: [] }]);
  });

  it('says at once which hours cannot be', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}`);
    await page.getByLabel('Lunedì, chiude').fill('09:00');
    await page.getByText('Un orario finisce prima di cominciare.').first().waitFor();
    expect(await save(page).isDisabled()).to.equal(true);
  });

  it('shows what a colleague changed meanwhile, and lets one keep it', async () => {
    browser.expectComplaint(/412/);
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}?parte=dati`);
    await page.getByLabel('Nome').fill('Milano Via Torino');
    await rename('Milano Centro');

    await save(page).click();
    const dialog = page.getByRole('dialog', { name: /questo negozio/ });
    await dialog.getByText('Milano Centro').first().waitFor();
    await dialog.getByText('Milano Via Torino').waitFor();
    await dialog.getByRole('button', { name: 'Tieni' }).click();

    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Nome').inputValue()).to.equal('Milano Centro');
    expect((await read()).name).to.equal('Milano Centro');
  });

  it('writes one’s own change over a colleague’s when one says so', async () => {
    browser.expectComplaint(/412/);
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}?parte=dati`);
    await page.getByLabel('Nome').fill('Milano Via Torino');
    await rename('Milano Centro');
    await save(page).click();
    await page.getByRole('dialog').getByText('Milano Centro').first().waitFor();
    await page.getByRole('button', { name: 'Rifai la mia modifica' }).click();
    await page.getByText('Salvato').waitFor();
    expect((await read()).name).to.equal('Milano Via Torino');
  });

  it('keeps the closing day of a colleague that came while one wrote the hours', async () => {
    browser.expectComplaint(/412/);
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}`);
    await page.getByLabel('Lunedì, chiude').fill('19:00');
    await closeOn('2027-01-07');
    const readAgain = page.waitForResponse(`**/locations/${storeId}`);
    await comeBack(page);
    await readAgain;

    await save(page).click();
    await page.getByRole('dialog', { name: /questo negozio/ }).waitFor();
    await page.getByRole('button', { name: 'Rifai la mia modifica' }).click();
    await page.getByText('Salvato').waitFor();
    const { week, exceptions } = await read();
    expect(week[0]!.at(-1)!.closes).to.equal('19:00');
    expect(exceptions.map(({ day }) => day)).to.deep.equal(['2027-01-07']);
  });

  it('shows the closing day of a colleague in hours that nobody has written in', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, `/negozi/${storeId}`);
    await page.getByLabel('Lunedì, chiude').waitFor();
    await closeOn('2027-01-07');
    await comeBack(page);
    await page.getByLabel('Giorno', { exact: true }).waitFor();
    await page.getByLabel('Lunedì, chiude').fill('19:00');
    await save(page).click();
    await page.getByText('Salvato').waitFor();
    expect((await read()).exceptions.map(({ day }) => day)).to.deep.equal(['2027-01-07']);
  });

  it('lets the manager of a store keep its hours, and only look at the rest', async () => {
    const manager = await server.person('store-manager', storeId);
    const page = await browser.page();
    await openAs(page, server.url, manager, `/negozi/${storeId}`);
    await page.getByRole('switch', { name: 'I clienti possono ritirare qui' }).click();
    await save(page).click();
    await page.getByText('Salvato').waitFor();
    expect((await read()).pickupEnabled).to.equal(false);

    await page.getByRole('radio', { name: 'Dati' }).click();
    await page.getByText('Puoi guardare, non cambiare').waitFor();
  });

  it('opens a new store', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/negozi');
    await page.getByRole('button', { name: 'Nuovo negozio' }).click();
    await page.getByLabel('Codice').fill('bs01');
    await page.getByLabel('Nome').fill('Brescia Zanardelli');
    await page.getByLabel('Indirizzo').fill('Corso Zanardelli 8');
    await page.getByLabel('CAP').fill('25121');
    await page.getByLabel('Città').fill('Brescia');
    await page.getByLabel('Provincia').fill('bs');
    await page.getByRole('button', { name: 'Crea il negozio' }).click();
    await page.waitForURL('**/negozi/BS01');
    await page.getByRole('heading', { level: 1, name: 'Brescia Zanardelli' }).waitFor();
  });
});
