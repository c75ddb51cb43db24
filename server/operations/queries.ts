import { locationsFor } from '../auth/actor.ts';
import type { Read } from '../db/transaction.ts';
import type { InputOf, ReplyOf } from '../http/contract.ts';
import { pageFrom, readPageMark } from '../http/pagination.ts';
import type { Acts } from '../modules/manifest.ts';
import type {
  auditEndpoint,
  failuresEndpoint,
  mailboxEndpoint,
  operationsEndpoint,
  undeliveredEndpoint,
} from './contracts.ts';

const PAGE = 50;

interface SubscriberRow {
  readonly name: string;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly last_error: string | null;
  readonly set_aside: number;
}

export async function operationsState(
  read: Read,
  sweeps: readonly { name: string; seconds: number }[],
): Promise<ReplyOf<typeof operationsEndpoint>> {
  const { rows: subscribers } = await read.sql.raw<{ rows: SubscriberRow[] }>(
    `select name, attempts, next_attempt_at, last_error,
            (select count(*) from core_outbox_failure where subscriber = name)::integer as set_aside
     from core_reaction order by name`,
  );
  const { rows } = await read.sql.raw<{
    rows: { epoch: string; queued: number; failed: number }[];
  }>(
    `select (select id from core_epoch order by number desc limit 1) as epoch,
            count(*) filter (where state in ('queued', 'sending'))::integer as queued,
            count(*) filter (where state = 'failed')::integer as failed
     from core_mail where state in ('queued', 'sending', 'failed') and recipient <> ''`,
  );
  const { epoch, queued, failed } = rows[0]!;
  return {
    epoch,
    subscribers: subscribers.map((row) => ({
      name: row.name,
      attempts: row.attempts,
      nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
      lastError: row.last_error,
      setAside: row.set_aside,
    })),
    sweeps: sweeps.map(({ name, seconds }) => ({ name, dueSeconds: seconds })),
    mail: { queued, failed },
  };
}

interface FailureRow {
  readonly id: string;
  readonly subscriber: string;
  readonly state: 'failed' | 'waiting';
  readonly type: string;
  readonly stream: string;
  readonly location_id: string | null;
  readonly payload: object;
  readonly attempts: number;
  readonly error: string;
  readonly occurred_at: Date;
  readonly set_aside_at: Date;
}

export async function failures(
  read: Read,
  input: InputOf<typeof failuresEndpoint>,
): Promise<ReplyOf<typeof failuresEndpoint>> {
  const limit = input.limit ?? PAGE;
  const after = readPageMark<[string]>(input.after, ['string'], read.actor.language);
  const { rows } = await read.sql.raw<{ rows: FailureRow[] }>(
    `select id, subscriber, state, type, stream, location_id, payload, attempts, error, occurred_at,
            set_aside_at
     from core_outbox_failure
     where (:after::uuid is null or id < :after::uuid)
     order by id desc limit :limit`,
    { after: after?.[0] ?? null, limit: limit + 1 },
  );
  return pageFrom(
    rows,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: row.id,
      subscriber: row.subscriber,
      state: row.state,
      type: row.type,
      stream: row.stream,
      locationId: row.location_id,
      payload: row.payload,
      attempts: row.attempts,
      error: row.error,
      occurredAt: row.occurred_at.toISOString(),
      setAsideAt: row.set_aside_at.toISOString(),
    }),
  );
}

interface AuditRow {
  readonly position: number;
  readonly action: string;
  readonly subject: string;
  readonly location_id: string | null;
  readonly details: object;
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly device_id: string | null;
  readonly request_id: string;
  readonly occurred_at: Date;
}

/** An act by its name, and all acts in whose words the text stands, in whatever language. */
function actsMeant(acts: Acts, text: string): string[] {
  const wanted = text.toLowerCase();
  const named = Object.entries(acts).filter(([, { it, en }]) =>
    [it, en].some((words) => words.toLowerCase().includes(wanted)),
  );
  return [text, ...named.map(([name]) => name)];
}

