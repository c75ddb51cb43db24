import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../server/db/embedded/embedded.ts';
import { hasProcess } from '../../server/db/embedded/process.ts';

/**
 * Keeps one PostgreSQL for a test run: `cluster-keeper.ts FOLDER PID hasty|durable`. Ends, and leaves nothing
 * behind, when `stop` appears in the folder or the run's process is gone, however it went.
 */
const [folder = '', run = '', keeping] = process.argv.slice(2);
const file = (name: string): string => path.join(folder, name);

const settings: Readonly<Record<string, string>> =
  keeping === 'hasty' ? { fsync: 'off', full_page_writes: 'off' } : {};

await writeFile(file('keeper'), String(process.pid));
try {
  const database = await startEmbedded({ dataFolder: file('data'), settings });
  await writeFile(file('url.new'), await administratorUrl(database.url));
  await rename(file('url.new'), file('url'));
  while (!existsSync(file('stop')) && hasProcess(Number(run))) {
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await database.stop();
  await rm(folder, { recursive: true, force: true });
} catch (error) {
  await writeFile(file('failure'), String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
}

/** Tests make and drop databases, which the application's own role may not. */
async function administratorUrl(url: string): Promise<string> {
  const administrator = new URL(url);
  administrator.username = 'postgres';
  administrator.pathname = '/postgres';
  const client = new pg.Client({ connectionString: administrator.href });
  await client.connect();
  await client.end();
  return administrator.href;
}
