import { Type, type Static } from 'typebox';
import { Pin } from '../../../server/auth/contracts.ts';
import { wrongPin } from '../../../server/auth/problems.ts';
import {
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { staleRevision, tooManyRequests } from '../../../server/kernel/problems.ts';
import { DECIDE, FallbackBody, PersonId, Rung } from './contracts.ts';
import { approvalPolicyFaulty, delegateUnfit, delegationUnknown } from './problems.ts';

/** The rules of authorisations as versions, and handing decisions over for a time. */

export const ApprovalPolicyBody = closed(
  {
    ladder: Type.Array(Rung, { minItems: 1, maxItems: 10 }),
    unanswered: Type.Array(
      closed({
        role: text(40),
        afterMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
        fallback: FallbackBody,
      }),
      { maxItems: 10 },
    ),
    livesHours: Type.Integer({ minimum: 1, maximum: 168 }),
    usableMinutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
  },
  {
    $id: 'ApprovalPolicy',
    description: 'Who decides up to which amount, and what happens when nobody answers',
  },
);

export const ApprovalPolicyInForce = closed(
  {
    version: Version,
    policy: ApprovalPolicyBody,
    validFrom: Instant,
    note: nullable(Type.String()),
  },
  { $id: 'ApprovalPolicyVersion' },
);
export type ApprovalPolicyInForce = Static<typeof ApprovalPolicyInForce>;

export const approvalPolicyEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/approval-policy',
  summary: 'Who approves up to which amount, and what happens when nobody answers',
  access: {
    kind: 'permission',
    permission: 'omnichannel.approvals.read',
    location: 'anywhere',
  },
  reply: ApprovalPolicyInForce,
  etag: true,
});

export const changeApprovalPolicyEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/approval-policy',
  summary: 'A new version of these rules; requests keep those they were made under',
  access: {
    kind: 'permission',
    permission: 'omnichannel.approvals.policy',
    location: 'everywhere',
  },
  body: closed(
    { policy: ApprovalPolicyBody, note: Type.Optional(text(200)) },
    { $id: 'ChangeApprovalPolicy' },
  ),
  reply: ApprovalPolicyInForce,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [staleRevision, approvalPolicyFaulty],
});

const Person = closed({ id: PersonId, name: Type.String() });

export const DelegationShown = closed(
  {
    delegationId: Id,
    from: Person,
    to: Person,
    validFrom: Instant,
    validUntil: Instant,
    note: nullable(Type.String()),
  },
  { $id: 'ApprovalDelegation' },
);
export type DelegationShown = Static<typeof DelegationShown>;

export const delegationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/approval-delegations',
  summary: 'What the reader handed over or was handed, and to whom they could',
  access: { ...DECIDE, location: 'anywhere' },
  reply: closed(
    { delegations: Type.Array(DelegationShown), people: Type.Array(Person) },
    { $id: 'ApprovalDelegations' },
  ),
});

export const delegateEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/approval-delegations',
  summary: 'Let another person decide in one’s place for a time, up to one’s own limit',
  access: { ...DECIDE, location: 'anywhere' },
  body: closed(
    {
      pin: Pin,
      personId: Id,
      validFrom: Type.Optional(Instant),
      validUntil: Instant,
      note: Type.Optional(text(200)),
    },
    { $id: 'Delegate' },
  ),
  reply: DelegationShown,
  status: 201,
  idempotency: 'required',
  pin: 'required',
  refusals: [delegateUnfit, wrongPin, tooManyRequests],
});

export const endDelegationEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/omnichannel/approval-delegations/:delegationId',
  summary: 'Decide oneself again',
  access: { ...DECIDE, location: 'anywhere' },
  params: closed({ delegationId: Id }),
  reply: DelegationShown,
  idempotency: 'required',
  refusals: [delegationUnknown],
});
