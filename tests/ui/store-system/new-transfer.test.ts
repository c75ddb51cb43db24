import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { sellGoods } from '../../../modules/store-system/stock/moving-contracts.ts';
import { sendGoods } from '../../../modules/store-system/transfers/asking-contracts.ts';
import { readBoard, readTransfer } from '../../../modules/store-system/transfers/contracts.ts';
import {
  setPicked,
  shipTransfer,
} from '../../../modules/store-system/transfers/steps-contracts.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { countActions, scan } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeStock } from '../../support/make/stock.ts';
import { makeTransferReasons } from '../../support/make/transfer-chain.ts';
import { openAs, overhang, servedScreens, SIZES } from '../../support/screens.ts';
import { told } from '../../support/told.ts';
import { makeShop, type Shop } from './shop.ts';

describe('beginning a transfer', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let shop: Shop;

  before(async () => {
    await makeTransferReasons(server.database.db);
    shop = await makeShop(server);
  });

  /** One more size of the coat, with one piece here. */
  async function onePieceHere(size: string): Promise<{ itemId: string; gtin: string }> {
    const { db } = server.database;
    const gtin = makeGtin();
    const itemId = await makeItem(db, {
      styleId: shop.styleId,
      size,
      sizeOrder: Number(size),
      gtin,
    });
    await makeStock(db, { locationId: shop.here, itemId, quantity: 1 });
    return { itemId, gtin };
  }

  const board = async () =>
    (await server.call(readBoard, { locationId: shop.here }, { as: shop.clerk })).view;
  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [device, size] of Object.entries(SIZES)) {
      await page.setViewportSize(size);
      await page.locator(device === 'handheld' ? '[data-place="hand"]' : '.bt-sheet').waitFor();
      await screenshot(page, `transfers-new-${name}-${device}`);
      expect(await axe(page), `${name}, ${device}`).to.deep.equal([]);
      expect(await overhang(page), 'nothing sticks out at the side').to.equal(0);
    }
    await page.setViewportSize(SIZES.desktop);
    await page.locator('.bt-sheet').waitFor();
  };
  const take = (page: Page, gtin: string, count: number): Promise<void> =>
    scan(page, gtin).then(() => told(page, `ora ${count}`));

  it('asks the place that has it, in four actions: open, scan, scan, ask', async () => {
    const page = await browser.page();
    const actions = await countActions(page);
    await openAs(page, server.url, shop.clerk, '/trasferimenti');
    const begin = page.getByRole('button', { name: 'Chiedi merce' });
    await begin.waitFor();
    await actions.reset();

    await begin.click();
    await page.getByText('Nessun pezzo ancora').waitFor();
    await take(page, shop.gtin42, 1);
    // A second piece is counted just so once the screen knows the item that it counts.
    await page.getByText('2 altrove').waitFor();
    await take(page, shop.gtin42, 2);
    await page.getByRole('button', { name: 'Chiedi 2 pezzi' }).click();
    await page.getByText('Richiesto', { exact: true }).first().waitFor();

    expect(await actions.list()).to.have.lengthOf(4);
    const { incoming } = await board();
    expect(
      incoming.map(({ transfer, causal }) => [
        transfer.from,
        transfer.state,
        transfer.requested,
        causal.code,
      ]),
    ).to.deep.equal([[shop.there, 'requested', 2, 'between-stores']]);
  });

  it('asks before it is left with pieces on it, whatever leads away', async () => {
    const page = await browser.page();
    const path = () => new URL(page.url()).pathname;
    await openAs(page, server.url, shop.clerk, '/trasferimenti');
    await page.getByRole('button', { name: 'Chiedi merce' }).click();
    await page.getByText('Nessun pezzo ancora').waitFor();
    await take(page, shop.gtin42, 1);
    const asked = page.getByRole('dialog', { name: 'Hai cominciato qualcosa che non è salvato' });
    const stay = async (): Promise<void> => {
      await asked.getByRole('button', { name: 'Resta' }).click();
      await asked.waitFor({ state: 'detached' });
      await page.getByText('taglia 42').first().waitFor();
      expect(path()).to.equal('/trasferimenti/chiedi');
    };

    await page.keyboard.press('Escape');
    await asked.waitFor();
    await looked(page, 'unsaved');
    await stay();
    await scan(page, scannableCode('PK', crypto.getRandomValues(new Uint8Array(12))));
    await asked.waitFor();
    await stay();
    await page.goBack();
    await asked.waitFor();
    await stay();

    await page.keyboard.press('Escape');
    await asked.getByRole('button', { name: 'Lascia' }).click();
    await page.waitForURL(/trasferimenti$/);
  });

  it('begins with nothing, and nothing to stumble over', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/trasferimenti/chiedi');
    await page.getByText('Nessun pezzo ancora').waitFor();
    await looked(page, 'ask-empty');
  });

  it('says who has how many, and finds by words', async () => {
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/trasferimenti/chiedi');
    await page.getByLabel('Scansiona o scrivi articolo, taglia').fill('vestaglia livia');
    await page.getByRole('button', { name: /Cappotto a vestaglia Livia/ }).click();
    const sizes = page.getByRole('dialog', { name: /Quale taglia e colore/ });
    await sizes.getByRole('button', { name: /42/ }).click();
    await page.getByLabel(/^Quanti, Cappotto a vestaglia Livia 42/).fill('3');
    const place = page.getByRole('button', { name: /^Milano Buenos Aires.*2 di 3/ });
    await place.waitFor();
    expect(await place.getAttribute('aria-pressed')).to.equal('true');
    await looked(page, 'ask');
  });

  it('begins in the finder with the item and the place that one looks at', async () => {
    const page = await browser.page();
    await openAs(
      page,
      server.url,
      shop.clerk,
      `/trova?modello=${shop.styleId}&articolo=${shop.item42}`,
    );
    await page.getByRole('button', { name: 'Fattelo mandare' }).click();
    await page.getByRole('button', { name: 'Chiedi 1 pezzo' }).waitFor();
    const place = page.getByRole('button', { name: /^Milano Buenos Aires/ });
    expect(await place.getAttribute('aria-pressed')).to.equal('true');
  });

  it('sends unasked what is here, and no more than is here', async () => {
    const { gtin } = await onePieceHere('46');
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/trasferimenti/spedisci');
    await page.getByText('Nessun pezzo ancora').waitFor();
    await take(page, gtin, 1);
    await page.getByRole('button', { name: /^Milano Buenos Aires/ }).click();
    await page.getByLabel(/^Quanti, /).fill('2');
    await page.getByText('Qui non bastano').waitFor();
    await page.getByText('qui se ne possono spedire 1').waitFor();
    await page.getByLabel(/^Quanti, /).fill('1');
    await looked(page, 'send');
    await page.getByRole('button', { name: 'Prepara 1 pezzo' }).click();
    await page.getByText('Scansiona ogni pezzo mentre lo prendi.').waitFor();

    const { outgoing } = await board();
    expect(outgoing.map(({ transfer }) => [transfer.to, transfer.state])).to.deep.equal([
      [shop.there, 'draft'],
    ]);
  });

  it('keeps what was written when somebody else was faster', async () => {
    browser.expectComplaint(/409/);
    const { itemId, gtin } = await onePieceHere('48');
    const before = (await board()).outgoing.length;
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/trasferimenti/spedisci');
    await page.getByText('Nessun pezzo ancora').waitFor();
    await take(page, gtin, 1);
    await page.getByRole('button', { name: /^Milano Buenos Aires/ }).click();
    const go = page.getByRole('button', { name: 'Prepara 1 pezzo' });
    await go.waitFor();
    const lines = [{ itemId, quantity: 1 }];
    const document = { kind: 'receipt', id: '7' };
    await server.call(sellGoods, { locationId: shop.here, document, lines }, { as: shop.clerk });

    await go.click();
    await page.getByText('Ne restano 0, ne servono 1.').waitFor();
    await page.getByText('qui se ne possono spedire 0').waitFor();
    expect(await page.getByLabel(/^Quanti, /).inputValue()).to.equal('1');
    expect((await board()).outgoing).to.have.lengthOf(before);
  });

  it('cannot be sent without network, and says so', async () => {
    browser.expectComplaint(/ERR_CONNECTION|ERR_FAILED|WebSocket|Failed to fetch/);
    const other = await server.another();
    const page = await browser.page();
    await openAs(page, other.url, shop.clerk, '/trasferimenti/chiedi');
    await page.getByText('Nessun pezzo ancora').waitFor();
    await take(page, shop.gtin42, 1);
    const ask = page.getByRole('button', { name: 'Chiedi 1 pezzo' });
    await ask.waitFor();
    await other.stop();
    await page.getByText('Serve la rete').first().waitFor();
    expect(await ask.isDisabled()).to.equal(true);
  });

  describe('that has left', () => {
    const sizes = ['50', '52'].values();
    let manager: Caller;
    let transferId: string;
    let itemId: string;

    beforeEach(async () => {
      ({ itemId } = await onePieceHere(String(sizes.next().value)));
      manager = await server.person('store-manager', shop.here);
      const as = { as: manager };
      const { transfer, lines } = await server.call(
        sendGoods,
        {
          from: shop.here,
          to: shop.there,
          causal: 'between-stores',
          lines: [{ itemId, quantity: 1 }],
        },
        as,
      );
      ({ transferId } = transfer);
      await server.call(setPicked, { transferId, lineId: lines[0]!.lineId, picked: 1 }, as);
      await server.call(shipTransfer, { transferId, carriedBy: 'sender', parcels: 1 }, as);
    });

    it('is recalled by its sender, and its piece is for sale again', async () => {
      const page = await browser.page(SIZES.handheld);
      await openAs(page, server.url, manager, `/trasferimenti/${transferId}`);
      await page.getByRole('button', { name: /^Richiama / }).click();
      const dialog = page.getByRole('dialog', { name: /^Richiama la spedizione/ });
      await dialog.getByRole('radio', { name: /Di nuovo qui/ }).check();
      await dialog.getByLabel('Che cosa è successo').fill('Indirizzo sbagliato');
      await screenshot(page, 'transfers-recall-handheld');
      expect(await axe(page)).to.deep.equal([]);
      expect(await overhang(page)).to.equal(0);
      await dialog.getByRole('button', { name: 'Riporta 1 pezzo' }).click();
      await page.getByText('Indirizzo sbagliato').first().waitFor();
      expect(await page.getByRole('button', { name: /^Richiama / }).count()).to.equal(0);

      const { view } = await server.call(readTransfer, { transferId }, { as: manager });
      expect(view.transfer.state).to.equal('cancelled');
      const level = await server.database
        .db('ss_stock_level')
        .where({ location_id: shop.here, item_id: itemId, condition: 'sellable' })
        .first<{ on_hand: number }>('on_hand');
      expect(level!.on_hand).to.equal(1);
    });

    it('is not for a clerk to recall, nor for the other end', async () => {
      const there = await server.person('store-manager', shop.there);
      for (const who of [shop.clerk, there]) {
        const page = await browser.page();
        await openAs(page, server.url, who, `/trasferimenti/${transferId}`);
        await page.getByRole('button', { name: 'Stampa il documento' }).waitFor();
        expect(await page.getByRole('button', { name: /^Richiama/ }).count()).to.equal(0);
      }
    });
  });
});
