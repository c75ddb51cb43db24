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
import { APPROVAL_STATES, REFUSAL_REASONS } from './domain.ts';
import { approvalUnknown } from './problems.ts';

const Words = closed({ it: Type.String(), en: Type.String() });
export const PersonId = Type.String({ description: 'Account' });

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

export const FallbackBody = tagged(
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
    fallback: FallbackBody,
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
export const Rung = closed(
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

export const DECIDE = {
  kind: 'permission',
  permission: 'omnichannel.approvals.decide',
  location: 'statement',
} as const;
export const ASK = {
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
