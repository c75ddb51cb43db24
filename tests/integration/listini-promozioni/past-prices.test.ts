import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { beginChangeSet } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { quoteFor } from '../../../modules/listini-promozioni/quotes/quote.ts';
import { runReplay } from '../../../modules/listini-promozioni/simulation/replay.ts';
import { simulate } from '../../../modules/listini-promozioni/simulation/simulate.ts';
import {
  insertReplay,
  selectReplay,
} from '../../../modules/listini-promozioni/simulation/sql/replays.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
import { useDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder } from '../../support/make/order.ts';
import {
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';
import { makeDefinition } from '../../support/make/promotion.ts';
import { makeStock } from '../../support/make/stock.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
const quiet = { info() {}, error() {} } as never;
const today = dayAt('Europe/Rome', new Date());
const dayAgo = (days: number): string => addDays(today, -days);
const ago = (days: number): Date => new Date(`${dayAgo(days)}T10:00:00Z`);

/** It cost 150.00 until 100 days ago, and costs 120.00 since; the catalogue says 100.00. */
describe('a price of long ago', () => {
  const database = useDatabase();
  let coat: string;
  let shop: string;
  let listId: string;

  before(async () => {
    const { db } = database;
    const gtin = makeGtin();
    coat = await makeItem(db, { gtin, listPriceMinor: 10_000 });
    shop = await makeLocation(db, {});
    await makeStock(db, { locationId: shop, itemId: coat, quantity: 50 });
    await followAll(db, ago(300));
    const made = await makePriceList(db, {
      at: ago(300),
      terms: { scope: {}, priority: 5, vatIncluded: true },
    });
    listId = made.listId;
    await publish(db, made.changeSetId, [{ itemId: coat, amountMinor: 15_000 }], ago(300));
    await changePrices(db, listId, [{ itemId: coat, amountMinor: 12_000 }], { at: ago(100) });
    for (const days of [140, 50]) {
      await makeOrder(
        db,
        { locationId: shop, lines: [{ gtin, quantity: 1, unitPriceMinor: 12_000 }] },
        { at: ago(days) },
      );
    }
  });

  const tools = () => ({ keeper: new SnapshotKeeper(database.db, quiet), keyring: keys });
  const read = () => ({ sql: database.db, actor: merchandiser, now: new Date() });
  const basket = (days: number) => ({
    channel: 'store',
    locationId: shop,
    lines: [{ lineId: '1', itemId: coat, quantity: 1 }],
    at: ago(days).toISOString(),
  });
  const tenth = () =>
    makeDefinition({ id: 'percent-off', of: { attribute: 'item', in: [coat] }, percent: 10 }, {});

  it('is told to whoever asks for it, with a version and without', async () => {
    const quote = quoteFor(tools());
    const lately = await quote(read(), basket(0) as never);
    const then = await quote(read(), basket(140) as never);
    const { snapshotVersion } = then;
    const known = await quote(read(), { ...basket(140), snapshotVersion } as never);
    expect([lately, then, known].map(({ totals }) => totals.totalMinor)).to.deep.equal([
      12_000, 15_000, 15_000,
    ]);
  });

  it('is what past orders are replayed with, and baskets of one’s own are tried with', async () => {
    const { db } = database;
    const replayId = newId();
    await inTransaction(db, merchandiser, (tx) =>
      insertReplay(tx, replayId, {
        promotionId: null,
        changeSetId: null,
        definition: tenth(),
        name: { it: 'Prova', en: 'Trial' },
        source: 'orders',
        locationIds: [shop],
        from: dayAgo(200),
        to: today,
      }),
    );
    await runReplay(db, tools(), replayId);
    const { result } = (await selectReplay(read(), replayId))!;
    expect(result).to.include({ baskets: 2, beforeMinor: 27_000, afterMinor: 24_300 });

    const tried = await simulate(tools())(read(), {
      definition: tenth(),
      baskets: [basket(140), basket(0)],
    } as never);
    expect(
      tried.results.map(({ beforeMinor, afterMinor }) => [beforeMinor, afterMinor]),
    ).to.deep.equal([
      [15_000, 13_500],
      [12_000, 10_800],
    ]);
  });

  it('stands beside prices that somebody prepares', async () => {
    const { db } = database;
    const changeSetId = await inTransaction(db, merchandiser, async (tx) => {
      const { id } = await beginChangeSet(tx, { listId, title: 'Ritocco' });
      await write(tx, {
        changeSetId: id,
        kind: 'paste',
        rows: [{ itemId: coat, amountMinor: 9_000 }],
      });
      return id;
    });
    const { results } = await simulate(tools())(read(), {
      changeSetId,
      baskets: [basket(140)],
    } as never);
    expect(results[0]).to.include({ beforeMinor: 15_000, afterMinor: 15_000 });
  });
});
