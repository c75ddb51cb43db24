import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { messageOf } from '../../../server/webhooks/publish.ts';
import { storeMessages } from '../../../server/webhooks/sql/messages.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { makeLocation } from '../../support/make/location.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { until } from '../../support/until.ts';
import { openReceiver, type Receiver } from '../../support/webhook-receiver.ts';

describe('integrations on screen', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({
    screens: servedScreens,
    webhooks: { pauses: [0.05, 0.05], timeoutMilliseconds: 500 },
  });
  let administrator: Caller;
  let receiver: Receiver;

  before(async () => {
    await makeLocation(server.database.db, { id: 'MI01', name: 'Milano Torino 14' });
    administrator = await server.person('administrator', null);
    receiver = await openReceiver();
  });
  after(() => receiver.close());

  const tell = (number: string): Promise<void> =>
    inTransaction(server.database.db, systemActor('test'), (tx) =>
      storeMessages(tx, [
        messageOf(
          { type: 'order.ready', stream: `order:${number}`, channel: 'web', data: { number } },
          new Date().toISOString(),
        ),
      ]),
    );
  const add = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Nuovo indirizzo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nuovo indirizzo' });
    await dialog.getByLabel('Programma').fill(name);
    await dialog.getByRole('textbox', { name: 'Indirizzo' }).fill(receiver.url);
    await dialog.getByRole('button', { name: 'Aggiungi l’indirizzo' }).click();
  };

  it('enter a program, show its secret once, and send a test that its receiver understands', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/integrazioni');
    await page.getByText('Nessuno da avvisare').waitFor();
    await add(page, 'Negozio online');
    const secret = await page.locator('.ba-secret').innerText();
    expect(secret).to.match(/^whsec_/);
    await page.getByRole('button', { name: 'Fatto' }).click();
    await page.getByRole('button', { name: 'Apri Negozio online' }).click();
    await page.getByRole('button', { name: 'Manda una prova' }).click();
    await page.getByRole('cell', { name: /^ping/ }).waitFor();
    await page.getByText('Consegnato', { exact: true }).first().waitFor();
    await screenshot(page, 'integrations-endpoint');
    const [message] = receiver.received;
    new Webhook(secret).verify(message!.body, message!.headers as Record<string, string>);
    expect(await axe(page)).to.deep.equal([]);
  });

  it('show every attempt of a message that was not taken, and send it again', async () => {
    const page = await browser.page();
    receiver.answer = () => 503;
    await openAs(page, server.url, administrator, '/integrazioni');
    await page.getByRole('button', { name: 'Apri Negozio online' }).click();
    await tell('48 198');
    await page.getByText('Perso', { exact: true }).first().waitFor();
    await page.getByLabel('Ordine, evento o numero del messaggio').fill('48 198');
    await page.getByRole('button', { name: /^Apri order.ready/ }).click();
    const dialog = page.getByRole('dialog', { name: 'order.ready' });
    await dialog.getByText('3. risposta 503').waitFor();
    await screenshot(page, 'integrations-delivery');
    receiver.answer = () => 200;
    await dialog.getByRole('button', { name: 'Rimanda' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Rimandato').waitFor();
    await until(
      'taken',
      () => receiver.received.filter(({ body }) => body.includes('48 198')).length === 4,
    );
    await page.getByText('Consegnato', { exact: true }).first().waitFor();
  });

  for (const [device, size] of Object.entries(SIZES)) {
    it(`have nothing to stumble over: ${device}`, async () => {
      const page = await browser.page(size);
      await openAs(page, server.url, administrator, '/integrazioni');
      await page.getByText('Negozio online').filter({ visible: true }).first().waitFor();
      await expectNothingToStumbleOver(page, `integrations-${device}`);
      await page.getByRole('button', { name: 'Apri Negozio online' }).click();
      await page.getByText('order.ready').filter({ visible: true }).first().waitFor();
      await expectNothingToStumbleOver(page, `integrations-log-${device}`);
    });
  }

  it('pause, change the secret with a day for both, and remove after asking', async () => {
    const page = await browser.page();
    await openAs(page, server.url, administrator, '/integrazioni');
    await page.getByRole('button', { name: 'Apri Negozio online' }).click();
    await page.getByRole('button', { name: 'Metti in pausa' }).click();
    await page.getByRole('button', { name: 'Riattiva' }).waitFor();
    await page.getByRole('button', { name: 'Altro' }).click();
    await page.getByRole('menuitem', { name: 'Nuova chiave di firma' }).click();
    await page.getByRole('button', { name: 'Crea la chiave' }).click();
    await page.locator('.ba-secret').waitFor();
    await page.getByRole('button', { name: 'Fatto' }).click();
    await page.getByText(/firma anche la chiave di prima/).waitFor();
    await page.getByRole('button', { name: 'Altro' }).click();
    await page.getByRole('menuitem', { name: 'Togli' }).click();
    await page.getByRole('button', { name: 'Togli l’indirizzo' }).click();
    await page.getByText('Nessuno da avvisare').waitFor();
  });

  it('are not for clerks', async () => {
    const page = await browser.page();
    await openAs(page, server.url, await server.person('clerk', 'MI01'), '/integrazioni');
    await page.getByText('Nessuno da avvisare').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Nuovo indirizzo' }).count()).to.equal(0);
  });
});
