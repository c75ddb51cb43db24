import { expect } from 'chai';
import fc from 'fast-check';
import {
  PROMISE_STATEMENTS,
  type PromiseStatements,
} from '../../../modules/store-system/holds/sql/promise.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { STEPS, type Notebook, type Shop } from './stock-model.ts';

const RUNS = 40;
const MONDAY = Date.parse('2026-11-16T09:00:00Z');

describe('stock and promises beside a notebook', function () {
  this.timeout(60_000);
  const database = useDatabase({ poolSize: 4 });

  /** A fresh shop for every run: nothing of the run before stands on its shelves. */
  const setUp = async (statements: PromiseStatements): Promise<{ model: Notebook; real: Shop }> => {
    const { db } = database;
    const shop = await makeLocation(db);
    const items = [await makeItem(db), await makeItem(db), await makeItem(db)];
    for (const itemId of items) {
      await makeStock(db, { locationId: shop, itemId, quantity: 5, at: new Date(MONDAY) });
    }
    return {
      model: { now: MONDAY, onHand: [5, 5, 5], display: [0, 0, 0], holds: [] },
      real: { db, shop, items, statements },
    };
  };
  const agrees = (statements: PromiseStatements) =>
    fc.asyncProperty(STEPS, async (steps) => {
      const both = await setUp(statements);
      await fc.asyncModelRun(() => both, steps);
    });

  it('agree after every step, whatever happens in the shop', async () => {
    await fc.assert(agrees(PROMISE_STATEMENTS), { numRuns: RUNS });
  });

  const faults: readonly [fault: string, from: string, to: string][] = [
    ['one piece is held for any quantity', 'level.held + p.quantity', 'level.held + 1'],
    [
      'a level changes without its version',
      'version = level.version + 1',
      'version = level.version',
    ],
    [
      'nobody asks how many levels were raised',
      'select * from raised',
      'select * from raised limit 0',
    ],
  ];
  for (const [fault, from, to] of faults) {
    it(`notice that ${fault}`, async () => {
      const promise = PROMISE_STATEMENTS.promise.replace(from, to);
      expect(promise).not.to.equal(PROMISE_STATEMENTS.promise);
      const outcome = await fc.check(agrees({ ...PROMISE_STATEMENTS, promise }), {
        numRuns: RUNS,
        endOnFailure: true,
        seed: 20261122,
      });
      expect(outcome.failed).to.equal(true);
    });
  }
});
