import { Type } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  PageQuery,
  closed,
  endpoint,
  nullable,
  oneOf,
  pageOf,
} from '../http/contract.ts';
import { eventWaits, subscriberNotRunning } from '../events/problems.ts';
import { notFound } from '../kernel/problems.ts';

const READ = {
  kind: 'permission',
  permission: 'core.operations.read',
  location: 'everywhere',
} as const;
const MANAGE = {
  kind: 'permission',
  permission: 'core.operations.manage',
  location: 'everywhere',
} as const;

export const OperationsState = closed(
  {
    epoch: Type.String({ description: 'Changes when the database was restored or moved' }),
    subscribers: Type.Array(
      closed({
        name: Type.String(),
        attempts: Type.Integer({ description: 'Failed attempts at the event it stands at' }),
        nextAttemptAt: nullable(Instant),
        lastError: nullable(Type.String()),
        setAside: Type.Integer({ description: 'Events waiting for an administrator' }),
      }),
    ),
    sweeps: Type.Array(
      closed({
        name: Type.String(),
        dueSeconds: Type.Number({ description: 'How long it has been due; 0 = in time' }),
      }),
    ),
    mail: closed({ queued: Type.Integer(), failed: Type.Integer() }),
  },
  { $id: 'OperationsState' },
);

export const operationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/operations',
  summary: 'How the work beside the requests is getting on',
  access: READ,
  reply: OperationsState,
});

const FailedEvent = closed(
  {
    id: Id,
    subscriber: Type.String(),
    state: oneOf(['failed', 'waiting'], {
      description: 'waiting = untried, behind a failed event of the same stream',
    }),
    type: Type.String(),
    stream: Type.String(),
    locationId: nullable(LocationId),
    payload: Type.Unsafe<object>({ type: 'object' }),
    attempts: Type.Integer(),
    error: Type.String(),
    occurredAt: Instant,
    setAsideAt: Instant,
  },
  { $id: 'FailedEvent' },
);

export const failuresEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/operations/failures',
  summary: 'Events that were set aside after five failed attempts',
  access: READ,
  query: closed({ ...PageQuery }),
  reply: pageOf(FailedEvent, { $id: 'FailedEvents' }),
});

const Resolution = closed(
  {
    done: Type.Integer({ description: 'Events that worked now' }),
    left: Type.Integer({ description: 'Events of the stream that are still set aside' }),
    error: nullable(Type.String({ description: 'Why the first of those did not work' })),
  },
  { $id: 'FailureResolution' },
);

export const retryFailureEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/operations/failures/:id/retry',
  summary: 'Try an event again that was set aside, and those that waited behind it',
  access: MANAGE,
  params: closed({ id: Id }),
  reply: Resolution,
  idempotency: 'required',
  refusals: [notFound, eventWaits, subscriberNotRunning],
});

export const discardFailureEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/operations/failures/:id/discard',
  summary: 'Give an event up for good and go on with those that waited behind it',
  access: MANAGE,
  params: closed({ id: Id }),
  reply: Resolution,
  idempotency: 'required',
  refusals: [notFound],
});

const AuditRow = closed(
  {
    position: Type.Integer(),
    action: Type.String(),
    title: nullable(
      closed(
        { it: Type.String(), en: Type.String() },
        { description: 'The action in words; null for one of a module that is not here any more' },
      ),
    ),
    subject: Type.String(),
    locationId: nullable(LocationId),
    details: Type.Unsafe<object>({ type: 'object' }),
    actorId: Type.String(),
    actorName: nullable(Type.String()),
    deviceId: nullable(Type.String()),
    requestId: Type.String(),
    occurredAt: Instant,
  },
  { $id: 'AuditRow' },
);

const Word = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001F]+$' });

export const auditEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/audit',
  summary: 'Who did what, where and when; newest first',
  access: { kind: 'permission', permission: 'core.audit.read', location: 'statement' },
  query: closed({
    ...PageQuery,
    actorId: Type.Optional(Word),
    subject: Type.Optional(Word),
    action: Type.Optional({ ...Word, description: 'Its name, or a part of its words' }),
    locationId: Type.Optional(LocationId),
    from: Type.Optional(Instant),
    until: Type.Optional(Instant),
  }),
  reply: pageOf(AuditRow, { $id: 'AuditRows' }),
});

const MailboxMail = closed(
  {
    id: Id,
    to: Type.String(),
    subject: Type.String(),
    text: Type.String(),
    html: nullable(Type.String()),
    reference: Type.String(),
    state: oneOf(['queued', 'sending', 'sent', 'failed', 'kept'], {
      description: 'kept = it stays in this mailbox because it may not leave the house',
    }),
    queuedAt: Instant,
    sentAt: nullable(Instant),
  },
  { $id: 'MailboxMail' },
);

export const mailboxEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/mail',
  summary: 'The mailbox of the demo chain',
  description: 'Answers only where the demo data is; elsewhere there is nothing here.',
  access: {
    kind: 'public',
    because: 'the demo customers have no log-in of their own, and none of them exists',
  },
  query: closed({
    ...PageQuery,
    to: Type.Optional(Word),
    reference: Type.Optional(Word),
  }),
  reply: pageOf(MailboxMail, { $id: 'Mailbox' }),
  refusals: [notFound],
});

const UndeliveredMail = closed(
  {
    id: Id,
    to: Type.String(),
    subject: Type.String(),
    reference: Type.String(),
    state: oneOf(['trying', 'failed'], {
      description: 'failed = given up, until it is sent again',
    }),
    attempts: Type.Integer(),
    error: nullable(Type.String()),
    queuedAt: Instant,
    nextAttemptAt: nullable(Instant),
  },
  { $id: 'UndeliveredMail' },
);

export const undeliveredEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/mail/undelivered',
  summary: 'Letters that the mail server did not take; newest first',
  access: READ,
  query: closed({ ...PageQuery }),
  reply: pageOf(UndeliveredMail, { $id: 'UndeliveredMails' }),
});

export const retryMailEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/mail/undelivered/:id/retry',
  summary: 'Send a letter again that did not leave, at once',
  access: MANAGE,
  params: closed({ id: Id }),
  reply: closed({ id: Id }, { $id: 'MailRetried' }),
  idempotency: 'required',
  refusals: [notFound],
});
