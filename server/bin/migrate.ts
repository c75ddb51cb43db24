import { appliedMigrations, migrate, readMigrations, rollBack } from '../db/migrations.ts';
import { openForCommand } from './database.ts';
import { runCommand } from './failure.ts';

/**
 * `npm run db:migrate` brings the schema to the newest version; `-- status` says what is applied;
 * `-- down` takes the last migration back (until the first release).
 */
await runCommand(async () => {
  const [what = 'up'] = process.argv.slice(2);
  const { db, url, close } = await openForCommand({ migrate: false });
  try {
    if (what === 'status') {
      const applied = await appliedMigrations(db);
      for (const { name } of await readMigrations()) {
        console.log(`${applied.has(name) ? '✓' : '·'} ${name}`);
      }
    } else if (what === 'up') {
      const names = await migrate({ url, onApplied: (name) => console.log(`✓ ${name}`) });
      console.log(names.length === 0 ? 'nothing to do' : `${names.length} applied`);
    } else if (what === 'down') {
      for (const name of await rollBack({ url, count: 1 })) console.log(`taken back: ${name}`);
    } else {
      console.error('db:migrate [up | status | down]');
      return 1;
    }
  } finally {
    await close();
  }
  return 0;
});
