import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { OMNICHANNEL_CHECKS } from '../../modules/omnichannel/checks/sql.ts';
import { orderSecrets, type OrderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { STORE_SYSTEM_CHECKS } from '../../modules/store-system/checks/sql.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeReady } from '../support/make/ready-order.ts';
import { expectReconciled } from '../support/reconcile.ts';

const NOEMI = 'noemi.ferri@lungarno.example';

describe('a customer tries things on at the counter', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const [coat, other] = styles as [(typeof styles)[0], (typeof styles)[0]];
  const sizes = coat.items.filter(({ colour }) => colour === coat.items[0]!.colour);
  const [worn, fits] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
  const left = other.items[0]!;
  let secrets: OrderSecrets;
  let clerk: Page;

  before(() => {
    secrets = orderSecrets(server.keyring);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  const ready = (gtins: readonly string[], given = {}) =>
    makeReady(server.database.db, secrets, {
      locationId: 'MI01',
      lines: gtins.map((gtin) => ({ gtin, unitPriceMinor: 100_00 })),
      ...given,
    });
  /** At the counter, waiting for a code: nothing has been counted yet. */
  async function atTheCounter(size?: { width: number; height: number }) {
    browser.expectComplaint(/401/);
    clerk = await browser.page(size);
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/consegna`);
    await clerk.getByText('Scansiona il codice del cliente').waitFor();
    return countActions(clerk);
  }
  const opened = () => clerk.getByText('Dopo la prova, che cosa tiene?').waitFor();
  const card = (name: string) => clerk.locator('.oc-pieces > li', { hasText: name });
  const done = () => clerk.getByText('Consegnato a Marta Rinaldi').waitFor();

  it('takes everything in three actions', async function () {
    this.timeout(120_000);
    const order = await ready([worn.gtin, left.gtin]);
    const actions = await atTheCounter();

    await scan(clerk, secrets.code(order.orderId));
    await opened();
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Consegna 2 pezzi' }).click();
    await done();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(3);
  });

  it('leaves one piece with one action more, on sale at once, the money on record', async function () {
    this.timeout(120_000);
    const order = await ready([worn.gtin, left.gtin]);
    const actions = await atTheCounter();

    await scan(clerk, secrets.code(order.orderId));
    await opened();
    await card(left.size).getByRole('radio', { name: 'Lascia' }).last().check();
    await clerk.getByText('Da rimborsare su carta').waitFor();
    await clerk.getByText('torna in vendita qui').waitFor();
    await screenshot(clerk, 'journey-consegna-lascia');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Consegna 1 pezzo' }).click();
    await done();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(4);
    const [refund] = await server.database.db('oc_refund_due').where({ order_id: order.orderId });
    expect(refund).to.include({ cause: 'left-at-counter', amount_minor: 100_00, state: 'due' });
  });

  it('swaps a size with two actions more: choose swap, scan the new piece', async function () {
    this.timeout(120_000);
    const order = await ready([worn.gtin]);
    const actions = await atTheCounter();

    await scan(clerk, secrets.code(order.orderId));
    await opened();
    await clerk.getByRole('radio', { name: 'Cambia' }).check();
    await clerk.getByText('Scansiona il pezzo nuovo, oppure').waitFor();
    await scan(clerk, fits.gtin);
    await clerk.getByText('stesso prezzo').waitFor();
    await screenshot(clerk, 'journey-consegna-cambia');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Consegna 1 pezzo' }).click();
    await done();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(5);
    const lines = await server.database
      .db('oc_order_line')
      .where({ order_id: order.orderId })
      .orderBy('place')
      .pluck('state');
    expect(lines).to.deep.equal(['refused', 'collected']);
  });

  it('is paid with one action more, on a handheld too', async function () {
    this.timeout(120_000);
    const order = await ready([worn.gtin], { atCounter: true });
    const actions = await atTheCounter({ width: 390, height: 844 });

    await scan(clerk, secrets.code(order.orderId));
    await opened();
    await clerk.getByRole('radio', { name: 'Contanti' }).check();
    await screenshot(clerk, 'journey-consegna-paga-palmare');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: /^Incassa 100,00.€ e consegna$/ }).click();
    await done();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(4);
    expect(
      await server.database.db('oc_payment').where({ order_id: order.orderId }).pluck('kind'),
    ).to.deep.equal(['cash']);
  });
});
