import type { Knex } from 'knex';
import { loadKeyring } from '../auth/installation-secrets.ts';
import { readConfig } from '../config.ts';
import type { ReconcileCheck } from '../modules/manifest.ts';
import { assembled } from './assembled.ts';
import { openForCommand } from './database.ts';
import { runCommand } from './failure.ts';

/** Differences are listed up to here; their number is always told. */
const SHOWN = 20;

/**
 * `npm run reconcile`: recomputes every balance from its ledger and everything else that must always
 * be true, beside a running server or without one. Prints the differences; exit code 1 when there is one.
 */
await runCommand(async () => {
  const keyring = await loadKeyring(readConfig(process.env), process.env);
  const { db, close } = await openForCommand();
  try {
    let differences = 0;
    for (const { id, checks = [] } of assembled(db, keyring).manifests) {
      for (const check of checks) differences += await run(db, id, check);
    }
    console.log(differences === 0 ? 'Tutto torna (all is well).' : `${differences} differenze.`);
    return differences === 0 ? 0 : 1;
  } finally {
    await close();
  }
});

async function run(db: Knex, module: string, check: ReconcileCheck): Promise<number> {
  const started = performance.now();
  const rows = await check.find(db);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = rows.length === 0 ? '✓' : '✗';
  console.log(`${mark} ${module}  ${check.title.it} (${check.name}, ${seconds} s)`);
  for (const row of rows.slice(0, SHOWN)) console.log(`    ${JSON.stringify(row)}`);
  if (rows.length > SHOWN) console.log(`    … e altre ${rows.length - SHOWN} (and more)`);
  return rows.length;
}
