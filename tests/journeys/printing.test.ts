import { expect } from 'chai';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { stageOrder } from '../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../modules/omnichannel/pickup/prepare.ts';
import { countActions } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeActor } from '../support/make/actor.ts';
import { makeOrder } from '../support/make/order.ts';
import { fakePrinter, paperOf, type FakePrinter } from '../support/receipt-printer.ts';
import { until } from '../support/until.ts';

const DAVIDE = 'davide.riva@lungarno.example';

describe('printing in a shop', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  let printer: FakePrinter;

  before(async () => {
    printer = await fakePrinter();
  });

  /** An order of Marta’s is bagged and shelved; its label is queued. */
  async function shelve(shelf: string): Promise<string> {
    const { db } = server.database;
    const { gtin } = styles[0]!.items[0]!;
    const actor = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Noemi Ferri' });
    const as = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, actor, work);
    const { orderId } = await makeOrder(db, { locationId: 'MI01', lines: [{ gtin }] });
    await as((tx) => takeOrder(tx, { orderId }));
    await as((tx) => pickPiece(tx, { locationId: 'MI01', gtin, orderId, manner: 'scan' }));
    const { version: expectedVersion } = await db('oc_order').where({ id: orderId }).first();
    const bags = [`BUSTA-${shelf}`];
    await as((tx) => stageOrder(tx, { orderId, bags, shelf, ready: true, expectedVersion }));
    return orderId;
  }
  const papers = (): string[] => printer.printed.map(paperOf);

  it('sets a printer up, prints bag labels by itself, keeps them while the paper is out, and prints again with one key', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const page = await browser.page();
    await enter(page, DAVIDE);
    await page.goto(`${server.url}/stampa`);
    await page.getByText('Niente da stampare.').waitFor();
    await page.getByText('Nessuna stampante').waitFor();
    await screenshot(page, 'stampa-empty');
    expect(await axe(page)).to.deep.equal([]);

    // A printer of the network.
    await page.getByRole('button', { name: 'Aggiungi stampante' }).click();
    await page.getByLabel('Nome').fill('Etichette magazzino');
    await page.getByRole('radio', { name: 'Etichette' }).check();
    await page.getByLabel('Indirizzo').fill(printer.host);
    await page.getByLabel('Porta').fill(String(printer.port));
    await screenshot(page, 'stampa-new-printer');
    expect(await axe(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Salva stampante' }).click();
    await page.getByText('Non ancora sentita').waitFor();
    await page.getByRole('button', { name: 'Pagina di prova su Etichette magazzino' }).click();
    await page.getByText('Pronta').waitFor();
    await until('the test page is out', async () =>
      papers().some((p) => p.includes('Pagina di prova')),
    );

    // A bag is shelved: its label comes out without anybody asking.
    await shelve('B3');
    await until('the label is out', async () => papers().some((p) => p.includes('MARTA R.')));
    const label = papers().find((p) => p.includes('MARTA R.'))!;
    expect(label).to.include('B3').and.include('pagato').and.include('[code ');
    expect(label, 'the pickup code is the customer’s alone').not.to.include('PK-');

    // Out of paper: it says so at once, and what to write by hand stands there large.
    printer.mood = 'paper-out';
    await shelve('C7');
    await page.getByText('Carta finita. Cambia il rotolo').waitFor();
    await page.locator('.ba-by-hand strong', { hasText: 'C7 · BUSTA-C7' }).waitFor();
    await screenshot(page, 'stampa-paper-out');
    expect(await axe(page)).to.deep.equal([]);
    printer.mood = 'prints';
    const actions = await countActions(page);
    await page.getByRole('button', { name: /^Stampa ora/ }).click();
    expect(await actions.list()).to.have.lengthOf(1);
    await until('the second label is out', async () => papers().some((p) => p.includes('C7')));

    // Hung up halfway: nobody prints it again without a person who has looked.
    printer.mood = 'hangs-up-halfway';
    await shelve('D1');
    await page.getByText('forse è uscita').waitFor();
    await screenshot(page, 'stampa-doubt');
    printer.mood = 'prints';
    await actions.reset();
    await page.getByRole('button', { name: /^È uscita/ }).click();
    expect(await actions.list()).to.have.lengthOf(1);
    await page.getByText('forse è uscita').waitFor({ state: 'detached' });

    // Once more, with a reason; and the last one with a single key, from anywhere.
    const before = printer.printed.length;
    await actions.reset();
    await page.getByRole('button', { name: /^Ristampa Etichette magazzino/ }).click();
    await page.getByRole('radio', { name: 'Rovinata' }).check();
    await page.getByRole('button', { name: 'Ristampa', exact: true }).click();
    expect(await actions.list()).to.have.lengthOf(3);
    await until('the reprint is out', async () => printer.printed.length === before + 1);
    expect(papers().at(-1)).to.include('Ristampa');
    await page.getByRole('link', { name: /^Oggi/ }).click();
    await page.getByRole('heading', { name: 'Oggi' }).first().waitFor();
    await page.keyboard.press('F12');

    await page
      .getByText(/^Ristampo Pagina di prova/)
      .first()
      .waitFor();
    await until('it is out once more', async () => printer.printed.length === before + 2);

    const handheld = await browser.page({ width: 390, height: 844 });
    await enter(handheld, DAVIDE);
    await handheld.goto(`${server.url}/stampa`);
    await handheld.getByText('Ristampa: Rovinata').waitFor();
    await screenshot(handheld, 'stampa-handheld');
    expect(await axe(handheld)).to.deep.equal([]);
  });
});
