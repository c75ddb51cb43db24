import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { customerLinkEndpoint } from '../../modules/omnichannel/orders/reading-contracts.ts';
import { OMNICHANNEL_CHECKS } from '../../modules/omnichannel/checks/sql.ts';
import { STORE_SYSTEM_CHECKS } from '../../modules/store-system/checks/sql.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { orderRequest } from '../support/make/order.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { overhang } from '../support/screens.ts';

const PHONE = { width: 390, height: 844 } as const;
const NOEMI = 'noemi.ferri@lungarno.example';

describe('an order that its customer has sent', function () {
  this.timeout(180_000);
  const browser = useBrowser();
  const { server, styles, enter } = useChain();

  async function look(page: Page, name: string): Promise<void> {
    await screenshot(page, `shipping-${name}`, { fullPage: true });
    expect(await axe(page)).to.deep.equal([]);
    expect(await overhang(page), 'nothing sticks out at the side').to.equal(0);
  }

  it('is prepared by the shop, given to the carrier in three presses and a scan, and followed by its number', async () => {
    browser.expectComplaint(/401/);
    const { gtin } = styles[0]!.items[0]!;
    const web = await server.program(['orders:write'], { channels: ['web'] });
    const { orderId } = await server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: 'MI01', lines: [{ gtin }] }),
      { as: web },
    );
    const { token } = await server.call(customerLinkEndpoint, { orderId }, { as: web });

    // The customer: one press, the address, one press.
    const customer = await browser.page(PHONE);
    await customer.goto(`${server.url}/ordine/${token}`);
    const wanted = customer.getByRole('button', { name: 'Fartelo spedire, senza costi' });
    await wanted.waitFor();
    const actions = await countActions(customer);
    await wanted.click();
    await customer.getByRole('heading', { name: 'Dove lo spediamo?' }).waitFor();
    await look(customer, 'address');
    await customer.getByRole('button', { name: 'Spediscilo qui' }).click();
    await customer.getByRole('alert').nth(3).waitFor();
    expect(await customer.getByRole('alert').allTextContents()).to.have.lengthOf(4);
    await look(customer, 'address-wrong');
    expect(await customer.getByLabel('Nome e cognome').inputValue()).to.equal('Marta Rinaldi');
    await customer.getByLabel('Via e numero').fill('Via Roma 12');
    await customer.getByLabel('CAP').fill('50123');
    await customer.getByLabel('Città').fill('Firenze');
    await customer.getByLabel('Provincia (sigla)').fill('fi');
    await customer.getByRole('button', { name: 'Spediscilo qui' }).click();
    await customer.getByRole('heading', { name: 'Lo prepariamo per spedirlo' }).waitFor();
    await customer.getByText('50123 Firenze FI').waitFor();
    await look(customer, 'chosen');
    // There, back with what was missing, and there: the rest is typed.
    expect(await actions.list(), (await actions.list()).join(' · ')).to.have.lengthOf(3);

    // The shop prepares it as any other; nobody is told to come.
    const clerk = await browser.page(PHONE);
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByText('Da spedire').first().waitFor();
    await look(clerk, 'today');
    await clerk.getByRole('button', { name: /^Prepara, Marta R\./ }).click();
    await clerk.waitForURL(/\/giro/);
    await clerk.getByText('0 di 1 presi').waitFor();
    await scan(clerk, gtin);
    await clerk.getByText('1 di 1 presi').waitFor();
    await clerk.getByRole('button', { name: 'Sistema l’ordine' }).click();
    const shelved = clerk.getByRole('button', { name: 'Sullo scaffale: da spedire' });
    await shelved.waitFor();
    await scan(clerk, 'SCAFFALE-C4');
    await look(clerk, 'shelve');
    await shelved.click();
    await clerk.waitForURL(/\/oggi/);

    // The carrier is here.
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByText('Pronti').first().click();
    const carrier = clerk.getByRole('button', { name: /^Corriere, Marta R\./ });
    await carrier.waitFor();
    await look(clerk, 'waits-for-carrier');
    const giving = await countActions(clerk);
    await carrier.click();
    await clerk.getByRole('radio', { name: 'BRT' }).waitFor();
    await look(clerk, 'carrier');
    await clerk.getByRole('radio', { name: 'BRT' }).click();
    await scan(clerk, '084621907755');
    await clerk.getByRole('button', { name: 'Affidato al corriere' }).click();
    await clerk.getByRole('heading', { name: 'Affidato a BRT' }).waitFor();
    await look(clerk, 'given');
    // The order, the carrier, the button; the number is scanned.
    expect(await giving.list(), (await giving.list()).join(' · ')).to.have.lengthOf(3);

    // The customer's page follows by itself.
    await customer.getByText('Numero per seguirlo: 084621907755').waitFor();
    await customer.getByRole('heading', { name: 'È in viaggio' }).waitFor();
    await look(customer, 'on-its-way');
    await clerk.goto(`${server.url}/ordini/${orderId}`);
    await clerk.getByText(/a BRT, 084621907755/).waitFor();
    await look(clerk, 'order');
    await expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]);
  });
});
