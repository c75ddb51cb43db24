import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { orderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import type { Caller } from '../support/api.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { until } from '../support/until.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const SIZES = {
  desktop: { width: 1280, height: 800 },
  handheld: { width: 390, height: 844 },
} as const;

describe('a piece that is not found, from the shelf to the customer’s answer', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  let web: Caller;

  before(async () => {
    web = await server.program(['orders:write']);
  });
  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    ),
  );

  const piece = (style: number, item = 0) => styles[style]!.items[item]!;
  const place = (surname: string, ...gtins: readonly string[]) => {
    const input = orderRequest({ locationId: 'MI01', lines: gtins.map((gtin) => ({ gtin })) });
    const customer = { ...input.customer, name: 'Marta', surname };
    return server.call(placeOrderEndpoint, { ...input, customer }, { as: web });
  };
  const questionToken = async (orderId: string): Promise<string> => {
    const { id } = await server.database
      .db('oc_question')
      .where({ order_id: orderId, state: 'open' })
      .first('id');
    return orderSecrets(server.keyring).questionToken(id);
  };
  const pictures = async (page: Page, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await screenshot(page, `${name}-${size}`);
      expect(await axe(page)).to.deep.equal([]);
    }
  };

  it('is reported in three actions, counted again, and answered on a phone in two', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401|409/);
    const [coat, shirt] = [piece(0), piece(1)];
    const { orderId } = await place('Rinaldi', coat.gtin, shirt.gtin);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByRole('button', { name: 'Prepara il prossimo' }).click();
    await clerk.getByText('0 di 2 presi').waitFor();
    await scan(clerk, shirt.gtin);
    await clerk.getByText('1 di 2 presi').waitFor();

    const actions = await countActions(clerk);
    await clerk.getByRole('button', { name: 'Non trovato' }).click();
    await clerk.getByRole('radio', { name: /Non si trova/ }).check();
    await pictures(clerk, 'short-dialog');
    await clerk.setViewportSize(SIZES.desktop);
    await clerk.getByRole('button', { name: 'Segnala 1 pezzo' }).click();
    await clerk.getByText(/riceve la domanda tra 30 secondi/).waitFor();
    expect(await actions.count(), (await actions.list()).join(' · ')).to.equal(3);
    await pictures(clerk, 'short-reported');
    await clerk.setViewportSize(SIZES.desktop);
    await clerk.getByRole('button', { name: 'Continua il giro' }).click();
    await clerk.getByText('1 non trovato').first().waitFor();
    await screenshot(clerk, 'wave-with-short-desktop');

    // The shelf is counted again: two are there, and on sale again.
    await clerk.goto(`${server.url}/ricontrolli`);
    await clerk.getByRole('heading', { name: styles[0]!.name }).waitFor();
    await pictures(clerk, 'recounts');
    await clerk.setViewportSize(SIZES.desktop);
    await scan(clerk, coat.gtin);
    await clerk.getByRole('button', { name: 'Conferma 1 pezzo' }).waitFor();
    // The device is turned: what was counted stays.
    await clerk.setViewportSize(SIZES.handheld);
    await clerk.locator('.bt-sheet').waitFor({ state: 'detached' });
    await clerk.getByRole('button', { name: 'Conferma 1 pezzo' }).waitFor();
    await clerk.setViewportSize(SIZES.desktop);
    await clerk.locator('.bt-sheet').waitFor();
    await scan(clerk, coat.gtin);
    await clerk.getByRole('button', { name: 'Conferma 2 pezzi' }).click();
    await clerk.getByText('Niente da ricontrollare.').waitFor();
    const level = await server.database
      .db('ss_stock_level')
      .where({ location_id: 'MI01', item_id: coat.id, condition: 'sellable' })
      .first();
    expect(level).to.include({ on_hand: 2, held: 0 });

    // The customer answers with one thumb.
    const phone = await browser.page(SIZES.handheld);
    await phone.goto(`${server.url}/domanda/${await questionToken(orderId)}`);
    await phone.getByText('Marta, ci dispiace: manca qualcosa').waitFor();
    await screenshot(phone, 'question-phone');
    expect(await axe(phone)).to.deep.equal([]);
    const answers = await countActions(phone);
    await phone.getByRole('radio', { name: /Ritira il resto: 1 pezzo/ }).check();
    await phone.getByRole('button', { name: 'Conferma' }).click();
    await phone.getByText(/Prepariamo il resto del tuo ordine/).waitFor();
    expect(await answers.count()).to.equal(2);
    await screenshot(phone, 'question-answered-phone');
    expect(await axe(phone)).to.deep.equal([]);

    // The clerk's screen knows at once.
    await clerk.goto(`${server.url}/giro`);
    await clerk.getByText('1 di 1 presi').waitFor();
    const order = await server.database.db('oc_order').where({ id: orderId }).first();
    expect(order).to.include({ state: 'picked', refund_minor: order.cancelled_minor });
  });

  it('is answered by the clerk while the customer is on the phone: another colour, taken on the same walk', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401|409/);
    const [coat, other] = [
      piece(2),
      styles[2]!.items.find(({ size, colour }) => {
        const first = styles[2]!.items[0]!;
        return size === first.size && colour !== first.colour;
      })!,
    ];
    const { orderId } = await place('Sanna', coat.gtin);
    const clerk = await browser.page(SIZES.handheld);
    await enter(clerk, 'davide.riva@lungarno.example');
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByRole('button', { name: 'Prepara il prossimo' }).click();
    await clerk.getByText('0 di 1 presi').waitFor();
    await clerk.getByRole('button', { name: 'Non trovato' }).click();
    await clerk.getByRole('radio', { name: /Rovinato/ }).check();
    await clerk.getByRole('button', { name: 'Segnala 1 pezzo' }).click();
    await clerk.getByRole('button', { name: /Ha già risposto/ }).click();
    await clerk
      .getByRole('radio', { name: `${styles[2]!.name}, ${other.colour}, ${other.size}` })
      .check();
    await screenshot(clerk, 'answer-for-customer-handheld');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Rispondi per Marta S.' }).click();
    await clerk.getByText('Risposta presa').waitFor();
    await clerk.getByRole('button', { name: 'Continua il giro' }).click();
    await clerk.getByText(other.colour).first().waitFor();
    await scan(clerk, other.gtin);
    await until('the order is picked', async () => {
      const { state } = await server.database.db('oc_order').where({ id: orderId }).first('state');
      return state === 'picked';
    });
  });

  it('is moved by hand to the shop the rules put first, or another, each with its reason', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401|409/);
    const { orderId } = await place('Testa', piece(3).gtin);
    const giulia = await browser.page();
    await enter(giulia, 'giulia.conti@lungarno.example');
    await giulia.goto(`${server.url}/ordini/${orderId}`);
    const actions = await countActions(giulia);
    await giulia.getByRole('button', { name: 'Riassegna' }).click();
    await giulia.getByText(/La regola sceglie questo/).waitFor();
    await pictures(giulia, 'reassign');
    await giulia.setViewportSize(SIZES.desktop);
    await giulia.getByRole('button', { name: /^Sposta a/ }).click();
    await until('the order has moved', async () => {
      const row = await server.database.db('oc_order').where({ id: orderId }).first('location_id');
      return row.location_id !== 'MI01';
    });
    expect(await actions.count(), (await actions.list()).join(' · ')).to.equal(2);
  });
});
