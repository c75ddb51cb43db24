import { expect } from 'chai';
import { sellGoods } from '../../modules/store-system/stock/moving-contracts.ts';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import type { Caller } from '../support/api.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { expectReconciled } from '../support/reconcile.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const SIZES = [
  ['desktop', { width: 1280, height: 800 }],
  ['handheld', { width: 390, height: 844 }],
] as const;

describe('a wave of orders in one walk', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  let web: Caller;
  let till: Caller;

  before(async () => {
    web = await server.program(['orders:write']);
    till = await server.person('store-manager', 'MI01');
  });

  const piece = (style: number, item = 0) => styles[style]!.items[item]!;
  const place = (surname: string, ...gtins: readonly string[]) => {
    const input = orderRequest({ locationId: 'MI01', lines: gtins.map((gtin) => ({ gtin })) });
    const customer = { ...input.customer, name: 'Anna', surname };
    return server.call(placeOrderEndpoint, { ...input, customer }, { as: web });
  };
  const sell = (itemId: string, quantity: number, id: string) =>
    server.call(
      sellGoods,
      { locationId: 'MI01', lines: [{ itemId, quantity }], document: { kind: 'sale', id } },
      { as: till },
    );

  it('takes three orders with a scan a piece and one press, and turns amber when a till sells', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401|409/);
    const [coat, shirt, bag] = [piece(0), piece(1), piece(2)];
    await place('Alfieri', coat.gtin);
    await place('Bruni', coat.gtin, shirt.gtin);
    await place('Conti', bag.gtin);

    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    const colleague = await browser.page();
    await enter(colleague, 'davide.riva@lungarno.example');
    await colleague.goto(`${server.url}/oggi`);
    await clerk.getByRole('button', { name: 'Prepara i prossimi 3' }).click();
    await clerk.getByText('0 di 4 presi').waitFor();
    await colleague.getByRole('button', { name: /In preparazione/ }).click();
    await colleague
      .getByRole('button', { name: /^Subentra/ })
      .first()
      .waitFor();

    // Two are needed, two of three are sold at the till meanwhile: amber at once, without a reload.
    await sell(coat.id, 2, 'R-amber');
    await clerk
      .getByText(/Appena venduto in cassa/)
      .first()
      .waitFor();
    await clerk.getByRole('button', { name: styles[0]!.name }).click();
    for (const [name, size] of SIZES) {
      await clerk.setViewportSize(size);
      await screenshot(clerk, `wave-amber-${name}`);
      expect(await axe(clerk)).to.deep.equal([]);
    }
    await clerk.setViewportSize({ width: 1280, height: 800 });

    const actions = await countActions(clerk);
    for (const gtin of [coat.gtin, coat.gtin, shirt.gtin, bag.gtin]) await scan(clerk, gtin);
    await clerk.getByText('4 di 4 presi').waitFor();
    await screenshot(clerk, 'wave-done-desktop');
    await clerk.getByRole('button', { name: 'Sistema 3 ordini' }).click();
    await clerk.waitForURL('**/sistema/*');
    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(5);

    const [wave] = await server.database.db('oc_wave').orderBy('started_at', 'desc');
    expect(wave).to.include({ ended_because: 'finished' });
  });

  it('says what a piece is when it is not wanted: one too many, the wrong one, one of a cancelled order', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401|409/);
    const [coat, shirt] = [piece(3), piece(4)];
    await place('Dallari', coat.gtin);
    const { orderId } = await place('Esposito', shirt.gtin);
    const clerk = await browser.page({ width: 390, height: 844 });
    await enter(clerk, 'davide.riva@lungarno.example');
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByRole('button', { name: 'Prepara i prossimi 2' }).click();
    await clerk.getByText('0 di 2 presi').waitFor();

    await scan(clerk, coat.gtin);
    await clerk.getByText('1 di 2 presi').waitFor();
    await scan(clerk, coat.gtin);
    await clerk
      .getByText(/serviva un pezzo, già presi/)
      .first()
      .waitFor();
    await scan(clerk, piece(5).gtin);
    await clerk
      .getByText(/non serve a nessun ordine di questo giro/)
      .first()
      .waitFor();

    await server.database.db('oc_order').where({ id: orderId }).first();
    const { version } = await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('version');
    await clerk.request.post(`${server.url}/api/omnichannel/orders/${orderId}/cancel`, {
      headers: {
        ...web.headers,
        'idempotency-key': `cancel-${orderId}`,
        'if-match': `"${version}"`,
      },
      data: { reason: 'customer' },
    });
    await clerk.getByText('1 di 1 presi').waitFor();
    await scan(clerk, shirt.gtin);
    await clerk
      .getByText(/era per Anna E\., ordine .*: annullato/)
      .first()
      .waitFor();
    await screenshot(clerk, 'wave-cancelled-handheld');
  });

  it('is left to the colleagues, who take it over with the pieces in hand', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401|409/);
    const [shoe, scarf] = [piece(6), piece(7)];
    await place('Ferri', shoe.gtin);
    await place('Gallo', scarf.gtin);
    const noemi = await browser.page();
    await enter(noemi, NOEMI);
    await noemi.goto(`${server.url}/oggi`);
    await noemi.getByRole('button', { name: 'Prepara i prossimi 2' }).click();
    // What she has not shelved yet stays on her list.
    await noemi.getByText('4 di 6 presi').waitFor();
    await scan(noemi, shoe.gtin);
    await noemi.getByText('5 di 6 presi').waitFor();

    const davide = await browser.page();
    await enter(davide, 'davide.riva@lungarno.example');
    await davide.goto(`${server.url}/oggi`);
    await davide.getByRole('button', { name: /In preparazione/ }).click();
    await davide.getByRole('button', { name: /^Subentra, Anna G/ }).click();
    await screenshot(davide, 'wave-take-over-desktop');
    await davide.getByRole('button', { name: /Prendo tutto il giro/ }).click();
    await davide.waitForURL('**/giro');
    await davide.getByText('2 di 3 presi').waitFor();
    await noemi.getByText('4 di 4 presi').waitFor();

    await davide.getByRole('button', { name: 'Altro' }).click();
    await davide.getByRole('menuitem', { name: 'Lascia il giro' }).click();
    await davide.getByRole('button', { name: 'Lascia il giro' }).click();
    // What has been picked stays with who has it in hand.
    await davide.getByText('2 di 2 presi').waitFor();
    await expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    );
  });
});
