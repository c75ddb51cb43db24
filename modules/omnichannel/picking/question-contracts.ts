import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  nullable,
  oneOf,
  tagged,
} from '../../../server/http/contract.ts';
import { OrderNumber } from '../orders/contracts.ts';
import {
  orderAlreadyPicked,
  orderInOtherState,
  orderUnknown,
  piecesNotAtShop,
  shopTakesNoOrders,
} from '../problems.ts';
import { LIKENESSES } from './domain/proposal.ts';
import {
  beyondStaffLimit,
  notProposed,
  proposalGone,
  questionClosed,
  questionUnknown,
} from './problems.ts';

const Words = {
  name: Type.String(),
  colour: Type.String(),
  colourHex: nullable(Type.String()),
  size: Type.String(),
  pictureUrl: nullable(Type.String()),
};

export const ProposalField = tagged(
  'kind',
  [
    closed({
      kind: Type.Literal('move'),
      locationId: LocationId,
      name: Type.String(),
      distanceMetres: nullable(Type.Integer({ minimum: 0 })),
    }),
    closed({
      kind: Type.Literal('bring'),
      locationId: LocationId,
      name: Type.String(),
      distanceMetres: nullable(Type.Integer({ minimum: 0 })),
      readyBy: { ...Instant, description: 'By when the order would be ready, the way included' },
    }),
    closed({
      kind: Type.Literal('substitute'),
      lineId: Id,
      itemId: Id,
      ...Words,
      likeness: oneOf(LIKENESSES, { description: 'What is other about it' }),
      quantity: Quantity,
      payMinor: { ...AmountMinor, description: 'For all of them; never more than the missing' },
      refundMinor: AmountMinor,
    }),
    closed({
      kind: Type.Literal('partial'),
      left: Quantity,
      refundMinor: AmountMinor,
    }),
    closed({ kind: Type.Literal('cancel'), refundMinor: AmountMinor }),
  ],
  { $id: 'ShortProposal' },
);

export const AnswerField = tagged(
  'kind',
  [
    closed({ kind: Type.Literal('substitute'), lineId: Id, itemId: Id }),
    closed({ kind: Type.Literal('move'), locationId: LocationId }),
    closed({ kind: Type.Literal('bring'), locationId: LocationId }),
    closed({ kind: Type.Literal('partial') }),
    closed({ kind: Type.Literal('cancel') }),
  ],
  { $id: 'ShortAnswer' },
);

const QUESTION_STATES = ['open', 'answered', 'withdrawn'] as const;
const Asked = {
  number: OrderNumber,
  state: oneOf(QUESTION_STATES),
  deadline: Instant,
  currency: Currency,
  missing: Type.Array(closed({ lineId: Id, ...Words, quantity: Quantity })),
  proposals: Type.Array(ProposalField),
  answer: nullable(AnswerField),
  answeredBy: nullable(oneOf(['customer', 'staff', 'policy'])),
};

export const QuestionForStaff = closed(
  {
    ...Asked,
    questionId: Id,
    orderId: Id,
    customerName: Type.String({ description: 'First name and initial: `Marta R.`' }),
    /** Nobody can write to them: somebody has to call. */
    hasEmail: Type.Boolean(),
    /** What happens when nobody answers in time. */
    fallback: AnswerField,
    actorName: nullable(Type.String()),
  },
  { $id: 'QuestionForStaff' },
);
export type QuestionForStaff = Static<typeof QuestionForStaff>;

export const PublicQuestion = closed(
  {
    ...Asked,
    language: oneOf(['it', 'en'], { description: 'The order’s' }),
    firstName: Type.String(),
    shop: closed({ name: Type.String(), phone: nullable(Type.String()) }),
    orderPage: Type.String({ description: 'Where the order itself is shown' }),
  },
  { $id: 'PublicQuestion' },
);
export type PublicQuestion = Static<typeof PublicQuestion>;

const answering = [
  orderUnknown,
  orderInOtherState,
  questionUnknown,
  questionClosed,
  proposalGone,
  notProposed,
  piecesNotAtShop,
  shopTakesNoOrders,
  orderAlreadyPicked,
] as const;

const staff = { kind: 'permission', permission: 'omnichannel.question.answer' } as const;

export const readQuestionEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId/question',
  summary: 'The last question about missing pieces of an order',
  access: { kind: 'permission', permission: 'omnichannel.order.read', location: 'statement' },
  params: closed({ orderId: Id }),
  reply: QuestionForStaff,
  refusals: [orderUnknown, questionUnknown],
});

export const answerQuestionEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/questions/:questionId/answer',
  summary: 'Answer in the customer’s name, who is on the phone or in the shop',
  description: 'The first answer counts, whoever gives it.',
  access: { ...staff, location: 'statement' },
  params: closed({ questionId: Id }),
  body: closed({ answer: AnswerField }, { $id: 'AnswerQuestion' }),
  reply: QuestionForStaff,
  idempotency: 'required',
  refusals: [...answering, beyondStaffLimit],
});

const BECAUSE = 'The link holds 128 random bits: whoever has it is the customer';
const TokenParams = closed({
  token: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: '128 random bits' }),
});

const publicReadEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/public/questions/:token',
  summary: 'What the customer is asked about missing pieces',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  reply: PublicQuestion,
  refusals: [questionUnknown],
});

const publicAnswerEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/public/questions/:token/answer',
  summary: 'The customer answers; the first answer counts',
  access: { kind: 'public', because: BECAUSE },
  params: TokenParams,
  body: closed({ answer: AnswerField }, { $id: 'CustomerAnswer' }),
  reply: PublicQuestion,
  idempotency: { none: 'The same answer again is answered with the same page' },
  refusals: answering,
});

/** The two things the link is good for. */
export const customerQuestion = { read: publicReadEndpoint, answer: publicAnswerEndpoint } as const;
