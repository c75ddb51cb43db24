import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  Currency,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { CONSENT_TEXTS } from './consent.ts';
import { PART_STATES, REFUND_STATES } from './domain/life.ts';
import { AGREEING_ROLES } from './domain/other-tender.ts';
import { COUNTER_TENDERS, REFUND_TENDERS } from './domain/tender.ts';
import {
  cashBeyondRules,
  cashForbidden,
  cashReasonNeeded,
  consentNeeded,
  counterTenderNeeded,
  debtPaidAlready,
  instrumentNeverCash,
  noticeNotSigned,
  otherTenderNotYours,
  refundInOtherState,
  refundNeedsApproval,
  refundUnknown,
  tenderNotAvailable,
} from './problems.ts';

/** Money on its way back to a customer: where each part stands, and what people can do about it. */

const Words = closed({ it: Type.String(), en: Type.String() });

export const ConsentBody = closed(
  {
    textVersion: Type.Integer({ minimum: 1, maximum: Object.keys(CONSENT_TEXTS).length }),
    language: oneOf(['it', 'en']),
    manner: oneOf(['signed', 'spoken', 'online']),
  },
  {
    $id: 'RefundConsent',
    description: 'The customer’s express agreement that money goes back otherwise than it was paid',
  },
);

const RefundPart = closed(
  {
    partId: Id,
    naturalTender: oneOf(REFUND_TENDERS, { description: 'By which it was paid' }),
    tender: oneOf(REFUND_TENDERS),
    amountMinor: AmountMinor,
    state: oneOf(PART_STATES),
    attempts: Type.Integer({ minimum: 0 }),
    outcomeUnknown: Type.Boolean({ description: 'The provider is being asked what became of it' }),
    failure: nullable(closed({ code: Type.String(), words: Words })),
    nextTryAt: nullable(Instant),
    paidAt: nullable(Instant),
    reference: nullable(Type.String()),
  },
  { $id: 'RefundPart' },
);

export const RefundShown = closed(
  {
    refundId: Id,
    version: Version,
    source: closed({ kind: Type.String(), id: Id }),
    orderId: nullable(Id),
    receiptId: nullable(Id),
    locationId: LocationId,
    currency: Currency,
    amountMinor: AmountMinor,
    roundingMinor: Type.Integer({
      minimum: -2,
      maximum: 2,
      description: 'Given more (or less, below 0) than the amount, because all of it is cash',
    }),
    state: oneOf(REFUND_STATES),
    proposedAt: Instant,
    dueBy: Instant,
    authorisedHow: nullable(oneOf(['own-limit', 'approval', 'policy'])),
    paidAt: nullable(Instant),
    otherTender: closed(
      { by: oneOf(AGREEING_ROLES), isMine: Type.Boolean() },
      {
        description:
          'Who agrees that what waits at the counter goes back otherwise than it was paid, and whether the caller may',
      },
    ),
    parts: Type.Array(RefundPart),
  },
  { $id: 'Refund' },
);
export type RefundShown = Static<typeof RefundShown>;

const AT_COUNTER = {
  kind: 'permission',
  permission: 'omnichannel.refunds.counter',
  location: 'statement',
} as const;
const PAY = { ...AT_COUNTER, permission: 'omnichannel.refunds.pay' } as const;

export const refundEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/refunds/:refundId',
  summary: 'A refund and where each part of it stands',
  access: AT_COUNTER,
  params: closed({ refundId: Id }),
  reply: RefundShown,
  refusals: [refundUnknown],
});

export const counterRefundEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refunds/:refundId/counter',
  summary: 'The counter has given cash, or the terminal has given back on the card',
  access: AT_COUNTER,
  params: closed({ refundId: Id }),
  body: closed(
    {
      tender: Type.Optional(
        oneOf(COUNTER_TENDERS, {
          description:
            'What was given; may be left out when all that the counter gives goes by one tender',
        }),
      ),
      terminalSlip: Type.Optional(text(60)),
    },
    { $id: 'PayAtCounter' },
  ),
  reply: RefundShown,
  idempotency: 'required',
  refusals: [refundUnknown, refundInOtherState, counterTenderNeeded],
});

export const retryRefundEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refunds/:refundId/parts/:partId/retry',
  summary: 'Ask the provider again to pay a part it refused',
  access: AT_COUNTER,
  params: closed({ refundId: Id, partId: Id }),
  reply: RefundShown,
  idempotency: 'required',
  refusals: [refundUnknown, refundInOtherState, tenderNotAvailable],
});

export const changeTenderEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refunds/:refundId/parts/:partId/tender',
  summary: 'Pay a part by another tender, with the customer’s consent',
  description:
    'A part the provider has refused: whoever gives money back at the counter. One that was not: who the rules of the source name (`otherTender`).',
  access: AT_COUNTER,
  params: closed({ refundId: Id, partId: Id }),
  body: closed(
    {
      tender: oneOf(REFUND_TENDERS),
      consent: Type.Optional(ConsentBody),
      cashReason: Type.Optional(text(200)),
    },
    { $id: 'ChangeTender' },
  ),
  reply: RefundShown,
  idempotency: 'required',
  refusals: [
    refundUnknown,
    refundInOtherState,
    otherTenderNotYours,
    consentNeeded,
    tenderNotAvailable,
    instrumentNeverCash,
    cashBeyondRules,
    cashForbidden,
    cashReasonNeeded,
  ],
});

export const handRefundEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refunds/:refundId/parts/:partId/by-hand',
  summary: 'Record that the office has paid a part outside Bottega',
  access: PAY,
  params: closed({ refundId: Id, partId: Id }),
  body: closed({ reference: text(80) }, { $id: 'PaidByHand' }),
  reply: RefundShown,
  idempotency: 'required',
  refusals: [refundUnknown, refundInOtherState],
});

export const payDebtEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refunds-due/:refundDueId/pay',
  summary: 'Pay what is owed on record: providers are called, the rest is recorded by hand',
  access: PAY,
  params: closed({ refundDueId: Id }),
  body: closed(
    {
      tender: Type.Optional(oneOf(REFUND_TENDERS)),
      consent: Type.Optional(ConsentBody),
      cashReason: Type.Optional(text(200)),
    },
    { $id: 'PayDebt' },
  ),
  reply: RefundShown,
  idempotency: 'required',
  refusals: [
    refundUnknown,
    debtPaidAlready,
    refundNeedsApproval,
    consentNeeded,
    tenderNotAvailable,
    instrumentNeverCash,
    cashForbidden,
    cashReasonNeeded,
  ],
});

export const noticeEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/refund-notices',
  summary: 'Where the payment provider tells by itself what became of refunds',
  access: { kind: 'public', because: 'the provider signs every notice' },
  body: closed(
    {
      key: Id,
      status: oneOf(['paid', 'failed']),
      reference: nullable(text(120)),
      code: nullable(text(80)),
      amountMinor: AmountMinor,
    },
    { $id: 'RefundNotice' },
  ),
  bodyText: 'kept',
  reply: closed({ taken: Type.Boolean() }, { $id: 'RefundNoticeTaken' }),
  idempotency: { none: 'the id of the notice is its key' },
  refusals: [noticeNotSigned],
});
