import { expect } from 'chai';
import { sellGoods } from '../../modules/store-system/stock/moving-contracts.ts';
import { sendGoods } from '../../modules/store-system/transfers/asking-contracts.ts';
import { readBoard } from '../../modules/store-system/transfers/contracts.ts';
import { pickPiece, shipTransfer } from '../../modules/store-system/transfers/steps-contracts.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { orderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { handOver } from '../../modules/omnichannel/pickup/hand-over.ts';
import { countActions, scan } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeActor } from '../support/make/actor.ts';
import { makeReady } from '../support/make/ready-order.ts';
import { expectReconciled } from '../support/reconcile.ts';
import { SIZES } from '../support/screens.ts';
import { told } from '../support/told.ts';
import type { Page } from 'playwright-core';

const NOEMI = 'noemi.ferri@lungarno.example';
const DAY = 86_400_000;

describe('goods on their way between two shops', () => {
  const browser = useBrowser();
  const { server, styles, people, enter } = useChain();
  const coat = styles[0]!.items[0]!;
  const of = (role: string, shop: string) =>
    people.find((person) => person.role === role && person.locationId === shop)!.login;

  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    ),
  );

  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await screenshot(page, `transfers-${name}-${size}`);
      expect(await axe(page), `${name}, ${size}`).to.deep.equal([]);
    }
    await page.setViewportSize(SIZES.desktop);
    await page.locator('.bt-sheet').waitFor();
  };
  const sellable = async (locationId: string): Promise<number> => {
    const level = await server.database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: coat.id, condition: 'sellable' })
      .first<{ on_hand: number }>('on_hand');
    return level!.on_hand;
  };

  /** Two coats of one order, collected three days ago in Milano Torino 14. */
  async function twoCoats(): Promise<string> {
    const { db } = server.database;
    const secrets = orderSecrets(server.keyring);
    const at = new Date(Date.now() - 3 * DAY);
    const { orderId, version } = await makeReady(
      db,
      secrets,
      {
        locationId: 'MI01',
        lines: [{ gtin: coat.gtin, quantity: 2, unitPriceMinor: 69_90 }],
        change: { payments: [{ kind: 'card', amountMinor: 139_80, providerRef: 'pi_9' }] },
      },
      at,
    );
    const clerk = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Luca Pini' });
    const code = secrets.code(orderId);
    await inTransaction(
      db,
      clerk,
      (tx) =>
        handOver(tx, secrets, {
          orderId,
          expectedVersion: version,
          proof: { kind: 'code', code },
          collector: { kind: 'customer' },
        }),
      { at },
    );
    return code;
  }

  it('go to the shop that lacks the size, and arrive there with one piece missing', async function () {
    this.timeout(300_000);
    browser.expectComplaint(/401/);
    const code = await twoCoats();
    const till = await server.person('clerk', 'MI02');
    await server.call(
      sellGoods,
      {
        locationId: 'MI02',
        document: { kind: 'sale', id: '77' },
        lines: [{ itemId: coat.id, quantity: 3 }],
      },
      { as: till },
    );

    // Taken back here, and the proposal says where they are wanted and why.
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/resi`);
    await clerk.getByRole('heading', { name: 'Scansiona il codice dell’ordine' }).waitFor();
    await scan(clerk, code);
    await clerk.getByText('Rendibile').first().waitFor();
    await scan(clerk, coat.gtin);
    await told(clerk, 'reso, 1 di 2');
    await scan(clerk, coat.gtin);
    await told(clerk, 'reso, 2 di 2');
    await clerk.getByRole('radio', { name: /Come nuovo/ }).check();
    await clerk.getByText(/va a Milano Buenos Aires/).waitFor();
    await clerk.getByRole('button', { name: /^Rimborsa 139,80/ }).click();
    await clerk.getByText('Reso fatto').waitFor();
    await screenshot(clerk, 'transfers-from-return-desktop');
    await clerk.getByRole('button', { name: /^trasferimento/ }).click();

    // Picked by scan, and the parcel closed with its document; the other shop sees it come.
    const other = await browser.page();
    await enter(other, of('clerk', 'MI02'));
    await other.goto(`${server.url}/trasferimenti`);
    await other.getByText('In preparazione da chi spedisce').waitFor();
    await clerk.getByText('Scansiona ogni pezzo mentre lo prendi.').waitFor();
    await looked(clerk, 'pick');
    await scan(clerk, coat.gtin);
    await told(clerk, 'preso, 1 di 2');
    await clerk.getByText('1/2').waitFor();
    await scan(clerk, coat.gtin);
    await clerk.getByRole('button', { name: 'Chiudi il collo con 2 pezzi' }).waitFor();
    await looked(clerk, 'ship');
    await clerk.getByRole('button', { name: 'Chiudi il collo con 2 pezzi' }).click();
    await clerk.getByText('In viaggio').first().waitFor();
    await looked(clerk, 'shipped');
    await other.getByText('Da ricevere').waitFor();
    await looked(other, 'board');

    // Received piece by piece: one is missing, and that is said with both counts.
    await other.getByRole('button', { name: /^Ricevi/ }).click();
    await other.getByRole('button', { name: 'Conferma 2 pezzi come spediti' }).waitFor();
    await scan(other, coat.gtin);
    await other.getByText('1 di 2 contati').waitFor();
    await looked(other, 'receive');
    await other.getByRole('button', { name: 'Conferma il conteggio, 1 pezzo' }).click();
    await other.getByText('Manca 1', { exact: true }).waitFor();
    await looked(other, 'difference');
    expect(await sellable('MI02')).to.equal(1);
    await clerk.getByText('Manca 1', { exact: true }).waitFor();

    // Its manager clears it; the clerk of the other side sees that too.
    const chief = await browser.page();
    await enter(chief, of('store-manager', 'MI01'));
    await chief.goto(`${server.url}/trasferimenti?verso=uscita`);
    await chief.getByRole('button', { name: /^Risolvi/ }).click();
    await chief.getByText('Che cosa è successo?').waitFor();
    await looked(chief, 'resolve');
    await chief.getByRole('radio', { name: 'Contato male' }).check();
    await chief.getByRole('button', { name: 'Chiudi la differenza' }).click();
    await chief.getByText(/Contato male, risponde/).waitFor();
    await other.getByText(/Contato male, risponde/).waitFor();
  });

  it('are received as sent in two actions: scan the parcel, confirm', async function () {
    this.timeout(180_000);
    browser.expectComplaint(/401/);
    const giver = await server.person('clerk', 'MI02');
    const sent = await server.call(
      sendGoods,
      {
        from: 'MI02',
        to: 'MI01',
        causal: 'between-stores',
        lines: [{ itemId: coat.id, quantity: 1 }],
      },
      { as: giver },
    );
    const { transferId } = sent.transfer;
    await server.call(pickPiece, { transferId, gtin: coat.gtin }, { as: giver });
    const { code } = await server.call(
      shipTransfer,
      { transferId, carriedBy: 'sender', parcels: 1 },
      { as: giver },
    );
    const before = await sellable('MI01');
    const clerk = await browser.page();
    await enter(clerk, NOEMI);
    await clerk.goto(`${server.url}/oggi`);
    await clerk.getByRole('link', { name: /Trasferimenti/ }).waitFor();
    const actions = await countActions(clerk);

    await scan(clerk, code);
    await clerk.getByRole('button', { name: 'Conferma 1 pezzo come spedito' }).click();
    await clerk.getByText('Ricevuto', { exact: true }).first().waitFor();

    expect(await actions.count(), (await actions.list()).join(' · ')).to.be.at.most(2);
    expect(await sellable('MI01')).to.equal(before + 1);
    const { view } = await server.call(readBoard, { locationId: 'MI02' }, { as: giver });
    expect(
      view.outgoing.find(({ transfer }) => transfer.transferId === transferId),
    ).to.have.nested.property('transfer.state', 'received');
  });
});
