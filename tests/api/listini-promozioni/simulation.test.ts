import { expect } from 'chai';
import type { Definition } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import {
  pastBaskets,
  simulateBaskets,
} from '../../../modules/listini-promozioni/simulation/contracts.ts';
import {
  cancelReplay,
  listReplays,
  readReplay,
  startReplay,
} from '../../../modules/listini-promozioni/simulation/replay-contracts.ts';
import { runReplay } from '../../../modules/listini-promozioni/simulation/replay.ts';
import { insertReplay } from '../../../modules/listini-promozioni/simulation/sql/replays.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder, testKeyring } from '../../support/make/order.ts';
import { followAll, makePriceList, merchandiser, publish } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion } from '../../support/make/promotion.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';
import { beginChangeSet } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';

describe('a merchandiser tries prices and promotions', () => {
  const server = useServer();
  const today = dayAt('Europe/Rome', new Date());
  const span = { from: addDays(today, -1), to: addDays(today, 1) };
  let shop: string;
  let coat: string;
  let gtin: string;
  let marta: Caller;
  let thirdFree: Definition;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    gtin = makeGtin();
    coat = await makeItem(db, { gtin, listPriceMinor: 3_000, style: { line: 'Prova' } });
    await followAll(db);
    await makeStock(db, { locationId: shop, itemId: coat, quantity: 500 });
    marta = await server.person('merchandiser', null);
    const of = { attribute: 'line', in: ['Prova'] } as const;
    thirdFree = makeDefinition({ id: 'n-for-m', of, size: 3, pay: 2 });
    for (const quantity of [1, 2, 3, 3, 4]) {
      await makeOrder(db, { locationId: shop, lines: [{ gtin, quantity, unitPriceMinor: 3_000 }] });
    }
  });

  const oneBasket = (quantity: number, at?: string) => ({
    channel: 'store',
    locationId: shop,
    lines: [{ lineId: '1', gtin, quantity }],
    ...(at === undefined ? {} : { at }),
  });
  const finished = (replayId: string) =>
    until('the replay is done', async () => {
      const replay = await server.call(readReplay, { replayId }, { as: marta });
      return replay.state === 'done' ? replay : null;
    });

  it('replays past orders, and sees which lines of goods, shops and baskets change', async function () {
    this.timeout(30_000);
    const promotionId = await makePromotion(server.database.db, { definition: thirdFree });
    const { replayId } = await server.call(
      startReplay,
      { promotionId, source: 'orders', ...span, locationIds: [shop] },
      { as: marta },
    );
    const replay = await finished(replayId);
    expect(replay).to.include({ source: 'orders', receiptsTotal: 5, receiptsDone: 5 });
    // Three of five bought three or more: one piece of 30 € is free in each.
    expect(replay.result).to.include({ baskets: 5, changed: 3, units: 9, discountMinor: 9_000 });
    expect(replay.result!.lines[0]).to.include({
      line: 'Prova',
      units: 13,
      beforeMinor: 39_000,
      afterMinor: 30_000,
    });
    expect(replay.result!.places).to.deep.equal([
      { placeId: shop, baskets: 5, changed: 3, beforeMinor: 39_000, afterMinor: 30_000 },
    ]);
    expect(
      replay.result!.largest.map(({ beforeMinor, afterMinor }) => afterMinor - beforeMinor),
    ).to.deep.equal([-3_000, -3_000, -3_000]);
    const { replays } = await server.call(listReplays, {}, { as: marta });
    expect(replays.find((one) => one.replayId === replayId)).to.include({
      state: 'done',
      changed: 3,
      differenceMinor: -9_000,
    });
  });

  it('hands out past orders as baskets, without a word of who bought them', async () => {
    const { baskets } = await server.call(
      pastBaskets,
      { source: 'orders', ...span, locationIds: [shop] },
      { as: marta },
    );
    expect(baskets).to.have.lengthOf(5);
    expect(baskets.map(({ lines }) => lines[0]!.quantity).sort()).to.deep.equal([1, 2, 3, 3, 4]);
    expect(baskets[0]!.lines[0]).to.include({ itemId: coat });
    expect(JSON.stringify(baskets)).not.to.match(/Rinaldi|Marta|customer/);
  });

  it('sees what prices that somebody prepares would come to, from their day on and not before', async () => {
    const { db } = server.database;
    const { listId, changeSetId } = await makePriceList(db);
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 2_900 }]);
    const day = addDays(today, 10);
    const draft = await inTransaction(db, merchandiser, async (tx) => {
      const { id } = await beginChangeSet(tx, {
        listId,
        title: 'Ritocco',
        validFrom: `${day}T00:00`,
      });
      await write(tx, {
        changeSetId: id,
        kind: 'paste',
        rows: [{ itemId: coat, amountMinor: 2_500 }],
      });
      return id;
    });
    const { results, sum, lists } = await server.call(
      simulateBaskets,
      {
        changeSetId: draft,
        baskets: [oneBasket(2, `${addDays(day, -1)}T12:00:00Z`), oneBasket(2, `${day}T12:00:00Z`)],
      },
      { as: marta },
    );
    expect(results.map(({ beforeMinor, afterMinor }) => [beforeMinor, afterMinor])).to.deep.equal([
      [5_800, 5_800],
      [5_800, 5_000],
    ]);
    expect(results[1]!.linesBefore).to.deep.equal([5_800]);
    expect(sum).to.include({ changed: 1, units: 2, discountMinor: 800 });
    const won = results[1]!.quote.lines[0]!.price.asked.find(({ outcome }) => outcome === 'won');
    expect(lists.map((list) => list.listId)).to.include(won!.listId);
  });

  it('tries a promotion with a code that nobody has made yet', async () => {
    const of = { attribute: 'line', in: ['Prova'] } as const;
    const definition = makeDefinition({ id: 'coupon', of, percent: 50, code: 'PROVA50' });
    const { results } = await server.call(
      simulateBaskets,
      {
        definition: definition as never,
        baskets: [oneBasket(1), { ...oneBasket(1), coupons: ['prova 50'] }],
      },
      { as: marta },
    );
    expect(results.map(({ applied }) => applied)).to.deep.equal([false, true]);
    expect(results[1]!.quote.coupons[0]).to.include({ code: 'prova 50', verdict: 'unknown' });
  });

  it('stops a replay once, keeps what it came to, and never goes on with it', async () => {
    const { db } = server.database;
    const promotionId = await makePromotion(db, { definition: thirdFree });
    const { replayId } = await server.call(
      startReplay,
      { promotionId, source: 'orders', ...span, locationIds: [shop] },
      { as: marta },
    );
    // As if the job had not come to it yet: whoever was quicker, the row says it waits.
    await finished(replayId);
    await db('lp_replay').where({ id: replayId }).update({ state: 'queued', result: null });
    await server.call(cancelReplay, { replayId }, { as: marta });
    const tools = { keeper: new SnapshotKeeper(db, quiet), keyring: testKeyring };
    await runReplay(db, tools, replayId);
    const replay = await server.call(readReplay, { replayId }, { as: marta });
    expect(replay).to.include({ state: 'cancelled', result: null });
    const again = await server.refusalOf(cancelReplay, { replayId }, { as: marta });
    expect(again.status).to.equal(409);
  });

  it('keeps the figures of the baskets a stopped replay had come to', async () => {
    const { db } = server.database;
    const replayId = newId();
    const tried = { promotionId: null, changeSetId: null, definition: thirdFree };
    const name = { it: 'Prova', en: 'Trial' };
    const asked = { ...tried, name, source: 'orders' as const, locationIds: [shop], ...span };
    await inTransaction(db, merchandiser, (tx) => insertReplay(tx, replayId, asked));
    // Somebody stops it in the moment in which it tells of its first two.
    await db.raw(`
      create function stop_at_two() returns trigger language plpgsql as $$
      begin
        if new.receipts_done = 2 then new.state = 'cancelled'; end if;
        return new;
      end $$;
      create trigger stop_at_two before update on lp_replay
        for each row execute function stop_at_two()`);
    const tools = { keeper: new SnapshotKeeper(db, quiet), keyring: testKeyring };
    await runReplay(db, tools, replayId, 2);
    await db.raw('drop trigger stop_at_two on lp_replay');
    const replay = await server.call(readReplay, { replayId }, { as: marta });
    expect(replay).to.include({ state: 'cancelled', receiptsTotal: 5, receiptsDone: 4 });
    expect(replay.result).to.include({ baskets: 4 });
  });
});

const quiet = { info: () => undefined, error: () => undefined };
