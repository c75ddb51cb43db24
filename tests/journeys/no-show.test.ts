import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../modules/omnichannel/checks/sql.ts';
import { orderSecrets, type OrderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { STORE_SYSTEM_CHECKS } from '../../modules/store-system/checks/sql.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeReady } from '../support/make/ready-order.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { until } from '../support/until.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';
const NINE_DAYS = 9 * 86_400_000;

describe('a customer who does not come', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const coat = styles[0]!.items[0]!;
  let secrets: OrderSecrets;

  before(() => {
    secrets = orderSecrets(server.keyring);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  /** Ready nine days ago: the server's own sweep finds that its time is over. */
  async function overdue(): Promise<string> {
    const { db } = server.database;
    const given = { locationId: 'MI01', lines: [{ gtin: coat.gtin }] };
    const { orderId } = await makeReady(db, secrets, given, new Date(Date.now() - NINE_DAYS));
    await until(
      'the sweep has closed it',
      async () => (await db('oc_order').where({ id: orderId }).first('state')).state === 'no-show',
      30_000,
    );
    return orderId;
  }
  const level = () =>
    server.database
      .db('ss_stock_level')
      .where({ location_id: 'MI01', item_id: coat.id, condition: 'sellable' })
      .first('on_hand', 'held');

  it('finds the pieces put back by one scan each, and the web store manager sees what is owed', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const orderId = await overdue();
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/rimetti`);
    await clerk.getByText('1 pezzo da rimettere a posto').waitFor();
    await clerk
      .getByText(/non ritirato/)
      .first()
      .waitFor();
    await screenshot(clerk, 'journey-rimetti');
    expect(await axe(clerk)).to.deep.equal([]);
    expect(await level()).to.deep.equal({ on_hand: 3, held: 1 });

    const actions = await countActions(clerk);
    await scan(clerk, coat.gtin);
    await clerk.getByText('Tutto a posto.').waitFor();
    expect(await actions.count()).to.be.at.most(1);
    expect(await level()).to.deep.equal({ on_hand: 3, held: 0 });

    const giulia = await browser.page();
    await enter(giulia, GIULIA);
    await giulia.goto(`${server.url}/rimborsi-dovuti`);
    await giulia.getByText('Non ritirato').waitFor();
    await giulia.getByText('199,00').first().waitFor();
    expect(await giulia.getByText('buono').count(), 'nobody issues vouchers').to.equal(0);
    await screenshot(giulia, 'journey-rimborsi-dovuti');
    expect(await axe(giulia)).to.deep.equal([]);
    const [refund] = await server.database.db('oc_refund_due').where({ order_id: orderId });
    expect(refund).to.include({ state: 'due', amount_minor: 199_00 });
  });

  it('is served in the usual three actions when the pieces are still on the shelf', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const orderId = await overdue();
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/consegna`);
    await clerk.getByText('Scansiona il codice del cliente').waitFor();
    const actions = await countActions(clerk);

    await scan(clerk, secrets.code(orderId));
    await clerk.getByText(/Tempo scaduto/).waitFor();
    await clerk.getByText(/il rimborso di 199,00.€ non è più dovuto/).waitFor();
    await screenshot(clerk, 'journey-consegna-scaduta');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Consegna 1 pezzo' }).click();
    await clerk.getByText('Consegnato a Marta Rinaldi').waitFor();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(3);
    const [refund] = await server.database.db('oc_refund_due').where({ order_id: orderId });
    expect(refund).to.include({ state: 'withdrawn' });
  });
});
