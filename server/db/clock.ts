import type { Knex } from 'knex';

/** How long one look at the database's clock is good for. */
const FRESH_MILLISECONDS = 5_000;

/** The database's time for reads, without asking it each time: transactions that write always ask. */
export interface DatabaseClock {
  now(): Promise<Date>;
}

/**
 * Asks at most every five seconds and goes on with this process's steady clock in between, so that a
 * wrong or leaping system clock on the server never decides what has expired.
 */
export function databaseClock(db: Knex): DatabaseClock {
  let offset = 0;
  let freshUntil = -1;
  let asking: Promise<void> | null = null;

  const ask = async (): Promise<void> => {
    const before = performance.now();
    const { rows } = await db.raw<{ rows: { millis: number }[] }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as millis',
    );
    const after = performance.now();
    // The answer was right somewhere between asking and hearing it: half-way errs least.
    offset = rows[0]!.millis - (before + after) / 2;
    freshUntil = after + FRESH_MILLISECONDS;
  };

  return {
    now: async () => {
      if (performance.now() >= freshUntil) {
        asking ??= ask().finally(() => {
          asking = null;
        });
        await asking;
      }
      return new Date(performance.now() + offset);
    },
  };
}
