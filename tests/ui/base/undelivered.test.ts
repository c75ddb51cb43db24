import { expect } from 'chai';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { until } from '../../support/until.ts';

describe('letters that have not left', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens, env: { DEMO: '0' } });

  for (const [device, size] of Object.entries(SIZES)) {
    it(`are shown with the reason, and sent again by one press, ${device}`, async () => {
      const { db } = server.database;
      browser.expectComplaint(/404/);
      const page = await browser.page(size);
      await openAs(page, server.url, await server.person('administrator', null), '/posta');
      await page.getByText('Tutti i messaggi sono partiti').waitFor();

      const id = newId();
      await db('core_mail').insert({
        id,
        recipient: 'marta@example.com',
        subject: 'Ordine 48 198: è pronto',
        text: 'Ciao Marta',
        reference: `order:${newId()}`,
        state: 'failed',
        attempts: 14,
        queued_at: new Date(),
        error: '550 no such mailbox',
      });
      await page.reload();
      await page.getByText('550 no such mailbox').filter({ visible: true }).waitFor();
      await expectNothingToStumbleOver(page, `undelivered-${device}`);
      await page.getByRole('button', { name: /^Invia di nuovo: Ordine 48 198/ }).click();
      await until('it is due again', async () => {
        const row = await db('core_mail').where({ id }).first('state', 'attempts');
        return row.state !== 'failed';
      });
      await db('core_mail').where({ id }).delete();
      expect(await page.getByRole('alert').count()).to.equal(0);
    });
  }
});
