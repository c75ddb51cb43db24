import { newId } from '../kernel/ids.ts';
import type { Tx } from '../db/transaction.ts';

/** A message to a customer or a colleague. Written in the reader's language by whoever sends it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** What it is about: `order:<id>`. */
  readonly reference: string;
}

/**
 * Writes a message in the caller's transaction: it is sent if and only if the transaction commits, and
 * within a few seconds. Returns its id.
 */
export async function sendMail(tx: Tx, mail: Mail): Promise<string> {
  return (await sendMails(tx, [mail]))[0]!;
}

/** Writes many messages in one statement. Returns their ids, in order. */
export async function sendMails(tx: Tx, mails: readonly Mail[]): Promise<string[]> {
  const rows = mails.map((mail) => ({ ...mail, id: newId(), subject: singleLine(mail.subject) }));
  if (rows.length > 0) {
    await tx.sql.raw(
      `insert into core_mail (id, recipient, subject, text, html, reference, state, queued_at, next_at)
       select m.id, m.to, m.subject, m.text, m.html, m.reference, 'queued', :now, :now
       from json_to_recordset(:rows::json) as m (
         id uuid, "to" text, subject text, text text, html text, reference text)`,
      { rows: JSON.stringify(rows), now: tx.now },
    );
  }
  return rows.map(({ id }) => id);
}

/** A line break in a subject would begin a header of the writer's own choosing. */
function singleLine(subject: string): string {
  return subject.replace(/[\r\n]+/g, ' ').trim();
}
