import { createInterface } from 'node:readline/promises';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { removeEmbedded } from '../db/embedded/embedded.ts';
import { emptyDatabase } from '../db/empty.ts';
import { PATIENT } from './database.ts';
import { runCommand } from './failure.ts';

/**
 * `npm run db:reset`: throws the database away, after asking (`-- --yes` does not ask). The next start
 * makes a new one. Refused while a server works in the data folder.
 */
await runCommand(async () => {
  const { databaseUrl, dataFolder } = readConfig(process.env);
  const what = databaseUrl ? new URL(databaseUrl).host + new URL(databaseUrl).pathname : dataFolder;
  if (!process.argv.includes('--yes') && !(await agreed(what))) return 1;
  if (databaseUrl === null) {
    await removeEmbedded(dataFolder);
  } else {
    const db = openDatabase({ url: databaseUrl, applicationName: 'bottega reset', ...PATIENT });
    try {
      await emptyDatabase(db);
    } finally {
      await db.destroy();
    }
  }
  console.log(`Vuoto (empty): ${what}`);
  return 0;
});

/** Nobody there to ask means no. */
async function agreed(what: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('db:reset -- --yes');
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(
    `Cancellare per sempre i dati in ${what}? Scrivi "cancella" (delete for ever? type "cancella"): `,
  );
  ask.close();
  return answer.trim() === 'cancella';
}
