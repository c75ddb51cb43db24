import { Type } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  pageOf,
  PageQuery,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { invalidRequest, notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { Words, ListCode, WallTime } from '../price-lists/contracts.ts';
import { belowFloor, reductionRefused, salesBan } from '../price-history/problems.ts';
import { anotherApproves, notInState, promotionExists } from '../problems.ts';
import { DefinitionSchema } from './definition-contracts.ts';

const PROMOTION = { promotionId: Id };
const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';

const Phase = oneOf(['draft', 'submitted', 'scheduled', 'live', 'paused', 'ended', 'discarded']);
export const SaleKindSchema = oneOf([
  'promo',
  'saldi',
  'liquidation',
  'below-cost',
  'card',
  'coupon',
]);
const OpenState = nullable(oneOf(['draft', 'submitted']));
const State = oneOf(['draft', 'running', 'paused', 'stopped', 'discarded']);
/** What the builder fills in: kept as it was, so that it can be opened in the same template again. */
const Template = Type.Object(
  { id: text(40) },
  {
    additionalProperties: true,
    description: 'The template and its fields, as the builder keeps them',
  },
);

export const PromotionVersionReply = closed(
  {
    number: Type.Integer(),
    state: oneOf(['draft', 'submitted', 'approved', 'superseded']),
    definition: DefinitionSchema,
    template: nullable(Template),
    sentence: Words,
    saleKind: SaleKindSchema,
    announced: Type.Boolean(),
    banOverride: nullable(Type.String()),
    note: Type.String(),
    createdBy: Type.String(),
    createdAt: Instant,
    submittedBy: nullable(Type.String()),
    submittedAt: nullable(Instant),
    decidedBy: nullable(Type.String()),
    decidedAt: nullable(Instant),
    decisionNote: nullable(Type.String()),
  },
  { $id: 'PromotionVersion' },
);

const PromotionSummary = closed(
  {
    id: Id,
    code: ListCode,
    name: closed({ it: Type.String(), en: Type.String() }),
    sentence: closed({ it: Type.String(), en: Type.String() }),
    phase: Phase,
    openState: OpenState,
    campaignId: nullable(Id),
    pauseReason: nullable(Type.String()),
    from: nullable(WallTime),
    to: nullable(WallTime),
    saleKind: SaleKindSchema,
    number: Type.Integer({
      description: 'Of the version shown: the one in force, else the latest',
    }),
    createdBy: Type.String(),
    createdAt: Instant,
    version: Version,
  },
  { $id: 'PromotionSummary' },
);

export const listPromotions = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/promotions',
  summary: 'Promotions, newest first',
  access: everywhere('promotion.read'),
  query: closed({
    state: Type.Optional(State),
    search: Type.Optional(text(120)),
    campaignId: Type.Optional(Id),
    ...PageQuery,
  }),
  reply: pageOf(PromotionSummary, { $id: 'Promotions' }),
  examples: [{ input: { state: 'running' } }],
});

export const readPromotion = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/promotions/:promotionId',
  summary: 'A promotion with every version of it, and what has been taken of its limits',
  access: everywhere('promotion.read'),
  params: closed(PROMOTION),
  reply: closed(
    {
      promotion: PromotionSummary,
      versions: Type.Array(PromotionVersionReply),
      taken: closed({
        uses: Type.Integer(),
        usesLimit: nullable(Type.Integer()),
        spentMinor: Type.Integer(),
        budgetMinor: nullable(Type.Integer()),
      }),
    },
    { $id: 'PromotionFile' },
  ),
  refusals: [notFound],
  examples: [{ input: { promotionId: EXAMPLE } }],
});

const Moved = closed(
  {
    id: Id,
    state: State,
    openState: OpenState,
    openNumber: nullable(Type.Integer()),
    approvedNumber: nullable(Type.Integer()),
    version: Version,
  },
  { $id: 'PromotionMoved' },
);

const Draft = {
  definition: DefinitionSchema,
  template: Type.Optional(Template),
  campaignId: Type.Optional(nullable(Id)),
  saleKind: Type.Optional(SaleKindSchema),
  announced: Type.Optional(
    Type.Boolean({ description: 'Labels and adverts say that prices are lower' }),
  ),
  banOverride: Type.Optional(
    nullable(text(500, { description: 'Why the calendar of sales is not kept' })),
  ),
  note: Type.Optional(text(2_000, { minLength: 0 })),
};

