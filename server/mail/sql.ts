import type { Knex } from 'knex';
import type { Tx } from '../db/transaction.ts';

/** A letter that is to leave, and the attempt before this one. */
export interface DueMail {
  readonly id: string;
  readonly recipient: string;
  readonly attempts: number;
}

/** Letters whose time has come; those another process is taking are passed over. */
export async function lockDueMail(tx: Tx, limit: number): Promise<DueMail[]> {
  const { rows } = await tx.sql.raw<{ rows: DueMail[] }>(
    `select id, recipient, attempts from core_mail
     where state in ('queued', 'sending') and next_at <= :now
     order by next_at limit :limit for update skip locked`,
    { now: tx.now, limit },
  );
  return rows;
}

/** Those to be sent are under way, the others are kept where they are. */
export async function takeMail(
  tx: Tx,
  due: readonly DueMail[],
  sent: readonly string[],
  untoldSeconds: number,
): Promise<void> {
  await tx.sql.raw(
    `update core_mail
     set state = case when id = any (:sent::uuid[]) then 'sending' else 'kept' end,
         next_at = case when id = any (:sent::uuid[])
           then :now::timestamptz + make_interval(secs => :untoldSeconds) end
     where id = any (:all::uuid[])`,
    { sent, all: due.map(({ id }) => id), now: tx.now, untoldSeconds },
  );
}

export interface StoredMail {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** Null when this attempt has been made already, or the letter is gone. */
export async function selectMailToSend(
  db: Knex,
  id: string,
  attempts: number,
): Promise<StoredMail | null> {
  const { rows } = await db.raw<{ rows: StoredMail[] }>(
    `select recipient, subject, text, html from core_mail
     where id = :id and state = 'sending' and attempts = :attempts`,
    { id, attempts },
  );
  return rows[0] ?? null;
}

export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx.sql.raw(
    `update core_mail set state = 'sent', error = null, sent_at = :now, next_at = null,
       attempts = attempts + 1
     where id = :id`,
    { id, now: tx.now },
  );
}

/** Writes down why it did not leave, and when it is tried again; null gives it up. */
export async function markUndelivered(
  tx: Tx,
  id: string,
  error: string,
  pauseSeconds: number | null,
): Promise<void> {
  await tx.sql.raw(
    `update core_mail
     set state = case when :pause::float8 is null then 'failed' else 'queued' end,
       error = :error, attempts = attempts + 1,
       next_at = :now::timestamptz + make_interval(secs => :pause::float8)
     where id = :id and state = 'sending'`,
    { id, error, pause: pauseSeconds, now: tx.now },
  );
}

/**
 * Puts a letter that did not leave first in the queue, with its whole schedule; false for others, and for
 * one that has been emptied.
 */
export async function queueAgain(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update core_mail set state = 'queued', attempts = 0, next_at = :now
     where id = :id and attempts > 0 and state in ('queued', 'failed') and recipient <> ''
     returning 1`,
    { id, now: tx.now },
  );
  return rows.length > 0;
}

export async function deleteMailAbout(tx: Tx, references: readonly string[]): Promise<void> {
  await tx.sql.raw('delete from core_mail where reference = any (:references::text[])', {
    references,
  });
}

/** Letters that were sent, kept or given up; says how many were emptied. */
export async function emptyMailBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update core_mail set recipient = '', text = '', html = null
     where id in (
       select id from core_mail
       where recipient <> '' and queued_at < :before and state in ('sent', 'kept', 'failed')
       order by queued_at limit :limit for update skip locked)
     returning 1`,
    { before, limit },
  );
  return rows.length;
}
