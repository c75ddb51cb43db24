import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { readOrderEndpoint } from '../../modules/omnichannel/orders/reading-contracts.ts';
import { slotsEndpoint, type ShopSlots } from '../../modules/omnichannel/promises/contracts.ts';
import type { Caller } from '../support/api.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { makePolicy } from '../support/make/policy.ts';
import { overhang } from '../support/screens.ts';
import { fillBag, order } from '../support/shop-visitor.ts';
import { until } from '../support/until.ts';

const PHONE = { width: 390, height: 844 } as const;
const SHOP = 'MI01';
const STORE = 'Milano Torino 14';

describe('choosing when to collect, in the web shop on a phone', function () {
  this.timeout(90_000);
  const browser = useBrowser();
  const { server, styles } = useChain();
  const [coat, shirt] = styles;
  let web: Caller;
  let clerk: Caller;

  before('the store counts two orders for each half hour', async () => {
    web = await server.program(['orders:write', 'availability:read'], { channels: ['web'] });
    clerk = await server.person('clerk', SHOP);
    await makePolicy(server.database.db, SHOP, {
      capacity: { slotMinutes: 30, unit: 'orders', places: 2, bands: [] },
    });
  });

  const slots = async (): Promise<ShopSlots['slots']> =>
    (await server.call(slotsEndpoint, { locationId: SHOP }, { as: web })).slots;
  const inSlot = (startsAt: string, gtin: string) =>
    server.call(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: SHOP, lines: [{ gtin }] }), slotStartsAt: startsAt },
      { as: web },
    );
  async function standAtCheckout(style: typeof coat, size: number): Promise<Page> {
    const page = await browser.page(PHONE);
    const customer = { name: 'Marta', surname: 'Rinaldi' };
    await fillBag(page, server.url, {
      styleId: style!.id,
      size: style!.items[size]!.size,
      store: STORE,
      customer,
      payment: 'online',
    });
    await page.getByLabel('Quando ritiri').waitFor();
    return page;
  }

  it('offers the free slots after “as soon as can be”; the order is promised for the one that was chosen', async () => {
    const [soonest, second] = await slots();
    // The soonest is full: the first that is left is the second.
    await inSlot(soonest!.startsAt, shirt!.items[0]!.gtin);
    await inSlot(soonest!.startsAt, shirt!.items[1]!.gtin);
    const page = await standAtCheckout(coat, 0);
    const choice = page.getByLabel('Quando ritiri');
    const offered = await choice
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(offered[0], 'as soon as can be').to.equal('');
    expect(offered).not.to.include(soonest!.startsAt);
    expect(offered[1]).to.equal(second!.startsAt);

    const wanted = offered[3]!;
    await choice.selectOption(wanted);
    await screenshot(page, 'journey-shop-slots', { fullPage: true });
    expect(await axe(page)).to.deep.equal([]);
    expect(await overhang(page), 'nothing sticks out at the side').to.equal(0);

    await order(page);
    const time = new Intl.DateTimeFormat('it-IT', {
      timeZone: 'Europe/Rome',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(wanted));
    await page
      .getByText(new RegExp(`Pronto.*${time}`))
      .first()
      .waitFor();
    await screenshot(page, 'journey-shop-slot-order', { fullPage: true });
    const row: { id: string } = await server.database
      .db('oc_order')
      .where({ ready_by: wanted })
      .first('id');
    const { readyBy } = await server.call(readOrderEndpoint, { orderId: row.id }, { as: clerk });
    expect(readyBy).to.equal(wanted);
  });

  it('says that the chosen slot has just been taken, keeps what was typed, and the order goes through as soon as can be', async () => {
    const page = await standAtCheckout(coat, 1);
    const choice = page.getByLabel('Quando ritiri');
    const wanted = await choice.locator('option').nth(5).getAttribute('value');
    await choice.selectOption(wanted!);
    await inSlot(wanted!, shirt!.items[2]!.gtin);
    await inSlot(wanted!, shirt!.items[3]!.gtin);

    browser.expectComplaint(/422|400/);
    await page.getByRole('button', { name: /^Ordina e ritira/ }).click();
    await page.getByText('La fascia che avevi scelto è appena stata presa').waitFor();
    await screenshot(page, 'journey-shop-slot-gone', { fullPage: true });
    expect(await axe(page)).to.deep.equal([]);
    expect(await page.getByLabel('Cognome').inputValue()).to.equal('Rinaldi');
    await until('another is asked for', async () => (await choice.inputValue()) === '');

    await order(page);
    await page
      .getByText(/^Pronto/)
      .first()
      .waitFor();
  });

  it('asks nothing where the store counts no slots', async () => {
    await makePolicy(server.database.db, SHOP, { capacity: null });
    const page = await browser.page(PHONE);
    await fillBag(page, server.url, {
      styleId: coat!.id,
      size: coat!.items[2]!.size,
      store: STORE,
      customer: { name: 'Marta', surname: 'Rinaldi' },
      payment: 'online',
    });
    expect(await page.getByLabel('Quando ritiri').count()).to.equal(0);
    await order(page);
  });
});