const DEFINITION = {
  texts: {
    name: { it: 'Donna −20 %', en: 'Women −20%' },
    receipt: { it: 'Sconto 20 %', en: '20% off' },
    label: { it: '', en: '' },
  },
  where: { regions: ['Lombardia'] },
  when: {
    from: '2026-12-05T00:00',
    to: '2026-12-13T00:00',
    weekdays: [6],
    hours: [{ from: 900, to: 1140 }],
  },
  who: [{ kind: 'tier', in: ['Oro'] }],
  conditions: [],
  benefits: [
    {
      kind: 'percent',
      percent: 20,
      allocation: 'eachLine',
      of: { attribute: 'line', in: ['Donna'] },
    },
  ],
  combination: { lane: 'item', priority: 10, exclusive: 'none' },
  limits: {},
  floor: null,
  returnPolicy: 'keep',
  funding: null,
};

export const createPromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions',
  summary: 'Start a promotion with its first draft',
  access: everywhere('promotion.edit'),
  body: closed({ code: ListCode, ...Draft }, { $id: 'NewPromotion' }),
  reply: Moved,
  status: 201,
  idempotency: 'required',
  bodyLimit: 2_000_000,
  refusals: [promotionExists, invalidRequest],
  examples: [{ input: { code: 'DONNA-SABATO', definition: DEFINITION } }],
});

export const rewritePromotion = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/promotions/:promotionId/draft',
  summary: 'Rewrite the open draft, or begin the next version of a running promotion',
  access: everywhere('promotion.edit'),
  params: closed(PROMOTION),
  body: closed(Draft, { $id: 'PromotionDraft' }),
  reply: Moved,
  idempotency: 'required',
  ifMatch: 'required',
  bodyLimit: 2_000_000,
  refusals: [notFound, staleRevision, notInState, invalidRequest],
  examples: [{ input: { promotionId: EXAMPLE, definition: DEFINITION } }],
});

const step = (path: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/listini-promozioni/promotions/:promotionId/${path}`,
    summary,
    access: everywhere('promotion.edit'),
    params: closed(PROMOTION),
    reply: Moved,
    idempotency: 'required',
    refusals: [notFound, notInState],
    examples: [{ input: { promotionId: EXAMPLE } }],
  });

export const withdrawPromotion = step('withdrawal', 'Take a submitted version back to draft');
export const discardPromotion = step('discarding', 'Put away a promotion that never ran');
export const endPromotion = step('ending', 'End a promotion before its time');

export const resumePromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/resumption',
  summary: 'Let a paused promotion run again',
  access: everywhere('promotion.edit'),
  params: closed(PROMOTION),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState, reductionRefused, salesBan],
  examples: [{ input: { promotionId: EXAMPLE } }],
});

export const pausePromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/pause',
  summary: 'Take a promotion out of every price at once, with the reason',
  access: everywhere('promotion.edit'),
  params: closed(PROMOTION),
  body: closed({ reason: text(500) }, { $id: 'PromotionPause' }),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [{ input: { promotionId: EXAMPLE, reason: 'Percentuale sbagliata sul volantino' } }],
});

export const submitPromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/submission',
  summary: 'Hand the open draft in for approval',
  access: everywhere('promotion.edit'),
  params: closed(PROMOTION),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState, reductionRefused, salesBan, belowFloor],
  examples: [{ input: { promotionId: EXAMPLE } }],
});

export const approvePromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/approval',
  summary: 'Approve what was handed in and put it in force: somebody else than its author',
  access: everywhere('promotion.approve'),
  params: closed(PROMOTION),
  body: closed({ note: Type.Optional(text(1_000)) }, { $id: 'PromotionApproval' }),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState, anotherApproves, reductionRefused, salesBan, belowFloor],
  examples: [{ input: { promotionId: EXAMPLE } }],
});

export const rejectPromotion = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/rejection',
  summary: 'Send what was handed in back to its author, with the reason',
  access: everywhere('promotion.approve'),
  params: closed(PROMOTION),
  body: closed({ note: text(1_000) }, { $id: 'PromotionRejection' }),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [{ input: { promotionId: EXAMPLE, note: 'Budget da rivedere' } }],
});
