import { expect } from 'chai';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { customerLinkEndpoint } from '../../modules/omnichannel/orders/reading-contracts.ts';
import { stageOrder } from '../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../modules/omnichannel/pickup/prepare.ts';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { countActions } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeActor } from '../support/make/actor.ts';
import { orderRequest } from '../support/make/order.ts';

const NOEMI = 'noemi.ferri@lungarno.example';

describe('an order that is ready and waits for its customer', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();

  it('is kept longer with one press, and comes to the top when its customer is here', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const { gtin } = styles[0]!.items[0]!;
    const web = await server.program(['orders:write'], { channels: ['web'] });
    const placed = await server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: 'MI01', lines: [{ gtin }] }),
      { as: web },
    );
    const { orderId } = placed;
    const { token } = await server.call(customerLinkEndpoint, { orderId }, { as: web });
    const actor = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Noemi Ferri' });
    const as = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, actor, work);
    await as((tx) => takeOrder(tx, { orderId }));
    await as((tx) => pickPiece(tx, { locationId: 'MI01', gtin, orderId, manner: 'scan' }));
    const { version: expectedVersion } = await db('oc_order').where({ id: orderId }).first();
    const staged = { orderId, bags: ['BUSTA-1'], shelf: 'B3', ready: true, expectedVersion };
    await as((tx) => stageOrder(tx, staged));

    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByText('Pronti').first().waitFor();

    const customer = await browser.page({ width: 390, height: 844 });
    await customer.goto(`${server.url}/ordine/${token}`);
    const later = customer.getByRole('button', { name: /^Vengo più tardi/ });
    await later.waitFor();
    await screenshot(customer, 'waiting-customer');
    expect(await axe(customer)).to.deep.equal([]);
    const actions = await countActions(customer);
    await later.click();
    await later.waitFor({ state: 'detached' });
    expect(await actions.list()).to.have.lengthOf(1);
    const { extended_at: extendedAt } = await db('oc_order').where({ id: orderId }).first();
    expect(extendedAt).to.be.instanceOf(Date);

    // “I am here”: on the clerk's screen without a reload.
    await actions.reset();
    await customer.getByRole('button', { name: 'Sono qui' }).click();
    expect(await actions.list()).to.have.lengthOf(1);
    await clerk
      .getByText(/Marta R\. è qui/)
      .first()
      .waitFor();
    await screenshot(clerk, 'waiting-arrived');
    expect(await axe(clerk)).to.deep.equal([]);
  });
});
