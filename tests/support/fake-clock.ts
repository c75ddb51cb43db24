import pg from 'pg';

/**
 * Lets a test's database tell another time: everything in Bottega asks it what time it is. `now()` and
 * `clock_timestamp()` of a schema of their own come before PostgreSQL's, shifted by one interval; time
 * goes on from there. Call it before the first connection that must see it: it is the database's setting.
 */
export async function fakeClock(url: string): Promise<{ set(at: Date): Promise<void> }> {
  await once(url, async (client) => {
    const [{ name }] = (await client.query(`select current_database() as name`)).rows as [
      { name: string },
    ];
    await client.query(`
      create schema fake_clock;
      create table fake_clock.shift (by interval not null);
      insert into fake_clock.shift values ('0');
      create function fake_clock.now() returns timestamptz language sql stable as
        'select pg_catalog.now() + by from fake_clock.shift';
      create function fake_clock.clock_timestamp() returns timestamptz language sql volatile as
        'select pg_catalog.clock_timestamp() + by from fake_clock.shift';
      alter database ${pg.escapeIdentifier(name)} set search_path = fake_clock, public, pg_catalog;
    `);
  });
  return {
    set: (at) =>
      once(url, async (client) => {
        await client.query(
          `update fake_clock.shift set by = $1::timestamptz - pg_catalog.clock_timestamp()`,
          [at],
        );
      }),
  };
}

async function once(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
