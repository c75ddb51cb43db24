import { expect } from 'chai';
import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Cursor, StoredEvent } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { useDatabase } from '../../support/database.ts';
import { gate } from '../../support/gate.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';

/** A reader that remembers where it was, as screens and reactions do. */
interface Reader {
  readonly seen: number[];
  read(): Promise<void>;
}

function feedReader(db: Knex, start: Cursor): Reader {
  let cursor = start;
  const seen: number[] = [];
  return {
    seen,
    async read() {
      const page = await readFeed(db, cursor, 1_000);
      cursor = page.upTo;
      seen.push(...page.events.map(numberOf));
    },
  };
}

/** The planted fault: what everybody writes first. Identity values are given before commit. */
function naiveReader(db: Knex): Reader {
  let last = 0;
  const seen: number[] = [];
  return {
    seen,
    async read() {
      const { rows } = await db.raw<{ rows: { position: number; payload: { n: number } }[] }>(
        'select position, payload from core_outbox where position > ? order by position',
        [last],
      );
      last = rows.at(-1)?.position ?? last;
      seen.push(...rows.map(({ payload }) => payload.n));
    },
  };
}

function numberOf(event: StoredEvent): number {
  return (event.payload as { n: number }).n;
}

describe('the feed', () => {
  const database = useDatabase();

  beforeEach(async () => {
    await database.db.raw('truncate core_outbox');
  });

  /** A slow transaction records 1 and stays open; a fast one records 2 and commits; both are read after each. */
  async function lateCommit(reader: Reader): Promise<number[]> {
    const { db } = database;
    const recorded = gate();
    const mayCommit = gate();
    const slow = db.transaction(async (sql) => {
      await sql.raw(
        `insert into core_outbox (type, stream, rooms, payload, actor_id, occurred_at)
         values ('test.happened.v1', 'test:1', '{}', '{"n": 1}', 'test', now())`,
      );
      recorded.open();
      await mayCommit.passed;
    });
    await recorded.passed;
    await recordEvents(db, [makeEvent(2)]);
    await reader.read();
    mayCommit.open();
    await slow;
    await until('the later one is read', async () => {
      await reader.read();
      return reader.seen.includes(2);
    });
    await reader.read();
    return reader.seen;
  }

  it('never skips a transaction that commits late', async () => {
    const reader = feedReader(database.db, await currentCursor(database.db));
    expect(await lateCommit(reader)).to.deep.equal([1, 2]);
  });

  it('would skip it if it were read by position alone', async () => {
    expect(await lateCommit(naiveReader(database.db))).to.deep.equal([2]);
  });

  it('brings every event of 16 hurried writers once, and each writer’s in order', async () => {
    const { db } = database;
    const reader = feedReader(db, await currentCursor(db));
    let writing = true;
    const reading = (async () => {
      while (writing) await reader.read();
    })();
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let turn = 0; turn < 15; turn += 1) {
          await inTransaction(db, systemActor('test'), async (tx) => {
            tx.record(makeEvent(writer * 100 + turn));
            // Holds its place in the order for a while before it commits.
            await tx.sql.raw('select pg_sleep(random() * 0.01), pg_current_xact_id()');
          });
        }
      }),
    );
    writing = false;
    await reading;
    await until('everything is read', async () => {
      await reader.read();
      return reader.seen.length >= 240;
    });
    expect(new Set(reader.seen).size).to.equal(240);
    expect(reader.seen).to.have.lengthOf(240);
    for (let writer = 0; writer < 16; writer += 1) {
      const own = reader.seen.filter((n) => Math.floor(n / 100) === writer);
      expect(own).to.deep.equal([...own].sort((a, b) => a - b));
    }
  }).timeout(30_000);

  it('tells that committed events wait above the horizon', async () => {
    const { db } = database;
    const start = await currentCursor(db);
    const older = await db.transaction();
    await older.raw('select pg_current_xact_id()');
    await recordEvents(db, [makeEvent(1)]);
    const held = await readFeed(db, start, 10);
    expect(held).to.include({ unsettled: true, more: false });
    expect(held.events).to.deep.equal([]);
    await older.commit();
    await until('it is settled', async () => (await readFeed(db, start, 10)).events.length === 1);
  });

  it('reads only the rooms and types it is asked for', async () => {
    const { db } = database;
    const start = await currentCursor(db);
    await recordEvents(db, [
      makeEvent(1, { rooms: ['stock:MI01', 'availability:web'] }),
      makeEvent(2, { rooms: ['stock:RM01'] }),
      makeEvent(3, { rooms: ['stock:MI01'], type: 'test.other.v1' }),
    ]);
    const read = async (only: Parameters<typeof readFeed>[3]): Promise<number[]> =>
      (await readFeed(db, start, 10, only)).events.map(numberOf);
    await until('all are settled', async () => (await read({})).length === 3);
    expect(await read({ rooms: ['stock:MI01'] })).to.deep.equal([1, 3]);
    expect(await read({ rooms: ['stock:RM01', 'availability:web'] })).to.deep.equal([1, 2]);
    expect(await read({ types: ['test.other.v1'] })).to.deep.equal([3]);
  });

  it('goes on page by page without loss, also within one transaction', async () => {
    const { db } = database;
    let cursor = await currentCursor(db);
    await recordEvents(
      db,
      [1, 2, 3, 4, 5].map((n) => makeEvent(n)),
    );
    await until(
      'they are settled',
      async () => (await readFeed(db, cursor, 9)).events.length === 5,
    );
    const pages: number[][] = [];
    for (let more = true; more;) {
      const page = await readFeed(db, cursor, 2);
      pages.push(page.events.map(numberOf));
      ({ upTo: cursor, more } = page);
    }
    expect(pages).to.deep.equal([[1, 2], [3, 4], [5]]);
  });

  it('places a snapshot so that everything it does not show comes after it', async () => {
    const { db } = database;
    const older = await db.transaction();
    await older.raw(
      `insert into core_outbox (type, stream, rooms, payload, actor_id, occurred_at)
       values ('test.happened.v1', 'test:1', '{}', '{"n": 1}', 'test', now())`,
    );
    await recordEvents(db, [makeEvent(2)]);
    const { cursor, shown } = await db.transaction(
      async (sql) => {
        const at = await currentCursor(sql);
        const { rows } = await sql.raw<{ rows: { payload: { n: number } }[] }>(
          'select payload from core_outbox',
        );
        return { cursor: at, shown: rows.map(({ payload }) => payload.n) };
      },
      { isolationLevel: 'repeatable read' },
    );
    await older.commit();
    expect(shown).to.deep.equal([2]);
    const after = await until('the older one is settled', async () => {
      const { events } = await readFeed(db, cursor, 10);
      return events.some((event) => numberOf(event) === 1) ? events : null;
    });
    expect(after.map(numberOf)).to.include(1);
  });
});
