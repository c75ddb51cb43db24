import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { changeStanding } from '../../../modules/listini-promozioni/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { useChain } from '../../support/chain.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { followAll, merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { order } from '../../support/shop-visitor.ts';
import { until } from '../../support/until.ts';
import { slowness } from '../../support/moment.ts';

/** Saturday 28 November 2026, on the clocks of Milano and Roma. */
const SATURDAY = (hour: number): Date => new Date(Date.UTC(2026, 10, 28, hour - 1));
const CARD = '2900000004417';
const NOEMI = 'noemi.ferri@lungarno.example';

describe('a promotion on the shop floor and on the web', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  let clock: Awaited<ReturnType<typeof fakeClock>>;
  const chain = useChain({
    before: async ({ url }) => {
      clock = await fakeClock(url);
      await clock.set(SATURDAY(16));
    },
  });
  const { server, styles, people, enter } = chain;
  const [style] = styles;
  const item = style!.items[0]!;
  const price = item.listPriceMinor;

  before(async () => {
    const { db } = server.database;
    await followAll(db);
    const customerId = await makeCustomer(db, { name: 'Teresa', surname: 'Oro', card: CARD });
    await inTransaction(db, merchandiser, (tx) =>
      changeStanding(tx, { customerId, tier: 'Oro', segments: [], staff: false }),
    );
  });

  /** The chosen customer, in the finder of whoever is logged in. */
  const finderFor = async (page: Page): Promise<void> => {
    await page.goto(`${server.url}/trova?modello=${style!.id}&articolo=${item.id}`);
    await page.getByRole('button', { name: 'Per un cliente…' }).click();
    await page.getByLabel('Tessera, telefono o nome').fill(CARD);
    await page.getByRole('button', { name: /Teresa Oro/ }).click();
    await page.getByRole('button', { name: 'Torna al prezzo per tutti' }).waitFor();
  };
  const hint = (page: Page) => page.getByText('Ancora 2 pezzi e vale «3×2 linea donna»');
  /** What the finder says now, read anew: its prices follow the clock by the minute. */
  const says = async (page: Page): Promise<boolean> => {
    await page.reload();
    await page.locator('.lp-offers').waitFor();
    await page.locator('.lp-offer-price').waitFor();
    return hint(page).isVisible();
  };
  const bagOfThree = async (page: Page, store: RegExp): Promise<void> => {
    await page.goto(`${server.url}/shop`);
    await page.evaluate((basket) => localStorage.setItem('lungarno.basket', basket), bag());
    await page.goto(`${server.url}/shop/carrello`);
    await page.getByRole('radio', { name: store }).check();
  };
  const bag = (): string => {
    const { gtin, colour, size, pictureUrl } = item;
    const line = { gtin, styleId: style!.id, name: style!.name, colour, size, pictureUrl };
    const lines = [{ ...line, priceMinor: price, quantity: 3 }];
    return JSON.stringify({ lines, locationId: 'MI01' });
  };
  const euros = (minor: number): RegExp =>
    new RegExp(`${(minor / 100).toFixed(2).replace('.', ',')}\\s€`);

  it('3×2 on the women’s line in Lombardia, Gold card only, Saturdays 15–19', async () => {
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const milano = await browser.page();
    await enter(milano, NOEMI);
    await finderFor(milano);
    expect(await hint(milano).isVisible(), 'nobody has published it yet').to.equal(false);

    await runPromotion(db, {
      code: 'DONNA-3X2',
      definition: makeDefinition(
        { id: 'n-for-m', of: { attribute: 'line', in: [style!.line] }, size: 3, pay: 2 },
        {
          where: { regions: ['Lombardia'] },
          when: { weekdays: [6], hours: [{ from: 15 * 60, to: 19 * 60 }] },
          who: [{ kind: 'tier', in: ['Oro'] }],
          texts: {
            name: { it: '3×2 linea donna', en: '3 for 2 on women’s' },
            receipt: { it: '3×2 DONNA', en: '3 FOR 2' },
            label: { it: '3×2', en: '3 for 2' },
          },
        },
      ),
    });
    const begun = Date.now();
    // The open finder follows by itself, without a reload.
    await hint(milano).waitFor();
    expect(Date.now() - begun, 'live on an open screen').to.be.lessThan(5_000 * slowness());
    await screenshot(milano, 'finder-3x2');
    expect(await axe(milano)).to.deep.equal([]);
    // For somebody without the card it is not.
    await milano.getByRole('button', { name: 'Torna al prezzo per tutti' }).click();
    await hint(milano).waitFor({ state: 'hidden' });

    const roma = await browser.page();
    await enter(roma, people.find(({ locationId }) => locationId === 'RM01')!.login);
    await finderFor(roma);
    expect(await says(roma), 'not in Lazio').to.equal(false);

    const teresa = await browser.page();
    await bagOfThree(teresa, /Milano Torino 14/);
    const total = teresa.locator('.shop-spread').last();
    await total.getByText(euros(3 * price)).waitFor();
    await teresa.getByRole('button', { name: 'Ho la tessera' }).click();
    await teresa.getByLabel('Numero della tessera').fill(CARD);
    await teresa.getByRole('button', { name: 'Entra' }).click();
    await total.getByText(euros(2 * price)).waitFor();
    await teresa.getByText('3×2 DONNA').waitFor();
    await screenshot(teresa, 'negozio-3x2');
    expect(await axe(teresa)).to.deep.equal([]);

    for (const [label, value] of [
      ['Nome', 'Teresa'],
      ['Cognome', 'Oro'],
      ['E-mail', 'teresa.oro@example.com'],
      ['Telefono', '347 555 0142'],
    ] as const) {
      await teresa.getByLabel(label, { exact: true }).fill(value);
    }
    await order(teresa);
    const placed = await db('oc_order').first('total_minor', 'priced_engine', 'location_id');
    expect(placed).to.deep.equal({
      total_minor: 2 * price,
      priced_engine: 'listini-promozioni',
      location_id: 'MI01',
    });

    await clock.set(SATURDAY(20));
    await finderFor(milano);
    await until('the finder at 20:00', async () => !(await says(milano)));
    // The three of the first shop are promised by now.
    await bagOfThree(teresa, /Milano Buenos Aires/);
    await until('the web shop at 20:00', async () => {
      await teresa.reload();
      await total.waitFor();
      return euros(3 * price).test(await total.innerText());
    });
  });
});
