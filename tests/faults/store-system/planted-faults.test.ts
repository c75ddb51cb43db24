import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import {
  PROMISE_STATEMENTS,
  type PromiseStatements,
} from '../../../modules/store-system/holds/sql/promise.ts';
import { placeHolds, type HoldResult } from '../../../modules/store-system/holds/place-holds.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { basket, web } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { differences } from '../../support/reconcile.ts';

/** A statement with one passage replaced; fails when the passage is not there to be replaced. */
function without(statement: string, passage: string, instead = ''): string {
  if (!statement.includes(passage)) throw new Error(`nothing to take out: ${passage}`);
  return statement.replace(passage, instead);
}

const LOCK = 'for no key update of level';
const GUARD = 'and level.on_hand - level.held - level.safety >= p.quantity';
const ORDER = 'order by level.location_id, level.item_id';

describe('the harness of promises notices a planted fault', function () {
  this.timeout(60_000);
  const database = useDatabase({ poolSize: 16 });
  let shop: string;

  before('a database whose constraints would not save us', async () => {
    shop = await makeLocation(database.db);
    await database.db.raw(`
      alter table ss_stock_level drop constraint ss_stock_level_held_is_covered;
      drop trigger ss_stock_level_version_contiguous on ss_stock_level`);
  });

  const place = (
    statements: PromiseStatements,
    items: readonly string[],
  ): Promise<readonly HoldResult[]> =>
    inTransaction(database.db, web, (tx) =>
      placeHolds(
        tx,
        [
          basket(
            shop,
            items.map((item) => [item, 1] as const),
          ),
        ],
        statements,
      ),
    );

  /** Fifty customers, ten pieces: how many were promised, and what reconcile then finds. */
  async function race(statements: PromiseStatements) {
    const itemId = await makeItem(database.db);
    await makeStock(database.db, { locationId: shop, itemId, quantity: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => place(statements, [itemId])),
    );
    const promised = outcomes.filter(
      (outcome) => outcome.status === 'fulfilled' && outcome.value[0]!.outcome === 'held',
    ).length;
    const found = (await differences(database.db, STORE_SYSTEM_CHECKS)).filter(
      ({ row }) => (row as { item_id?: string }).item_id === itemId,
    );
    return { promised, found: [...new Set(found.map(({ check }) => check))] };
  }

  /** Thirty baskets that share six items: how many ended in a deadlock. */
  async function deadlocks(statements: PromiseStatements): Promise<number> {
    const items: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const itemId = await makeItem(database.db);
      await makeStock(database.db, { locationId: shop, itemId, quantity: 1_000 });
      items.push(itemId);
    }
    let found = 0;
    for (let round = 0; round < 10 && found === 0; round += 1) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, () => place(statements, items)),
      );
      found += outcomes.filter(
        (outcome) =>
          outcome.status === 'rejected' && (outcome.reason as { code?: string }).code === '40P01',
      ).length;
    }
    return found;
  }

  it('and finds nothing in what we ship', async () => {
    expect(await race(PROMISE_STATEMENTS)).to.deep.equal({ promised: 10, found: [] });
    expect(await deadlocks(PROMISE_STATEMENTS)).to.equal(0);
  });

  it('a promise that is decided without the lock and written without its guard', async () => {
    const { promised, found } = await race({
      lock: without(PROMISE_STATEMENTS.lock, LOCK),
      promise: without(PROMISE_STATEMENTS.promise, GUARD),
    });
    expect(promised).to.be.greaterThan(10);
    expect(found).to.include('store-system.nothing-promised-twice');
  });

  it('a missing lock alone: the guard still refuses, and nobody is promised a piece twice', async () => {
    const { promised, found } = await race({
      ...PROMISE_STATEMENTS,
      lock: without(PROMISE_STATEMENTS.lock, LOCK),
    });
    expect(promised).to.be.at.most(10);
    expect(found).to.deep.equal([]);
  });

  it('holds that are written without raising what is held', async () => {
    const { found } = await race({
      ...PROMISE_STATEMENTS,
      promise: without(PROMISE_STATEMENTS.promise, 'level.held + p.quantity', 'level.held'),
    });
    expect(found).to.include('store-system.held-equals-holds');
  });

  it('locks that are taken in no fixed order', async () => {
    const count = await deadlocks({
      ...PROMISE_STATEMENTS,
      lock: without(PROMISE_STATEMENTS.lock, ORDER, 'order by random()'),
    });
    expect(count).to.be.greaterThan(0);
  });

  const tampered: readonly [fault: string, statement: string, check: string][] = [
    [
      'on hand that no movement explains',
      `update ss_stock_level set on_hand = on_hand + 1 where item_id = ?`,
      'level-equals-ledger',
    ],
    [
      'a ledger line that is gone',
      `update ss_stock_level set ledger_version = ledger_version + 1 where item_id = ?`,
      'ledger-has-no-gaps',
    ],
    [
      'pieces held for nobody',
      `update ss_stock_level set held = held + 1 where item_id = ?`,
      'held-equals-holds',
    ],
    [
      'a shortage without an exception on record',
      `update ss_stock_level set shortage = 1 where item_id = ?`,
      'nothing-promised-twice',
    ],
    [
      'an exception about nobody',
      `insert into ss_shortage (id, location_id, item_id, hold_id, quantity, cause, document_kind,
         document_id, actor_id, opened_at)
       select gen_random_uuid(), location_id, item_id, gen_random_uuid(), 1, 'sale', 'sale', 'S',
         'system:test', now() from ss_stock_level where item_id = ?`,
      'exception-names-a-live-promise',
    ],
    [
      'a movement of a level that does not exist',
      `delete from ss_stock_level where item_id = ?`,
      'movement-touches-known-levels',
    ],
    [
      'a customer’s hold without its reservation',
      `insert into ss_hold (id, location_id, item_id, kind, owner_id, owner_line_id, quantity, placed_at)
       select gen_random_uuid(), location_id, item_id, 'customer', 'nobody', item_id::text, 1, now()
       from ss_stock_level where item_id = ?`,
      'reservation-has-its-hold',
    ],
  ];
  for (const [fault, statement, check] of tampered) {
    it(`reconcile names ${fault}`, async () => {
      const itemId = await makeItem(database.db);
      await makeStock(database.db, { locationId: shop, itemId, quantity: 3 });
      const before = new Set(
        (await differences(database.db, STORE_SYSTEM_CHECKS)).map((each) => JSON.stringify(each)),
      );

      await database.db.raw(statement, [itemId]);

      const found = (await differences(database.db, STORE_SYSTEM_CHECKS)).filter(
        (each) => !before.has(JSON.stringify(each)),
      );
      expect(found.map((each) => each.check)).to.include(`store-system.${check}`);
    });
  }
});
