import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { dayLabels } from '../../../modules/listini-promozioni/labels/change-labels.ts';
import type { Terms } from '../../../modules/listini-promozioni/price-lists/domain/terms.ts';
import { undoPublishing } from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { itemPrices } from '../../../modules/listini-promozioni/quotes/item-prices.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItems } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  approver,
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
const quiet = { info() {}, error() {} } as never;
const today = dayAt('Europe/Rome', new Date());
const tomorrow = addDays(today, 1);
/** Noon of so many days ago. */
const ago = (days: number): Date => new Date(`${addDays(today, -days)}T11:00:00Z`);

describe('a reduction that was announced', () => {
  const database = useDatabase();
  let milano: string;
  let coat: string;
  let other: string;
  let listId: string;

  const ours = (more: Partial<Terms> = {}): Terms => ({
    scope: { locations: [milano] },
    priority: 5,
    vatIncluded: true,
    ...more,
  });
  const change = (
    amountMinor: number,
    days: number,
    more: { itemIds?: string[]; announced?: boolean; validFrom?: string; validTo?: string } = {},
  ) => {
    const { itemIds = [coat], announced = false, ...dates } = more;
    return changePrices(
      database.db,
      listId,
      itemIds.map((itemId) => ({ itemId, amountMinor })),
      { announced, ...dates, at: ago(days) },
    );
  };
  const tools = () => ({ keeper: new SnapshotKeeper(database.db, quiet), keyring: keys });
  const read = () => ({ sql: database.db, actor: merchandiser, now: new Date() });
  /** `69.90 −30` of an item where it is sold now, and on the label of tomorrow. */
  async function inWindow(itemId: string): Promise<[number, number | null]> {
    const { prices } = await itemPrices(tools())(read(), {
      itemIds: [itemId],
      locationId: milano,
    });
    return [prices[0]!.offerMinor, prices[0]!.percentOff];
  }
  async function onLabel(itemId: string): Promise<[number, number | null] | undefined> {
    const { labels } = await dayLabels(tools())(read(), { locationId: milano, day: tomorrow });
    const label = labels.find((one) => one.itemId === itemId);
    return label && [label.afterMinor, label.percent];
  }

  beforeEach(async () => {
    const { db } = database;
    milano = await makeLocation(db, {});
    [coat, other] = (await makeItems(db, { sizes: ['46', '48'] })) as [string, string];
    await followAll(db, ago(300));
    const made = await makePriceList(db, { at: ago(300), terms: ours() });
    listId = made.listId;
    await publish(
      db,
      made.changeSetId,
      [coat, other].map((itemId) => ({ itemId, amountMinor: 9_990 })),
      ago(300),
    );
  });

  it('is told of what it made cheaper as long as it makes the price, and of nothing else', async () => {
    await change(6_990, 280, { itemIds: [coat, other], announced: true });
    expect(await inWindow(coat)).to.deep.equal([6_990, 30]);
    await change(4_990, 250);
    await change(6_990, 3);
    expect(await inWindow(coat), 'raised, though to the same price').to.deep.equal([6_990, null]);
    expect(await inWindow(other)).to.deep.equal([6_990, 30]);
  });

  it('is printed on labels of those whose price it makes in the morning', async () => {
    await change(6_990, 280, { announced: true });
    await change(4_990, 250);
    await change(6_990, 2, { validFrom: `${tomorrow}T00:00` });
    await change(7_990, 2, {
      itemIds: [other],
      announced: true,
      validFrom: `${tomorrow}T00:00`,
    });
    expect(await onLabel(coat)).to.deep.equal([6_990, null]);
    expect(await onLabel(other)).to.deep.equal([7_990, 20]);
  });

  it('is over when a dearer or cheaper price stood in between for longer than a day, not when a slip was undone at once', async () => {
    await change(6_990, 100, { announced: true, itemIds: [coat, other] });
    await change(4_990, 60, { validTo: `${addDays(today, -50)}T00:00` });
    const slip = await change(699, 40, { itemIds: [other] });
    await inTransaction(
      database.db,
      approver,
      (tx) => undoPublishing(tx, { changeSetId: slip.changeSetId }),
      { at: new Date(ago(40).getTime() + 600_000) },
    );
    expect(await inWindow(coat)).to.deep.equal([6_990, null]);
    expect(await inWindow(other)).to.deep.equal([6_990, 30]);
  });

  it('of a list that is a share of another one is told of the prices its formula makes', async () => {
    const { db } = database;
    const outlet = await makePriceList(db, {
      at: ago(200),
      terms: ours({ priority: 1 }),
    });
    await publish(db, outlet.changeSetId, [{ itemId: other, amountMinor: 9_000 }], ago(200));
    await changePrices(db, outlet.listId, [], {
      at: ago(100),
      announced: true,
      terms: ours({ priority: 10, formula: { baseListId: listId, percent: -30 } }),
    });
    expect(await inWindow(coat)).to.deep.equal([6_993, 30]);
    expect(await inWindow(other), 'a price of its own').to.deep.equal([9_000, null]);
    expect(await onLabel(coat)).to.equal(undefined);
  });
});
