import type { Knex } from 'knex';
import { hasNoLocations, seedDemoChain } from '../../seeds/demo/demo.ts';
import { seedReference } from '../../seeds/reference/reference.ts';
import type { Keyring } from '../auth/keyring.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { milestones, noteMilestone } from '../db/installation.ts';
import { migrate } from '../db/migrations.ts';
import { emptyDatabase } from '../db/empty.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { PATIENT } from './database.ts';
import { progressBar } from './progress.ts';

export interface Seeded {
  /** The demo chain was made now. */
  readonly madeDemo: boolean;
  /** It is there. */
  readonly hasDemo: boolean;
}

/**
 * Puts in what is not there yet: what every installation needs and, where the configuration says so,
 * the demo chain. One that was interrupted half-way is thrown away and made again: nobody has worked
 * in it yet. The demo chain is made at the very first start or never: not into an installation that was
 * once started without it.
 */
export async function seedWhatIsMissing(
  database: Pick<OpenedDatabase, 'url'>,
  config: Pick<Config, 'demo'>,
  keyring: Keyring,
): Promise<Seeded> {
  const { url } = database;
  const db = openDatabase({ url, applicationName: 'bottega seed', ...PATIENT });
  // Two first starts at once: one seeds, the other waits here and finds everything done.
  const turn = openDatabase({ url, ...PATIENT, lockSeconds: 0, poolSize: 1 });
  try {
    await turn.raw('select pg_advisory_lock(?)', [SEED_LOCK]);
    const before = await milestones(db);
    if (before.has('demo-begun') && !before.has('demo-data')) {
      await emptyDatabase(db);
      await migrate({ url });
    }
    const fresh = !before.has('reference-data') || before.has('demo-begun');
    const madeDemo = config.demo && fresh && !before.has('demo-data') && (await hasNoLocations(db));
    await db.transaction(async (sql) => {
      await seedReference(sql);
      await noteMilestone(sql, 'reference-data');
      if (madeDemo) await noteMilestone(sql, 'demo-begun');
    });
    if (madeDemo) await seedDemo(db, keyring);
    return { madeDemo, hasDemo: madeDemo || before.has('demo-data') };
  } finally {
    await db.destroy();
    await turn.destroy();
  }
}

/** Any number, as long as nothing else takes an advisory lock with it in the same database. */
const SEED_LOCK = 7_236_013_047;

async function seedDemo(db: Knex, keyring: Keyring): Promise<void> {
  const bar = progressBar('Catena di prova');
  await seedDemoChain({
    db,
    keyring,
    today: new Date(),
    progress: (share, { it }) => bar.show(share, it),
  });
  await noteMilestone(db, 'demo-data');
  await analyseTables(db);
  bar.end();
}

/** Without fresh statistics the first minutes would be slow. */
async function analyseTables(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  for (const { name } of rows) await db.raw('analyze ??', [name]);
}
