import { expect } from 'chai';
import type { AttributeQuery } from '../../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import {
  confirmLabels,
  labelRounds,
  labelSheets,
  printLabels,
  readLabels,
} from '../../../modules/listini-promozioni/labels/contracts.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { changePrices, followAll, makePriceList, publish } from '../../support/make/price-list.ts';

describe('the labels of tomorrow', () => {
  const server = useServer({ modules: ['base', 'listini-promozioni'] });
  const tomorrow = addDays(dayAt('Europe/Rome', new Date()), 1);
  let shop: string;
  let listId: string;
  let coat: string;
  let scarf: string;
  let noemi: Caller;
  let marta: Caller;
  let day: { locationId: string; day: string };

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    [coat, scarf] = await Promise.all([
      makeItem(db, { listPriceMinor: 20_000 }),
      makeItem(db, { listPriceMinor: 3_000 }),
    ]);
    await followAll(db);
    const made = await makePriceList(db);
    listId = made.listId;
    await publish(db, made.changeSetId, [
      { itemId: coat, amountMinor: 20_000 },
      { itemId: scarf, amountMinor: 3_000 },
    ]);
    await changePrices(
      db,
      listId,
      [
        { itemId: coat, amountMinor: 15_000 },
        { itemId: scarf, amountMinor: 2_500 },
      ],
      { validFrom: `${tomorrow}T00:00` },
    );
    noemi = await server.person('clerk', shop);
    marta = await server.person('merchandiser', null);
    day = { locationId: shop, day: tomorrow };
  });

  const upOf = async (): Promise<Record<string, boolean>> => {
    const { labels } = await server.call(readLabels, day, { as: noemi });
    return Object.fromEntries(labels.map(({ itemId, up }) => [itemId, up]));
  };
  const roundOf = async () => {
    const { rounds } = await server.call(labelRounds, { day: tomorrow }, { as: marta });
    return rounds.find(({ locationId }) => locationId === shop)!;
  };

  it('are all open until somebody says they are up, and the merchandiser sees how many', async () => {
    expect(await upOf()).to.deep.equal({ [coat]: false, [scarf]: false });
    expect(await roundOf()).to.include({ labels: 2, open: 2, confirmedBy: null });
  });

  it('are put up by two people at once, each their own', async () => {
    const davide = await server.person('store-manager', shop);
    const replies = await Promise.all([
      server.call(
        confirmLabels,
        { ...day, labels: [{ itemId: coat, priceMinor: 15_000 }] },
        { as: noemi },
      ),
      server.call(
        confirmLabels,
        { ...day, labels: [{ itemId: scarf, priceMinor: 2_500 }] },
        { as: davide },
      ),
    ]);
    expect(replies.map(({ labels }) => labels)).to.deep.equal([2, 2]);
    expect(await upOf()).to.deep.equal({ [coat]: true, [scarf]: true });
    expect(await roundOf()).to.include({ labels: 2, open: 0 });
  });

  it('are open again when their price changes after they were put up', async () => {
    await changePrices(server.database.db, listId, [{ itemId: coat, amountMinor: 14_900 }], {
      validFrom: `${tomorrow}T00:00`,
    });
    expect(await upOf()).to.deep.equal({ [coat]: false, [scarf]: true });
    expect(await roundOf()).to.include({ labels: 2, open: 1 });
    // Somebody who has the old label in hand confirms nothing with it.
    const old = { ...day, labels: [{ itemId: coat, priceMinor: 15_000 }] };
    expect(await server.call(confirmLabels, old, { as: noemi })).to.include({ open: 1 });
  });

  it('change with promotions that begin or end overnight, by the calendar or by the days since goods came', async () => {
    const { db } = server.database;
    const other = await makeLocation(db);
    const items = await Promise.all(
      ['Comincia', 'Finisce', 'Invecchia', 'Resta'].map((line) =>
        makeItem(db, { listPriceMinor: 10_000, style: { line } }),
      ),
    );
    await followAll(db);
    const where = { locations: [other] };
    const halved = async (line: string, when: object, query: AttributeQuery[] = []) =>
      runPromotion(db, {
        announced: false,
        definition: makeDefinition(
          {
            id: 'percent-off',
            of: { all: [{ attribute: 'line', in: [line] }, ...query] },
            percent: 50,
          },
          { where, when },
        ),
      });
    await halved('Comincia', { from: `${tomorrow}T00:00` });
    await halved('Finisce', { to: `${tomorrow}T00:00` });
    await halved('Invecchia', {}, [{ daysSinceArrival: { min: 1 } }]);
    await halved('Resta', {});
    const there = { locationId: other, day: tomorrow };
    const davide = await server.person('store-manager', other);
    const { labels } = await server.call(readLabels, there, { as: davide });
    const told = new Map(labels.map((one) => [one.itemId, [one.beforeMinor, one.afterMinor]]));
    expect(items.map((id) => told.get(id))).to.deep.equal([
      [10_000, 5_000],
      [5_000, 10_000],
      [10_000, 5_000],
      undefined,
    ]);
  });

  it('come out as many as wanted, those that are open or those that are named', async () => {
    const printed = await server.call(
      printLabels,
      { ...day, itemIds: [scarf], copies: 3, template: 'sign' },
      { as: noemi },
    );
    expect(printed.labels).to.equal(3);
    const job = await server.database.db('base_print_job').where({ id: printed.jobId }).first();
    expect(job).to.include({ kind: 'listini-promozioni.shelf-signs' });
  });

  it('can be had as a PDF by whoever may read them, and put up by the shop alone', async () => {
    const address = `/api/listini-promozioni/locations/${shop}/labels/${tomorrow}/document`;
    const response = await fetch(`${server.url}${address}?openOnly=true`, {
      headers: marta.headers,
    });
    expect(response.headers.get('content-type')).to.contain('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
    const refused = await server.refusalOf(confirmLabels, day, { as: marta });
    expect(refused.status).to.equal(403);
    const elsewhere = await server.person('clerk', await makeLocation(server.database.db));
    expect((await server.refusalOf(labelSheets, day, { as: elsewhere })).status).to.equal(403);
  });
});
