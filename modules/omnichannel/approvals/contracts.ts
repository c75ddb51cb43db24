import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  Currency,
  endpoint,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  oneOf,
  tagged,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { tooManyRequests } from '../../../server/kernel/problems.ts';
import { Pin } from '../../../server/auth/contracts.ts';
import { wrongPin } from '../../../server/auth/problems.ts';
import { APPROVAL_STATES, REFUSAL_REASONS } from './domain.ts';
import {
  approvalMoved,
  approvalUnknown,
  beyondOwnLimit,
  delegateUnfit,
  offerTooHigh,
  ownRequest,
} from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
const PersonId = Type.String({ description: 'Account' });

const note = Type.Optional(text(500, { description: 'For the one who asked' }));

export const OfferBody = tagged(
  'kind',
  [
    closed({
      kind: Type.Literal('tender'),
      tender: oneOf(['return-voucher', 'provider', 'cash', 'card-terminal', 'by-hand']),
      note: nullable(text(500)),
    }),
    closed({
      kind: Type.Literal('amount'),
      amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_00 }),
      note: nullable(text(500)),
    }),
    closed({ kind: Type.Literal('repair'), note: nullable(text(500)) }),
  ],
  { $id: 'ApprovalOffer' },
);
export type OfferBody = Static<typeof OfferBody>;

const Fallback = tagged(
  'act',
  [
    closed({ act: Type.Literal('refuse') }),
    closed({ act: Type.Literal('escalate'), to: text(40) }),
    closed({ act: Type.Literal('allow'), upToMinor: AmountMinor }),
  ],
  { $id: 'ApprovalFallback' },
);

const RiskNote = closed(
  {
    code: Type.String(),
    level: oneOf(['info', 'warning', 'danger']),
    title: Words,
    detail: nullable(Words),
  },
  { $id: 'ApprovalRiskNote' },
);

/** A request as the list of the managers, the screen of the clerk and every event about it show it. */
export const ApprovalRow = closed(
  {
    approvalId: Id,
    version: Version,
    subject: closed({ kind: Type.String(), id: Id }),
    state: oneOf(APPROVAL_STATES),
    amountMinor: AmountMinor,
    currency: Currency,
    locationId: LocationId,
    role: Type.String({ description: 'The least role that may answer now' }),
    firstRole: Type.String({ description: 'The role that was asked first' }),
    rule: closed({ code: Type.String(), words: Words }),
    notes: Type.Array(RiskNote),
    preview: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What the room that asks shows of the thing itself',
    }),
    requestedBy: closed({ id: PersonId, name: Type.String() }),
    requestedAt: Instant,
    answerBy: Type.String({ format: 'date-time', description: 'When the fallback rule answers' }),
    endsAt: Instant,
    fallback: Fallback,
    decidedBy: nullable(closed({ id: PersonId, name: Type.String() })),
    decidedAt: nullable(Instant),
    reason: nullable(oneOf(REFUSAL_REASONS)),
    note: nullable(Type.String()),
    offer: nullable(OfferBody),
    offerTakenAt: nullable(Instant),
    handedTo: Type.Array(closed({ id: PersonId, name: Type.String() }), {
      description: 'To whom this one request was handed over',
    }),
    seenBy: Type.Array(closed({ id: PersonId, name: Type.String() })),
  },
  { $id: 'ApprovalRow' },
);
export type ApprovalRow = Static<typeof ApprovalRow>;

const Authority = closed(
  {
    role: Type.String(),
    locationId: nullable(LocationId),
    from: nullable(PersonId),
    approvalId: nullable(Id),
  },
  { $id: 'ApprovalAuthority' },
);
const Rung = closed(
  { role: Type.String(), upToMinor: nullable(AmountMinor) },
  { $id: 'ApprovalRung' },
);

export const ApprovalInbox = closed(
  {
    open: Type.Array(ApprovalRow, { description: 'Waiting for an answer, most urgent first' }),
    decided: Type.Array(ApprovalRow, { description: 'The last ones decided, newest first' }),
    locationIds: Type.Array(LocationId, { description: 'Whose rooms to join' }),
    personId: PersonId,
    ladder: Type.Array(Rung),
    authorities: Type.Array(Authority, {
      description: 'What the reader may decide: `authorityFor` of the domain says which requests',
    }),
  },
  { $id: 'ApprovalInbox' },
);
export type ApprovalInbox = Static<typeof ApprovalInbox>;

const DECIDE = {
  kind: 'permission',
  permission: 'omnichannel.approvals.decide',
  location: 'statement',
} as const;
const ASK = {
  kind: 'permission',
  permission: 'omnichannel.approvals.ask',
  location: 'statement',
} as const;

/** M1: what waits for an answer. Live in `approvals:<location>` of every location it names and `user:<id>`. */
export const inboxEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/approvals',
  summary: 'Requests for approval where the reader may look, and the last ones decided; live',
  access: { ...DECIDE, permission: 'omnichannel.approvals.read' },
  reply: liveView(ApprovalInbox, { $id: 'ApprovalInboxLive' }),
});

