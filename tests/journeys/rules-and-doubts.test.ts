import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { inTransaction } from '../../server/db/transaction.ts';
import { placeOrders } from '../../modules/omnichannel/orders/place-orders.ts';
import { orderSecrets } from '../../modules/omnichannel/orders/secrets.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeChannelActor, orderRequest } from '../support/make/order.ts';
import { makePolicy } from '../support/make/policy.ts';
import { until } from '../support/until.ts';

const DAVIDE = 'davide.riva@lungarno.example';
const GIULIA = 'giulia.conti@lungarno.example';
const SHOP = 'MI01';
const DAY = 86_400_000;

describe('rules that are tried before they hold, and what a manager is warned of', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();
  const [item] = styles[0]!.items;

  async function place(at: Date): Promise<string> {
    const actor = makeChannelActor();
    const input = orderRequest({
      locationId: SHOP,
      lines: [{ gtin: item!.gtin, unitPriceMinor: 89_00 }],
    });
    const [result] = await inTransaction(
      server.database.db,
      actor,
      (tx) =>
        placeOrders(tx, orderSecrets(server.keyring), [{ actor, requestId: 'journey', input }]),
      { at },
    );
    if (!('reply' in result!)) throw result!.refusal;
    return result.reply.orderId;
  }
  const open = async (who: string, path: string): Promise<Page> => {
    const page = await browser.page();
    browser.expectComplaint(/401/);
    await enter(page, who);
    await page.goto(`${server.url}${path}`);
    return page;
  };

  it('the office tries other sourcing rules on yesterday, sees who would get an order and why, and saves them', async function () {
    this.timeout(90_000);
    await place(new Date(Date.now() - DAY));
    const page = await open(GIULIA, '/regole?parte=riassegnazione');
    await page.getByRole('heading', { name: 'Chi lo prende' }).waitFor();
    expect(await axe(page)).to.deep.equal([]);
    await page.getByLabel('Pezzi che restano comunque al negozio').fill('999');
    await page.getByRole('button', { name: 'Prova su ieri' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Perché non gli altri').click();
    await dialog.getByText('non ha tutti i pezzi').first().waitFor();
    expect(await axe(page)).to.deep.equal([]);
    await screenshot(page, 'journey-sourcing-preview');
    await page.keyboard.press('Escape');
    await page.getByLabel('Pezzi che restano comunque al negozio').fill('1');
    await page.getByRole('button', { name: 'Salva le regole' }).click();
    await page.getByText('Versione 2').waitFor();
    const rule = await server.database
      .db('oc_sourcing_rule')
      .orderBy('version', 'desc')
      .first<{ rule: { keepSpare: number } }>();
    expect(rule.rule.keepSpare).to.equal(1);

    await page.goto(`${server.url}/regole?parte=ritiri`);
    await page.getByLabel('Pronto entro, in orario di apertura').fill('5');
    await page.getByRole('button', { name: 'Prova su ieri' }).click();
    await page.getByRole('dialog').getByText('Promessi per lo stesso giorno').waitFor();
    expect(await axe(page)).to.deep.equal([]);
    await screenshot(page, 'journey-rules-preview');
  });

  it('a manager sends an order for the fee of the rules, takes that back, and sees whom a missing piece may let down', async function () {
    this.timeout(90_000);
    const { db } = server.database;
    await makePolicy(db, SHOP, {
      shippingFee: { amountMinor: 4_90, paidBy: 'customer', freeFromMinor: null },
    });
    const orderId = await place(new Date());
    const row = () => db('oc_order').where({ id: orderId }).first();
    const page = await open(DAVIDE, `/ordini/${orderId}`);
    await page.getByRole('button', { name: 'Spedisci' }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, words] of [
      ['Via e numero', 'Via Roma 12'],
      ['CAP', '50123'],
      ['Città', 'Firenze'],
      ['Provincia', 'FI'],
    ] as const) {
      await dialog.getByLabel(label).fill(words);
    }
    expect(await axe(page)).to.deep.equal([]);
    // Somebody changes the order meanwhile: the dialog says so and keeps what was typed.
    browser.expectComplaint(/412/);
    await db('oc_order').where({ id: orderId }).increment('version', 1);
    const send = dialog.getByRole('button', { name: /Incassa 4,90/ });
    await send.click();
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByLabel('Via e numero').inputValue()).to.equal('Via Roma 12');
    await send.click();
    await until('it is sent', async () => (await row()).fulfilment === 'shipping');
    expect(await row()).to.include({ shipping_fee_minor: 4_90 });
    await page.getByRole('button', { name: 'Spedizione' }).click();
    await page.getByRole('button', { name: 'Torna al ritiro in negozio' }).click();
    await until('it is collected', async () => (await row()).fulfilment === 'pickup');
    expect(await row()).to.include({ refund_minor: 4_90 });

    const line = await db('oc_order_line').where({ order_id: orderId }).first();
    await db('ss_recount').insert({
      id: orderId,
      location_id: SHOP,
      item_id: line.item_id,
      reason: 'missing',
      opened_at: new Date(),
      opened_by: 'Noemi Ferri',
      document_kind: 'short',
      document_id: 'test',
    });
    await page.goto(`${server.url}/in-dubbio`);
    await page.getByText('Cercato e non trovato').waitFor();
    await page
      .getByRole('button', { name: /^Ordine / })
      .first()
      .waitFor();
    expect(await axe(page)).to.deep.equal([]);
    await screenshot(page, 'journey-doubts');
    await page.goto(`${server.url}/posti`);
    await page.getByLabel('Posto').fill('b3');
    await page.getByText('Leggi gli articoli che stanno in B3').waitFor();
    expect(await axe(page)).to.deep.equal([]);
  });
});
