import { expect } from 'chai';
import { openDatabase } from '../../../server/db/database.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { useDatabase } from '../../support/database.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

describe('the epoch of the database', () => {
  const database = useDatabase();

  it('stays the same at every start, however many processes start at once', async () => {
    const first = await openEpoch(database.db);
    const again = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openEpoch(database.db)));
    expect(new Set(again.map(({ id }) => id))).to.deep.equal(new Set([first.id]));
  });

  it('is a new one when the database was restored, moved or copied', async () => {
    const { db } = database;
    const before = await openEpoch(db);
    // What a restored database finds: the identity of the one its backup was taken from.
    await db.raw(`update core_epoch set identity = 'another cluster/00000001/5' where id = ?`, [
      before.id,
    ]);
    const after = await openEpoch(db);
    expect(after.id).not.to.equal(before.id);
    expect(await openEpoch(db)).to.deep.equal(after);
    expect((await currentCursor(db)).epoch).to.equal(after.id);
  });

  it('is told apart as far as an ordinary role may know it', async () => {
    const { db } = database;
    // Roles belong to the whole cluster: other runs may be at it.
    const role = `bottega_plain_${process.pid}`;
    await db.raw(`create role ${role}`);
    await db.raw(
      `grant select, insert, update on core_epoch, core_outbox, core_reaction to ${role}`,
    );
    const plain = openDatabase({ url: database.url, poolSize: 1 });
    try {
      await plain.raw(`set role ${role}`);
      expect((await openEpoch(plain)).id).to.equal((await openEpoch(db)).id);
    } finally {
      await plain.destroy();
      await db.raw(`drop owned by ${role}`);
      await db.raw(`drop role ${role}`);
    }
  });

  it('brings along events and subscribers of a cluster that had counted further', async () => {
    const { db } = database;
    const before = await openEpoch(db);
    const start = await currentCursor(db);
    await recordEvents(
      db,
      [1, 2, 3, 4].map((n) => makeEvent(n)),
    );
    await until('settled', async () => (await readFeed(db, start, 9)).events.length === 4);
    // As loaded from a dump: transactions this cluster will not reach for a long time.
    await db.raw(
      `update core_outbox set tx = (1000000000 + (payload->>'n')::bigint * 10)::text::xid8`,
    );
    await db.raw(
      `insert into core_reaction (name, tx, position)
       select 'test.reader', tx, position from core_outbox where payload->>'n' = '2'`,
    );
    const after = await openEpoch(db);
    expect(after.id).not.to.equal(before.id);
    await recordEvents(db, [makeEvent(5)]);
    const all = await until('the new event is settled', async () => {
      const page = await readFeed(db, { epoch: after.id, tx: '0', position: '0' }, 9);
      return page.events.length === 5 ? page.events : null;
    });
    expect(all.map(({ payload }) => (payload as { n: number }).n)).to.deep.equal([1, 2, 3, 4, 5]);
    const { rows } = await db.raw<{ rows: { tx: string; position: string }[] }>(
      `select tx::text as tx, position::text as position from core_reaction where name = 'test.reader'`,
    );
    const rest = await readFeed(db, { epoch: after.id, ...rows[0]! }, 9);
    expect(rest.events.map(({ payload }) => (payload as { n: number }).n)).to.deep.equal([3, 4, 5]);
  });
});
