import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { inTransaction } from '../../server/db/transaction.ts';
import { customerOrder } from '../../modules/omnichannel/orders/public-contracts.ts';
import type { PlaceOrder } from '../../modules/omnichannel/orders/contracts.ts';
import { orderSecrets, type OrderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { CALM } from '../../modules/omnichannel/refunds/provider/behaviour.ts';
import { behave } from '../../modules/omnichannel/refunds/provider/sql.ts';
import { handOver } from '../../modules/omnichannel/pickup/hand-over.ts';
import { DEMO_PIN } from '../../seeds/demo/people.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeActor } from '../support/make/actor.ts';
import type { GivenLine, GivenOrder } from '../support/make/order.ts';
import { makeReady } from '../support/make/ready-order.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { SIZES } from '../support/screens.ts';
import { until } from '../support/until.ts';
import { slowness, whenShown } from '../support/moment.ts';

const NOEMI = 'noemi.ferri@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';
const DAY = 86_400_000;

describe('a return at the counter', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const [coat, knit] = [styles[0]!.items[0]!, styles[1]!.items[0]!];
  let secrets: OrderSecrets;

  before(() => {
    secrets = orderSecrets(server.keyring);
  });
  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    ),
  );

  /** An order of Marta Rinaldi's that she collected three days ago in Milano Torino 14. */
  async function collected(
    lines: readonly GivenLine[],
    change: Partial<GivenOrder> = {},
    payment?: Parameters<typeof handOver>[2]['payment'],
  ): Promise<string> {
    const { db } = server.database;
    const at = new Date(Date.now() - 3 * DAY);
    const given = { locationId: 'MI01', lines, ...change };
    const { orderId, version } = await makeReady(db, secrets, given, at);
    const clerk = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Luca Pini' });
    await inTransaction(
      db,
      clerk,
      (tx) =>
        handOver(tx, secrets, {
          orderId,
          expectedVersion: version,
          proof: { kind: 'code', code: secrets.code(orderId) },
          collector: { kind: 'customer' },
          ...(payment ? { payment } : {}),
        }),
      { at },
    );
    return orderId;
  }

  /** Payments the provider took, so that it can pay them back. */
  const paidBy = (
    ...payments: readonly Pick<
      NonNullable<PlaceOrder['payments']>[number],
      'kind' | 'amountMinor'
    >[]
  ): Partial<GivenOrder> => ({
    change: {
      payments: payments.map((payment, place) => ({ ...payment, providerRef: `pi_${place}_4417` })),
    },
  });

  const desk = async (page: Page): Promise<void> => {
    await page.goto(`${server.url}/resi`);
    await page.getByRole('heading', { name: 'Resi', exact: true }).waitFor();
    await page.getByPlaceholder('Ordine, telefono, tessera o cognome').waitFor();
  };
  const piece = (page: Page, name: string) => page.locator('.oc-return-line', { hasText: name });
  const tell = async (page: Page, name: string, reason: RegExp, grade: RegExp): Promise<void> => {
    await piece(page, name).getByRole('radio', { name: reason }).check();
    await piece(page, name).getByRole('radio', { name: grade }).check();
  };
  /** Scans the order and a piece of it, which is as new and no longer wanted. */
  const bring = async (page: Page, orderId: string, style: (typeof styles)[number]) => {
    await desk(page);
    await scan(page, secrets.code(orderId));
    await page.getByText('Rendibile').first().waitFor();
    await scan(page, style.items[0]!.gtin);
    await page.getByText('Com’è il pezzo?').waitFor();
    await tell(page, style.name, /Ripensamento/, /Come nuovo/);
  };
  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await screenshot(page, `returns-${name}-${size}`);
      expect(await axe(page), `${name}, ${size}`).to.deep.equal([]);
    }
    await page.setViewportSize(SIZES.desktop);
    await page.locator('.bt-sheet').waitFor();
  };
  const sellable = async (itemId: string): Promise<number> => {
    const level = await server.database
      .db('ss_stock_level')
      .where({ location_id: 'MI01', item_id: itemId, condition: 'sellable' })
      .first<{ on_hand: number }>('on_hand');
    return level!.on_hand;
  };

  it('takes a piece back by scan in five actions, and the refund leaves by itself', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401/);
    const orderId = await collected(
      [
        { gtin: coat.gtin, unitPriceMinor: 134_91 },
        { gtin: knit.gtin, unitPriceMinor: 71_91 },
      ],
      paidBy({ kind: 'card', amountMinor: 206_82 }),
    );
    const before = await sellable(coat.id);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await desk(clerk);
    await clerk.getByRole('heading', { name: 'Scansiona il codice dell’ordine' }).waitFor();
    await looked(clerk, 'desk-empty');
    // Nobody of that name: said as an answer, with what else to try; nothing is broken.
    browser.expectComplaint(/404/);
    const search = clerk.getByPlaceholder('Ordine, telefono, tessera o cognome');
    await search.pressSequentially('Nessuno', { delay: 60 });
    await clerk.getByRole('status').filter({ hasText: 'Nessun ordine con questi dati' }).waitFor();
    expect(await clerk.getByRole('alert').count(), 'an answer is no alarm').to.equal(0);
    await search.clear();
    await search.blur();
    const actions = await countActions(clerk);

    await scan(clerk, secrets.code(orderId));
    await clerk.getByText('Rendibile').first().waitFor();
    await looked(clerk, 'pieces');
    await scan(clerk, coat.gtin);
    await clerk.getByText('Com’è il pezzo?').waitFor();
    await tell(clerk, styles[0]!.name, /Ripensamento/, /Come nuovo/);
    const confirm = clerk.getByRole('button', { name: /^Rimborsa 134,91/ });
    await confirm.waitFor();
    await looked(clerk, 'preview');
    await confirm.click();
    await clerk.getByText('Reso fatto').waitFor();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(5);
    expect(await sellable(coat.id)).to.equal(before + 1);
    await clerk.getByText('Rimborsato', { exact: true }).first().waitFor({ timeout: 30_000 });
    await looked(clerk, 'done');
  });

  /** Scans the order and its coat, says why and how it is, and asks: it costs more than a clerk may give. */
  async function ask(clerk: Page, orderId: string, shelf: string): Promise<void> {
    await bring(clerk, orderId, styles[0]!);
    await clerk.getByLabel('Dove lo metti intanto').waitFor();
    await scan(clerk, shelf);
    await clerk.getByLabel('Due parole per chi decide').fill('Con etichette, mai portato.');
    const asking = clerk.getByRole('button', { name: /^Chiedi di rimborsare 199,00/ });
    await clerk.getByText('In custodia').first().waitFor();
    await asking.click();
    await clerk.getByRole('heading', { name: /^In attesa di/ }).waitFor();
  }
  const typePin = async (page: Page): Promise<void> => {
    await page.getByText('Scrivi il tuo PIN').first().waitFor();
    await page.keyboard.type(DEMO_PIN, { delay: 60 });
  };

  it('asks above the limit, and moves by itself when a manager approves on her phone', async function () {
    this.timeout(240_000);
    browser.expectComplaint(/401/);
    const orderId = await collected(
      [{ gtin: coat.gtin }],
      paidBy({ kind: 'card', amountMinor: 199_00 }),
    );
    const phone = await browser.page(SIZES.handheld);
    await enter(phone, GIULIA);
    await phone.goto(`${server.url}/autorizzazioni`);
    await phone.getByText('Nessuno aspetta una risposta.').waitFor();
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await ask(clerk, orderId, 'CUSTODIA-1');
    await looked(clerk, 'waiting');

    const row = phone.getByRole('button', { name: /199,00/ });
    await row.waitFor();
    await screenshot(phone, 'approvals-list-handheld');
    expect(await axe(phone)).to.deep.equal([]);
    const actions = await countActions(phone);
    await row.click();
    await clerk.getByText('In attesa di Giulia Conti').waitFor();
    await clerk.getByText('Giulia Conti ha aperto la richiesta').waitFor();
    await looked(clerk, 'looked-at');
    await phone.getByRole('button', { name: /^Approva 199,00/ }).waitFor();
    await screenshot(phone, 'approval-handheld', { fullPage: true });
    expect(await axe(phone)).to.deep.equal([]);
    await phone.getByRole('button', { name: /^Approva 199,00/ }).click();
    await phone.getByText('Scrivi il tuo PIN').first().waitFor();
    await screenshot(phone, 'approval-pin-handheld');
    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(2);

    const answered = phone.waitForResponse((response) => response.url().endsWith('/approve'));
    const moved = await whenShown(clerk, 'Approvato da Giulia Conti');
    await typePin(phone);
    await answered;
    const since = Date.now();
    const millis = (await moved()) - since;
    expect(millis, 'milliseconds until the clerk’s screen moved').to.be.lessThan(
      1_000 * slowness(),
    );
    await phone.getByText('Approvata da Giulia Conti').waitFor();
    await clerk.getByText('Rimborsato', { exact: true }).first().waitFor({ timeout: 30_000 });
    await looked(clerk, 'approved');
  });

  it('is refused by key, countered, and answered by nobody: each time the counter knows what to do', async function () {
    this.timeout(300_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const order = () =>
      collected([{ gtin: coat.gtin }], paidBy({ kind: 'card', amountMinor: 199_00 }));
    const giulia = await browser.page();
    await enter(giulia, GIULIA);
    await giulia.goto(`${server.url}/autorizzazioni`);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);

    // Refused, without touching the mouse.
    await ask(clerk, await order(), 'CUSTODIA-2');
    await giulia.getByText('Da sapere').waitFor();
    await looked(giulia, 'inbox');
    await giulia.keyboard.press('r');
    await giulia.getByRole('radio', { name: /Fuori dalle regole/ }).check();
    await giulia.getByRole('button', { name: /^Rifiuta 199,00/ }).click();
    await typePin(giulia);
    await clerk.getByText('Rifiutato da Giulia Conti').waitFor();
    await looked(clerk, 'refused');
    await clerk.getByRole('button', { name: 'Ho ridato 1 pezzo al cliente' }).click();
    await clerk.getByText('La merce è di nuovo del cliente').waitFor();

    // A part of it; the clerk meanwhile serves somebody else, and is told there.
    await ask(clerk, await order(), 'CUSTODIA-3');
    await clerk.getByRole('button', { name: 'Servi un altro cliente' }).click();
    await clerk.getByText('In attesa di risposta', { exact: true }).waitFor();
    await giulia.getByRole('button', { name: /^Approva 199,00/ }).waitFor();
    await giulia.keyboard.press('p');
    await giulia.getByRole('textbox', { name: 'Importo' }).fill('150');
    await screenshot(giulia, 'approval-counter-desktop');
    await giulia.getByRole('button', { name: /^Proponi 150,00/ }).click();
    await typePin(giulia);
    await clerk.getByText(/Controproposta: R /).waitFor();
    await looked(clerk, 'desk');
    await clerk.getByRole('combobox', { name: 'Motivo' }).click();
    await clerk.getByRole('option', { name: 'È difettoso' }).click();
    await clerk.getByText('Nessuna pratica per questo motivo').waitFor();
    await clerk.getByRole('button', { name: 'Mostra tutte' }).click();
    await clerk.getByRole('button', { name: /^Vai avanti/ }).click();
    await clerk.getByText('Giulia Conti propone altro').waitFor();
    await looked(clerk, 'countered');
    await clerk.getByRole('button', { name: /^Il cliente accetta 150,00/ }).click();
    await clerk.getByText('Trattenuti 49,00').waitFor();

    // Nobody answers: the rule of the chain does, when the time is over.
    await ask(clerk, await order(), 'CUSTODIA-4');
    const overdue = () =>
      db('oc_approval').where({ state: 'waiting' }).update({ answer_by: new Date() });
    await overdue();
    await clerk.getByText('Avvisati i web store manager').waitFor({ timeout: 30_000 });
    await until(
      'the last one asked has not answered either',
      async () => {
        await overdue();
        return (await db('oc_approval').where({ state: 'waiting' })).length === 0;
      },
      30_000,
    );
    await clerk.getByRole('button', { name: 'Ho ridato 1 pezzo al cliente' }).waitFor();
    await looked(clerk, 'unanswered');
  });

  it('gives back a part of an order with a threshold discount and two tenders to the cent, and later the rest', async function () {
    this.timeout(240_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    // 10 % off from two pieces on, shared 5.00 and 3.33; paid by card and with PayPal.
    const orderId = await collected(
      [
        { gtin: coat.gtin, unitPriceMinor: 50_00, discounts: [5_00] },
        { gtin: knit.gtin, unitPriceMinor: 33_33, discounts: [3_33] },
      ],
      paidBy({ kind: 'card', amountMinor: 50_00 }, { kind: 'paypal', amountMinor: 25_00 }),
    );
    const parts = async (): Promise<{ kind: string; minor: number }[]> => {
      const { rows } = await db.raw<{ rows: { kind: string; amount_minor: string }[] }>(
        `select payment.kind, part.amount_minor from oc_refund_part as part
         join oc_payment as payment on cast(payment.id as text) = part.payment_key
         where payment.order_id = :orderId order by part.id`,
        { orderId },
      );
      return rows.map(({ kind, amount_minor }) => ({ kind, minor: Number(amount_minor) }));
    };
    const sumOf = (all: readonly { minor: number }[]) =>
      all.reduce((sum, { minor }) => sum + minor, 0);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await bring(clerk, orderId, styles[0]!);
    await clerk.getByText('pagato per questo pezzo').waitFor();
    await looked(clerk, 'two-tenders');
    await clerk.getByRole('button', { name: /^Rimborsa 45,00/ }).click();
    await clerk.getByText('Reso fatto').waitFor();
    const first = await parts();
    expect(first).to.deep.equal([
      { kind: 'card', minor: 30_00 },
      { kind: 'paypal', minor: 15_00 },
    ]);

    // The rest, on another visit: what was given back before stands there, and no cent is lost.
    await bring(clerk, orderId, styles[1]!);
    await clerk.getByText('Già reso').first().waitFor();
    await clerk.getByRole('button', { name: /^Rimborsa 30,00/ }).click();
    await clerk.getByText('Reso fatto').waitFor();
    const all = await parts();
    expect(sumOf(all)).to.equal(75_00);
    expect(sumOf(all.filter(({ kind }) => kind === 'card'))).to.equal(50_00);
    expect(sumOf(all.filter(({ kind }) => kind === 'paypal'))).to.equal(25_00);
  });

  it('takes the rest of an exchange once a manager has agreed, and not before', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const orderId = await collected(
      [{ gtin: knit.gtin, unitPriceMinor: 160_00 }],
      paidBy({ kind: 'card', amountMinor: 160_00 }),
    );
    const before = await sellable(coat.id);
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await bring(clerk, orderId, styles[1]!);
    await piece(clerk, styles[1]!.name)
      .getByRole('radio', { name: /Aperto o provato/ })
      .check();
    await clerk.getByRole('button', { name: 'Cambio o altro rimborso' }).click();
    await clerk.getByRole('radio', { name: 'Cambio', exact: true }).check();
    await scan(clerk, coat.gtin);
    await clerk.getByText('La differenza si incassa quando il cambio è autorizzato').waitFor();
    await looked(clerk, 'exchange-asked');
    await clerk.getByLabel('Dove lo metti intanto').waitFor();
    await scan(clerk, 'CUSTODIA-5');
    await clerk.getByText('In custodia').first().waitFor();
    await clerk.getByRole('button', { name: 'Chiedi il cambio' }).click();
    await clerk.getByRole('heading', { name: /^In attesa di/ }).waitFor();

    const giulia = await browser.page();
    await enter(giulia, GIULIA);
    await giulia.goto(`${server.url}/autorizzazioni`);
    await giulia.getByRole('button', { name: /^Approva 160,00/ }).click();
    await typePin(giulia);
    await clerk.getByText('Incassa la differenza, poi dai i pezzi nuovi').waitFor();
    expect(await sellable(coat.id), 'the new piece is still here').to.equal(before);
    await clerk.getByRole('radio', { name: 'Contanti' }).check();
    await looked(clerk, 'exchange-agreed');
    await clerk.getByRole('button', { name: /^Ho incassato 89,00/ }).click();
    await clerk.getByText('I pezzi nuovi sono del cliente.').waitFor();
    expect(await sellable(coat.id)).to.equal(before - 1);
    const paid = await db('oc_payment')
      .where({ order_id: orderId, kind: 'cash' })
      .join('core_account', 'core_account.id', db.raw('oc_payment.actor_id::uuid'))
      .select('amount_minor', 'display_name');
    expect(paid).to.deep.equal([{ amount_minor: 89_00, display_name: 'Noemi Ferri' }]);
  });

  it('keeps what the clerk types of a slip while other money moves', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const orderId = await collected(
      [{ gtin: coat.gtin, unitPriceMinor: 75_00 }],
      { change: { ...paidBy({ kind: 'card', amountMinor: 50_00 }).change, contractFlow: 'B' } },
      { kind: 'card', amountMinor: 25_00 },
    );
    const provider = (answer: 'pending' | 'told') => behave(db, { ...CALM, always: { answer } });
    await provider('pending');
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await bring(clerk, orderId, styles[0]!);
    await clerk.getByRole('button', { name: /^Rimborsa 75,00/ }).click();
    await clerk.getByText('Reso fatto').waitFor();

    const slip = clerk.getByLabel('Numero dello scontrino del POS (facoltativo)');
    await slip.fill('POS 4711');
    const online = clerk.getByRole('listitem').filter({ hasText: 'Sul pagamento onlinein corso' });
    await online.waitFor();
    await provider('told');
    await online.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await slip.inputValue()).to.equal('POS 4711');
    await clerk.getByRole('button', { name: /^Ho riaccreditato 25,00/ }).click();
    await slip.waitFor({ state: 'detached' });
    const parts = await db('oc_refund_part as part')
      .join('oc_refund as refund', 'refund.id', 'part.refund_id')
      .where({ 'refund.origin_id': orderId, 'part.tender': 'card-terminal' })
      .select('part.reference', 'part.state');
    expect(parts).to.deep.equal([{ reference: 'POS 4711', state: 'paid' }]);
  });

  it('takes a withdrawal that the customer announced online, in the time she kept by announcing it', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401/);
    const orderId = await collected(
      [{ gtin: knit.gtin, unitPriceMinor: 71_91 }],
      paidBy({ kind: 'card', amountMinor: 71_91 }),
    );
    await server.call(
      customerOrder.withdraw,
      { token: secrets.token(orderId), name: 'Marta Rinaldi', email: null, knownDeclarations: 0 },
      {},
    );
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await desk(clerk);
    await scan(clerk, secrets.code(orderId));
    await clerk.getByText(/Il cliente ha comunicato il recesso/).waitFor();
    await scan(clerk, knit.gtin);
    await clerk.getByText('Com’è il pezzo?').waitFor();
    await looked(clerk, 'announced');
    await piece(clerk, styles[1]!.name)
      .getByRole('radio', { name: /Come nuovo/ })
      .check();
    await clerk.getByRole('button', { name: /^Rimborsa 71,91/ }).click();
    await clerk.getByText('Reso fatto').waitFor();
  });
});
