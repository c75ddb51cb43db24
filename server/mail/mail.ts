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
  const id = newId();
  await tx.sql.raw(
    `insert into core_mail (id, recipient, subject, text, html, reference, state, queued_at)
     values (:id, :to, :subject, :text, :html, :reference, 'queued', :now)`,
    {
      id,
      to: mail.to,
      subject: singleLine(mail.subject),
      text: mail.text,
      html: mail.html ?? null,
      reference: mail.reference,
      now: tx.now,
    },
  );
  return id;
}

/** A line break in a subject would begin a header of the writer's own choosing. */
function singleLine(subject: string): string {
  return subject.replace(/[\r\n]+/g, ' ').trim();
}
