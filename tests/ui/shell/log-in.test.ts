import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axe, useBrowser } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { ENROLMENT_CODE, PASSWORD, PIN } from './fake-server.ts';
import { NOEMI, openAsNoemi, useFakeServer } from './shell-fixture.ts';

async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Nome di accesso').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entra', exact: true }).click();
}

describe('logging in', () => {
  const browser = useBrowser();
  const server = useFakeServer();
  beforeEach(() => browser.expectComplaint(/40[01]|422/));

  it('opens the first screen of the person’s rail', async () => {
    const page = await browser.page();
    await page.goto(server().url);
    await logIn(page, NOEMI, PASSWORD);
    await page.waitForURL('**/stile');
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).waitFor();
  });

  it('says what was wrong and empties only the password', async () => {
    const page = await browser.page();
    await page.goto(server().url);
    await logIn(page, NOEMI, 'sbagliata');
    expect(await page.getByRole('alert').innerText()).to.include('Nome o password non corretti');
    expect(await page.getByLabel('Nome di accesso').inputValue()).to.equal(NOEMI);
    const password = page.getByLabel('Password', { exact: true });
    await until('it is empty', async () => (await password.inputValue()) === '');
  });

  it('brings back the address that was asked for', async () => {
    const page = await browser.page();
    await page.goto(`${server().url}/stile/coda?codice=X1`);
    await logIn(page, NOEMI, PASSWORD);
    await page.getByText('X1').waitFor();
    expect(new URL(page.url()).pathname).to.equal('/stile/coda');
  });

  it('is possible in English', async () => {
    const page = await browser.page();
    await page.goto(server().url);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing to stumble over (${colorScheme})`, async () => {
      const page = await browser.page({ colorScheme });
      await page.goto(server().url);
      await page.getByRole('button', { name: 'Entra', exact: true }).waitFor();
      expect(await axe(page)).to.deep.equal([]);
    });
  }
});

describe('changing person on an enrolled device', () => {
  const browser = useBrowser();
  const server = useFakeServer();
  beforeEach(() => {
    server().enrol();
    browser.expectComplaint(/401|422/);
  });

  async function enterPin(page: Page, pin: string): Promise<void> {
    for (const digit of pin) {
      await page.getByRole('button', { name: digit, exact: true }).click();
    }
  }

  it('takes a name and six digits', async () => {
    const page = await browser.page({ width: 1024, height: 768 });
    await page.goto(server().url);
    await page.getByRole('button', { name: 'Luca Pace' }).click();
    await enterPin(page, PIN);
    await page.getByRole('button', { name: 'Luca Pace, menu personale' }).waitFor();
  });

  it('says that the PIN was wrong and begins again', async () => {
    const page = await browser.page({ width: 1024, height: 768 });
    await page.goto(server().url);
    await page.getByRole('button', { name: 'Luca Pace' }).click();
    await enterPin(page, '111213');
    expect(await page.getByRole('alert').innerText()).to.include('PIN non corretto');
    await page.getByRole('status', { name: '0 cifre scritte di 6' }).waitFor();
  });

  it('covers the work at once, and finds it again for the same person', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.getByLabel('Cognome o telefono').fill('Rinaldi');
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).click();
    await page.getByRole('menuitem', { name: 'Cambia persona' }).click();
    await page.getByRole('heading', { name: 'Chi sei?' }).first().waitFor();
    await page.getByLabel('Cognome o telefono').waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Noemi Ferri', exact: true }).click();
    await enterPin(page, PIN);
    await page.getByLabel('Cognome o telefono').waitFor();
    expect(await page.getByLabel('Cognome o telefono').inputValue()).to.equal('Rinaldi');
  });

  it('shows nothing of the last person to the next one', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.getByLabel('Cognome o telefono').fill('Rinaldi');
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).click();
    await page.getByRole('menuitem', { name: 'Cambia persona' }).click();
    await page.getByRole('button', { name: 'Luca Pace', exact: true }).click();
    await enterPin(page, PIN);

    await page.getByRole('button', { name: 'Luca Pace, menu personale' }).waitFor();
    await page.getByLabel('Cognome o telefono').waitFor();
    expect(await page.getByLabel('Cognome o telefono').inputValue()).to.equal('');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing to stumble over (${colorScheme})`, async () => {
      const page = await browser.page({ width: 390, height: 844, colorScheme });
      await page.goto(server().url);
      await page.getByRole('button', { name: 'Luca Pace' }).waitFor();
      expect(await axe(page)).to.deep.equal([]);
      await page.getByRole('button', { name: 'Luca Pace' }).click();
      await page.getByRole('heading', { name: 'Ciao Luca' }).waitFor();
      expect(await axe(page)).to.deep.equal([]);
    });
  }
});

describe('a browser that becomes a device of the store', () => {
  const browser = useBrowser();
  const server = useFakeServer();
  beforeEach(() => browser.expectComplaint(/401|422/));

  it('is enrolled with the administrator’s code, and then asks for names and PINs', async () => {
    const page = await browser.page({ width: 1024, height: 768 });
    await page.goto(server().url);
    await page.getByRole('button', { name: 'Registra questo dispositivo' }).click();
    await page.getByLabel('Codice di registrazione').fill('WRONG');
    await page.getByRole('button', { name: 'Registra', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).to.include('Codice non valido');

    await page.getByLabel('Codice di registrazione').fill(ENROLMENT_CODE);
    await page.getByRole('button', { name: 'Registra', exact: true }).click();
    await page.getByRole('heading', { name: 'Chi sei?' }).first().waitFor();
    await page.getByText('Milano Torino 14 · cassa 2').waitFor();
  });
});

describe('one’s own PIN', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('is chosen with the password, and is six digits', async () => {
    browser.expectComplaint(/422/);
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile/coda');
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).click();
    await page.getByRole('menuitem', { name: 'Scegli il PIN' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scegli il PIN' });
    await dialog.getByLabel('PIN nuovo').fill('41827a3');
    expect(await dialog.getByLabel('PIN nuovo').inputValue()).to.equal('418273');
    await dialog.getByLabel('La tua password').fill('sbagliata');
    await dialog.getByRole('button', { name: 'Salva il PIN' }).click();
    await dialog.getByRole('alert').waitFor();

    await dialog.getByLabel('La tua password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Salva il PIN' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('PIN salvato').waitFor();
  });
});

describe('a session that ends', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('asks to log in again, over the work, and gives it back', async () => {
    browser.expectComplaint(/401|404/);
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.getByLabel('Cognome o telefono').fill('Rinaldi');
    server().become(null);
    // Any request tells it; the page asks who is there when it comes back to the front.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByText('Your session is over').waitFor();
    await page.getByLabel('Log-in name').fill(NOEMI);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByLabel('Cognome o telefono').waitFor();
    expect(await page.getByLabel('Cognome o telefono').inputValue()).to.equal('Rinaldi');
  });
});
