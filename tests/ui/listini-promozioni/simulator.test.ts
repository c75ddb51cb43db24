import { expect } from 'chai';
import { recordReceipts } from '../../../modules/store-system/tills/contracts.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { scan } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import {
  makeDefinition,
  makePromotion,
  named,
  runPromotion,
} from '../../support/make/promotion.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';

describe('the simulator, on the merchandiser’s screen', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  const today = dayAt('Europe/Rome', new Date());
  const gtin = makeGtin();
  let shop: string;
  let marta: Caller;
  let draft: string;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Verona Adige', region: 'Veneto' });
    const styleId = await makeStyle(db, { name: 'Maglione collo alto Alba', line: 'Donna' });
    const itemId = await makeItem(db, { styleId, size: 'M', gtin, listPriceMinor: 50_00 });
    await followAll(db);
    const { changeSetId } = await makePriceList(db, { code: 'BASE' });
    await publish(db, changeSetId, [{ itemId, amountMinor: 50_00 }]);
    const of = { attribute: 'line', in: ['Donna'] } as const;
    await runPromotion(db, {
      announced: false,
      definition: makeDefinition({ id: 'card-price', of, percent: 10 }, named('Prezzo tessera')),
    });
    draft = await makePromotion(db, {
      announced: false,
      definition: makeDefinition({ id: 'n-for-m', of, size: 3, pay: 2 }, named('Tre per due')),
    });
    marta = await server.person('merchandiser', null);
    const till = await server.program(['receipts:write']);
    const receipts = [1, 2, 3, 3].map((quantity, number) => ({
      externalId: `SIM-${number}`,
      tillId: '1',
      issuedAt: `${addDays(today, -2)}T10:00:00+01:00`,
      lines: [{ gtin, pieces: [{ quantity, listPriceMinor: 50_00, discounts: [] }] }],
      tenders: [{ kind: 'card' as const, amountMinor: 50_00 * quantity }],
    }));
    await server.call(recordReceipts, { locationId: shop, receipts }, { as: till });
  });

  it('makes the bill again at every piece: what applies, what does not, and the nearest miss', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, `/simulatore?promozione=${draft}`);
    await page.getByText('Il carrello è vuoto').waitFor();
    await scan(page, gtin);
    await scan(page, gtin);
    const bill = page.getByRole('region', { name: 'Conto' });
    await bill.getByText('Ancora un pezzo', { exact: false }).waitFor();
    await bill.getByRole('status').getByText('100,00').waitFor();
    await scan(page, gtin);
    await bill.getByRole('status').getByText('era 150,00').waitFor();
    expect(await bill.getByRole('status').innerText()).to.match(/100,00/);
    expect(await bill.innerText())
      .to.contain('Tre per due')
      .and.to.contain('in prova');
    await page.getByRole('combobox', { name: 'Cliente' }).click();
    await page.getByRole('option', { name: 'Con tessera' }).click();
    await bill.getByText('−15,00').or(bill.getByText('−10,00')).first().waitFor();
    await bill.getByRole('status').getByText('90,00').waitFor();
  });

  it('tries the latest receipts at once, and a whole period with its shops and overlaps', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, `/simulatore?promozione=${draft}&vista=past`);
    await page.getByText('2 su 4').waitFor();
    await page
      .getByRole('button', { name: /^Vedi il carrello di Verona Adige/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'Conto' }).getByText('era 150,00').waitFor();
    await page.getByRole('radio', { name: 'Un periodo' }).click();
    await page.getByRole('button', { name: 'Prova su questo periodo' }).click();
    await page.getByText('Fatti 4 di 4').waitFor();
    await page.getByText('2 su 4').waitFor();
    const shops = page.getByRole('region', { name: 'Per negozio', exact: true });
    await shops.getByText('Verona Adige').waitFor();
    expect(await shops.innerText()).to.contain('−100,00');
    await page.getByRole('button', { name: 'Torna alle prove' }).click();
    await page.getByText('2 cambiano').waitFor();
  });

  const VIEWS: Readonly<Record<string, readonly [path: string, shown: string]>> = {
    'un-carrello': ['', 'Il carrello è vuoto'],
    'gli-ultimi': ['&vista=past', '2 su 4'],
    'un-periodo': ['&vista=replay', 'Riprova un periodo'],
    controlli: ['&vista=checks', 'Lo sconto più grande'],
  };
  for (const [name, [path, shown]] of Object.entries(VIEWS)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`has nothing to stumble over: ${name}, ${device}`, async function () {
        this.timeout(120_000);
        const page = await browser.page(size);
        await openAs(page, server.url, marta, `/simulatore?promozione=${draft}${path}`);
        await page.getByText(shown).first().waitFor();
        await expectNothingToStumbleOver(page, `simulatore-${name}-${device}`);
      });
    }
  }
});
