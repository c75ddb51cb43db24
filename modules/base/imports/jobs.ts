import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { isTransient, isUnreachable } from '../../../server/db/errors.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import { applyFile, interruptFile } from './apply-file.ts';
import { checkFile } from './check-file.ts';
import { APPLY_JOB, CHECK_JOB } from './commands.ts';

interface ImportJob {
  readonly importId: string;
}

/** Checking and applying, one file at a time in each process: tills come first. */
export function importJobs(jobs: Jobs, db: Knex, log: Logger): void {
  const define = (name: string, work: (db: Knex, importId: string) => Promise<void>) => {
    jobs.define<ImportJob>(
      name,
      async ({ importId }) => {
        try {
          await work(db, importId);
        } catch (error) {
          // The queue tries again what the database could not do just now: it goes on where it was.
          if (isTransient(error) || isUnreachable(error)) throw error;
          log.error({ err: error, importId }, `${name} stopped`);
          await interruptFile(db, importId, error instanceof Refusal ? error : null);
        }
      },
      { concurrency: 1 },
    );
  };
  define(CHECK_JOB, checkFile);
  define(APPLY_JOB, applyFile);
}
