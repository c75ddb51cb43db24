import { Type, type Static } from 'typebox';
import { SHOWS_A_SECRET, everywhere } from '../auth/admin-policy.ts';
import {
  Id,
  Instant,
  PageQuery,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  pageOf,
  text,
} from '../http/contract.ts';
import { notFound } from '../kernel/problems.ts';
import {
  addressNotAllowed,
  endpointStopped,
  eventTypeUnknown,
  secretChanging,
} from './problems.ts';

const READ = everywhere('core.webhook.read');
const MANAGE = everywhere('core.webhook.manage');

const Words = closed({ it: Type.String(), en: Type.String() });
const EventType = Type.String({
  pattern: '^(\\*|[a-z][a-z-]*(\\.[a-z][a-z-]*)*)$',
  maxLength: 80,
  description: 'A type, or `*` for whatever there is',
});
const Wishes = {
  title: text(80, { description: 'As colleagues see it' }),
  url: text(500, { minLength: 8, description: 'Where messages are posted to' }),
  types: Type.Array(EventType, { minItems: 1, maxItems: 100, uniqueItems: true }),
  channels: nullable(
    Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$' }), { minItems: 1, maxItems: 50 }),
  ),
  noticeEmail: nullable(
    Type.String({
      format: 'email',
      maxLength: 254,
      description: 'Who is written to when it is stopped or a message is given up',
    }),
  ),
};

export const WebhookEndpoint = closed(
  {
    id: Id,
    ...Wishes,
    state: oneOf(['active', 'paused', 'disabled'], {
      description: '`disabled` by itself: it said 410, or took nothing for five days',
    }),
    stoppedBecause: nullable(oneOf(['gone', 'failing'])),
    failingSince: nullable(Instant),
    deliveredAt: nullable(Instant),
    formerSecretUntil: nullable(Instant),
    waiting: Type.Integer({ description: 'Messages not taken yet' }),
    waitingSince: nullable(Instant),
    deliveredToday: Type.Integer({ description: 'In the last 24 hours' }),
    givenUpToday: Type.Integer({ description: 'In the last 24 hours' }),
    createdAt: Instant,
    version: Version,
  },
  { $id: 'WebhookEndpoint' },
);
export type WebhookEndpoint = Static<typeof WebhookEndpoint>;

const Shown = closed(
  {
    endpoint: WebhookEndpoint,
    secret: Type.String({ description: '`whsec_…`, shown this once' }),
  },
  { $id: 'WebhookSecretShown' },
);
const EndpointParams = closed({ endpointId: Id });

export const listEndpointsEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/webhooks/endpoints',
  summary: 'Who is told what, and how that goes',
  access: READ,
  reply: closed({
    items: Type.Array(WebhookEndpoint),
    types: Type.Array(
      closed({
        type: Type.String(),
        title: Words,
        example: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
    privateAllowed: Type.Boolean({
      description: 'A demonstration: local addresses and plain HTTP',
    }),
  }),
});

export const createEndpointEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/webhooks/endpoints',
  summary: 'Enter an endpoint; its signing secret is shown this once',
  access: MANAGE,
  idempotency: SHOWS_A_SECRET,
  body: closed(Wishes),
  reply: Shown,
  status: 201,
  refusals: [addressNotAllowed, eventTypeUnknown],
});

export const changeEndpointEndpoint = endpoint({
  method: 'PUT',
  path: '/api/core/webhooks/endpoints/:endpointId',
  summary: 'Change where it is and what it is told',
  access: MANAGE,
  params: EndpointParams,
  body: closed(Wishes),
  reply: WebhookEndpoint,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, addressNotAllowed, eventTypeUnknown],
});

export const runEndpointEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/webhooks/endpoints/:endpointId/state',
  summary: 'Pause it, start it again, or remove it for ever',
  description:
    'What waits is sent when it is started again; what a removed one would have got is dropped.',
  access: MANAGE,
  params: EndpointParams,
  body: closed({ state: oneOf(['active', 'paused', 'removed']) }),
  reply: closed({ state: oneOf(['active', 'paused', 'removed']) }, { $id: 'WebhookEndpointState' }),
  refusals: [notFound],
});

export const newSecretEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/webhooks/endpoints/:endpointId/secret',
  summary: 'Make a new signing secret; the one before signs too for 24 hours',
  access: MANAGE,
  idempotency: SHOWS_A_SECRET,
  params: EndpointParams,
  reply: Shown,
  status: 201,
  refusals: [notFound, secretChanging],
});

export const pingEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/webhooks/endpoints/:endpointId/ping',
  summary: 'Send a test message',
  access: MANAGE,
  params: EndpointParams,
  reply: closed({ delivery: Type.Integer(), messageId: Id }, { $id: 'WebhookPinged' }),
  status: 202,
  refusals: [notFound, endpointStopped],
});

export const replayEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/webhooks/endpoints/:endpointId/replay',
  summary: 'Send messages again: some by id, or those of a span',
  description:
    'They keep their ids and come after what waits, in the order in which they happened. What waits there anyway is not sent twice. At most 10,000 at a time.',
  access: MANAGE,
  params: EndpointParams,
  body: closed({
    messageIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1_000 })),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    missedOnly: Type.Boolean({ description: 'Only what this endpoint has never taken' }),
  }),
  reply: closed({ queued: Type.Integer() }, { $id: 'WebhookReplayed' }),
  status: 202,
  refusals: [notFound, endpointStopped],
});

const DELIVERY_STATES = ['waiting', 'delivered', 'given-up', 'dropped'] as const;
const deliveryFields = {
  delivery: Type.Integer(),
  messageId: Type.String({ description: 'The `webhook-id` of every attempt' }),
  type: Type.String(),
  stream: Type.String(),
  origin: oneOf(['event', 'replay', 'ping']),
  state: oneOf(DELIVERY_STATES),
  attempts: Type.Integer(),
  lastStatus: nullable(Type.Integer()),
  lastFailure: nullable(Type.String()),
  happenedAt: Instant,
  queuedAt: Instant,
  settledAt: nullable(Instant),
  nextAt: nullable(Instant),
};

export const WebhookDelivery = closed(deliveryFields, { $id: 'WebhookDelivery' });
export type WebhookDelivery = Static<typeof WebhookDelivery>;

export const listDeliveriesEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/webhooks/endpoints/:endpointId/deliveries',
  summary: 'What was sent to an endpoint, the newest first',
  description:
    '`q` is a message’s id, a type, or anything that stands in the message: an order’s number.',
  access: READ,
  params: EndpointParams,
  query: Type.Object(
    { state: Type.Optional(oneOf(DELIVERY_STATES)), q: Type.Optional(text(100)), ...PageQuery },
    { additionalProperties: false },
  ),
  reply: pageOf(WebhookDelivery, { $id: 'WebhookDeliveryPage' }),
  refusals: [notFound],
});

export const readDeliveryEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/webhooks/deliveries/:delivery',
  summary: 'One delivery with its message and every attempt',
  access: READ,
  params: closed({ delivery: Type.Integer({ minimum: 1 }) }),
  reply: closed(
    {
      ...deliveryFields,
      body: Type.String(),
      log: Type.Array(
        closed({
          number: Type.Integer(),
          at: Instant,
          milliseconds: Type.Integer(),
          status: nullable(Type.Integer()),
          failure: nullable(Type.String()),
        }),
      ),
    },
    { $id: 'WebhookDeliveryDetail' },
  ),
  refusals: [notFound],
});
