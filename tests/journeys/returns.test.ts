import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { inTransaction } from '../../server/db/transaction.ts';
import { orderSecrets, type OrderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
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
        }),
      { at },
    );
    return orderId;
  }

  /** Payments the provider took, so that it can pay them back. */
  const paidBy = (...payments: readonly { kind: string; amountMinor: number }[]) => ({
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
  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await screenshot(page, `returns-${name}-${size}`);
      expect(await axe(page), `${name}, ${size}`).to.deep.equal([]);
    }
    await page.setViewportSize(SIZES.desktop);
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
});
