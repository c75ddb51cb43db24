import type { Knex } from 'knex';
import { resetPricing } from '../../modules/base/pricing/pricing.ts';
import { openDatabase } from '../../server/db/database.ts';
import { clusterUrl, type Keeping } from './cluster.ts';
import { createDatabase, dropDatabase, templateName } from './template.ts';

/** A PostgreSQL database of this test file alone, migrated, empty, dropped at the end. */
export interface TestDatabase {
  readonly db: Knex;
  readonly url: string;
  /** Another migrated database, for tests that need two installations. */
  freshUrl(): Promise<string>;
  /** A database without a single table, for tests of the migrations themselves. */
  emptyUrl(): Promise<string>;
}

export interface DatabaseTestOptions {
  readonly poolSize?: number;
  /** `hasty` unless said: tests that start servers as they are delivered need a `durable` one. */
  readonly keeping?: Keeping;
  /** Stops what works on the database, before it is dropped. */
  readonly stop?: () => Promise<void>;
}

/**
 * Gives the surrounding `describe` a database before its first test. `db` and `url` may be read
 * inside tests and hooks, not while tests are being declared.
 */
export function useDatabase(options: DatabaseTestOptions = {}): TestDatabase {
  let db: Knex | undefined;
  let url: string | undefined;
  const created: string[] = [];
  const cluster = (): Promise<string> => clusterUrl(options.keeping ?? 'hasty');

  const create = async (template: string | null): Promise<string> => {
    const made = await createDatabase(await cluster(), template);
    created.push(made);
    return made;
  };

  before('a database of its own', async function () {
    this.timeout(120_000);
    // Files share a process: whatever assembled the modules before must not price for this one.
    resetPricing();
    url = await create(await templateName(await cluster()));
    db = openDatabase({ url, poolSize: options.poolSize ?? 20, applicationName: 'bottega test' });
  });

  after('drop the database', async function () {
    this.timeout(60_000);
    await options.stop?.();
    await db?.destroy();
    for (const made of created) await dropDatabase(made);
  });

  return {
    get db() {
      if (!db) throw new Error('database.db is there inside tests and hooks only');
      return db;
    },
    get url() {
      if (!url) throw new Error('database.url is there inside tests and hooks only');
      return url;
    },
    freshUrl: async () => create(await templateName(await cluster())),
    emptyUrl: () => create(null),
  };
}
