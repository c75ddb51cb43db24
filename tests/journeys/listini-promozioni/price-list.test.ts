import { expect } from 'chai';
import { quoteBasket } from '../../../modules/listini-promozioni/quotes/contracts.ts';
import { countActions } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);
const ITEMS = 500;
/** Paste, take over, hand in. */
const PASTE_ACTIONS = 3;

describe('five hundred prices out of a spreadsheet', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let marta: Caller;
  let elena: Caller;
  let site: Caller;
  let shop: string;
  let listId: string;
  const gtins: string[] = [];

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    for (let nth = 0; nth < ITEMS; nth += 1) {
      const gtin = makeGtin();
      gtins.push(gtin);
      await makeItem(db, { gtin, styleId, size: String(nth), listPriceMinor: 249_00 });
    }
    await followAll(db, days(-40));
    const list = await makePriceList(db, { code: 'ITALIA', at: days(-40) });
    ({ listId } = list);
    await publish(db, list.changeSetId, [], days(-40));
    marta = await server.person('merchandiser', null);
    elena = await server.person('merchandiser', null);
    site = await server.program(['prices:read']);
  });

  const priceOf = async (gtin: string, at?: Date): Promise<number> => {
    const { totals } = await server.call(
      quoteBasket,
      {
        channel: 'store',
        locationId: shop,
        lines: [{ lineId: '1', gtin, quantity: 1 }],
        ...(at ? { at: at.toISOString() } : {}),
      },
      { as: site },
    );
    return totals.totalMinor;
  };

  it('are pasted, handed in in three actions, scheduled by another person, and undone', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.getByRole('button', { name: 'Prepara una modifica' }).click();
    await page.getByLabel('Nome della modifica').fill('Saldi invernali');
    await page.getByRole('radio', { name: 'Da un momento' }).check();
    const begins = days(10).toISOString().slice(0, 10);
    await page.getByLabel('Dalle (ora di ogni negozio)').fill(`${begins}T00:00`);
    await page.getByRole('button', { name: 'Comincia' }).click();
    await page.locator('.lp-grid-input').first().waitFor();

    const actions = await countActions(page);
    await page.getByRole('button', { name: 'Incolla prezzi' }).click();
    const rows = gtins.map((gtin, nth) => `${gtin}\t${199 - (nth % 5)},90`);
    await page.getByLabel('Codici e prezzi').fill(`Barcode\tPrezzo\n${rows.join('\n')}`);
    await page.getByRole('button', { name: `Incolla ${ITEMS} prezzi` }).click();
    await page.getByText(`${ITEMS} prezzi modificati`).waitFor();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    await page.getByText('L’hai preparata tu: serve un’altra persona').waitFor();
    expect(await actions.count(), (await actions.list()).join('\n')).to.equal(PASTE_ACTIONS);
    await screenshot(page, 'listino-cinquecento');
    expect(await axe(page)).to.deep.equal([]);

    const other = await browser.page();
    await openAs(other, server.url, elena, '/listini');
    await other.getByRole('link', { name: 'Saldi invernali' }).click();
    await other.getByRole('button', { name: 'Approva e pubblica' }).click();
    await other.getByText('Programmata').first().waitFor();
    await until('the new price, from its day on', async () => {
      return (await priceOf(gtins[0]!, days(11))) === 199_90;
    });
    expect(await priceOf(gtins[0]!), 'today').to.equal(249_00);
    expect(await priceOf(gtins[499]!, days(11))).to.equal(195_90);

    await other.getByRole('button', { name: 'Annulla pubblicazione' }).click();
    await other.getByRole('button', { name: `Annulla ${ITEMS} prezzi` }).click();
    await other.getByText(`${ITEMS} prezzi tornati com’erano`).waitFor();
    await until('the old price again', async () => {
      return (await priceOf(gtins[0]!, days(11))) === 249_00;
    });
  });

  it('are filled down from one cell, by hand and by key, each undone as one step', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.getByRole('button', { name: 'Prepara una modifica' }).click();
    await page.getByLabel('Nome della modifica').fill('Riempiti');
    await page.getByRole('button', { name: 'Comincia' }).click();
    const cell = page.locator('.lp-grid-input').first();
    await cell.fill('179,90');
    await cell.press('Tab');
    await page.getByText('1 prezzo modificato').waitFor();
    await cell.focus();
    const handle = page.locator('.lp-grid-handle').first();
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 4, box.y + 4 + 3 * 42, { steps: 6 });
    await page.mouse.up();
    await page.getByText('4 prezzi modificati').waitFor();
    const fourth = page.locator('.lp-grid-input').nth(3);
    await until('it is filled', async () => (await fourth.inputValue()) === '179,90');

    await fourth.focus();
    await fourth.press('Shift+ArrowDown');
    await fourth.press('Shift+ArrowDown');
    await fourth.press('Control+d');
    await page.getByText('6 prezzi modificati').waitFor();
    await page.getByRole('button', { name: 'Annulla ultimo passo' }).click();
    await page.getByText('4 prezzi modificati').waitFor();
  });

  it('show a colleague’s work while it happens: in the list, in the same change, on the same item', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.getByRole('button', { name: 'Prepara una modifica' }).click();
    await page.getByLabel('Nome della modifica').fill('Insieme');
    await page.getByRole('button', { name: 'Comincia' }).click();
    await page.locator('.lp-grid-input').first().waitFor();

    const other = await browser.page();
    await openAs(
      other,
      server.url,
      elena,
      new URL(page.url()).pathname + new URL(page.url()).search,
    );
    const cell = other.locator('.lp-grid-input').first();
    await cell.fill('150,00');
    await cell.press('Enter');
    await other.getByText('1 prezzo modificato').waitFor();
    await page.getByText('ha scritto qui').waitFor();
    await until('her price on his sheet', async () => {
      return (await page.locator('.lp-grid-input').first().inputValue()) === '150,00';
    });
    expect(await axe(page)).to.deep.equal([]);
  });

  it('take other terms by a change of their own, seen beside the ones before', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, `/listini/${listId}`);
    await page.locator('.lp-grid tbody th').first().waitFor();
    await page.getByRole('button', { name: 'Nome, date e condizioni' }).click();
    await page.getByRole('menuitem', { name: 'Condizioni' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Priorità').fill('20');
    await dialog.getByLabel('Negozi (nessuno: tutti)').fill('Milano');
    await page.getByRole('option', { name: /^Milano Torino 14/ }).click();
    await dialog.getByRole('button', { name: 'Prepara le condizioni' }).click();
    await page.getByText('Questa modifica cambia le condizioni').waitFor();
    const line = page.locator('.lp-terms');
    await until('both terms', async () =>
      (await line.innerText()).includes('Milano Torino 14 · priorità 20'),
    );
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    await page.getByText('L’hai preparata tu: serve un’altra persona').waitFor();

    const other = await browser.page();
    await openAs(other, server.url, elena, '/listini');
    await other.getByRole('link', { name: /^Condizioni di/ }).click();
    await other.getByRole('button', { name: 'Approva e pubblica' }).click();
    await other.getByRole('button', { name: 'Annulla pubblicazione' }).waitFor();
    await other.getByRole('button', { name: 'Nome, date e condizioni' }).click();
    await other.getByRole('menuitem', { name: 'Confronta versioni' }).click();
    await other.getByText('Cambiano anche le condizioni').waitFor();
    await other.getByText('non cambia nessun prezzo').waitFor();
    await screenshot(other, 'listino-confronto');
    expect(await axe(other)).to.deep.equal([]);
  });
});
