import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeStanding } from '../../../modules/listini-promozioni/calendar/contracts.ts';
import { quoteBasket } from '../../../modules/listini-promozioni/quotes/contracts.ts';
import { countActions, takeByWriting } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { changePrices, followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);

/** The next Saturday that is wholly to come, at an hour in Rome in winter or summer. */
function saturdayAt(hour: number): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((6 - day.getUTCDay() + 7) % 7 || 7));
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Rome',
    hour: 'numeric',
    hour12: false,
  });
  day.setUTCMinutes(0, 0, 0);
  day.setUTCHours(hour);
  const ahead = Number(shown.format(day)) - hour;
  return new Date(day.getTime() - ahead * 3_600_000).toISOString();
}

/** Name, condition, line, region, weekday, hours, card tier, save, hand in: and nothing else. */
const MOST_ACTIONS = 16;

describe('a promotion from a template to the till', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let marta: Caller;
  let elena: Caller;
  let site: Caller;
  let milano: string;
  let roma: string;
  const gtins: string[] = [];

  before(async () => {
    const { db } = server.database;
    milano = await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    roma = await makeLocation(db, { name: 'Roma Corso 12', region: 'Lazio' });
    for (const [name, line, euro] of [
      ['Maglione Alba', 'Donna', 90],
      ['Gonna Iris', 'Donna', 80],
      ['Camicia Nilo', 'Donna', 50],
      ['Cravatta Lario', 'Uomo', 40],
    ] as const) {
      const styleId = await makeStyle(db, { name, line });
      const gtin = makeGtin();
      gtins.push(gtin);
      await makeItem(db, { gtin, styleId, size: 'M', listPriceMinor: euro * 100 });
    }
    await followAll(db, days(-90));
    marta = await server.person('merchandiser', null);
    elena = await server.person('merchandiser', null);
    site = await server.program(['prices:read']);
    const customerId = await makeCustomer(db);
    const standing = { customerId, tier: 'Oro', segments: [], staff: false };
    await server.call(writeStanding, standing, { as: marta });
  });

  const threeAt = async (
    locationId: string,
    at: string,
    customer: { tier?: string; hasCard: boolean } | null = { tier: 'Oro', hasCard: true },
  ): Promise<number> => {
    const { totals } = await server.call(
      quoteBasket,
      {
        channel: 'store',
        locationId,
        at,
        lines: gtins.slice(0, 3).map((gtin, nth) => ({ lineId: `${nth}`, gtin, quantity: 1 })),
        ...(customer === null ? {} : { customer }),
      },
      { as: site },
    );
    return totals.totalMinor;
  };

  const choose = (page: Page, field: RegExp | string, value: string): Promise<void> =>
    takeByWriting(page.getByRole('combobox', { name: field }), value);

  it('3×2 on the women’s line, in Lombardia, Gold card only, Saturdays 15–19', async () => {
    const page = await browser.page();
    await openAs(page, server.url, marta, '/promozioni/nuova');
    const actions = await countActions(page);
    await page.getByRole('button', { name: /^3×2/ }).click();
    await page.getByLabel('Nome', { exact: true }).fill('3×2 donna');
    await page.getByRole('button', { name: 'Condizione' }).click();
    const values = page.getByRole('combobox', { name: 'Valori' });
    await takeByWriting(values, 'Donna');
    await choose(page, /^Regioni/, 'Lombardia');
    await choose(page, /^Giorni/, 'sabato');
    await page.getByLabel('Dalle').fill('15:00');
    await page.getByLabel('Alle', { exact: true }).fill('19:00');
    await choose(page, /^Per chi/, 'Livello');
    await choose(page, /^Livelli/, 'Oro');
    await page.getByText('3 modelli, 3 articoli').waitFor();

    // The sentence and the trial follow what is typed: a Saturday at 15:30, in Lombardia, with the card.
    const sentence = page.getByRole('status', { name: 'Che cosa fa' });
    await sentence.getByText('sabato').waitFor();
    expect((await sentence.innerText()).replace(/\s+/g, ' ')).to.equal(
      '3×2 su linea Donna, solo per tessera Oro, in Lombardia, sabato, dalle 15:00 alle 19:00.',
    );
    const basket = page.getByRole('region', { name: 'Cesto di prova' });
    await basket.getByText('era 220,00 €').waitFor();
    const told = (await basket.innerText()).replace(/\s+/g, ' ');
    expect(told).to.contain('170,00 €').and.to.contain('3×2 donna −50,00 €');
    await screenshot(page, 'promozione-prova');
    expect(await axe(page)).to.deep.equal([]);

    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    await page.getByText('L’hai preparata tu: serve un’altra persona').waitFor();
    const made = await actions.list();
    expect(made.length, made.join('\n')).to.be.at.most(MOST_ACTIONS);

    const address = new URL(page.url()).pathname;
    expect(await threeAt(milano, saturdayAt(16)), 'not before it is approved').to.equal(220_00);
    const other = await browser.page();
    await openAs(other, server.url, elena, address);
    await other.getByText('solo per tessera Oro').first().waitFor();
    await other.getByRole('button', { name: 'Approva e pubblica' }).click();
    await other.getByRole('button', { name: 'Metti in pausa' }).waitFor();

    await until('3 for 2 at the till', async () => {
      return (await threeAt(milano, saturdayAt(16))) === 170_00;
    });
    expect(await threeAt(milano, saturdayAt(20)), 'after 19:00').to.equal(220_00);
    expect(await threeAt(roma, saturdayAt(16)), 'in Lazio').to.equal(220_00);
    expect(await threeAt(milano, saturdayAt(16), null), 'without the card').to.equal(220_00);

    await other.goto(`${server.url}/promozioni`);
    const row = other.getByRole('row').filter({ hasText: '3×2 donna' });
    await row.getByText('Attiva').waitFor();
    await screenshot(other, 'promozione-attiva');
  });

  it('−30% that breaks the rule of 30 days is refused, with its figures', async () => {
    browser.expectComplaint(/422/);
    const { db } = server.database;
    const list = await makePriceList(db, { at: days(-80) });
    await publish(db, list.changeSetId, [], days(-80));
    const [row] = await db('lp_goods').where({ gtin: gtins[0]! }).select('item_id');
    const price = (amountMinor: number, at: number) =>
      changePrices(db, list.listId, [{ itemId: String(row.item_id), amountMinor }], {
        at: days(at),
      });
    // 90.00, at 55.00 for a week three weeks ago, 90.00 again: 63.00 is no reduction.
    await price(90_00, -70);
    await price(55_00, -21);
    await price(90_00, -14);

    const page = await browser.page();
    await openAs(page, server.url, marta, '/promozioni/nuova?modello=percent-off');
    await page.getByLabel('Nome', { exact: true }).fill('Trenta per cento');
    await page.getByLabel('Sconto %').fill('30');
    await page.getByRole('button', { name: 'Condizione' }).click();
    await choose(page, 'Caratteristica', 'Modello');
    const values = page.getByRole('combobox', { name: 'Valori' });
    await values.fill('Alba');
    await page.getByRole('option', { name: /^Maglione Alba/ }).click();
    await page.keyboard.press('Escape');
    await page.getByText('1 modelli, 1 articoli').waitFor();
    await page.getByLabel(/cartellini dicono/).check();
    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    const refused = page.locator('.lp-refused');
    await refused.waitFor();
    const words = (await refused.innerText()).replace(/\s+/g, ' ');
    expect(words).to.contain('Maglione Alba');
    expect(words).to.contain('63,00 €').and.to.contain('55,00 €');
    await screenshot(page, 'promozione-rifiutata');

    // The check says the same before anybody hands it in, and what it meets.
    const check = page.getByRole('region', { name: 'Verifica' });
    await check.getByRole('button', { name: 'Verifica' }).click();
    await check.getByText(/ribass. non si p/).waitFor();
    expect((await check.innerText()).replace(/\s+/g, ' ')).to.contain('63,00 € / 55,00 €');
    await check.getByText('Si incontra con').waitFor();
    expect(await axe(page)).to.deep.equal([]);
  });

  it('two people over one draft: who comes second sees it, and decides', async () => {
    browser.expectComplaint(/412/);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/promozioni/nuova?modello=amount-off');
    await page.getByLabel('Nome', { exact: true }).fill('Dieci euro');
    await page.getByLabel('Euro').fill('10');
    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).waitFor();
    await page.getByLabel('Euro').fill('12,50');

    const other = await browser.page();
    await openAs(other, server.url, elena, new URL(page.url()).pathname);
    await other.getByLabel('Euro').fill('15');
    await other.getByRole('button', { name: 'Salva bozza' }).click();
    await other.getByRole('button', { name: 'Manda in approvazione' }).waitFor();

    await page.getByRole('button', { name: 'Salva bozza' }).click();
    const conflict = page.getByRole('dialog');
    await conflict.getByText('−12,50 €').waitFor();
    expect(await conflict.innerText()).to.contain('−15,00 €');
    await conflict.getByRole('button', { name: /Rifai/ }).click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).waitFor();
    expect(await page.getByLabel('Euro').inputValue()).to.match(/^12,50?$/);
  });
});
