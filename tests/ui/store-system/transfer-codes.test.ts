import { expect } from 'chai';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { scan } from '../../support/actions.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { told } from '../../support/told.ts';
import { makeShop } from './shop.ts';

describe('the label of a transfer', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('is refused in words where nobody knows it, also when it is scanned on another screen', async () => {
    browser.expectComplaint(/404/);
    const shop = await makeShop(server);
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/oggi');
    await page.locator('.bt-head-subtitle').waitFor();

    await scan(page, scannableCode('TR', crypto.getRandomValues(new Uint8Array(12))));

    await told(page, 'Nessun trasferimento');
    await page.locator('.bt-scan-told[data-outcome="refused"]').waitFor();
    expect(new URL(page.url()).pathname).to.equal('/trasferimenti');
  });
});
