import { expect } from 'chai';
import pg from 'pg';
import { openDatabase } from '../../../server/db/database.ts';
import { refusalFrom } from '../../../server/db/errors.ts';
import { endWhenSilent } from '../../../server/db/silence.ts';
import { useDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

describe('the database pool', () => {
  const database = useDatabase({ poolSize: 5 });

  it('reads whole numbers as numbers, dates as plain text and decimals without rounding', async () => {
    const { rows } = await database.db.raw(`
      select 9007199254740991::int8 as amount, date '2026-03-29' as day, 0.1::numeric as rate,
             array[1::int8, null] as amounts, array[date '2026-01-01'] as days`);
    expect(rows[0]).to.deep.equal({
      amount: 9_007_199_254_740_991,
      day: '2026-03-29',
      rate: '0.1',
      amounts: [1, null],
      days: ['2026-01-01'],
    });
  });

  it('fails rather than round a number beyond 2^53', async () => {
    const failure = await database.db.raw('select 9007199254740993::int8 as amount').then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(RangeError);
    expect(await one(database.db, 'select 1 as n'), 'the connection goes on').to.equal(1);
  });

  it('works in UTC, with limits on statements, locks and forgotten transactions', async () => {
    const { rows } = await database.db.raw(
      `select name, setting from pg_settings where name in ('TimeZone', 'statement_timeout',
         'lock_timeout', 'idle_in_transaction_session_timeout', 'application_name') order by name`,
    );
    const settings = (rows as { name: string; setting: string }[]).map((r) => [r.name, r.setting]);
    expect(Object.fromEntries(settings)).to.deep.equal({
      TimeZone: 'UTC',
      application_name: 'bottega test',
      idle_in_transaction_session_timeout: '5000',
      lock_timeout: '3000',
      statement_timeout: '5000',
    });
  });

  it('gives up a connection that does not answer, and keeps one that was not asked', async () => {
    const silentAfter = async (statement: string): Promise<unknown> => {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => undefined);
      await client.connect();
      endWhenSilent(client, 150);
      try {
        await new Promise((wake) => client.connection.stream.once('timeout', wake));
        return await client.query(statement).then(
          () => 'answered',
          (error: unknown) => refusalFrom(error)?.problem.slug,
        );
      } finally {
        await client.end();
      }
    };
    expect(await silentAfter('select 1')).to.equal('answered');
    expect(await silentAfter('select pg_sleep(20)')).to.equal('busy');
  });

  it('outlives the loss of every connection, idle and at work', async () => {
    const lost: Error[] = [];
    const db = openDatabase({
      url: database.url,
      poolSize: 5,
      applicationName: 'bottega doomed',
      onConnectionLost: (error) => lost.push(error),
    });
    try {
      await Promise.all([1, 2, 3, 4, 5].map(() => db.raw('select pg_sleep(0.05)')));
      const atWork = db.raw('select pg_sleep(30)').then(
        () => null,
        (error: unknown) => error,
      );
      const killed = await killAll(database.url, 'bottega doomed', 5);
      expect(killed).to.equal(5);
      expect(refusalFrom(await atWork)?.problem.slug).to.equal('busy');
      // One statement may still meet a connection whose death has not been noticed yet.
      await until('the pool works again', async () => (await one(db, 'select 2 as n')) === 2);
      expect(lost.length, 'the loss of the idle ones is told').to.be.at.least(4);
    } finally {
      await db.destroy();
    }
  });

  it('answers busy when no connection is free in time', async () => {
    const db = openDatabase({ url: database.url, poolSize: 1 });
    try {
      const holder = await db.transaction();
      const failure = await db.raw('select 1').then(
        () => null,
        (error: unknown) => error,
      );
      await holder.rollback();
      expect(refusalFrom(failure)?.problem.slug).to.equal('busy');
    } finally {
      await db.destroy();
    }
  }).timeout(10_000);
});

async function one(
  db: { raw: (sql: string) => PromiseLike<{ rows: { n: number }[] }> },
  sql: string,
): Promise<number> {
  return (await db.raw(sql)).rows[0]!.n;
}

/** Waits until the pool has that many connections, one of them at work, and terminates them all. */
async function killAll(url: string, application: string, expected: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await until('the pool is full and one connection at work', async () => {
      const { rows } = await client.query<{ state: string }>(
        'select state from pg_stat_activity where application_name = $1 and datname = current_database()',
        [application],
      );
      return rows.length === expected && rows.some(({ state }) => state === 'active');
    });
    const killed = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()',
      [application],
    );
    return killed.rowCount ?? 0;
  } finally {
    await client.end();
  }
}
