import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { sendGoods } from '../../../modules/store-system/transfers/asking-contracts.ts';
import { readTransfer } from '../../../modules/store-system/transfers/contracts.ts';
import {
  setPicked,
  shipTransfer,
} from '../../../modules/store-system/transfers/steps-contracts.ts';
import { scan } from '../../support/actions.ts';
import { useServer } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeStock } from '../../support/make/stock.ts';
import { makeTransferReasons } from '../../support/make/transfer-chain.ts';
import { openAs, overhang, servedScreens, SIZES } from '../../support/screens.ts';
import { told } from '../../support/told.ts';
import { until } from '../../support/until.ts';
import { makeShop, type Shop } from './shop.ts';

const RECEIPTS = '**/transfer-shipments/*/receipts';
/** So often the page asks by itself before it says that nobody answers. */
const ATTEMPTS = 3;

describe('receiving three coats that come in two parcels', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;
  let transferId: string;
  let itemId: string;
  let gtin: string;

  before(async () => {
    await makeTransferReasons(server.database.db);
    shop = await makeShop(server);
  });

  beforeEach(async () => {
    const { db } = server.database;
    gtin = makeGtin();
    itemId = await makeItem(db, { styleId: shop.styleId, size: gtin.slice(-5), gtin });
    await makeStock(db, { locationId: shop.there, itemId, quantity: 3 });
    const as = { as: shop.colleague };
    const { transfer, lines } = await server.call(
      sendGoods,
      {
        from: shop.there,
        to: shop.here,
        causal: 'between-stores',
        lines: [{ itemId, quantity: 3 }],
      },
      as,
    );
    ({ transferId } = transfer);
    await server.call(setPicked, { transferId, lineId: lines[0]!.lineId, picked: 3 }, as);
    await server.call(shipTransfer, { transferId, carriedBy: 'sender', parcels: 2 }, as);
  });

  const open = async (size: { width: number; height: number } = SIZES.desktop): Promise<Page> => {
    const page = await browser.page(size);
    await openAs(page, server.url, shop.clerk, `/trasferimenti/${transferId}`);
    await page.getByRole('button', { name: 'Conferma 3 pezzi come spediti' }).waitFor();
    return page;
  };
  const count = async (page: Page, words: string): Promise<void> => {
    await scan(page, gtin);
    await told(page, words);
  };
  const arrived = async (): Promise<number> => {
    const level = await server.database
      .db('ss_stock_level')
      .where({ location_id: shop.here, item_id: itemId, condition: 'sellable' })
      .first<{ on_hand: number } | undefined>('on_hand');
    return level?.on_hand ?? 0;
  };
  const transfer = async () =>
    (await server.call(readTransfer, { transferId }, { as: shop.clerk })).view;
  const rest = (page: Page) => page.getByRole('button', { name: 'Il resto arriva dopo' });

  it('takes each piece in once: what the first parcel had is not counted with the second', async () => {
    const page = await open();
    await count(page, 'contato, 1 di 3');
    await rest(page).click();
    await page.getByRole('button', { name: 'Conferma 2 pezzi come spediti' }).waitFor();
    expect(await page.getByLabel(/^Buoni, /).inputValue()).to.equal('');
    await screenshot(page, 'transfers-part-received-desktop');
    expect(await axe(page)).to.deep.equal([]);

    await count(page, 'contato, 1 di 2');
    await count(page, 'contato, 2 di 2');
    await page.getByRole('button', { name: 'Conferma il conteggio, 2 pezzi' }).click();
    await page.getByText('Ricevuto', { exact: true }).first().waitFor();

    expect(await arrived()).to.equal(3);
    const { state } = (await transfer()).transfer;
    expect(state).to.equal('received');
  });

  it('takes two quick presses for one, and puts nothing else under the finger', async () => {
    const page = await open(SIZES.handheld);
    await count(page, 'contato, 1 di 3');
    const where = (await rest(page).boundingBox())!;
    await rest(page).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await page.getByText('Conferma 2 pezzi come spediti').waitFor();
    await screenshot(page, 'transfers-part-received-handheld');
    expect(await overhang(page)).to.equal(0);
    await page.touchscreen.tap(where.x + where.width / 2, where.y + where.height / 2);

    await count(page, 'contato, 1 di 2');
    expect(await arrived()).to.equal(1);
    expect((await transfer()).transfer.received).to.equal(1);
  });

  it('keeps what is scanned while the first parcel is being written down', async () => {
    const page = await open();
    await count(page, 'contato, 1 di 3');
    let go = (): void => undefined;
    const scanned = new Promise<void>((resume) => (go = resume));
    await page.route(RECEIPTS, async (route) => {
      await scanned;
      await route.continue();
    });
    await rest(page).click();
    await count(page, 'contato, 2 di 3');
    go();
    await page.getByText('1 di 2 contati · 1 manca').waitFor();
    await count(page, 'contato, 2 di 2');
    await page.getByRole('button', { name: 'Conferma il conteggio, 2 pezzi' }).click();
    await page.getByText('Ricevuto', { exact: true }).first().waitFor();
    expect(await arrived()).to.equal(3);
  });

  it('takes nothing in twice when the answer was lost, whatever was scanned since', async () => {
    browser.expectComplaint(/ERR_FAILED|Failed to fetch/);
    const page = await open();
    const keys: (string | undefined)[] = [];
    const lose = async (route: Route): Promise<void> => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > ATTEMPTS) return route.continue();
      await route.fetch();
      await route.abort('failed');
    };
    await page.route(RECEIPTS, lose);
    await count(page, 'contato, 1 di 3');
    await rest(page).click();
    await page.getByText('Il server non risponde.').first().waitFor();
    expect(await arrived()).to.equal(1);
    await count(page, 'contato, 2 di');

    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await rest(page).click();
    await until('it is asked once more', () => keys.length === ATTEMPTS + 1);
    expect(new Set(keys)).to.have.lengthOf(1);
    await page.getByText('1 di 2 contati · 1 manca').waitFor();
    expect(await arrived()).to.equal(1);
  });
});
