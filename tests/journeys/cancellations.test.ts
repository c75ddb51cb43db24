import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../modules/omnichannel/checks/sql.ts';
import { orderSecrets, type OrderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { STORE_SYSTEM_CHECKS } from '../../modules/store-system/checks/sql.ts';
import { countActions } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeReady } from '../support/make/ready-order.ts';
import { expectReconciled } from '../support/reconcile.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';

describe('staff cancels an order', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const [coat, shirt] = [styles[0]!.items[0]!, styles[1]!.items[0]!];
  const shirtName = styles[1]!.name;
  let secrets: OrderSecrets;

  before(() => {
    secrets = orderSecrets(server.keyring);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  const ready = () =>
    makeReady(server.database.db, secrets, {
      locationId: 'MI01',
      lines: [
        { gtin: coat.gtin, unitPriceMinor: 100_00 },
        { gtin: shirt.gtin, unitPriceMinor: 40_00 },
      ],
    });
  const refundsOf = (orderId: string) =>
    server.database.db('oc_refund_due').where({ order_id: orderId });

  it('from the counter, all of it, in two actions, the amount spelt out before', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const { orderId } = await ready();
    const clerk = await browser.page({ width: 390, height: 844 });
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/consegna/${orderId}`);
    await clerk.getByText('Dopo la prova, che cosa tiene?').waitFor();
    const actions = await countActions(clerk);

    await clerk.getByRole('button', { name: 'Annulla l’ordine' }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByText(/^140,00.€$/).waitFor();
    await dialog.getByText(/2 pezzi da rimettere a posto/).waitFor();
    await screenshot(clerk, 'journey-annulla-palmare');
    expect(await axe(clerk)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Annulla l’ordine' }).click();
    await clerk.waitForURL('**/oggi');

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(2);
    const refunds = await refundsOf(orderId);
    expect(refunds.map(({ amount_minor }) => amount_minor)).to.deep.equal([140_00]);
  });

  it('from the order, one piece of two, for the web store manager', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const { orderId } = await ready();
    const giulia = await browser.page();
    await enter(giulia, GIULIA);
    await giulia.goto(`${server.url}/ordini/${orderId}`);
    await giulia.getByRole('button', { name: 'Annulla l’ordine' }).click();
    const dialog = giulia.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Solo alcuni pezzi' }).check();
    await dialog.getByLabel(new RegExp(`^Pezzi da annullare, ${shirtName}`)).fill('1');
    await dialog.getByText(/^40,00.€$/).waitFor();
    await dialog.getByRole('radio', { name: 'Pezzo difettoso' }).check();
    await screenshot(giulia, 'journey-annulla-pezzo');
    expect(await axe(giulia)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Annulla 1 pezzo' }).click();
    await dialog.waitFor({ state: 'detached' });

    const { state, cancelled_because } = await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('state', 'cancelled_because');
    expect({ state, cancelled_because }).to.deep.equal({
      state: 'ready',
      cancelled_because: 'Pezzo difettoso',
    });
    const refunds = await refundsOf(orderId);
    expect(refunds.map(({ amount_minor }) => amount_minor)).to.deep.equal([40_00]);
  });
});
