import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { scan } from '../../support/actions.ts';
import { useBrowser } from '../../support/browser.ts';
import { told } from '../../support/told.ts';
import { until } from '../../support/until.ts';
import { openAsNoemi, useFakeServer } from './shell-fixture.ts';

const WRONG_SIZE = '8057190402888';
const RIGHT_SIZE = '8057190402901';
const PICKUP = scannableCode('PK', new Uint8Array(12));

const telling = (page: Page) => page.locator('.bt-scan-told');

describe('a scanner that fires on a screen', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  for (const [field, how] of [
    ['Cognome o telefono', {}],
    ['Pezzi', {}],
    ['Nuovo prezzo', {}],
    ['Cognome o telefono', { suffix: 'Tab' }],
    ['Cognome o telefono', { android: true }],
    ['Pezzi', { android: true }],
  ] as const) {
    const { suffix = 'Enter', android = false } = { suffix: undefined, android: undefined, ...how };
    it(`leaves «${field}» as it was (${suffix}${android ? ', Android' : ''})`, async () => {
      const page = await browser.page();
      await openAsNoemi(page, server(), '/stile');
      const input = page.getByLabel(field);
      await input.focus();
      const before = await input.inputValue();

      await scan(page, WRONG_SIZE, how);

      await telling(page).waitFor();
      expect(await telling(page).innerText()).to.include('È la L, serve la M');
      expect(await input.inputValue()).to.equal(before);
      expect(await input.evaluate((element) => element === document.activeElement)).to.equal(true);
    });
  }

  it('leaves a field alone that an Android keyboard composes into', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    const input = page.getByLabel('Cognome o telefono');
    await input.focus();
    await page.keyboard.type('Rin', { delay: 50 });
    await until('the letters are there', async () => (await input.inputValue()) === 'Rin');

    const keyboard = await page.context().newCDPSession(page);
    const unnamed = { key: 'Unidentified', code: '', windowsVirtualKeyCode: 229 };
    const sent = [...WRONG_SIZE].flatMap((_, place) => {
      const text = WRONG_SIZE.slice(0, place + 1);
      return [
        keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...unnamed }),
        keyboard.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        }),
        keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...unnamed }),
      ];
    });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    sent.push(keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter }));
    await Promise.all(sent);

    await telling(page).waitFor();
    expect(await telling(page).innerText()).to.include('È la L, serve la M');
    expect(await input.inputValue()).to.equal('Rin');
  });

  it('leaves what a hand had begun to write, with the caret where it was', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    const input = page.getByLabel('Cognome o telefono');
    await input.focus();
    await page.keyboard.type('Rinaldi', { delay: 50 });
    await until('the letters are there', async () => (await input.inputValue()) === 'Rinaldi');
    await page.keyboard.press('ArrowLeft');

    await scan(page, WRONG_SIZE);
    await telling(page).waitFor();
    await page.keyboard.type('xy', { delay: 50 });

    // A hand on a busy machine may look like a scanner for a moment: its letters come a little later.
    await until('the letters are there', async () => (await input.inputValue()) === 'Rinaldxyi');
  });

  it('types no PIN', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.getByRole('heading', { level: 1 }).click();

    await scan(page, WRONG_SIZE);
    await telling(page).waitFor();
    await page.getByRole('status', { name: '0 cifre scritte di 6' }).waitFor();

    await page.keyboard.type('418', { delay: 60 });
    await page.getByRole('status', { name: '3 cifre scritte di 6' }).waitFor();
  });

  it('is told as accepted or refused by the open screen, and red stays until the next scan', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');

    await scan(page, WRONG_SIZE);
    await page.locator('.bt-scan-told[data-outcome="refused"]').waitFor();
    await scan(page, RIGHT_SIZE);
    await told(page, 'preso, 2 di 2');

    expect(await page.locator('.bt-scan-told[data-outcome="refused"]').count()).to.equal(0);
    await telling(page).waitFor({ state: 'detached' });
  });

  it('opens the screen that wants this kind of code, from any other', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');

    await scan(page, PICKUP);

    await page.waitForURL(`**/stile/coda?codice=${PICKUP}`);
    await page.getByText(PICKUP).first().waitFor();
  });

  it('says that a code of ours with a wrong letter is not recognised', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');

    await scan(page, 'PK-0000000000001');

    await page.locator('.bt-scan-told[data-outcome="refused"]').waitFor();
    expect(await telling(page).innerText()).to.include('Codice non riconosciuto');
  });

  it('searches for a text that is no code', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');

    await scan(page, 'CAPPOTTO');

    const search = page.getByRole('combobox', { name: 'Scansiona o cerca' });
    await until('it is searched for', async () => (await search.inputValue()) === 'CAPPOTTO');
  });
});

describe('a hand that types', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('gets every letter into the field, also two that roll over each other', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    const input = page.getByLabel('Cognome o telefono');
    await input.focus();

    await scan(page, 'thr', { suffix: 'none' });
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('input[placeholder="Rinaldi o 0142"]')?.value ===
        'thr',
    );
    await page.keyboard.type('ee', { delay: 50 });

    await until('the letters are there', async () => (await input.inputValue()) === 'three');
    expect(await telling(page).count()).to.equal(0);
  });

  it('finds a typed code like a scanned one', async () => {
    const page = await browser.page();
    await openAsNoemi(page, server(), '/stile');
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox', { name: 'Scansiona o cerca' });
    await search.fill(PICKUP.toLowerCase());
    await search.press('Enter');

    await page.waitForURL(`**/stile/coda?codice=${PICKUP}`);
  });
});
