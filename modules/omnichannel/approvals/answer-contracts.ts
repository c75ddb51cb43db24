import { Type } from 'typebox';
import { Pin } from '../../../server/auth/contracts.ts';
import { wrongPin } from '../../../server/auth/problems.ts';
import { closed, endpoint, Id, oneOf, text } from '../../../server/http/contract.ts';
import { tooManyRequests } from '../../../server/kernel/problems.ts';
import { ApprovalRow, ASK, DECIDE, OfferBody } from './contracts.ts';
import { REFUSAL_REASONS } from './domain.ts';
import {
  approvalMoved,
  approvalUnknown,
  beyondOwnLimit,
  delegateUnfit,
  offerTooHigh,
  offerUnfit,
  ownRequest,
} from './problems.ts';
import { tenderNotAvailable } from '../refunds/problems.ts';

/** What can be said to a request. Every answer of a manager is signed with their PIN. */

const note = Type.Optional(text(500, { description: 'For the one who asked' }));

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
  refusals: [...ANSWER_REFUSALS, offerTooHigh, offerUnfit, tenderNotAvailable],
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