/** Of the locations the reader may look into; what belongs to the whole chain only to who may see it all. */
export async function auditPage(
  read: Read,
  input: InputOf<typeof auditEndpoint>,
  acts: Acts,
): Promise<ReplyOf<typeof auditEndpoint>> {
  const limit = input.limit ?? PAGE;
  const after = readPageMark<[number]>(input.after, ['number'], read.actor.language);
  const allowed = locationsFor(read.actor, 'core.audit.read');
  const wanted: [string, unknown][] = [
    ['audit.position < :after', after?.[0]],
    ['audit.location_id = any (:allowed::text[])', allowed === null ? undefined : [...allowed]],
    ['audit.actor_id = :actorId', input.actorId],
    ['audit.subject = :subject', input.subject],
    ['audit.action = any (:action::text[])', input.action && actsMeant(acts, input.action)],
    ['audit.location_id = :locationId', input.locationId],
    ['audit.occurred_at >= :from::timestamptz', input.from],
    ['audit.occurred_at < :until::timestamptz', input.until],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const names = given.map(([condition, value]) => [/:(\w+)/.exec(condition)![1]!, value]);
  const { rows } = await read.sql.raw<{ rows: AuditRow[] }>(
    `select audit.position, audit.action, audit.subject, audit.location_id, audit.details,
            audit.actor_id, account.display_name as actor_name, audit.device_id, audit.request_id,
            audit.occurred_at
     from core_audit as audit
     left join core_account as account on account.id::text = audit.actor_id
     where true ${given.map(([condition]) => `and ${condition}`).join(' ')}
     order by audit.position desc limit :limit`,
    { ...(Object.fromEntries(names) as Record<string, string>), limit: limit + 1 },
  );
  return pageFrom(
    rows,
    limit,
    ({ position }) => [position],
    (row) => ({
      position: row.position,
      action: row.action,
      title: acts[row.action] ? { ...acts[row.action]! } : null,
      subject: row.subject,
      locationId: row.location_id,
      details: row.details,
      actorId: row.actor_id,
      actorName: row.actor_name,
      deviceId: row.device_id,
      requestId: row.request_id,
      occurredAt: row.occurred_at.toISOString(),
    }),
  );
}

interface MailRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly reference: string;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'kept';
  readonly queued_at: Date;
  readonly sent_at: Date | null;
}

export async function mailbox(
  read: Read,
  input: InputOf<typeof mailboxEndpoint>,
): Promise<ReplyOf<typeof mailboxEndpoint>> {
  const limit = input.limit ?? PAGE;
  const after = readPageMark<[string]>(input.after, ['string'], read.actor.language);
  const { rows } = await read.sql.raw<{ rows: MailRow[] }>(
    `select id, recipient, subject, text, html, reference, state, queued_at, sent_at
     from core_mail
     where (:after::uuid is null or id < :after::uuid)
       and (:to::text is null or lower(recipient) = lower(:to))
       and (:reference::text is null or reference = :reference)
     order by id desc limit :limit`,
    {
      after: after?.[0] ?? null,
      to: input.to ?? null,
      reference: input.reference ?? null,
      limit: limit + 1,
    },
  );
  return pageFrom(
    rows,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: row.id,
      to: row.recipient,
      subject: row.subject,
      text: row.text,
      html: row.html,
      reference: row.reference,
      state: row.state,
      queuedAt: row.queued_at.toISOString(),
      sentAt: row.sent_at?.toISOString() ?? null,
    }),
  );
}

interface UndeliveredRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly reference: string;
  readonly state: 'queued' | 'sending' | 'failed';
  readonly attempts: number;
  readonly error: string | null;
  readonly queued_at: Date;
  readonly next_at: Date | null;
}

export async function undelivered(
  read: Read,
  input: InputOf<typeof undeliveredEndpoint>,
): Promise<ReplyOf<typeof undeliveredEndpoint>> {
  const limit = input.limit ?? PAGE;
  const after = readPageMark<[string]>(input.after, ['string'], read.actor.language);
  const { rows } = await read.sql.raw<{ rows: UndeliveredRow[] }>(
    `select id, recipient, subject, reference, state, attempts, error, queued_at, next_at
     from core_mail
     where attempts > 0 and state in ('queued', 'sending', 'failed') and recipient <> ''
       and (:after::uuid is null or id < :after::uuid)
     order by id desc limit :limit`,
    { after: after?.[0] ?? null, limit: limit + 1 },
  );
  return pageFrom(
    rows,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: row.id,
      to: row.recipient,
      subject: row.subject,
      reference: row.reference,
      state: row.state === 'failed' ? 'failed' : 'trying',
      attempts: row.attempts,
      error: row.error,
      queuedAt: row.queued_at.toISOString(),
      nextAttemptAt: row.next_at?.toISOString() ?? null,
    }),
  );
}
