import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import {
  rewrite,
  withdrawSubmitted,
} from '../../../modules/listini-promozioni/promotions/commands.ts';
import {
  approveSubmitted,
  pause,
  rejectSubmitted,
  resume,
  submitDraft,
} from '../../../modules/listini-promozioni/promotions/publish.ts';
import { matches, onePromotion } from '../../../modules/listini-promozioni/promotions/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem, makeItems } from '../../support/make/item.ts';
import { approver, followAll, merchandiser } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion, runPromotion } from '../../support/make/promotion.ts';

describe('a promotion', () => {
  const database = useDatabase();
  const percentOff = (percent: number) =>
    makeDefinition({ id: 'percent-off', of: { attribute: 'line', in: ['Donna'] }, percent });
  const by = <T>(actor: typeof approver, work: (tx: never) => Promise<T>) =>
    inTransaction(database.db, actor, work as never);
  const inForce = async (promotionId: string) =>
    (
      await database
        .db('lp_promotion_in_force')
        .where({ promotion_id: promotionId, until_version: null })
    ).map(({ number }: { number: number }) => number);
  const file = (promotionId: string) =>
    onePromotion({ sql: database.db, actor: merchandiser, now: new Date() }, { promotionId });

  it('is in force only when somebody else than its author has approved it', async () => {
    const promotionId = await makePromotion(database.db, { definition: percentOff(20) });
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    const outcome = await by(merchandiser, (tx) => approveSubmitted(tx, { promotionId })).catch(
      (error: unknown) => error,
    );
    expect((outcome as Refusal).problem.slug).to.equal('another-approves');
    expect(await inForce(promotionId)).to.deep.equal([]);
    await by(approver, (tx) => approveSubmitted(tx, { promotionId }));
    expect(await inForce(promotionId)).to.deep.equal([1]);
  });

  it('goes on as it is while its next version is prepared, and keeps every version', async () => {
    const { db } = database;
    const promotionId = await runPromotion(db, { definition: percentOff(20) });
    const { version } = (await file(promotionId)).promotion;
    await by(merchandiser, (tx) =>
      rewrite(tx, { promotionId, expectedVersion: version, definition: percentOff(30) as never }),
    );
    expect(await inForce(promotionId)).to.deep.equal([1]);
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    await by(approver, (tx) => approveSubmitted(tx, { promotionId }));
    expect(await inForce(promotionId)).to.deep.equal([2]);
    const { versions, promotion } = await file(promotionId);
    expect(versions.map(({ number, state }) => [number, state])).to.deep.equal([
      [2, 'approved'],
      [1, 'superseded'],
    ]);
    expect(promotion.sentence.it).to.equal('−30 % su linea Donna.');
  });

  it('has been handed in and decided since when somebody did so, and not when it was taken back', async () => {
    const promotionId = await makePromotion(database.db, { definition: percentOff(20) });
    const latest = async () => {
      const [version] = (await file(promotionId)).versions;
      const { submittedBy, submittedAt, decidedBy, decidedAt } = version!;
      return [submittedBy, submittedAt, decidedBy, decidedAt].map((one) => one !== null);
    };
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    expect(await latest()).to.deep.equal([true, true, false, false]);
    await by(merchandiser, (tx) => withdrawSubmitted(tx, { promotionId }));
    expect(await latest()).to.deep.equal([false, false, false, false]);
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    await by(approver, (tx) => rejectSubmitted(tx, { promotionId, note: 'Troppo' }));
    expect(await latest()).to.deep.equal([true, true, true, true]);
  });

  it('leaves every price at once when it is paused, and comes back when it is resumed', async () => {
    const promotionId = await runPromotion(database.db, { definition: percentOff(20) });
    await by(merchandiser, (tx) => pause(tx, { promotionId, reason: 'Volantino sbagliato' }));
    expect(await inForce(promotionId)).to.deep.equal([]);
    expect((await file(promotionId)).promotion).to.include({
      phase: 'paused',
      pauseReason: 'Volantino sbagliato',
    });
    await by(merchandiser, (tx) => resume(tx, { promotionId }));
    expect(await inForce(promotionId)).to.deep.equal([1]);
  });

  it('is paused once when two pause it at the same time', async () => {
    const promotionId = await runPromotion(database.db, { definition: percentOff(20) });
    const outcomes = await Promise.allSettled(
      ['uno', 'due'].map((reason) => by(merchandiser, (tx) => pause(tx, { promotionId, reason }))),
    );
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('counts the goods it would be about, with exclusions, while somebody types', async () => {
    const { db } = database;
    const line = 'Linea contata';
    await makeItems(db, { style: { line, category: 'Cappotti' }, sizes: ['40', '42'] });
    await makeItem(db, { style: { line, category: 'Borse' }, listPriceMinor: 9_000 });
    await followAll(db);
    const count = async (query: object) =>
      (
        await matches(
          { sql: db, actor: merchandiser, now: new Date() },
          { queries: [query as never] },
        )
      ).items;
    const ofLine = { attribute: 'line', in: [line] };
    expect(await count(ofLine)).to.equal(3);
    expect(
      await count({ all: [ofLine, { not: { attribute: 'category', in: ['Borse'] } }] }),
    ).to.equal(2);
    expect(await count({ all: [ofLine, { listPriceMinor: { max: 10_000 } }] })).to.equal(1);
    expect(await count({ all: [ofLine, { daysSinceArrival: { min: 1 } }] })).to.equal(0);
  });

  it('counts the days since goods came by the day it was in the shops', async () => {
    const { db } = database;
    const itemId = await makeItem(db, { style: { line: 'Dopo mezzanotte' } });
    // Half past midnight in Italy, and still the day before by the clock.
    await followAll(db, new Date('2026-03-01T23:30:00Z'));
    const { rows } = await db.raw<{ rows: { day: string }[] }>(
      'select arrived_on::text as day from lp_goods where item_id = ? and until_version is null',
      [itemId],
    );
    expect(rows).to.deep.equal([{ day: '2026-03-02' }]);
  });
});
