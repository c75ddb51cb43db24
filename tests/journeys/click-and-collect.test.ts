import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { readPickupEndpoint } from '../../modules/omnichannel/pickup/contracts.ts';
import { readOrderEndpoint } from '../../modules/omnichannel/orders/reading-contracts.ts';
import { customerOrder } from '../../modules/omnichannel/orders/public-contracts.ts';
import { writtenCode } from '../../server/kernel/codes.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { fillBag, order } from '../support/shop-visitor.ts';
import { until } from '../support/until.ts';
import { told } from '../support/told.ts';
import { slowness, whenShown } from '../support/moment.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const STORE = 'Milano Torino 14';

describe('click & collect, from the web shop to the customer’s hands', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const coat = styles[0]!;
  const camel42 = coat.items.find(({ colour, size }) => colour === 'Bordeaux' && size === '42')!;
  let second: { url: string };

  before('a second server process on the same database', async function () {
    this.timeout(120_000);
    second = await server.another();
  });

  async function levelAtMilano(): Promise<{ on_hand: number; held: number }> {
    const level = await server.database
      .db('ss_stock_level')
      .where({ location_id: 'MI01', item_id: camel42.id, condition: 'sellable' })
      .first('on_hand', 'held');
    return level as { on_hand: number; held: number };
  }

  /** Places an order on the shop of the second process; says who ordered and how long Oggi took to show it. */
  async function orderAndSee(
    clerk: Page,
    surname: string,
  ): Promise<{ token: string; millis: number }> {
    const customer = await browser.page({ width: 390, height: 844 });
    await fillBag(customer, second.url, {
      styleId: coat.id,
      size: '42',
      store: STORE,
      customer: { name: 'Marta', surname },
      payment: 'online',
    });
    const shown = await whenShown(clerk, `Marta ${surname.charAt(0)}.`);
    const token = await order(customer);
    const ordered = Date.now();
    return { token, millis: (await shown()) - ordered };
  }

  it('goes the straight way, each step on every screen, and stock, order, audit and mail agree', async function () {
    this.timeout(120_000);
    // Before the log-in nobody is there, and the wrong piece is refused.
    browser.expectComplaint(/401|409/);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByText('Tutto pronto.').waitFor();

    // Ordered on one process, on the clerk's screen of another, without a reload.
    const { token, millis } = await orderAndSee(clerk, 'Rinaldi');
    expect(millis, 'milliseconds until Oggi showed the order').to.be.lessThan(1_000 * slowness());
    expect(await levelAtMilano()).to.deep.equal({ on_hand: 3, held: 1 });
    await screenshot(clerk, 'journey-oggi');
    expect(await axe(clerk)).to.deep.equal([]);

    // Prepared: one press, one scan, a wrong piece refused in plain words.
    await clerk.getByRole('button', { name: 'Prepara il prossimo' }).click();
    await clerk.getByText('0 di 1 presi').waitFor();
    const wrong = coat.items.find(({ colour, size }) => colour === 'Bordeaux' && size === '44')!;
    await scan(clerk, wrong.gtin);
    await clerk.getByText('È la 44, serve la 42.').first().waitFor();
    await scan(clerk, camel42.gtin);
    await clerk.getByText('1 di 1 presi').waitFor();
    expect(await axe(clerk)).to.deep.equal([]);

    // Shelved: the bag's label, the shelf's label, ready.
    await clerk.getByRole('button', { name: 'Sistema l’ordine' }).click();
    await clerk.getByLabel('Altro scaffale').waitFor();
    await scan(clerk, 'BUSTA-000777');
    await told(clerk, 'Busta BUSTA-000777');
    await scan(clerk, 'SCAFFALE-B3');
    await clerk.locator('.oc-bag-shelf', { hasText: 'B3' }).waitFor();
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Pronto: avvisa Marta R.' }).click();
    await told(clerk, /pronto, messaggio tra \d s/);
    expect(await levelAtMilano(), 'ready goods are still ours').to.deep.equal({
      on_hand: 3,
      held: 1,
    });

    // The customer's page shows the code; the letter follows when the undo time is over.
    const { code, number } = await until('the code is on the customer’s page', async () => {
      const read = await server.call(customerOrder.read, { token });
      return read.code === null ? null : { code: read.code, number: read.number };
    });
    const letter = await until(
      'the customer is told',
      async () =>
        (await server.database
          .db('core_mail')
          .where('text', 'like', `%${writtenCode(code)}%`)
          .first()) as { recipient: string; subject: string } | undefined,
      20_000,
    );
    expect(letter.recipient).to.equal('cliente@example.com');
    expect(letter.subject).to.match(/pront/i);

    // Handed over in three actions: the scan, a look, the button.
    await clerk.goto(`${server.url}/consegna`);
    await clerk.getByText('Scansiona il codice del cliente').waitFor();
    const actions = await countActions(clerk);
    await scan(clerk, code);
    await clerk.getByText('Codice valido').first().waitFor();
    await clerk.getByRole('heading', { name: 'Marta Rinaldi' }).waitFor();
    await screenshot(clerk, 'journey-consegna');
    expect(await axe(clerk)).to.deep.equal([]);
    await clerk.getByRole('button', { name: 'Consegna 1 pezzo' }).click();
    await clerk.getByText('Consegnato a Marta Rinaldi').waitFor();
    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(3);

    // Everything agrees.
    expect(await levelAtMilano()).to.deep.equal({ on_hand: 2, held: 0 });
    const giulia = await server.person('web-store-manager', null);
    const { id } = (await server.database.db('oc_order').first('id')) as { id: string };
    const detail = await server.call(readOrderEndpoint, { orderId: id }, { as: giulia });
    expect(detail).to.include({ number, state: 'collected', dueMinor: 0 });
    expect(detail.handovers).to.have.lengthOf(1);
    const card = await server.call(readPickupEndpoint, { orderId: id }, { as: giulia });
    expect(card.row.state).to.equal('collected');
    const trail = await server.database
      .db('core_audit')
      .where({ subject: `order:${id}` })
      .orderBy('position')
      .pluck('action');
    expect(trail).to.deep.equal([
      'omnichannel.order-placed.v1',
      'omnichannel.order-acknowledged.v1',
      'omnichannel.order-taken.v1',
      'omnichannel.order-line-picked.v1',
      'omnichannel.order-staged.v1',
      'omnichannel.order-ready.v1',
      'omnichannel.order-customer-told.v1',
      'omnichannel.order-collected.v1',
    ]);
    await expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    );
  });

  it('gives one last piece to one of two customers, and tells the other where else it is', async function () {
    this.timeout(120_000);
    const brera = coat.items.find(({ colour, size }) => colour === 'Nero' && size === '40')!;
    await server.database
      .db('ss_stock_level')
      .where({ item_id: brera.id })
      .update({
        // One piece may be promised in Milano, and none anywhere else.
        safety: server.database.db.raw("case location_id when 'MI01' then 2 else 3 end"),
        version: server.database.db.raw('version + 1'),
      });
    const customers = [await browser.page(), await browser.page()];
    for (const [place, page] of customers.entries()) {
      await page.goto(`${[server.url, second.url][place]}/shop/articolo/${coat.id}`);
      await page
        .getByRole('group', { name: 'Colori' })
        .last()
        .getByRole('button', { name: 'Nero' })
        .click();
      await page.getByRole('button', { name: '40', exact: true }).click();
      await page.getByRole('radio', { name: new RegExp(STORE) }).check();
      await page.getByRole('button', { name: `Ritira a ${STORE}` }).click();
      for (const [label, value] of [
        ['Nome', 'Ada'],
        ['Cognome', `Prova${place}`],
        ['E-mail', 'ada@example.com'],
        ['Telefono', '3475550143'],
      ] as const)
        await page.getByLabel(label, { exact: true }).fill(value);
    }
    browser.expectComplaint(/409/);
    await Promise.all(
      customers.map((page) => page.getByRole('button', { name: /^Ordina e ritira/ }).click()),
    );
    const outcomes = await Promise.all(
      customers.map((page) =>
        Promise.race([
          page.waitForURL('**/ordine/*').then(() => 'ordered'),
          page
            .getByRole('alert')
            .first()
            .waitFor()
            .then(() => 'told'),
        ]),
      ),
    );
    expect(outcomes.toSorted()).to.deep.equal(['ordered', 'told']);
    const level = await server.database
      .db('ss_stock_level')
      .where({ item_id: brera.id, location_id: 'MI01' })
      .first('held');
    expect(level).to.deep.equal({ held: 1 });
  });
});
