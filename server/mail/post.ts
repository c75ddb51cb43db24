import { createTransport, type Transporter } from 'nodemailer';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import type { Config } from '../config.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Jobs, Sweeps } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { pauseAfter } from '../kernel/attempts.ts';
import { emptyOldMail, EMPTIED_AT_ONCE } from './forget-mail.ts';
import { isRefusedForGood, MAIL_PAUSES_SECONDS, UNTOLD_SECONDS } from './schedule.ts';
import {
  lockDueMail,
  markSent,
  markUndelivered,
  selectMailToSend,
  takeMail,
  type StoredMail,
} from './sql.ts';

export interface PostOptions {
  readonly db: Knex;
  readonly config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'demo'>;
  readonly log: Logger;
  readonly jobs: Jobs;
  readonly sweeps: Sweeps;
  readonly metrics: Pick<Metrics, 'mail'>;
}

/**
 * One attempt at a letter: a job of an attempt that was made already does nothing, nor does one queued
 * before letters counted theirs.
 */
interface Attempt {
  readonly id: string;
  readonly attempts?: number;
}

const SEND = 'core.send-mail';
const BATCH = 50;
const SMTP_MILLISECONDS = 10_000;
/** Reserved by RFC 2606: nobody lives there, so nobody is written to by a demonstration. */
const DEMO_DOMAIN = '@example.com';

/** Carries what was written to the SMTP server, or leaves it in the visible mailbox. */
export function startPost(options: PostOptions): void {
  const { config, jobs, sweeps } = options;
  const transport = config.smtpUrl ? smtp(config.smtpUrl) : null;
  sweeps.every('core.mail', 1, BATCH, (tx) =>
    handOver(tx, jobs, transport === null ? 'nobody' : config.demo ? 'demo' : 'everybody'),
  );
  sweeps.every('core.empty-mail', 3_600, EMPTIED_AT_ONCE, emptyOldMail);
  if (!transport) return;
  // The schedule is the letter's own; a job is repeated only when its process was killed.
  jobs.define<Attempt>(SEND, (attempt) => attemptMail(options, transport, attempt), {
    retries: 2,
    concurrency: 2,
  });
}

async function attemptMail(
  { db, config, log, metrics }: PostOptions,
  transport: Transporter,
  { id, attempts = -1 }: Attempt,
): Promise<void> {
  const noting = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(db, systemActor('mail'), work);
  const mail = await selectMailToSend(db, id, attempts);
  if (!mail) return;
  try {
    await carry(transport, config.mailFrom, id, mail);
  } catch (error) {
    const pause = isRefusedForGood(error)
      ? null
      : pauseAfter(attempts + 1, Math.random(), MAIL_PAUSES_SECONDS);
    const told = error instanceof Error ? error.message : String(error);
    await noting((tx) => markUndelivered(tx, id, told, pause));
    metrics.mail.inc({ outcome: pause === null ? 'given-up' : 'put-off' });
    log.warn({ err: error, mail: id, pause }, 'mail not sent');
    return;
  }
  await noting((tx) => markSent(tx, id));
  metrics.mail.inc({ outcome: 'sent' });
  log.info({ mail: id }, 'mail sent');
}

async function carry(
  transport: Transporter,
  from: string,
  id: string,
  mail: StoredMail,
): Promise<void> {
  await transport.sendMail({
    from,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    // The same for every attempt: a mailbox that got it twice can tell.
    messageId: `<${id}@${from.split('@')[1]?.replace(/>$/, '') ?? 'bottega'}>`,
  });
}

function smtp(url: string): Transporter {
  return createTransport(url, {
    connectionTimeout: SMTP_MILLISECONDS,
    greetingTimeout: SMTP_MILLISECONDS,
    socketTimeout: SMTP_MILLISECONDS,
  } as object);
}

/** Due mail becomes a job each in the same transaction, or is kept when it may not leave the house. */
async function handOver(
  tx: Tx,
  jobs: Jobs,
  reaches: 'nobody' | 'demo' | 'everybody',
): Promise<number> {
  const due = await lockDueMail(tx, BATCH);
  if (due.length === 0) return 0;
  const leaving = due.filter(
    ({ recipient }) =>
      reaches === 'everybody' ||
      (reaches === 'demo' && recipient.toLowerCase().endsWith(DEMO_DOMAIN)),
  );
  await takeMail(
    tx,
    due,
    leaving.map(({ id }) => id),
    UNTOLD_SECONDS,
  );
  for (const { id, attempts } of leaving) await jobs.enqueue(tx, SEND, { id, attempts });
  return due.length;
}
