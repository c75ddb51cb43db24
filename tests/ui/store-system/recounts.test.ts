import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { reportNotFound } from '../../../modules/store-system/recounts/not-found.ts';
import {
  placeReservation,
  releaseReservation,
  setReservationAside,
} from '../../../modules/store-system/reservations/contracts.ts';
import { scan } from '../../support/actions.ts';
import { useServer } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { makeStock } from '../../support/make/stock.ts';
import { openAs, overhang, servedScreens, SIZES } from '../../support/screens.ts';
import { makeShop } from './shop.ts';

describe('counting again what was not found', function () {
  this.timeout(60_000);
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('says which pieces do not count, and where one lies that counts again', async () => {
    const shop = await makeShop(server);
    const { here: locationId, item44: itemId } = shop;
    const { db } = server.database;
    await makeStock(db, { locationId, itemId, quantity: 2 });
    const as = { as: shop.clerk };
    const customer = { by: 'id', customerId: shop.customerId } as const;
    const { reservation } = await server.call(
      placeReservation,
      { askedFrom: locationId, locationId, itemId, customer },
      as,
    );
    const { reservationId } = reservation;
    await server.call(setReservationAside, { reservationId, shelf: 'A1' }, as);
    const missing = { locationId, itemId, holdIds: [], quantity: 1, reason: 'missing' } as const;
    await inTransaction(db, systemActor('picker'), (tx) =>
      reportNotFound(tx, missing, { kind: 'short', id: 'S-1' }),
    );
    const page = await browser.page();
    await openAs(page, server.url, shop.clerk, '/ricontrolli');
    await page.getByText('o da parte per una prenotazione non contano').waitFor();

    await server.call(releaseReservation, { reservationId }, as);
    await page.getByText('è ancora sullo scaffale A1').waitFor();
    for (const [device, size] of Object.entries(SIZES)) {
      await page.setViewportSize(size);
      await page.locator(device === 'handheld' ? '[data-place="hand"]' : '.bt-sheet').waitFor();
      await screenshot(page, `recounts-left-on-shelf-${device}`);
      expect(await axe(page), device).to.deep.equal([]);
      expect(await overhang(page), 'nothing sticks out at the side').to.equal(0);
    }
    await scan(page, shop.gtin44);
    await scan(page, shop.gtin44);
    await page.getByRole('button', { name: 'Conferma 2 pezzi' }).click();
    await page.getByText('Niente da ricontrollare.').waitFor();
    const level = await db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
      .first('on_hand', 'held', 'shortage');
    expect(level).to.deep.equal({ on_hand: 2, held: 0, shortage: 0 });
  });
});
