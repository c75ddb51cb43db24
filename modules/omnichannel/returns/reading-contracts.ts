import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  PageQuery,
  Quantity,
  Version,
  closed,
  endpoint,
  liveView,
  nullable,
  pageOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { OrderHistory } from '../orders/reading-contracts.ts';
import { OrderNumber } from '../orders/contracts.ts';
import {
  ApprovalSeen,
  DecisionField,
  DispositionField,
  FiscalFields,
  GoodsField,
  GradeField,
  MoneyField,
  OutcomeField,
  ProofField,
  RateAmounts,
  ReasonField,
  ReturnNumber,
  ReturnedItem,
  TenderPart,
  VerdictField,
  Words,
} from './contract-fields.ts';

/** A file as lists and desks show it. */
export const ReturnRow = closed(
  {
    returnId: Id,
    version: Version,
    number: ReturnNumber,
    locationId: nullable({ ...LocationId, description: 'Where it was taken; null until it comes' }),
    orderId: Id,
    orderNumber: OrderNumber,
    customerName: Type.String({ description: '`Marta R.`' }),
    goods: GoodsField,
    decision: DecisionField,
    money: MoneyField,
    outcome: OutcomeField,
    reasons: Type.Array(ReasonField, { description: 'Why its pieces come back, each once' }),
    pieces: Type.Integer(),
    picture: nullable(Type.String()),
    currency: Currency,
    totalMinor: AmountMinor,
    backMinor: { ...AmountMinor, description: 'Of the total, what goes back as money' },
    openedAt: Instant,
    clerk: nullable(Type.String()),
    custodyPlace: nullable(Type.String()),
    approvalDeadline: nullable(Instant),
    dueBy: nullable(Instant),
    repairedAt: nullable({
      ...Instant,
      description:
        'With the decision `repair`: since when it is put right and waits for the customer',
    }),
    closedAt: nullable({ ...Instant, description: 'When nothing was left to do' }),
  },
  { $id: 'ReturnRow' },
);
export type ReturnRow = Static<typeof ReturnRow>;

export const ReturnFileLine = closed({
  lineId: Id,
  ...ReturnedItem.properties,
  quantity: Quantity,
  reason: ReasonField,
  grade: GradeField,
  disposition: nullable(DispositionField),
  toLocationId: nullable(LocationId),
  toName: nullable(Type.String()),
  why: nullable(Words),
  defect: nullable(Type.String()),
  pictureIds: Type.Array(Id),
  vatRate: Type.Number(),
  priceMinor: AmountMinor,
  goodsMinor: AmountMinor,
  transfer: nullable(closed({ transferId: Id, number: Type.String() })),
});

export const ReturnFile = closed(
  {
    ...ReturnRow.properties,
    code: nullable(Type.String({ description: '`RT-…`, as printed on its papers' })),
    customer: closed({
      name: Type.String(),
      documentType: nullable(Type.String()),
    }),
    proof: ProofField,
    note: nullable(Type.String()),
    policyVersion: Type.Integer(),
    judged: VerdictField,
    lines: Type.Array(ReturnFileLine),
    goodsMinor: AmountMinor,
    shippingMinor: AmountMinor,
    shippingWhy: Words,
    deductionMinor: { ...AmountMinor, description: 'What the approval took off' },
    byVatRate: Type.Array(RateAmounts),
    tenders: Type.Array(TenderPart),
    refund: nullable(
      closed({
        refundId: Id,
        paidMinor: AmountMinor,
        failure: nullable(Words),
      }),
    ),
    exchange: nullable(
      closed({
        pieces: Type.Array(
          closed({ ...ReturnedItem.properties, quantity: Quantity, priceMinor: AmountMinor }),
        ),
        totalMinor: AmountMinor,
        paidMinor: AmountMinor,
        dueMinor: { ...AmountMinor, description: 'To be paid before the new pieces leave' },
        backMinor: AmountMinor,
      }),
    ),
    consent: nullable(closed({ shown: Type.String(), at: Instant })),
    approval: ApprovalSeen,
    counterOffer: nullable(
      closed({
        outcome: OutcomeField,
        amountMinor: AmountMinor,
        words: Type.String(),
        by: Type.String(),
      }),
    ),
    fiscal: FiscalFields,
    withdrawalId: nullable(Id),
    documents: Type.Array(closed({ kind: Type.String(), title: Words })),
  },
  { $id: 'ReturnFile' },
);
export type ReturnFile = Static<typeof ReturnFile>;

const look = {
  kind: 'permission',
  permission: 'omnichannel.returns.read',
  location: 'statement',
} as const;

export const ReturnParams = closed({ returnId: Id });

export const readReturnEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/:returnId',
  summary: 'One return file, whole; live in its room',
  access: look,
  params: ReturnParams,
  reply: liveView(ReturnFile, { $id: 'ReturnFileView' }),
  refusals: [notFound],
});

export const returnHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/:returnId/history',
  summary: 'Who did what with a return, from the audit',
  access: look,
  params: ReturnParams,
  reply: OrderHistory,
  refusals: [notFound],
});

export const listReturnsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns',
  summary: 'Return files, newest first',
  description:
    '`q` is a file’s number, an order’s number or the beginning of a surname. `from` and `until` are whole days on the clock of the shop asked for, without one on that of the chain’s first shop.',
  access: look,
  query: closed({
    locationId: Type.Optional(LocationId),
    orderId: Type.Optional(Id),
    goods: Type.Optional(GoodsField),
    decision: Type.Optional(DecisionField),
    money: Type.Optional(MoneyField),
    reason: Type.Optional({ ...ReasonField, description: 'A piece of it comes back for this' }),
    q: Type.Optional(text(100)),
    from: Type.Optional(
      Type.String({ format: 'date', description: 'Opened on this day or later' }),
    ),
    until: Type.Optional(
      Type.String({ format: 'date', description: 'Opened on this day or earlier' }),
    ),
    ...PageQuery,
  }),
  reply: pageOf(ReturnRow, { $id: 'ReturnPage' }),
});

export const returnsDeskEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/desk',
  summary: 'What a shop’s return desk has open, and what it closed today; live',
  access: {
    kind: 'permission',
    permission: 'omnichannel.returns.read',
    location: { field: 'locationId' },
  },
  query: closed({ locationId: LocationId }),
  reply: liveView(closed({ rows: Type.Array(ReturnRow) }), { $id: 'ReturnsDeskView' }),
});
