import { expect } from 'chai';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { Webhook } from 'standardwebhooks';
import { countActions } from '../support/actions.ts';
import type { Caller } from '../support/api.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { overhang, SIZES } from '../support/screens.ts';
import { fillBag, order } from '../support/shop-visitor.ts';
import { until } from '../support/until.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';

const PAOLA = 'paola.ricci@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';

describe('the web shop’s side', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  let receiver: Receiver;
  let web: Caller;

  before(async () => {
    receiver = await openReceiver();
    web = await server.program(['orders:write'], { channels: ['web'] });
  });
  after(() => receiver.close());

  it('is told of an order within seconds, by a program entered in the office', async () => {
    browser.expectComplaint(/401/);
    const page = await browser.page();
    await enter(page, PAOLA);
    await page.goto(`${server.url}/integrazioni`);
    await page.getByRole('button', { name: 'Nuovo indirizzo' }).waitFor();
    const actions = await countActions(page);
    await page.getByRole('button', { name: 'Nuovo indirizzo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nuovo indirizzo' });
    await dialog.getByLabel('Programma').fill('Negozio online');
    await dialog.getByRole('textbox', { name: 'Indirizzo' }).fill(receiver.url);
    await dialog.getByRole('button', { name: 'Aggiungi l’indirizzo' }).click();
    const secret = await page.locator('.ba-secret').innerText();
    expect(await actions.count(), 'two presses, besides what is typed').to.be.at.most(4);

    const customer = await browser.page(SIZES.handheld);
    await fillBag(customer, server.url, {
      styleId: styles[0]!.id,
      size: '42',
      store: 'Milano Torino 14',
      customer: { name: 'Marta', surname: 'Rinaldi' },
      payment: 'online',
    });
    await order(customer);
    await customer.getByRole('heading', { name: 'Ordine ricevuto' }).waitFor();
    const message = await until('the webhook', () =>
      receiver.received.find(({ body }) => body.includes('order.placed')),
    );
    const told = new Webhook(secret).verify(
      message.body,
      message.headers as Record<string, string>,
    ) as { data: { state: string; channel: string } };
    expect(told.data).to.include({ state: 'placed', channel: 'web' });
    await page.getByRole('button', { name: 'Fatto' }).click();
    await page.getByRole('button', { name: 'Apri Negozio online' }).click();
    await page.getByRole('cell', { name: /^order.placed/ }).waitFor();
  });

  it('compares its list with ours in three presses, and takes the differences home', async () => {
    browser.expectComplaint(/401/);
    const known = orderRequest({
      locationId: 'MI01',
      lines: [{ gtin: styles[2]!.items[0]!.gtin }],
      externalId: 'W-20001',
    });
    const other = orderRequest({
      locationId: 'MI01',
      lines: [{ gtin: styles[3]!.items[0]!.gtin }],
      externalId: 'W-20002',
    });
    for (const one of [known, other]) await server.call(placeOrderEndpoint, one, { as: web });
    const page = await browser.page();
    await enter(page, GIULIA);
    await page.goto(`${server.url}/riconciliazione`);
    await page.getByText('Che cosa non torna?').waitFor();
    await page
      .getByLabel('Al giorno', { exact: true })
      .fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    const csv =
      'ordine;totale;pagato;annullato\nW-20001;199,00;199,00;no\nW-20002;189,00;189,00;no\nW-20003;10,00;10,00;no\n';
    const actions = await countActions(page);
    await page.locator('input[type=file]').setInputFiles({
      name: 'sito.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await page.getByText('sito.csv: 3 ordini').waitFor();
    await page.getByRole('button', { name: 'Confronta' }).click();
    await page.getByText('Qui non c’è').waitFor();
    await page.getByText('Totale diverso').waitFor();
    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(3);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Scarica le differenze' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).to.match(/^web-\d{4}-\d\d-\d\d\.csv$/);
    for (const [device, size] of Object.entries(SIZES)) {
      await page.setViewportSize(size);
      await page.getByText('Qui non c’è').first().waitFor();
      await screenshot(page, `reconciliation-${device}`);
      expect(await axe(page)).to.deep.equal([]);
      expect(await overhang(page)).to.equal(0);
    }
  });
});
