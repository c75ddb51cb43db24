import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useBrowser } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { PASSWORD } from './fake-server.ts';
import { NOEMI, openAsNoemi, useFakeServer } from './shell-fixture.ts';

describe('leaving without network', () => {
  const browser = useBrowser();
  const server = useFakeServer();
  beforeEach(() =>
    browser.expectComplaint(
      /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket|Failed to fetch|40[14]/,
    ),
  );

  const menuOfNoemi = (page: Page) =>
    page.getByRole('button', { name: 'Noemi Ferri, menu personale' });
  /** Noemi at work, with screens that open without network, and the line cut. */
  async function noemiCutOff(): Promise<Page> {
    const page = await browser.page({ keepsScreens: true });
    await openAsNoemi(page, server(), '/stile');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await page.context().setOffline(true);
    await page.getByText('Sei senza rete').waitFor();
    return page;
  }
  async function choose(page: Page, item: 'Esci' | 'Cambia persona'): Promise<void> {
    await menuOfNoemi(page).click();
    await page.getByRole('menuitem', { name: item }).click();
  }
  const password = (page: Page) => page.getByLabel('Password', { exact: true });
  /** The network is back: whoever stands there sees the log-in, and the session is over. */
  async function staysOut(page: Page): Promise<void> {
    await password(page).fill('scritta prima');
    await page.context().setOffline(false);
    await until('the session is over', () => server().person() === null);
    expect(await password(page).inputValue()).to.equal('scritta prima');
    expect(await menuOfNoemi(page).count()).to.equal(0);
  }

  it('ends the session when the network is back, and shows nobody’s work until then', async () => {
    const page = await noemiCutOff();
    await choose(page, 'Esci');
    await password(page).waitFor();
    await page.reload();
    await password(page).waitFor();
    expect(await menuOfNoemi(page).count()).to.equal(0);
    await staysOut(page);
    await page.reload();
    await password(page).waitFor();
  });

  it('keeps the change of person when the page is loaded again', async () => {
    server().enrol();
    const page = await noemiCutOff();
    await choose(page, 'Cambia persona');
    await page.getByLabel('Cognome o telefono').waitFor({ state: 'hidden' });
    await page.reload();
    await page
      .getByRole('heading', { name: /Entra|Chi sei/ })
      .first()
      .waitFor();
    expect(await menuOfNoemi(page).count()).to.equal(0);
    await page.context().setOffline(false);
    await until('the session is over', () => server().person() === null);
    await page.getByRole('heading', { name: 'Chi sei?' }).first().waitFor();
  });

  it('ends no session but the one that was left', async () => {
    const page = await noemiCutOff();
    await choose(page, 'Esci');
    await password(page).waitFor();
    await staysOut(page);
    await page.getByLabel('Nome di accesso').fill(NOEMI);
    await password(page).fill(PASSWORD);
    await page.getByRole('button', { name: 'Entra', exact: true }).click();
    await menuOfNoemi(page).waitFor();
    await page.reload();
    await menuOfNoemi(page).waitFor();
    expect(server().person()).to.equal('Noemi Ferri');
  });
});
