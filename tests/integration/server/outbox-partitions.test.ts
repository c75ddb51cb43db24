import { expect } from 'chai';
import { currentEpoch, openEpoch } from '../../../server/events/epoch.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { KEPT_DAYS, tendPartitions } from '../../../server/events/partitions.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

const DAY = 86_400_000;

describe('the days of the outbox', () => {
  const database = useDatabase();
  const today = new Date();
  const daysFromToday = (days: number): Date => new Date(today.getTime() + days * DAY);
  const partitionOf = (day: Date): string =>
    `core_outbox_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;

  async function whereIs(n: number): Promise<string> {
    const { rows } = await database.db.raw<{ rows: { name: string }[] }>(
      `select tableoid::regclass::text as name from core_outbox where payload->>'n' = ?`,
      [String(n)],
    );
    return rows[0]?.name ?? 'nowhere';
  }

  it('takes an event on a day that nobody prepared for, and puts it in its place later', async () => {
    await recordEvents(database.db, [makeEvent(1)]);
    expect(await whereIs(1)).to.equal('core_outbox_default');
    const done = await tendPartitions(database.db, today);
    expect(done).to.have.lengthOf(8);
    expect(await whereIs(1)).to.equal(partitionOf(today));
    await recordEvents(database.db, [makeEvent(2)]);
    expect(await whereIs(2)).to.equal(partitionOf(today));
    expect(await tendPartitions(database.db, today), 'nothing more to do').to.deep.equal([]);
  });

  it('is prepared by many processes at once without a failure', async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => tendPartitions(database.db, daysFromToday(1))));
    await until('next week’s last day is there', async () => {
      await tendPartitions(database.db, daysFromToday(1));
      const { rows } = await database.db.raw<{ rows: { there: boolean }[] }>(
        'select to_regclass(?) is not null as there',
        [partitionOf(daysFromToday(8))],
      );
      return rows[0]!.there;
    });
  });

  it('forgets a day after thirty days, and knows from where on it still remembers', async () => {
    const { db } = database;
    await openEpoch(db);
    await recordEvents(db, [makeEvent(3)]);
    const start = await currentCursor(db);
    await until('settled', async () =>
      (await readFeed(db, { ...start, tx: '0' }, 100)).events.some(
        ({ payload }) => (payload as { n: number }).n === 3,
      ),
    );
    const before = await currentEpoch(db);
    const done = await tendPartitions(db, daysFromToday(KEPT_DAYS + 1));
    expect(done).to.include(`dropped ${partitionOf(today)}`);
    expect(await whereIs(3)).to.equal('nowhere');
    const after = await currentEpoch(db);
    expect(after.id).to.equal(before.id);
    expect(BigInt(after.floor.tx) > BigInt(before.floor.tx)).to.equal(true);
  });

  it('keeps a day that a living subscriber has not worked on', async () => {
    const { db } = database;
    await db.raw(`insert into core_reaction (name, tx, position) values ('test.slow', '0', 0)`);
    await recordEvents(db, [makeEvent(4)]);
    const day = daysFromToday(KEPT_DAYS + 1);
    await tendPartitions(db, today);
    await recordEvents(db, [makeEvent(5)]);
    const kept = await whereIs(5);
    const done = await tendPartitions(db, day);
    expect(done).not.to.include(`dropped ${kept}`);
    expect(await whereIs(5)).to.equal(kept);
  });

  it('also forgets what was written as history', async () => {
    const { db } = database;
    const longAgo = daysFromToday(-KEPT_DAYS - 5);
    await inTransaction(db, systemActor('test'), async (tx) => tx.record(makeEvent(6)), {
      at: longAgo,
    });
    expect(await whereIs(6)).to.equal('core_outbox_default');
    await tendPartitions(db, today);
    expect(await whereIs(6)).to.equal('nowhere');
  });
});
