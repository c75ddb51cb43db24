import { ConfigError } from '../config.ts';
import { FolderInUse } from '../db/embedded/folder-lock.ts';

/**
 * Runs a command and ends the process with what it returns. What the person at the keyboard can mend
 * is told in its own words; anything else with where it happened.
 */
export async function runCommand(work: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(failureText(error));
    process.exitCode = 1;
  }
}

export function failureText(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderInUse) return error.message;
  if (
    error instanceof Error &&
    /^(MODULES|PostgreSQL|The database|Changed after)/.test(error.message)
  ) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
