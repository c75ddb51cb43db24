import pg from 'pg';
import {
  addressOf,
  startEmbedded,
  type EmbeddedDatabase,
  type EmbeddedOptions,
} from './embedded.ts';
import { FolderInUse, holderOf } from './folder-lock.ts';

const LOOK_MILLISECONDS = 300;
/** The other server may be making the database: its first start. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * The database of the data folder for a server: started by us, or the one that another server has
 * already started there. Several servers work on one database; whichever started it keeps it. When that
 * one ends, however it ends, one of the others starts PostgreSQL again on the same port, where every
 * pool finds it.
 */
export async function shareEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const own = await startUnlessInUse(options);
    if ('url' in own) return own;
    const url = await addressOf(options.dataFolder);
    if (url && (await answers(url))) return join(options, url);
    if (Date.now() > deadline) throw own;
    await pause();
  }
}

/** A command beside a server: uses what runs, or runs it until `stop`; never takes it over. */
export async function attachEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const url = (await holderOf(options.dataFolder)) ? await addressOf(options.dataFolder) : null;
  return url ? { url, stop: async () => undefined } : startEmbedded(options);
}

function join(options: EmbeddedOptions, url: string): EmbeddedDatabase {
  let stopping = false;
  const inherited = (async () => {
    while (!stopping) {
      await pause();
      if (stopping || (await holderOf(options.dataFolder))) continue;
      // Two of us may try: one gets the folder, the other goes on watching.
      const own = await startUnlessInUse(options, Number(new URL(url).port)).catch(() => null);
      if (own && 'url' in own) return own;
    }
    return null;
  })();
  return {
    url,
    async stop() {
      stopping = true;
      await (await inherited)?.stop();
    },
  };
}

async function startUnlessInUse(
  options: EmbeddedOptions,
  port?: number,
): Promise<EmbeddedDatabase | FolderInUse> {
  try {
    return await startEmbedded(options, port);
  } catch (error) {
    if (error instanceof FolderInUse) return error;
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function pause(): Promise<void> {
  return new Promise((wake) => setTimeout(wake, LOOK_MILLISECONDS));
}
