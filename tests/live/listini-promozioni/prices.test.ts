import { expect } from 'chai';
import { livePrices } from '../../../modules/listini-promozioni/quotes/item-price-contracts.ts';
import { applyToPrices, PRICES_ROOM } from '../../../modules/listini-promozioni/quotes/live.ts';
import { useServer } from '../../support/api.ts';
import { liveClient, watch } from '../../support/live.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { until } from '../../support/until.ts';
import { slowness } from '../../support/moment.ts';

describe('prices on an open screen', () => {
  const server = useServer({ modules: ['base', 'listini-promozioni'] });

  it('are told to be read again when something is published, and say while the new ones are being built', async () => {
    const { db } = server.database;
    const shop = await makeLocation(db);
    const coat = await makeItem(db, { listPriceMinor: 20_000 });
    await followAll(db);
    const clerk = await server.person('clerk', shop);
    const read = () =>
      server.call(livePrices, { itemIds: [coat], locationId: shop }, { as: clerk });
    const first = await read();
    expect(first.view.prices[0]).to.include({ offerMinor: 20_000, priorMinor: null });
    const client = liveClient(server.url, clerk.headers);
    const screen = watch(client, PRICES_ROOM, first.cursor);
    try {
      const { changeSetId } = await makePriceList(db);
      await publish(db, changeSetId, [{ itemId: coat, amountMinor: 17_500 }]);
      const begun = Date.now();
      const told = await until('the news', () =>
        screen.events.find((event) => applyToPrices(first.view, event) === 'fetch-again'),
      );
      expect(told.type).to.equal('listini-promozioni.prices-published.v1');
      // Old or new, never without saying that there are newer ones.
      await until('the new price', async () => {
        const { view } = await read();
        const isNew = view.prices[0]!.offerMinor === 17_500;
        expect(view.snapshotVersion === view.publishedVersion).to.equal(isNew);
        return isNew;
      });
      expect(Date.now() - begun).to.be.lessThan(5_000 * slowness());
    } finally {
      screen.close();
      client.close();
    }
  });
});
