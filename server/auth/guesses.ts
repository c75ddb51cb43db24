import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { Refusal } from '../kernel/refusal.ts';
import { tooManyRequests } from '../kernel/problems.ts';

/** How often something secret may be guessed wrong, and how long it is closed then. */
export interface GuessRule {
  /** `pin-on-device`: separates the counts of different secrets. */
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
}

/**
 * Counts guesses at passwords, PINs and codes: in the database, so that asking another server process,
 * or waiting for a restart, wins nothing. Works outside the caller's transaction, because a refusal
 * undoes that: never call it from inside one.
 */
export interface GuessLimiter {
  /**
   * Counts an attempt before it is made, so that a thousand at once are no way round. Refuses with 429
   * when none is left; otherwise says how many are.
   */
  spend(rule: GuessRule, subject: string): Promise<number>;
  /** It was right: the wrong ones before it no longer count. */
  forget(rule: GuessRule, subject: string): Promise<void>;
  /** It was right: it does not count itself, the wrong ones before it still do. */
  giveBack(rule: GuessRule, subject: string): Promise<void>;
}

export function guessLimiter(db: Knex): GuessLimiter {
  return {
    spend: async (rule, subject) => {
      const { rows } = await db.raw<{ rows: { attempts: number; seconds_left: number }[] }>(
        // The wait starts at the last attempt that was allowed; those refused do not prolong it.
        `insert into core_guess as known (subject, attempts, ends_at)
         values (:key, 1, now() + make_interval(secs => :seconds))
         on conflict on constraint core_guess_pk do update set
           attempts = case when known.ends_at <= now() then 1
                           else least(known.attempts + 1, :limit + 1) end,
           ends_at = case when known.ends_at <= now() or known.attempts < :limit
                          then excluded.ends_at else known.ends_at end
         returning attempts, ceil(extract(epoch from ends_at - now()))::integer as seconds_left`,
        { key: keyOf(rule, subject), seconds: rule.seconds, limit: rule.attempts },
      );
      const { attempts, seconds_left } = rows[0]!;
      if (attempts > rule.attempts) {
        throw new Refusal(tooManyRequests, { retryAfter: Math.max(1, seconds_left) });
      }
      return rule.attempts - attempts;
    },
    forget: async (rule, subject) => {
      await db.raw('delete from core_guess where subject = ?', [keyOf(rule, subject)]);
    },
    giveBack: async (rule, subject) => {
      await db.raw('update core_guess set attempts = greatest(0, attempts - 1) where subject = ?', [
        keyOf(rule, subject),
      ]);
    },
  };
}

/** Forgets counts that are over; returns how many. */
export async function forgetOldGuesses(sql: Knex, batch: number): Promise<number> {
  const { rows } = await sql.raw<{ rows: { gone: number }[] }>(
    `with old as (
       select subject from core_guess where ends_at < now() - interval '1 day'
       limit ? for update skip locked
     ), gone as (
       delete from core_guess using old where core_guess.subject = old.subject returning 1
     )
     select count(*)::integer as gone from gone`,
    [batch],
  );
  return rows[0]!.gone;
}

/** Log-in names and addresses are a person's data: the table holds only their hashes. */
function keyOf(rule: GuessRule, subject: string): string {
  return `${rule.name}:${createHash('sha256').update(subject).digest('base64url')}`;
}
