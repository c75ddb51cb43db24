import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../modules/omnichannel/orders/public-contracts.ts';
import {
  customerLinkEndpoint,
  readOrderEndpoint,
} from '../../modules/omnichannel/orders/reading-contracts.ts';
import { handOverEndpoint } from '../../modules/omnichannel/pickup/counter-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeNextEndpoint,
} from '../../modules/omnichannel/pickup/work-contracts.ts';
import { countActions } from '../support/actions.ts';
import type { Caller } from '../support/api.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { overhang } from '../support/screens.ts';
import { until } from '../support/until.ts';

const PHONE = { width: 390, height: 844 } as const;
const HERE = 'MI01';

describe('the page of an order, on a phone', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const { server, styles } = useChain();
  let web: Caller;
  let clerk: Caller;
  let orders = 0;

  before(async () => {
    web = await server.program(['orders:write'], { channels: ['web'] });
    clerk = await server.person('clerk', HERE);
  });

  interface Placed {
    readonly orderId: string;
    readonly token: string;
    readonly gtins: readonly string[];
  }

  /** Two coats and a shirt, ordered by Marta Rinaldi. */
  async function place(change: object = {}): Promise<Placed> {
    // Every order its own size: none takes another one’s last piece.
    const [coat, shirt] = [styles[0]!.items[orders]!, styles[1]!.items[orders]!];
    orders += 1;
    const lines = [{ gtin: coat.gtin, quantity: 2 }, { gtin: shirt.gtin }];
    const { orderId } = await server.call(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: HERE, lines }), ...change },
      { as: web },
    );
    const { token } = await server.call(customerLinkEndpoint, { orderId }, { as: web });
    return { orderId, token, gtins: [coat.gtin, coat.gtin, shirt.gtin] };
  }

  const version = async (orderId: string) =>
    (await server.call(readOrderEndpoint, { orderId }, { as: clerk })).version;

  async function makeReady({ orderId, gtins }: Placed): Promise<void> {
    await server.call(takeNextEndpoint, { locationId: HERE, count: 50 }, { as: clerk });
    for (const gtin of gtins) {
      const pick = { locationId: HERE, gtin, orderId, manner: 'scan' as const };
      await server.call(pickEndpoint, pick, { as: clerk });
    }
    await server.call(
      stageEndpoint,
      {
        orderId,
        bags: [`B-${orderId.slice(-8).toUpperCase()}`],
        shelf: 'B3',
        ready: true,
        expectedVersion: await version(orderId),
      },
      { as: clerk },
    );
  }

  async function collect({ orderId, token }: Placed): Promise<void> {
    const { code } = await server.call(customerOrder.read, { token });
    await server.call(
      handOverEndpoint,
      {
        orderId,
        proof: { kind: 'code', code: code! },
        collector: { kind: 'customer' },
        expectedVersion: await version(orderId),
      },
      { as: clerk },
    );
  }

  async function open(token: string, options: object = {}): Promise<Page> {
    const page = await browser.page({ ...PHONE, ...options });
    await page.goto(`${server.url}/ordine/${token}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }
  async function look(page: Page, name: string): Promise<void> {
    await screenshot(page, `customer-${name}`, { fullPage: true });
    expect(await axe(page)).to.deep.equal([]);
    expect(await overhang(page), 'nothing sticks out at the side').to.equal(0);
  }

  it('says how it stands, follows by itself, and asks nobody else for anything', async () => {
    const placed = await place();
    const page = await browser.page(PHONE);
    const strangers: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== new URL(server.url).origin) {
        strangers.push(request.url());
      }
    });
    const answer = await page.goto(`${server.url}/ordine/${placed.token}`);
    expect(answer!.headers()['referrer-policy']).to.equal('no-referrer');
    await page.getByRole('heading', { name: 'Ordine ricevuto' }).waitFor();
    await page.getByText(/^Pronto entro/).waitFor();
    await look(page, 'placed');
    await makeReady(placed);
    await page.getByRole('heading', { name: 'È pronto, ti aspettiamo' }).waitFor();
    await page.getByAltText(/Codice per il ritiro PK-/).waitFor();
    await page.getByText('Pronto: ti abbiamo avvisato').waitFor({ timeout: 20_000 });
    await look(page, 'ready');
    await screenshot(page, 'customer-ready-fold');
    const actions = await countActions(page);
    await page.getByRole('button', { name: 'Sono qui' }).click();
    await page.getByRole('button', { name: 'Il negozio lo sa' }).waitFor();
    expect(await actions.count()).to.equal(1);
    expect(strangers).to.deep.equal([]);
  });

  it('lets the order be collected elsewhere in three presses', async () => {
    const { token } = await place();
    const page = await open(token);
    const actions = await countActions(page);
    await page.getByRole('button', { name: 'Ritirare in un altro negozio' }).click();
    await page.getByRole('radio').first().waitFor();
    await look(page, 'stores');
    await page.getByRole('radio').first().click();
    await page.getByRole('button', { name: /^Ritira a / }).click();
    await page.getByText(/^Ora lo prepara /).waitFor();
    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(3);
    const order = await server.call(customerOrder.read, { token });
    expect(order.store.locationId).not.to.equal(HERE);
    await look(page, 'moved');
  });

  it('cancels a piece, and then the rest', async () => {
    const { token } = await place();
    const page = await open(token);
    await page.getByRole('button', { name: 'Annullare, tutto o in parte' }).click();
    await page.getByRole('button', { name: 'Annulla tutto l’ordine' }).waitFor();
    await page.getByRole('combobox').selectOption('1');
    await page.getByRole('checkbox').nth(1).uncheck();
    await look(page, 'cancel');
    // Refused, it says why; pressed again, that is gone and it is done.
    browser.expectComplaint(/409/);
    const refusal = { type: '/problems/busy', title: 'Riprova', status: 409, detail: 'Riprova.' };
    const contentType = 'application/problem+json';
    const refuse = { status: 409, contentType, body: JSON.stringify(refusal) };
    await page.route('**/cancel', (route) => route.fulfill(refuse), { times: 1 });
    const cancel = page.getByRole('button', { name: 'Annulla 1 pezzo' });
    await cancel.click();
    await page.getByRole('alert').waitFor();
    await cancel.click();
    await page.getByText('1 annullato').waitFor();
    await page.getByText(/^Ti rimborsiamo /).waitFor();
    await look(page, 'cancelled-in-part');
    await page.getByRole('button', { name: 'Annullare, tutto o in parte' }).click();
    await page.getByRole('button', { name: 'Annulla tutto l’ordine' }).click();
    await page.getByRole('heading', { name: 'Ordine annullato' }).waitFor();
    expect((await server.call(customerOrder.read, { token })).state).to.equal('cancelled');
    await look(page, 'cancelled');
  });

  it('withdraws from the contract in two steps and keeps the proof', async () => {
    const placed = await place();
    await makeReady(placed);
    await collect(placed);
    const page = await open(placed.token);
    await page.getByRole('heading', { name: 'Ritirato. Grazie!' }).waitFor();
    await look(page, 'collected');
    const actions = await countActions(page);
    await page.getByRole('button', { name: /^Recedere dal contratto qui/ }).click();
    await page.getByRole('heading', { name: 'Recesso dal contratto' }).waitFor();
    const name = page.getByLabel('Nome e cognome');
    await until('the name is known', async () => (await name.inputValue()) === 'Marta Rinaldi');
    await look(page, 'withdrawal-declare');
    await page.getByRole('button', { name: 'Avanti' }).click();
    await page.getByText(/^Io, Marta Rinaldi, recedo dal contratto/).waitFor();
    await look(page, 'withdrawal-confirm');
    await page.getByRole('button', { name: 'Conferma recesso' }).click();
    await page.getByRole('heading', { name: 'Abbiamo ricevuto il tuo recesso' }).waitFor();
    expect(await actions.count(), (await actions.list()).join(' · ')).to.equal(3);
    await look(page, 'withdrawal-acknowledged');
    const letter = await until('the acknowledgement', () =>
      server.database.db('core_mail').where('subject', 'like', '%recesso%').first(),
    );
    expect((letter as { text: string }).text).to.match(/3 ×|2 ×/);
  });

  it('speaks the order’s language, in the dark as well', async () => {
    const { customer } = orderRequest({ locationId: HERE, lines: [{ gtin: 'x' }] });
    const { token } = await place({ customer: { ...customer, language: 'en' } });
    const page = await open(token, { colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Order received' }).waitFor();
    await look(page, 'english-dark');
    await page.getByRole('button', { name: 'Italiano' }).click();
    await page.getByRole('heading', { name: 'Ordine ricevuto' }).waitFor();
  });

  it('says what to do about a wrong link', async () => {
    browser.expectComplaint(/404/);
    const page = await browser.page(PHONE);
    await page.goto(`${server.url}/ordine/${'A'.repeat(22)}`);
    await page.getByRole('heading', { name: 'Non troviamo quest’ordine' }).waitFor();
    await look(page, 'unknown');
  });
});
