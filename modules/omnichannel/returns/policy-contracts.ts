import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Id,
  Instant,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { ApproverField, GradeField, ReasonField, ReturnNumber, Words } from './contract-fields.ts';
import { APPROVERS } from './domain/return.ts';
import { policyBelowLaw, policyDraftMissing } from './problems.ts';

const Days = Type.Integer({ minimum: 0, maximum: 3650 });
const RefusedOr = oneOf(['refused', ...APPROVERS]);

/** The return policy: what may come back, until when, who must agree. */
export const ReturnTermsField = closed(
  {
    withdrawal: closed({ days: Days, alsoInStore: Type.Boolean() }),
    guarantee: closed({
      months: Type.Integer({ minimum: 0, maximum: 240 }),
      claimMonths: Type.Integer({ minimum: 0, maximum: 24 }),
    }),
    commercial: closed({
      days: Days,
      agreedDays: Days,
      money: oneOf(['allowed', 'needs-approval', 'refused']),
    }),
    error: closed({ days: Days }),
    exclusions: Type.Array(
      closed({
        kind: oneOf(['made-to-measure', 'perishable', 'sealed', 'final-sale']),
        category: Type.Optional(text(80)),
        department: Type.Optional(text(80)),
        reasons: Type.Array(ReasonField, { minItems: 1, maxItems: 4, uniqueItems: true }),
      }),
      { maxItems: 100 },
    ),
    grades: Type.Array(closed({ grade: GradeField, reason: ReasonField, verdict: RefusedOr }), {
      maxItems: 12,
    }),
    channels: Type.Array(closed({ channel: text(30), by: ApproverField }), { maxItems: 50 }),
    otherCompany: ApproverField,
    otherTender: ApproverField,
    cashUpToMinor: AmountMinor,
    withoutProof: RefusedOr,
    withoutSale: Type.Optional(
      closed(
        { it: text(400), en: text(400) },
        { description: 'What to tell who brings goods of which no sale is known' },
      ),
    ),
    customer: closed({ files: Type.Integer({ minimum: 1, maximum: 1000 }), by: ApproverField }),
    clerk: closed({ dayUpToMinor: AmountMinor, by: ApproverField }),
    shipping: closed({
      standardMinor: AmountMinor,
      shareFor: Type.Array(ReasonField, { maxItems: 4, uniqueItems: true }),
    }),
    photoFor: Type.Array(GradeField, { maxItems: 3, uniqueItems: true }),
    destinations: Type.Array(
      closed({
        grade: GradeField,
        category: Type.Optional(text(80)),
        to: oneOf(['stay', 'inspect', 'damaged', 'warehouse', 'supplier', 'where-it-lacks']),
      }),
      { maxItems: 100 },
    ),
  },
  { $id: 'ReturnTerms' },
);

const Version = Type.Integer({ minimum: 1 });

export const ReturnPolicyView = closed(
  {
    version: Version,
    terms: ReturnTermsField,
    publishedAt: Instant,
    publishedBy: Type.String(),
    note: nullable(Type.String()),
    draft: nullable(
      closed({
        terms: ReturnTermsField,
        changedAt: Instant,
        changedBy: Type.String(),
        /** Rises at every save of the draft. */
        revision: Version,
        note: nullable(Type.String()),
      }),
    ),
    history: Type.Array(
      closed({
        version: Version,
        publishedAt: Instant,
        publishedBy: Type.String(),
        note: nullable(Type.String()),
      }),
    ),
  },
  { $id: 'ReturnPolicy' },
);
export type ReturnPolicyView = Static<typeof ReturnPolicyView>;

const read = {
  kind: 'permission',
  permission: 'omnichannel.returns.read',
  location: 'anywhere',
} as const;
const write = {
  kind: 'permission',
  permission: 'omnichannel.returns.policy',
  location: 'everywhere',
} as const;

export const returnPolicyEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/policy',
  summary: 'The return policy in force, the draft, and the versions before',
  access: read,
  reply: ReturnPolicyView,
});

export const draftReturnPolicyEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/returns/policy/draft',
  summary: 'Write the draft of the next return policy',
  access: write,
  body: closed(
    {
      terms: ReturnTermsField,
      note: Type.Optional(text(300)),
      revision: Type.Integer({
        minimum: 0,
        description: 'Of the draft one has seen; 0 when there was none',
      }),
    },
    { $id: 'DraftReturnPolicy' },
  ),
  reply: ReturnPolicyView,
  idempotency: 'required',
  refusals: [policyBelowLaw],
});

export const discardReturnPolicyEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/omnichannel/returns/policy/draft',
  summary: 'Throw the draft away, as one has seen it',
  access: write,
  query: closed({ revision: Version }),
  reply: ReturnPolicyView,
  idempotency: 'required',
  refusals: [policyDraftMissing],
});

export const publishReturnPolicyEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/policy/publish',
  summary: 'Put the draft in force from now on; files keep the version they were judged by',
  access: write,
  body: closed({ revision: Version }, { $id: 'PublishReturnPolicy' }),
  reply: ReturnPolicyView,
  idempotency: 'required',
  refusals: [policyDraftMissing, policyBelowLaw],
});

export const tryReturnPolicyEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/policy/trial',
  summary: 'What terms would have decided about past returns, and where they differ',
  access: write,
  body: closed(
    {
      terms: ReturnTermsField,
      days: Type.Integer({ minimum: 1, maximum: 366, description: 'How far back' }),
    },
    { $id: 'TryReturnPolicy' },
  ),
  reply: closed(
    {
      tried: Type.Integer({ description: 'Files looked at' }),
      same: Type.Integer(),
      differences: Type.Array(
        closed({
          returnId: Id,
          number: ReturnNumber,
          openedAt: Instant,
          totalMinor: AmountMinor,
          before: oneOf(['allowed', 'needs-approval', 'refused']),
          after: oneOf(['allowed', 'needs-approval', 'refused']),
          by: nullable(ApproverField),
          why: Type.Array(Words),
        }),
        { description: 'At most 200, newest first' },
      ),
      counts: closed({
        stricter: Type.Integer(),
        looser: Type.Integer(),
      }),
    },
    { $id: 'ReturnPolicyTrial' },
  ),
  idempotency: { none: 'it changes nothing' },
});
