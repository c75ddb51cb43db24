import { expect } from 'chai';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { cancelOrder } from '../../modules/omnichannel/orders/cancel-order.ts';
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

const NOEMI = 'noemi.ferri@lungarno.example';
const SHOP = 'MI01';

describe('papers that somebody asks for', function () {
  this.timeout(90_000);
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const item = styles[0]!.items[0]!;

  const luca = makeActor({
    permissions: ['omnichannel.pickup.work', 'omnichannel.order.cancel'],
    name: 'Luca Pini',
  });
  const as = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(server.database.db, luca, work);
  const place = async (): Promise<string> =>
    (await makeOrder(server.database.db, { locationId: SHOP, lines: [{ gtin: item.gtin }] }))
      .orderId;
  const version = async (orderId: string): Promise<number> => {
    const row: { version: number } = await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('version');
    return row.version;
  };
  async function shelve(shelf: string): Promise<string> {
    const orderId = await place();
    await as((tx) => takeOrder(tx, { orderId }));
    const pick = { locationId: SHOP, gtin: item.gtin, orderId, manner: 'scan' as const };
    await as((tx) => pickPiece(tx, pick));
    const expectedVersion = await version(orderId);
    const bags = [`BUSTA-${shelf}`];
    await as((tx) => stageOrder(tx, { orderId, bags, shelf, ready: true, expectedVersion }));
    return orderId;
  }

  it('opens the pick list as PDF where the shop has no printer', async () => {
    await place();
    const page = await browser.page();
    browser.expectComplaint(/401/);
    await enter(page, NOEMI);
    await page.goto(`${server.url}/oggi`);
    await page
      .getByRole('button', { name: /^Prepara/ })
      .first()
      .click();
    await page.waitForURL(/\/giro/);
    const actions = await countActions(page);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Stampa la lista di prelievo' }).click();
    await opened;
    await page.getByText('Nessuna stampante: si apre il PDF.').waitFor();
    expect(await actions.list()).to.have.lengthOf(1);
    const link = page.getByRole('link', { name: 'Apri PDF' });
    const pdf = await page.request.get(`${server.url}${await link.getAttribute('href')}`);
    expect((await pdf.body()).subarray(0, 5).toString()).to.equal('%PDF-');
    await screenshot(page, 'paper-pick-list');
    expect(await axe(page)).to.deep.equal([]);
  });

  describe('with a printer in the shop', () => {
    let printer: FakePrinter;
    const papers = (): string[] => printer.printed.map(paperOf);

    before(async () => {
      printer = await fakePrinter();
      await server.database.db('base_printer').insert({
        id: newId(),
        location_id: SHOP,
        name: 'Cassa 1',
        role: 'receipt',
        connection: 'network',
        host: printer.host,
        port: printer.port,
        active: true,
      });
    });

    it('the bag’s label comes out again at the counter, and the slip when the customer has gone', async () => {
      const orderId = await shelve('D4');
      await until('the first label', async () => papers().some((p) => p.includes('BUSTA-D4')));
      const page = await browser.page();
      browser.expectComplaint(/401/);
      await enter(page, NOEMI);
      await page.goto(`${server.url}/consegna/${orderId}`);
      await page.getByRole('button', { name: 'Ristampa l’etichetta' }).click();
      await page.getByText('In stampa su Cassa 1.').waitFor();
      await until(
        'the second label',
        async () => papers().filter((p) => p.includes('BUSTA-D4')).length === 2,
      );
      await screenshot(page, 'paper-counter');
      expect(await axe(page)).to.deep.equal([]);
      await page
        .getByRole('radio', { name: /Carta d/ })
        .first()
        .check();
      await page.getByRole('button', { name: /^Consegna/ }).click();
      await until('the slip is out', async () =>
        papers().some((p) => p.includes('Hai ritirato 1 pezzo')),
      );
    });

    it('what is to be put back stands on a slip', async () => {
      const orderId = await shelve('E5');
      await as(async (tx) =>
        cancelOrder(tx, { orderId, reason: 'customer', expectedVersion: await version(orderId) }),
      );
      const page = await browser.page({ width: 390, height: 844 });
      browser.expectComplaint(/401/);
      await enter(page, NOEMI);
      await page.goto(`${server.url}/rimetti/${orderId}`);
      const before = printer.printed.length;
      await page.getByRole('button', { name: 'Stampa il foglietto' }).click();
      await page.getByText('In stampa su Cassa 1.').waitFor();
      // The bag's label is another paper, and may come out first.
      await until('the slip is out', async () =>
        papers()
          .slice(before)
          .some((paper) => paper.includes(styles[0]!.name)),
      );
      await screenshot(page, 'paper-put-back');
      expect(await axe(page)).to.deep.equal([]);
    });

    it('labels of shelves are printed by the row, from «Stampa»', async () => {
      const page = await browser.page();
      browser.expectComplaint(/401/);
      await enter(page, NOEMI);
      await page.goto(`${server.url}/stampa`);
      await page.getByRole('button', { name: 'Etichette degli scaffali' }).click();
      const field = page.getByLabel('Quali scaffali');
      await field.fill('in fondo a destra');
      await page.getByText('Scrivi per esempio A1-A8, B3').waitFor();
      await field.fill('F1-F3, B9');
      await screenshot(page, 'paper-shelves');
      expect(await axe(page)).to.deep.equal([]);
      await page.getByRole('button', { name: 'Stampa 4 etichette' }).click();
      await page.getByText('In stampa su Cassa 1.').waitFor();
      await until('they are out', async () =>
        ['F1', 'F2', 'F3', 'B9'].every((shelf) =>
          papers().some((p) => p.includes(`[code SCAFFALE-${shelf}`) || p.includes(shelf)),
        ),
      );
    });
  });
});
