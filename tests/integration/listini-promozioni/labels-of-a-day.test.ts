import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import {
  confirm,
  dayLabels,
  roundsOf,
} from '../../../modules/listini-promozioni/labels/change-labels.ts';
import type { Definition } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import { pause } from '../../../modules/listini-promozioni/promotions/publish.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
const quiet = { info() {}, error() {} } as never;
/** In November 2026, on the clocks of the shop. */
const at = (day: number, clock = '12:00'): Date =>
  new Date(`2026-11-${String(day).padStart(2, '0')}T${clock}:00+01:00`);
const on = (day: number): string => at(day).toISOString().slice(0, 10);

describe('the labels of a day', () => {
  const database = useDatabase();
  let coat: string;
  let shop: string;
  let listId: string;

  beforeEach(async () => {
    const { db } = database;
    coat = await makeItem(db, { listPriceMinor: 10_000 });
    shop = await makeLocation(db, {});
    await followAll(db, at(1));
    const made = await makePriceList(db, {
      at: at(2),
      terms: { scope: { locations: [shop] }, priority: 5, vatIncluded: true },
    });
    listId = made.listId;
    await publish(db, made.changeSetId, [{ itemId: coat, amountMinor: 10_000 }], at(2));
  });

  const tools = () => ({ keeper: new SnapshotKeeper(database.db, quiet), keyring: keys });
  /** `before → after`, and whether it is up. */
  async function labels(day: number, now: Date): Promise<string[]> {
    const read = { sql: database.db, actor: merchandiser, now };
    const told = await dayLabels(tools())(read, { locationId: shop, day: on(day) });
    return told.labels.map(
      ({ beforeMinor, afterMinor, up }) => `${beforeMinor} → ${afterMinor}${up ? ' up' : ''}`,
    );
  }
  const putUp = (day: number, now: Date) =>
    inTransaction(
      database.db,
      merchandiser,
      (tx) => confirm(tools())(tx, { locationId: shop, day: on(day) }),
      { at: now },
    );
  const seventy = (when: Definition['when'], started: Date) =>
    runPromotion(database.db, {
      announced: false,
      at: started,
      definition: makeDefinition(
        { id: 'fixed-price', of: { attribute: 'item', in: [coat] }, priceMinor: 7_000 },
        { where: { locations: [shop] }, when },
      ),
    });

  it('are there for a promotion that is paused at noon: what was put up is no longer true', async () => {
    const promotionId = await seventy({ from: `${on(10)}T00:00` }, at(5));
    expect(await labels(10, at(9))).to.deep.equal(['10000 → 7000']);
    await putUp(10, at(9, '19:00'));
    expect(await labels(10, at(10, '09:00'))).to.deep.equal(['10000 → 7000 up']);
    await inTransaction(
      database.db,
      merchandiser,
      (tx) => pause(tx, { promotionId, reason: 'Volantino' }),
      { at: at(12, '11:00') },
    );

    expect(await labels(12, at(12, '11:30'))).to.deep.equal(['7000 → 10000']);
    expect(await labels(13, at(12, '11:30')), 'and on the list of tomorrow').to.deep.equal([
      '7000 → 10000',
    ]);
    expect(await labels(20, at(20)), 'until somebody puts it up').to.deep.equal(['7000 → 10000']);
    const { rounds } = await roundsOf(tools())(
      { sql: database.db, actor: merchandiser, now: at(12, '11:30') },
      { day: on(12) },
    );
    expect(rounds.find(({ locationId }) => locationId === shop)).to.include({ labels: 1, open: 1 });

    await putUp(12, at(12, '12:00'));
    expect(await labels(12, at(12, '12:30'))).to.deep.equal(['7000 → 10000 up']);
    expect(await labels(13, at(12, '12:30'))).to.deep.equal([]);
  });

  it('are there in a shop that never says what it puts up, on the day and on the next', async () => {
    const promotionId = await seventy({}, at(5));
    await inTransaction(
      database.db,
      merchandiser,
      (tx) => pause(tx, { promotionId, reason: 'Volantino' }),
      { at: at(12, '19:30') },
    );
    expect(await labels(12, at(12, '19:40'))).to.deep.equal(['7000 → 10000']);
    expect(await labels(13, at(12, '19:40'))).to.deep.equal(['7000 → 10000']);
    expect(await labels(13, at(13, '07:30'))).to.deep.equal(['7000 → 10000']);
    expect(await labels(14, at(14, '07:30'))).to.deep.equal([]);
  });

  it('are there for a price that changes while the shop is open, from its hour on', async () => {
    await changePrices(database.db, listId, [{ itemId: coat, amountMinor: 12_000 }], {
      at: at(5),
      validFrom: `${on(12)}T11:00`,
    });
    expect(await labels(12, at(12, '10:00'))).to.deep.equal([]);
    expect(await labels(12, at(12, '11:30'))).to.deep.equal(['10000 → 12000']);
    expect(await labels(13, at(12, '10:00'))).to.deep.equal(['10000 → 12000']);
    expect(await labels(14, at(12, '10:00'))).to.deep.equal([]);
  });

  it('are those of the hours in which a promotion is on, and of nothing when it is over', async () => {
    await seventy({ hours: [{ from: 14 * 60, to: 16 * 60 }] }, at(5));
    expect(await labels(12, at(12, '13:00'))).to.deep.equal([]);
    expect(await labels(12, at(12, '15:00'))).to.deep.equal(['10000 → 7000']);
    expect(await labels(12, at(12, '17:00'))).to.deep.equal([]);
    expect(await labels(13, at(12, '15:00'))).to.deep.equal([]);
  });

  it('leave out goods that have just come into the catalogue, whatever else was published', async () => {
    const { db } = database;
    const fresh = await makeItem(db, { listPriceMinor: 5_000 });
    await followAll(db, at(12, '11:00'));
    await changePrices(db, listId, [{ itemId: coat, amountMinor: 9_000 }], { at: at(12, '11:10') });
    expect(await labels(12, at(12, '11:30'))).to.deep.equal(['10000 → 9000']);
    await changePrices(db, listId, [{ itemId: fresh, amountMinor: 4_500 }], {
      at: at(12, '11:40'),
      validFrom: `${on(13)}T00:00`,
    });
    expect(await labels(13, at(12, '12:00'))).to.have.members(['10000 → 9000', '5000 → 4500']);
  });
});