export const OwnApprovals = closed(
  { requests: Type.Array(ApprovalRow, { description: 'Newest first' }) },
  { $id: 'OwnApprovals' },
);
export type OwnApprovals = Static<typeof OwnApprovals>;

/** What the reader has asked for in the last day. Live in `user:<id>`. */
export const ownApprovalsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/approvals/own',
  summary: 'What the reader asked for, and what became of it; live',
  access: { ...ASK, location: 'anywhere' },
  reply: liveView(OwnApprovals, { $id: 'OwnApprovalsLive' }),
});

export const ApprovalCard = closed(
  {
    row: ApprovalRow,
    mayAnswer: Type.Boolean(),
    answers: Type.Array(
      closed({
        version: Version,
        kind: Type.String(),
        by: closed({ id: PersonId, name: Type.String() }),
        at: Instant,
        details: Type.Record(Type.String(), Type.Unknown()),
      }),
      { description: 'All that was said, in its order' },
    ),
    people: Type.Array(closed({ id: PersonId, name: Type.String() }), {
      description: 'To whom it may be handed over',
    }),
    reasons: Type.Array(closed({ reason: oneOf(REFUSAL_REASONS), words: Words }), {
      description: 'Why it may be refused',
    }),
  },
  { $id: 'ApprovalCard' },
);
export type ApprovalCard = Static<typeof ApprovalCard>;

export const approvalEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/approvals/:approvalId',
  summary: 'One request, all that was answered, and to whom it may be handed over',
  access: { kind: 'person' },
  params: closed({ approvalId: Id }),
  reply: ApprovalCard,
  refusals: [approvalUnknown],
});

const ANSWER = {
  method: 'POST',
  access: DECIDE,
  params: closed({ approvalId: Id }),
  reply: ApprovalRow,
  idempotency: 'required',
  pin: 'required',
} as const;
const ANSWER_REFUSALS = [
  approvalUnknown,
  approvalMoved,
  ownRequest,
  beyondOwnLimit,
  wrongPin,
  tooManyRequests,
] as const;

export const approveEndpoint = endpoint({
  ...ANSWER,
  path: '/api/omnichannel/approvals/:approvalId/approve',
  summary: 'Approve exactly what was asked; the first answer counts',
  body: closed({ pin: Pin, note }, { $id: 'ApproveRequest' }),
  refusals: [...ANSWER_REFUSALS],
});

export const refuseEndpoint = endpoint({
  ...ANSWER,
  path: '/api/omnichannel/approvals/:approvalId/refuse',
  summary: 'Refuse, with a reason; the first answer counts',
  body: closed(
    {
      pin: Pin,
      reason: oneOf(REFUSAL_REASONS.filter((reason) => reason !== 'nobody-answered')),
      note,
    },
    { $id: 'RefuseRequest' },
  ),
  refusals: [...ANSWER_REFUSALS],
});

export const counterEndpoint = endpoint({
  ...ANSWER,
  path: '/api/omnichannel/approvals/:approvalId/counter',
  summary: 'Offer something else: another tender, a part, a repair; the customer decides',
  body: closed({ pin: Pin, offer: OfferBody }, { $id: 'CounterRequest' }),
  refusals: [...ANSWER_REFUSALS, offerTooHigh],
});

export const handOnEndpoint = endpoint({
  ...ANSWER,
  path: '/api/omnichannel/approvals/:approvalId/hand-on',
  summary: 'Hand this one request over to another person, who then may answer it too',
  body: closed({ pin: Pin, personId: Id, note }, { $id: 'HandOnRequest' }),
  refusals: [...ANSWER_REFUSALS, delegateUnfit],
});

export const seenEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/approvals/:approvalId/seen',
  summary: 'Say that somebody is looking at it: the clerk sees that it was seen',
  access: DECIDE,
  params: closed({ approvalId: Id }),
  reply: ApprovalRow,
  idempotency: { none: 'saying it twice changes nothing more' },
  refusals: [approvalUnknown],
});

export const withdrawEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/approvals/:approvalId/withdraw',
  summary: 'Take one’s own request back',
  access: ASK,
  params: closed({ approvalId: Id }),
  reply: ApprovalRow,
  idempotency: 'required',
  refusals: [approvalUnknown, approvalMoved],
});

export const answerOfferEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/approvals/:approvalId/offer',
  summary: 'What the customer says to the offer; declined, the request waits for another answer',
  access: ASK,
  params: closed({ approvalId: Id }),
  body: closed(
    {
      agreed: Type.Boolean({ description: 'The customer expressly agrees' }),
      note,
    },
    { $id: 'AnswerOffer' },
  ),
  reply: ApprovalRow,
  idempotency: 'required',
  refusals: [approvalUnknown, approvalMoved],
});
