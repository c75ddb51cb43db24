import { expect } from 'chai';
import fc from 'fast-check';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Terms } from '../../../modules/listini-promozioni/price-lists/domain/terms.ts';
import { undoPublishing } from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { selectList } from '../../../modules/listini-promozioni/price-lists/sql/lists.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import {
  approver,
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';

/** In November 2026, on the clocks of the shops. */
const at = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 10, day, hour - 1));
const wall = (day: number, hour = 0): string =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00`;

interface Publication {
  /** Null: from its approval on. */
  readonly from: number | null;
  readonly to: number | null;
  /** Null takes the price out of the list. */
  readonly amountMinor: number | null;
}
type Act = { readonly publishes: Publication } | { readonly undoes: number };

/** From one of the days to come up to another one, or without an end. */
const publication = fc.record({
  from: fc.constantFrom(null, 10, 12, 14, 16),
  to: fc.constantFrom(null, 18, 20, 22),
  amountMinor: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 99 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});
const publishes = fc.record({ publishes: publication });
const undoes = fc.record({ undoes: fc.nat(9) });
const acts = fc
  .tuple(
    fc.array(publishes, { minLength: 3, maxLength: 4 }),
    fc.array(fc.oneof({ weight: 1, arbitrary: publishes }, { weight: 3, arbitrary: undoes }), {
      minLength: 2,
      maxLength: 5,
    }),
  )
  .map(([first, then]): Act[] => [...first, ...then]);

describe('publications that are undone', () => {
  const database = useDatabase();
  let coat: string;

  beforeEach(async () => {
    coat = await makeItem(database.db, { listPriceMinor: 20_000 });
    await followAll(database.db);
  });

  const undo = (changeSetId: string, when: Date) =>
    inTransaction(database.db, approver, (tx) => undoPublishing(tx, { changeSetId }), { at: when });
  async function costs(listId: string, moment: string): Promise<number | null> {
    const { rows } = await database.db.raw<{ rows: { amount: number }[] }>(
      `select amount_minor as amount from lp_price join lp_price_slot using (slot)
      where list_id = ? and subject_id = ? and until_version is null and valid @> cast(? as timestamp)`,
      [listId, coat, moment],
    );
    return rows[0]?.amount ?? null;
  }

  it('do not come back when what was published over them is undone too', async () => {
    const { db } = database;
    const { listId, changeSetId } = await makePriceList(db, { at: at(2) });
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 20_000 }], at(2));
    const change = (amountMinor: number | null, day: number, days = {}) =>
      changePrices(db, listId, [{ itemId: coat, amountMinor }], { at: at(day), ...days });
    const typo = await change(2_000, 3);
    const weekend = await change(15_000, 4, { validFrom: wall(20), validTo: wall(23) });
    expect(await undo(typo.changeSetId, at(5))).to.include({ restored: 1, changedSince: 0 });
    await undo(weekend.changeSetId, at(6));
    expect(await costs(listId, wall(21)), 'not the typo').to.equal(20_000);

    const emptied = await change(null, 7);
    const wrong = await change(2_000, 8);
    await undo(emptied.changeSetId, at(9));
    await undo(wrong.changeSetId, at(10));
    expect(await costs(listId, wall(21))).to.equal(20_000);
  });

  it('leave the terms of those that remain', async () => {
    const { db } = database;
    const terms = (priority: number): Terms => ({ scope: {}, priority, vatIncluded: true });
    const { listId, changeSetId } = await makePriceList(db, { at: at(2), terms: terms(1) });
    await publish(db, changeSetId, [{ itemId: coat, amountMinor: 20_000 }], at(2));
    const second = await changePrices(db, listId, [], { at: at(3), terms: terms(2) });
    const third = await changePrices(db, listId, [], { at: at(4), terms: terms(3) });
    const priority = async () =>
      (await selectList({ sql: db, actor: merchandiser, now: at(9) }, listId))?.terms?.priority;
    await undo(second.changeSetId, at(5));
    expect(await priority()).to.equal(3);
    await undo(third.changeSetId, at(6));
    expect(await priority()).to.equal(1);
  });

  it('leave the prices that the others make, played in their order, and those that were told before', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (some) => {
        const { listId } = await makePriceList(database.db, { at: at(1) });
        await playedAndCompared(listId, some);
      }),
      { numRuns: 25 },
    );
  });

  async function playedAndCompared(listId: string, some: readonly Act[]): Promise<void> {
    const standing: { id: string; from: string; to: string | null; amount: number | null }[] = [];
    const expected = (moment: string): number | null =>
      standing.findLast(({ from, to }) => from <= moment && (to === null || moment < to))?.amount ??
      null;
    const toldBefore: { moment: string; amount: number | null }[] = [];
    for (const [number, act] of some.entries()) {
      // One act a day, while nothing dated has begun and while some has.
      const day = 3 + number * 2;
      if ('publishes' in act) {
        const { amountMinor, from, to } = act.publishes;
        const begins = from === null || from <= day ? null : wall(from);
        if (to !== null && to <= day) continue;
        const { changeSetId } = await changePrices(
          database.db,
          listId,
          [{ itemId: coat, amountMinor }],
          {
            at: at(day),
            ...(begins === null ? {} : { validFrom: begins }),
            ...(to === null ? {} : { validTo: wall(to) }),
          },
        );
        standing.push({
          id: changeSetId,
          from: begins ?? wall(day, 12),
          to: to === null ? null : wall(to),
          amount: amountMinor,
        });
      } else {
        const [gone] = standing.splice(act.undoes % Math.max(1, standing.length), 1);
        if (gone) await undo(gone.id, at(day));
      }
      for (let coming = day; coming < 30; coming += 1) {
        const moment = wall(coming, 13);
        expect(await costs(listId, moment), `at ${moment}`).to.equal(expected(moment));
      }
      for (const { moment, amount } of toldBefore) {
        expect(await costs(listId, moment), `told at ${moment}`).to.equal(amount);
      }
      toldBefore.push({ moment: wall(day, 13), amount: expected(wall(day, 13)) });
    }
  }
});
