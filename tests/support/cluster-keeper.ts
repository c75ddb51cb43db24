import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../server/db/embedded/embedded.ts';
import { hasProcess } from '../../server/db/embedded/process.ts';

/**
 * Keeps one PostgreSQL for a test run: `cluster-keeper.ts FOLDER PID`. Ends, and leaves nothing
 * behind, when `stop` appears in the folder or the run's process is gone, however it went.
 */
/**
 * Nobody needs these databases after a power cut, and waiting for the disk is most of what dropping one
 * takes. What a killed server or PostgreSQL leaves is unchanged by this; the tests that kill either have
 * installations of their own, with the settings of every installation.
 */
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };

const [folder = '', run = ''] = process.argv.slice(2);
const file = (name: string): string => path.join(folder, name);

await writeFile(file('keeper'), String(process.pid));
try {
  const database = await startEmbedded({ dataFolder: file('data'), settings: SETTINGS });
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
