import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { returnOfPaidAtCounter } from '../../support/make/paid-at-counter.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { openAs, overhang, servedScreens, SIZES } from '../../support/screens.ts';

const SLIP = 'Numero dello scontrino del POS (facoltativo)';

describe('the money of a return, at the counter', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let desk: ReturnDesk;
  let clerk: Caller;
  let office: Caller;

  before(async () => {
    desk = await makeReturnDesk(server.database.db, { '40': { quantity: 20 } });
    clerk = await server.person('clerk', desk.locationId);
    office = await server.person('web-store-manager', null);
  });
  afterEach(() => expectReconciled(server.database.db, OMNICHANNEL_CHECKS));

  const opened = async (
    who: Caller,
    ...payments: Parameters<typeof returnOfPaidAtCounter>[2]
  ): Promise<Page> => {
    const { returnId } = await returnOfPaidAtCounter(desk, '40', payments);
    const page = await browser.page();
    await openAs(page, server.url, who, `/resi/${returnId}`);
    await money(page).waitFor();
    return page;
  };
  const money = (page: Page) => page.getByRole('list', { name: 'Come torna il denaro' });
  const part = (page: Page, words: string | RegExp) =>
    money(page).getByRole('listitem').filter({ hasText: words });
  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await money(page).waitFor();
      await screenshot(page, `refund-parts-${name}-${size}`, { fullPage: true });
      expect(await axe(page), `${name}, ${size}`).to.deep.equal([]);
      expect(await overhang(page), `${name}, ${size}`).to.equal(0);
    }
    await page.setViewportSize(SIZES.desktop);
    // The form for the other size is another one: it is typed in once this one is there.
    await page.locator('.bt-sheet').waitFor();
  };

  it('has a button for each tender: cash in the hand is not money on the card', async () => {
    const page = await opened(
      clerk,
      { kind: 'cash', amountMinor: 49_00 },
      { kind: 'card', amountMinor: 49_00 },
    );
    const cash = page.getByRole('button', { name: /^Ho dato 24,50.* in contanti/ });
    const card = page.getByRole('button', { name: /^Ho riaccreditato 24,50.* sulla carta/ });
    await cash.waitFor();
    await card.waitFor();
    await looked(page, 'two-tenders');
    await page.getByLabel(SLIP).fill('POS 4711');

    await cash.click();
    await part(page, /In contanti.*pagato/).waitFor();
    await cash.waitFor({ state: 'detached' });
    expect(await part(page, /Sulla carta, al banco.*da pagare/).count()).to.equal(1);
    expect(await page.getByLabel(SLIP).inputValue(), 'what is typed stays').to.equal('POS 4711');
    await screenshot(page, 'refund-parts-cash-given-desktop');

    await card.click();
    await part(page, /Sulla carta, al banco.*pagato/).waitFor();
    const references = await server.database
      .db('oc_refund_part')
      .where({ tender: 'card-terminal' })
      .pluck('reference');
    expect(references).to.deep.equal(['POS 4711']);
  });

  it('goes another way for who the rules name when the terminal fails; the clerk is told whom to ask, and sees it done', async () => {
    const { returnId } = await returnOfPaidAtCounter(desk, '40', [
      { kind: 'card', amountMinor: 80_03 },
    ]);
    const [asked, manager] = [await browser.page(), await browser.page()];
    await openAs(asked, server.url, clerk, `/resi/${returnId}`);
    await asked.getByText(/^Il terminale non riaccredita\? Chiedi al web store manager/).waitFor();
    const other = /^Rendi 80,03.* in altro modo/;
    expect(await asked.getByRole('button', { name: other }).count()).to.equal(0);
    await looked(asked, 'whom-to-ask');

    await openAs(manager, server.url, office, `/resi/${returnId}`);
    await manager.getByRole('button', { name: other }).waitFor();
    await looked(manager, 'may');
    await manager.getByRole('button', { name: other }).click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'In contanti' }).check();
    await dialog.getByText('Manca il consenso del cliente').waitFor();
    await dialog.getByLabel('Il cliente è d’accordo').check();
    await screenshot(manager, 'refund-parts-other-way-desktop');
    await dialog.getByRole('button', { name: /^Rimborsa 80,03/ }).click();
    await dialog.waitFor({ state: 'detached' });

    // The clerk's screen moves by itself, to the sum of cash as it is rounded.
    await asked.getByRole('button', { name: /^Ho dato 80,05.* in contanti/ }).click();
    await part(asked, /In contanti.*pagato/).waitFor();
    await part(manager, /In contanti.*pagato/).waitFor();
  });

  it('says the sum to hand over in cash, rounded to five cents, and that it was', async () => {
    const page = await opened(clerk, { kind: 'cash', amountMinor: 80_03 });
    await part(page, /In contanti.*80,03/).waitFor();
    await part(page, /Arrotondamento.*\+0,02/).waitFor();
    await looked(page, 'rounded');
    await page.getByRole('button', { name: /^Ho dato 80,05.* in contanti/ }).click();
    await part(page, /In contanti.*pagato/).waitFor();
  });
});
