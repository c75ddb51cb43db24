import { readConfig } from '../config.ts';
import { open, type OpenedDatabase } from '../db/open.ts';

/**
 * The database for a command beside the server, or without one: patient where a request must not be.
 * `migrate: false` leaves the schema as it is.
 */
export function openForCommand(options: { migrate?: boolean } = {}): Promise<OpenedDatabase> {
  return open(readConfig(process.env), {
    beside: true,
    ...options,
    pool: { applicationName: 'bottega command', ...PATIENT },
  });
}

/** A command may take minutes over one statement. */
export const PATIENT = {
  statementSeconds: 0,
  idleInTransactionSeconds: 0,
  lockSeconds: 60,
  poolSize: 4,
} as const;
