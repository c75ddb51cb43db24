import { createTransport, type Transporter } from 'nodemailer';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import type { Config } from '../config.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Jobs, Sweeps } from '../modules/manifest.ts';

export interface PostOptions {
  readonly db: Knex;
  readonly config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'demo'>;
  readonly log: Logger;
  readonly jobs: Jobs;
  readonly sweeps: Sweeps;
}

const SEND = 'core.send-mail';
const BATCH = 50;
const RETRIES = 6;
const SMTP_MILLISECONDS = 10_000;
/** Reserved by RFC 2606: nobody lives there, so nobody is written to by a demonstration. */
const DEMO_DOMAIN = '@example.com';

/** Carries what was written to the SMTP server, or leaves it in the visible mailbox. */
export function startPost(options: PostOptions): void {
  const { db, config, log, jobs, sweeps } = options;
  const transport = config.smtpUrl ? smtp(config.smtpUrl) : null;
  sweeps.every('core.mail', 1, BATCH, (tx) =>
    handOver(tx, jobs, transport === null ? 'nobody' : config.demo ? 'demo' : 'everybody'),
  );
  if (!transport) return;
  jobs.define<{ id: string }>(
    SEND,
    async ({ id }) => {
      const mail = await mailToSend(db, id);
      if (!mail) return;
      try {
        await transport.sendMail({
          from: config.mailFrom,
          to: mail.recipient,
          subject: mail.subject,
          text: mail.text,
          ...(mail.html === null ? {} : { html: mail.html }),
          // The same for every attempt: a mailbox that got it twice can tell.
          messageId: `<${id}@${config.mailFrom.split('@')[1]?.replace(/>$/, '') ?? 'bottega'}>`,
        });
      } catch (error) {
        await mark(db, id, 'failed', error instanceof Error ? error.message : String(error));
        throw error;
      }
      await mark(db, id, 'sent', null);
      log.info({ mail: id }, 'mail sent');
    },
    { retries: RETRIES, concurrency: 2 },
  );
}

function smtp(url: string): Transporter {
  return createTransport(url, {
    connectionTimeout: SMTP_MILLISECONDS,
    greetingTimeout: SMTP_MILLISECONDS,
    socketTimeout: SMTP_MILLISECONDS,
  } as object);
}

/** Queued mail becomes a job each in the same transaction, or is kept when it may not leave the house. */
async function handOver(
  tx: Tx,
  jobs: Jobs,
  reaches: 'nobody' | 'demo' | 'everybody',
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { id: string; recipient: string }[] }>(
    `select id, recipient from core_mail where state = 'queued'
     order by queued_at limit ? for update skip locked`,
    [BATCH],
  );
  if (rows.length === 0) return 0;
  const leaves = ({ recipient }: { recipient: string }): boolean =>
    reaches === 'everybody' ||
    (reaches === 'demo' && recipient.toLowerCase().endsWith(DEMO_DOMAIN));
  const sent = rows.filter(leaves).map(({ id }) => id);
  await tx.sql.raw(
    `update core_mail set state = case when id = any (:sent::uuid[]) then 'sending' else 'kept' end
     where id = any (:all::uuid[])`,
    { sent, all: rows.map(({ id }) => id) },
  );
  for (const id of sent) await jobs.enqueue(tx, SEND, { id });
  return rows.length;
}

interface StoredMail {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** Null when an attempt before has already succeeded. */
async function mailToSend(db: Knex, id: string): Promise<StoredMail | null> {
  const { rows } = await db.raw<{ rows: StoredMail[] }>(
    `select recipient, subject, text, html from core_mail where id = ? and state <> 'sent'`,
    [id],
  );
  return rows[0] ?? null;
}

async function mark(
  db: Knex,
  id: string,
  state: 'sent' | 'failed',
  error: string | null,
): Promise<void> {
  await inTransaction(db, systemActor('mail'), async (tx) => {
    await tx.sql.raw(
      `update core_mail set state = :state, error = :error,
              sent_at = case when :state = 'sent' then :now::timestamptz end
       where id = :id`,
      { id, state, error, now: tx.now },
    );
  });
}
