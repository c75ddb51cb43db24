import { expect } from 'chai';
import { readPromotion } from '../../../modules/listini-promozioni/promotions/contracts.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { scan } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { changePrices, followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import {
  makeDefinition,
  makePromotion,
  named,
  runPromotion,
} from '../../support/make/promotion.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { holdCommands } from '../../support/slow.ts';

describe('the calendar and the labels of prices, on screens', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  const today = dayAt('Europe/Rome', new Date());
  const inDays = (days: number) => `${addDays(today, days)}T00:00`;
  const gtin = makeGtin();
  let shop: string;
  let prati: string;
  let marta: Caller;
  let noemi: Caller;
  let draft: string;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    prati = await makeLocation(db, { name: 'Roma Prati', region: 'Lazio' });
    const styleId = await makeStyle(db, { name: 'Maglione collo alto Alba', line: 'Donna' });
    const jumper = await makeItem(db, { styleId, size: 'M', gtin, listPriceMinor: 50_00 });
    const other = await makeItem(db, { styleId, size: 'L', listPriceMinor: 50_00 });
    await followAll(db);
    const { listId, changeSetId } = await makePriceList(db, { code: 'BASE' });
    const both = (amountMinor: number) =>
      [jumper, other].map((itemId) => ({ itemId, amountMinor }));
    await publish(db, changeSetId, both(50_00));
    await changePrices(db, listId, both(45_00), { validFrom: inDays(1) });
    const of = { attribute: 'line', in: ['Donna'] } as const;
    const alone = { lane: 'item', priority: 10, exclusive: 'piece' } as const;
    const where = { regions: ['Lombardia'] };
    await runPromotion(db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of, percent: 10 },
        { ...named('Inaugurazione'), where, when: { from: inDays(-3), to: inDays(4) } },
      ),
    });
    draft = await makePromotion(db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of, percent: 30 },
        {
          ...named('Settimana della maglia'),
          where,
          combination: alone,
          when: { from: inDays(2), to: inDays(9) },
        },
      ),
    });
    marta = await server.person('merchandiser', null);
    noemi = await server.person('clerk', shop);
  });

  const datesOf = async () => {
    const { versions } = await server.call(readPromotion, { promotionId: draft }, { as: marta });
    const { from, to } = versions[0]!.definition.when;
    return [from, to];
  };

  it('say in words what collides, and offer the way out with its consequences, by menu and keys', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/calendario?vista=mese');
    const collisions = page.getByRole('region', { name: 'Si toccano' });
    await collisions.getByText(/Settimana della maglia e Inaugurazione si toccano/).waitFor();
    expect(await collisions.innerText()).to.contain('vince la più conveniente');
    const bar = page.getByRole('button', { name: /^Settimana della maglia, conflitto/ });
    await bar.focus();
    await page.keyboard.press('ArrowRight');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Si tocca ancora con Inaugurazione/).waitFor();
    await dialog.getByRole('button', { name: 'Lascia com’è' }).click();
    expect(await datesOf(), 'nothing was written').to.deep.equal([inDays(2), inDays(9)]);
    await bar.click();
    await page.getByRole('menuitem', { name: 'Sposta' }).click();
    await dialog.getByRole('button', { name: '+7 giorni' }).click();
    await dialog.getByText('Non si tocca più con Inaugurazione').waitFor();
    await dialog.getByText('La bozza cambia date').waitFor();
    await dialog.getByRole('button', { name: 'Sposta', exact: true }).click();
    await page.getByText(/^Settimana della maglia: /).waitFor();
    expect(await datesOf()).to.deep.equal([inDays(9), inDays(16)]);
  });

  it('show the weeks from today, and the labels of tomorrow, when an address names a day that there is not', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, '/calendario?dal=2026-02-30');
    await page.locator('.lp-cal-now').waitFor();
    await page.goto(`${server.url}/etichette?giorno=2026-02-30`);
    await page.getByRole('row', { name: /Milano Torino 14/ }).waitFor();
  });

  it('let a bar be drawn by days; what it brings is shown before it is saved', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/calendario?vista=mese');
    const bar = page.getByRole('button', { name: /^Settimana della maglia/ });
    await bar.waitFor();
    const line = await page.locator('.lp-cal-head .lp-cal-line').boundingBox();
    const box = (await bar.boundingBox())!;
    const day = line!.width / 35;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + day, y, { steps: 4 });
    await page.mouse.move(x + 2 * day, y, { steps: 4 });
    await page.mouse.up();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Niente si tocca e niente lo vieta.').waitFor();
    await dialog.getByRole('button', { name: 'Sposta', exact: true }).click();
    await page.getByText(/^Settimana della maglia: /).waitFor();
    expect(await datesOf()).to.deep.equal([inDays(11), inDays(18)]);
  });

  it('take a label that is scanned as put up, the rest when all are confirmed, and the merchandiser sees it', async function () {
    this.timeout(120_000);
    const watching = await browser.page();
    await openAs(watching, server.url, marta, '/etichette');
    const row = watching.getByRole('row', { name: /Milano Torino 14/ });
    await row.getByText('Da mettere').waitFor();
    const page = await browser.page({ ...SIZES.handheld });
    await openAs(page, server.url, noemi, '/etichette');
    await page.getByRole('button', { name: 'Conferma 2 cartellini' }).waitFor();
    // As the carton has it: the same number with its leading zero.
    await scan(page, `0${gtin}`);
    await page.getByRole('button', { name: 'Conferma 1 cartellino' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Conferma 1 cartellino' }).click();
    await page.getByText('Tutti a posto').waitFor();
    await page.getByRole('button', { name: 'Stampa 2 cartellini' }).click();
    await page.getByText('2 cartellini in stampa.').waitFor();
    await row.getByText('A posto').waitFor();
    await watching
      .getByRole('row', { name: /Roma Prati/ })
      .getByText('Da mettere')
      .waitFor();
  });

  it('take two labels as put up that are tapped one after the other', async function () {
    this.timeout(120_000);
    const roma = await server.person('clerk', prati);
    const page = await browser.page();
    await openAs(page, server.url, roma, '/etichette');
    const isUp = page.getByRole('button', { name: /^È su: / });
    await isUp.nth(1).waitFor();
    const commands = await holdCommands(page);
    await isUp.nth(0).click();
    await isUp.nth(1).click();
    commands.letGo();
    await page.getByText('Tutti a posto').waitFor();
  });

  it('take prices in from a file: checked row by row, applied as a draft of the list it names', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/listini');
    await page.getByRole('button', { name: 'Importa', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const rows = ['Listino;EAN;Prezzo', `BASE;${gtin};39,90`, 'BASE;8050000000017;10,00'];
    await dialog.locator('input[type="file"]').setInputFiles({
      name: 'prezzi.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\n')),
    });
    await dialog.getByRole('button', { name: 'Controlla il file' }).click();
    await dialog.getByText('1 riga non va').first().waitFor();
    await dialog.getByText(/8050000000017» non è un codice a barre valido/).waitFor();
    expect(await axe(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Applica l’unica giusta' }).click();
    await dialog.getByRole('button', { name: 'Apri BASE' }).click();
    await page.waitForURL(/\/listini\/.+modifica=/);
  });

  const ADDRESSES: Readonly<Record<string, () => [path: string, shown: string, who: Caller]>> = {
    calendario: () => ['/calendario', 'Settimana della maglia', marta],
    negozi: () => ['/calendario?righe=negozio&vista=stagione', 'Settimana della maglia', marta],
    cartellini: () => ['/etichette', 'Roma Prati', marta],
    scaffale: () => ['/etichette', 'Maglione collo alto Alba', noemi],
  };
  for (const [name, address] of Object.entries(ADDRESSES)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`have nothing to stumble over: ${name}, ${device}`, async function () {
        this.timeout(120_000);
        const page = await browser.page(size);
        const [path, shown, who] = address();
        await openAs(page, server.url, who, path);
        await page.getByText(shown).first().waitFor();
        await expectNothingToStumbleOver(page, `prezzi-${name}-${device}`);
      });
    }
  }
});
