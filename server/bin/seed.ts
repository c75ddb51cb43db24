import { loadKeyring } from '../auth/installation-secrets.ts';
import { readConfig } from '../config.ts';
import { openForCommand } from './database.ts';
import { runCommand } from './failure.ts';
import { seedWhatIsMissing } from './seeding.ts';

/** `npm run db:seed`: puts in what is missing, as the first start does. */
await runCommand(async () => {
  const config = readConfig(process.env);
  const database = await openForCommand();
  try {
    const { madeDemo } = await seedWhatIsMissing(
      database,
      config,
      await loadKeyring(config, process.env),
    );
    console.log(
      madeDemo
        ? 'Catena di prova creata (demo chain made).'
        : 'Niente da aggiungere (nothing to add).',
    );
  } finally {
    await database.close();
  }
});
