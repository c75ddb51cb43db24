import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate, readMigrations } from '../../server/db/migrations.ts';

const TEMPLATE_LOCK = 7_236_013_043;

const templates = new Map<string, Promise<string>>();

/**
 * The database that every test database is copied from. It is migrated once and named after the text
 * of the migrations, so a change of one makes a new template by itself.
 */
export function templateName(clusterUrl: string): Promise<string> {
  const known = templates.get(clusterUrl) ?? makeTemplate(clusterUrl);
  templates.set(clusterUrl, known);
  return known;
}

async function makeTemplate(clusterUrl: string): Promise<string> {
  const checksums = (await readMigrations()).map(({ name, checksum }) => `${name} ${checksum}`);
  const hash = createHash('sha256').update(checksums.join('\n')).digest('hex').slice(0, 16);
  const name = `bottega_template_${hash}`;
  await asAdministrator(clusterUrl, async (client) => {
    // One process makes it; the others, of a parallel run, wait here and find it.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 1) return;
    // It gets its name when it is complete: one that was interrupted is never taken for a template.
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new`);
    await migrate({ url: urlOf(clusterUrl, `${name}_new`) });
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

/** Makes a database with a name nobody else has; null as template = not even one table. */
export async function createDatabase(clusterUrl: string, from: string | null): Promise<string> {
  const name = `bottega_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdministrator(clusterUrl, (client) =>
    client.query(`create database ${name} template ${from ?? 'template1'}`),
  );
  return urlOf(clusterUrl, name);
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await asAdministrator(urlOf(url, 'postgres'), (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

async function asAdministrator(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}
