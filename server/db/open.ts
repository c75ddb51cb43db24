import type { Knex } from 'knex';
import type { Config } from '../config.ts';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { checkDurability } from './durability.ts';
import type { EmbeddedDatabase } from './embedded/embedded.ts';
import { attachEmbedded, shareEmbedded } from './embedded/share.ts';
import { migrate } from './migrations.ts';

export interface OpenedDatabase {
  readonly db: Knex;
  readonly url: string;
  /** What should be better about this PostgreSQL, to be logged. */
  readonly warnings: readonly string[];
  /** Closes the pool and, where we started it, PostgreSQL. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Told what takes long at a first start. */
  readonly onStep?: (step: 'initialising' | 'starting' | 'restarting' | 'migrating') => void;
  readonly onConnectionLost?: (error: Error) => void;
  /** A command beside a running server uses the server's PostgreSQL. */
  readonly beside?: boolean;
  readonly pool?: Partial<Omit<DatabaseOptions, 'url'>>;
  readonly migrate?: boolean;
}

/** The database the configuration names, or the embedded one; checked, migrated, ready. */
export async function open(
  config: Pick<Config, 'databaseUrl' | 'dataFolder' | 'poolSize'>,
  options: OpenOptions = {},
): Promise<OpenedDatabase> {
  const server = await serverOf(config, options);
  let db: Knex | undefined;
  try {
    db = openDatabase({
      poolSize: config.poolSize,
      ...(options.onConnectionLost ? { onConnectionLost: options.onConnectionLost } : {}),
      ...options.pool,
      url: server.url,
    });
    const warnings = await checkDurability(db);
    if (options.migrate ?? true) {
      options.onStep?.('migrating');
      await migrate({ url: server.url });
    }
    const pool = db;
    const close = async (): Promise<void> => {
      await pool.destroy();
      await server.stop();
    };
    return { db, url: server.url, warnings, close };
  } catch (error) {
    await db?.destroy();
    await server.stop();
    throw error;
  }
}

async function serverOf(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  options: OpenOptions,
): Promise<EmbeddedDatabase> {
  const { databaseUrl, dataFolder } = config;
  if (databaseUrl !== null) return { url: databaseUrl, stop: async () => undefined };
  const settings = { dataFolder, ...(options.onStep ? { onStep: options.onStep } : {}) };
  return options.beside ? attachEmbedded(settings) : shareEmbedded(settings);
}
