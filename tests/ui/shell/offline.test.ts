import { expect } from 'chai';
import { useBrowser } from '../../support/browser.ts';
import { openAsNoemi, useFakeServer } from './shell-fixture.ts';

describe('without network', () => {
  const browser = useBrowser();
  const server = useFakeServer();
  beforeEach(() =>
    browser.expectComplaint(/ERR_CONNECTION|ERR_FAILED|WebSocket|Failed to fetch|404/),
  );

  it('opens the screens again after a reload, with what was read and the age of it', async () => {
    const page = await browser.page({ keepsScreens: true });
    await openAsNoemi(page, server(), '/stile');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // The kept answers are written a moment after the last one came.
      const kept = () =>
        new Promise<boolean>((resolve) => {
          const request = indexedDB.open('bottega', 1);
          request.onsuccess = () => {
            const read = request.result.transaction('kept').objectStore('kept').get('queries');
            read.onsuccess = () => {
              request.result.close();
              resolve(JSON.stringify(read.result ?? null).includes('Noemi Ferri'));
            };
          };
        });
      while (!(await kept())) await new Promise(requestAnimationFrame);
    });
    await server().goAway();

    await page.goto(`${server().url}/stile/coda`);

    await page.getByText('Elena M.').waitFor();
    await page.getByText('Sei senza rete').waitFor();
    expect(await page.getByText('Senza rete', { exact: true }).count()).to.equal(1);
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).waitFor();
  });

  it('says so on the open screen, and that it is back', async () => {
    const page = await browser.page({ keepsScreens: true });
    await openAsNoemi(page, server(), '/stile');
    await page.getByText('In linea').waitFor();
    await server().goAway();
    await page.getByText('Sei senza rete').waitFor();
    expect(await page.getByText(/Sei senza rete dalle \d\d:\d\d/).count()).to.equal(1);

    // Only the button asks who one is: the socket that comes back by itself does not.
    const asked = page.waitForRequest(/\/api\/core\/me/);
    await page.getByRole('button', { name: 'Prova ora' }).click();
    await asked;
    await page.getByText('Sei senza rete').waitFor();

    await server().comeBack();
    await page.getByText('In linea').waitFor();
    await page.getByText('Sei senza rete').waitFor({ state: 'detached' });
  });

  it('waits for a server that was never there, and opens by itself', async () => {
    const page = await browser.page({ keepsScreens: true });
    await openAsNoemi(page, server(), '/stile');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      localStorage.clear();
      await new Promise((resolve) => {
        indexedDB.deleteDatabase('bottega').onsuccess = resolve;
      });
    });
    await server().goAway();
    await page.reload();
    await page.getByRole('heading', { name: 'Bottega non risponde' }).waitFor();

    await server().comeBack();
    await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).waitFor();
  });
});
