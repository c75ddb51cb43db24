import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { inTransaction } from '../../server/db/transaction.ts';
import { availabilityEndpoint } from '../../modules/omnichannel/availability/contracts.ts';
import { slotsEndpoint } from '../../modules/omnichannel/promises/contracts.ts';
import { countActions } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeChannelActor, orderRequest } from '../support/make/order.ts';
import { told } from '../support/told.ts';
import { placeOrders } from '../../modules/omnichannel/orders/place-orders.ts';
import { orderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { until } from '../support/until.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const DAVIDE = 'davide.riva@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';
const SHOP = 'MI01';
const MINUTE = 60_000;

describe('promises, seen and kept by the people of a shop', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const [item, other] = styles[0]!.items;

  before('the shop is open now, whenever these tests run', async () => {
    const { db } = server.database;
    await db('base_location_hours').where({ location_id: SHOP }).delete();
    await db('base_location_exception').where({ location_id: SHOP }).delete();
    await db('base_location_hours').insert(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        location_id: SHOP,
        weekday,
        opens: '00:00',
        closes: '24:00',
      })),
    );
  });

  /** An order that was placed so many minutes ago and is due in so many from now. */
  async function placeDue(surname: string, gtin: string, dueInMinutes: number): Promise<string> {
    const actor = makeChannelActor();
    const input = orderRequest({ locationId: SHOP, lines: [{ gtin }] });
    const [result] = await inTransaction(
      server.database.db,
      actor,
      (tx) =>
        placeOrders(tx, orderSecrets(server.keyring), [
          {
            actor,
            requestId: surname,
            input: { ...input, customer: { ...input.customer, surname } },
          },
        ]),
      { at: new Date(Date.now() + (dueInMinutes - 120) * MINUTE) },
    );
    if (!('reply' in result!)) throw result!.refusal;
    return result.reply.orderId;
  }
  const open = async (page: Page, who: string, path: string): Promise<void> => {
    browser.expectComplaint(/401/);
    await enter(page, who);
    await page.goto(`${server.url}${path}`);
  };
  const readyBy = async (orderId: string): Promise<Date> => {
    const row: { ready_by: Date } = await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('ready_by');
    return row.ready_by;
  };

  it('a late order is seen before it is late, and put off in two actions; then the customer is told', async function () {
    this.timeout(90_000);
    // Two people, five minutes a piece: eight orders due in ten minutes cannot all be ready.
    for (let nth = 0; nth < 7; nth += 1)
      await placeDue(`Prima${nth}`, item!.gtin, 9).catch(() => null);
    const orderId = await placeDue('Zanetti', other!.gtin, 10);
    const promised = await readyBy(orderId);
    const clerk = await browser.page();
    await open(clerk, NOEMI, '/oggi');
    await clerk.getByText('Rischiano il ritardo').waitFor();
    expect(promised.getTime(), 'it is not late yet').to.be.greaterThan(Date.now());
    await screenshot(clerk, 'journey-oggi-risk');
    expect(await axe(clerk)).to.deep.equal([]);

    const actions = await countActions(clerk);
    await clerk.getByRole('button', { name: /Prometti più tardi, Marta Z\./ }).click();
    expect(await axe(clerk)).to.deep.equal([]);
    await screenshot(clerk, 'journey-delay');
    await clerk.getByRole('button', { name: /^Avvisa: pronto per/ }).click();
    await told(clerk, /messaggio tra \d s/);
    expect(await actions.count()).to.equal(2);

    expect((await readyBy(orderId)).getTime()).to.be.greaterThan(promised.getTime());
    const letter = await until(
      'the customer is told',
      async () =>
        (await server.database
          .db('core_mail')
          .where({ reference: `order:${orderId}` })
          .whereLike('subject', '%più tardi%')
          .first()) as { subject: string } | undefined,
      20_000,
    );
    expect(letter.subject).to.include('sarà pronto più tardi');
  });

  it('the manager pauses the pickups in two actions: the web shop offers the store no more, until they resume', async function () {
    this.timeout(120_000);
    const web = await server.program(['availability:read'], { channels: ['web'] });
    const offered = async (): Promise<boolean> => {
      const { view } = await server.call(
        availabilityEndpoint,
        { channel: 'web', basket: item!.gtin },
        { as: web },
      );
      return view.shops.some(({ locationId }) => locationId === SHOP);
    };
    expect(await offered()).to.equal(true);
    const manager = await browser.page();
    await open(manager, DAVIDE, '/oggi');
    const button = manager.getByRole('button', { name: 'Sospendi i ritiri' });
    await button.waitFor();
    const actions = await countActions(manager);
    await button.click();
    await manager
      .getByRole('button', { name: /^Sospendi/ })
      .last()
      .click();
    await manager.getByText(/^Ritiri sospesi/).waitFor();
    expect(await actions.count()).to.equal(2);
    expect(await offered()).to.equal(false);
    await screenshot(manager, 'journey-paused');
    expect(await axe(manager)).to.deep.equal([]);
    await manager.getByRole('button', { name: 'Riprendi i ritiri' }).click();
    await manager.getByText(/^Ritiri sospesi/).waitFor({ state: 'detached' });
    expect(await offered()).to.equal(true);
  });

  it('the manager sets the capacity of the store, and customers choose among its slots', async function () {
    this.timeout(120_000);
    const manager = await browser.page();
    await open(manager, DAVIDE, '/regole');
    await manager.getByRole('switch', { name: 'Conta quanto promette per fascia' }).click();
    await manager.getByLabel('Posti per fascia').fill('4');
    await screenshot(manager, 'journey-rules-manager');
    expect(await axe(manager)).to.deep.equal([]);
    expect(await manager.getByLabel('Giorni per ritirare').isDisabled()).to.equal(true);
    await manager.getByRole('button', { name: 'Salva le regole' }).click();
    await manager.getByText('Niente è cambiato').waitFor();
    await manager.getByText(/^Davide Riva, \d/).waitFor();

    const web = await server.program(['availability:read'], { channels: ['web'] });
    const { slots, unit } = await server.call(slotsEndpoint, { locationId: SHOP }, { as: web });
    expect([slots[0]!.free, unit]).to.deep.equal([4, 'orders']);
  });

  it('the office writes a rule for the chain from tomorrow on, and one shop’s rules for another', async function () {
    this.timeout(120_000);
    const office = await browser.page();
    await open(office, GIULIA, '/regole');
    await office.getByLabel('Giorni per ritirare').fill('10');
    await office.getByRole('radio', { name: 'Da domani' }).click();
    await office.getByLabel('Nota (facoltativa)').fill('Natale');
    await office.getByRole('button', { name: 'Salva le regole' }).click();
    await office.getByText('Natale').waitFor();
    // Each day shows what holds then.
    const days = office.getByLabel('Giorni per ritirare');
    const shown = (value: string) =>
      until(`${value} are shown`, async () => (await days.inputValue()) === value || null);
    await shown('7 giorni');
    await office.getByRole('radio', { name: 'Da domani' }).click();
    await shown('10 giorni');
    await office.getByRole('button', { name: 'Aggiungi una riga' }).click();
    const row = office.getByRole('group', { name: /1$/ });
    await row.getByLabel('Canale').click();
    await office.getByRole('option', { name: 'Telefono', exact: true }).click();
    await screenshot(office, 'journey-rules-office');
    expect(await axe(office)).to.deep.equal([]);

    await office.goto(`${server.url}/regole?di=${SHOP}`);
    await office.getByRole('button', { name: 'Copia su altri negozi' }).click();
    await office.getByRole('dialog').locator('input').first().click();
    await office.getByRole('option').first().click();
    await office.keyboard.press('Tab');
    await office.getByRole('button', { name: /^Copia su un negozio/ }).click();
    await until('the copy is written', async () => {
      const row = await server.database
        .db('oc_pickup_policy')
        .whereNot({ location_id: SHOP })
        .whereNotNull('location_id')
        .first();
      return row ?? null;
    });
  });
});
