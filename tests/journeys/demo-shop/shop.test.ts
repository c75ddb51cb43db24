import { expect } from 'chai';
import { useBrowser } from '../../support/browser.ts';
import { useChain } from '../../support/chain.ts';
import { fillBag, order } from '../../support/shop-visitor.ts';

const PHONE = { width: 390, height: 844 } as const;

describe('a visitor of the web shop', function () {
  this.timeout(90_000);
  const browser = useBrowser();
  const { server, styles } = useChain();
  const coat = styles[0]!;
  const wanted = {
    styleId: coat.id,
    size: coat.items[0]!.size,
    store: 'Milano Torino 14',
    customer: { name: 'Marta', surname: 'Rinaldi' },
    payment: 'online',
  } as const;

  it('reads that what was just asked is fresh', async () => {
    const page = await browser.page(PHONE);
    await page.goto(`${server.url}/shop/articolo/${coat.id}`);
    await page.getByRole('button', { name: wanted.size, exact: true }).click();
    const told = page.locator('.shop-fresh');
    await told.waitFor();
    expect(await told.textContent()).to.equal('disponibilità in tempo reale');
  });

  it('has one order, although the answer to the first attempt was lost on its way', async () => {
    const page = await browser.page(PHONE);
    await fillBag(page, server.url, wanted);
    browser.expectComplaint(/demo-shop\/orders net::ERR_FAILED|ERR_FAILED .*demo-shop\/orders/);
    await page.route('**/api/demo-shop/orders', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: /^Ordina e ritira/ }).click();
    await page.locator('p[role=alert]').waitFor();
    await page.unroute('**/api/demo-shop/orders');
    // Not knowing that it stands, they correct a digit before they press again.
    await page.locator('input[name=phone]').fill('347 1234568');
    await order(page);
    expect(await server.database.db('oc_order').count()).to.deep.equal([{ count: 1 }]);
  });

  it('has one order, although the shop broke down between the order and its link', async () => {
    const page = await browser.page(PHONE);
    const orders = async (): Promise<number> =>
      Number((await server.database.db('oc_order').count({ orders: '*' }).first())!.orders);
    const before = await orders();
    await fillBag(page, server.url, wanted);
    browser.expectComplaint(/500|demo-shop\/orders/);
    await page.route('**/api/demo-shop/orders', async (route) => {
      await route.fetch();
      const problem = { type: 'https://bottega.example/internal', title: 'Guasto', status: 500 };
      const contentType = 'application/problem+json';
      await route.fulfill({ status: 500, contentType, body: JSON.stringify(problem) });
    });
    await page.getByRole('button', { name: /^Ordina e ritira/ }).click();
    await page.locator('p[role=alert]').waitFor();
    await page.unroute('**/api/demo-shop/orders');
    await order(page);
    expect(await orders()).to.equal(before + 1);
  });
});
