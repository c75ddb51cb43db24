import { expect } from 'chai';
import {
  createCampaign,
  readCalendar,
  writeGroup,
} from '../../../modules/listini-promozioni/calendar/contracts.ts';
import {
  confirmLabels,
  labelRounds,
  printLabels,
  readLabels,
} from '../../../modules/listini-promozioni/labels/contracts.ts';
import { simulateBaskets } from '../../../modules/listini-promozioni/simulation/contracts.ts';
import {
  readReplay,
  startReplay,
} from '../../../modules/listini-promozioni/simulation/replay-contracts.ts';
import { recordReceipts } from '../../../modules/store-system/tills/contracts.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { changePrices, followAll, makePriceList, publish } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion, runPromotion } from '../../support/make/promotion.ts';
import { until } from '../../support/until.ts';

describe('a merchandiser tries, plans and labels', () => {
  const server = useServer({ modules: ['base', 'store-system', 'listini-promozioni'] });
  let shop: string;
  let coat: string;
  let gtin: string;
  let marta: Caller;
  const line = 'Linea prova';
  const of = { attribute: 'line', in: [line] } as const;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    gtin = makeGtin();
    coat = await makeItem(db, { gtin, listPriceMinor: 3_000, style: { line } });
    await followAll(db);
    marta = await server.person('merchandiser', null);
  });

  it('sees baskets with and without a promotion that is nowhere stored, line by line', async () => {
    const definition = makeDefinition({ id: 'n-for-m', of, size: 3, pay: 2 });
    const basket = (quantity: number) => ({
      channel: 'store',
      locationId: shop,
      lines: [{ lineId: '1', gtin, quantity }],
    });
    const { results, sum } = await server.call(
      simulateBaskets,
      { definition: definition as never, baskets: [basket(2), basket(3)] },
      { as: marta },
    );
    expect(results.map(({ beforeMinor, afterMinor }) => [beforeMinor, afterMinor])).to.deep.equal([
      [6_000, 6_000],
      [9_000, 6_000],
    ]);
    expect(sum).to.include({ baskets: 2, changed: 1, units: 3, discountMinor: 3_000 });
    expect(results[0]!.quote.withinReach[0]!.miss).to.deep.equal({ kind: 'pieces', pieces: 1 });
  });

  it('replays past receipts and sees what would have changed', async function () {
    this.timeout(30_000);
    const till = await server.program(['receipts:write']);
    const receipts = Array.from({ length: 40 }, (_, number) => ({
      externalId: `S-${number}`,
      tillId: '1',
      issuedAt: '2026-10-10T10:00:00+02:00',
      lines: [
        { gtin, pieces: [{ quantity: 1 + (number % 3), listPriceMinor: 3_000, discounts: [] }] },
      ],
      tenders: [{ kind: 'card' as const, amountMinor: 3_000 * (1 + (number % 3)) }],
    }));
    await server.call(recordReceipts, { locationId: shop, receipts }, { as: till });
    const promotionId = await makePromotion(server.database.db, {
      definition: makeDefinition({ id: 'n-for-m', of, size: 3, pay: 2 }),
    });
    const { replayId } = await server.call(
      startReplay,
      { promotionId, from: '2026-10-01', to: '2026-10-31', locationIds: [shop] },
      { as: marta },
    );
    const { result } = await until('the replay is done', async () => {
      const replay = await server.call(readReplay, { replayId }, { as: marta });
      return replay.state === 'done' ? replay : null;
    });
    // 13 of 40 bought three: each has one free.
    expect(result).to.include({ baskets: 40, changed: 13, units: 39, discountMinor: 39_000 });
    expect(result!.items[0]).to.include({ itemId: coat, units: 39 });
  });

  it('finds the labels that change on a day, with the prior price where it is told; the shop prints and confirms them', async () => {
    const { db } = server.database;
    const clerk = await server.person('clerk', shop);
    const { listId, changeSetId } = await makePriceList(db);
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 2_900 }]);
    // Not tomorrow: what is published this evening after eight is not on the shelf of this evening.
    const then = addDays(dayAt('Europe/Rome', new Date()), 2);
    await changePrices(db, listId, [{ itemId: coat, amountMinor: 2_500 }], {
      validFrom: `${then}T00:00`,
    });
    const day = { locationId: shop, day: then };
    const labels = await until('the labels of that day', async () => {
      const found = await server.call(readLabels, day, { as: clerk });
      return found.labels.some(({ afterMinor }) => afterMinor === 2_500) ? found : null;
    });
    expect(labels.labels).to.have.lengthOf(1);
    expect(labels.labels[0]).to.include({
      itemId: coat,
      gtin,
      beforeMinor: 2_900,
      direction: 'down',
    });
    const printed = await server.call(printLabels, day, { as: clerk });
    expect(printed.labels).to.equal(1);
    expect(await db('base_print_job').where({ id: printed.jobId })).to.have.lengthOf(1);
    await server.call(confirmLabels, day, { as: clerk });
    const { rounds } = await server.call(labelRounds, { day: then }, { as: marta });
    expect(rounds.find(({ locationId }) => locationId === shop)).to.include({ labels: 1 });
    const elsewhere = await server.person('clerk', await makeLocation(db));
    expect((await server.refusalOf(readLabels, day, { as: elsewhere })).status).to.equal(403);
  });

  it('sees on the calendar what is on where, and what collides', async () => {
    const { db } = server.database;
    await server.call(
      createCampaign,
      {
        code: 'NATALE-30',
        name: { it: 'Natale', en: 'Christmas' },
        kind: 'promo',
        begins: '2030-12-01',
        ends: '2030-12-24',
      },
      { as: marta },
    );
    await server.call(
      writeGroup,
      { groupId: 'pochi', name: { it: 'Pochi', en: 'Few' }, locationIds: [shop] },
      { as: marta },
    );
    const when = { from: '2030-12-01T00:00', to: '2030-12-24T00:00' };
    const [first, second] = await Promise.all([
      runPromotion(db, {
        definition: makeDefinition({ id: 'percent-off', of, percent: 10 }, { when }),
        announced: false,
      }),
      makePromotion(db, {
        definition: makeDefinition(
          { id: 'percent-off', of, percent: 20 },
          { when: { from: '2030-12-20T00:00' }, where: { groups: ['pochi'] } },
        ),
      }),
    ]);
    const found = await server.call(
      readCalendar,
      { from: '2030-12-01', to: '2030-12-31' },
      { as: marta },
    );
    expect(found.campaigns.map(({ code }) => code)).to.deep.equal(['NATALE-30']);
    expect(found.bars.find(({ id }) => id === second)!.places).to.deep.equal([shop]);
    const conflict = found.conflicts.find(
      (one) =>
        [one.first, one.second].includes(first!) && [one.first, one.second].includes(second!),
    );
    expect(conflict).to.deep.include({
      places: [shop],
      from: '2030-12-20T00:00',
      to: '2030-12-24T00:00',
      items: 1,
      combines: true,
    });
  });
});
