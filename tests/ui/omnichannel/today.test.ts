import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeLocation, makeSchedule } from '../../support/make/location.ts';
import { openAs, servedScreens } from '../../support/screens.ts';

const MINUTE = 60_000;

/** Where it is half past eleven or so, whenever the tests run: closing at midday stays within the day. */
function zoneBeforeNoon(): { zone: string; minute: number } {
  const now = new Date();
  const ahead = 11 - now.getUTCHours();
  // Written the other way round: `Etc/GMT-2` is two hours ahead.
  const zone = `Etc/GMT${ahead >= 0 ? '-' : '+'}${Math.abs(ahead)}`;
  return { zone, minute: 11 * 60 + now.getUTCMinutes() };
}

describe('the day on Oggi', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('closes at midday and opens again on a screen that nobody touches', async () => {
    const { zone, minute } = zoneBeforeNoon();
    const spans = [
      { opensMinute: 8 * 60, closesMinute: minute + 10 },
      { opensMinute: minute + 40, closesMinute: 20 * 60 },
    ];
    const week = [spans, spans, spans, spans, spans, spans, spans];
    const schedule = makeSchedule({ zone, week });
    const shop = await makeLocation(server.database.db, { name: 'Milano Brera', schedule });
    const clerk = await server.person('clerk', shop);
    const page = await browser.page();
    await page.clock.install();
    await openAs(page, server.url, clerk, '/oggi');
    const day = page.locator('.bt-head-subtitle');
    await day.getByText('aperto fino alle').waitFor();

    await page.clock.fastForward(20 * MINUTE);
    await day.getByText('chiuso ora, apre alle').waitFor();

    await page.clock.fastForward(30 * MINUTE);
    await day.getByText('aperto fino alle 20:00').waitFor();
  });
});
