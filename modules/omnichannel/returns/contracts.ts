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
  text,
} from '../../../server/http/contract.ts';
import { OrderNumber, ContractFlowField, ChannelId } from '../orders/contracts.ts';
import {
  Destination,
  FiscalFields,
  GradeField,
  OutcomeField,
  ProofField,
  ProposedDestination,
  RateAmounts,
  ReasonField,
  ReturnNumber,
  ReturnedItem,
  Settlement,
  TAKE,
  ShippingBack,
  SignedMinor,
  TenderPart,
  VerdictField,
  Words,
} from './contract-fields.ts';
import { instrumentNeverCash, refundBeyondPayment, sharesDoNotAddUp } from '../refunds/problems.ts';
import { DOCUMENT_TYPES } from '../pickup/counter-contracts.ts';
import { ReturnFile, ReturnRow } from './reading-contracts.ts';
import {
  goodsAlreadyReturned,
  nothingToReturn,
  previewChanged,
  returnOrderUnknown,
  returnRefused,
  returnIncomplete,
} from './problems.ts';

const ReasonVerdict = closed({
  reason: ReasonField,
  title: Words,
  ...VerdictField.properties,
  byLaw: Type.Boolean({ description: 'A right by law: approval only checks, it cannot deny it' }),
  deadline: nullable({ ...Instant, description: 'The first moment at which it is too late' }),
  daysLeft: nullable(Type.Integer({ description: 'Whole days; 0 on the last one' })),
  note: nullable(Words),
  needsPhoto: Type.Boolean(),
  outcomes: Type.Array(
    closed({ outcome: OutcomeField, title: Words, ...VerdictField.properties }),
    { description: 'The best first' },
  ),
});

export const ReturnableLine = closed({
  lineId: Id,
  ...ReturnedItem.properties,
  sold: Quantity,
  quantity: Type.Integer({ minimum: 0, description: 'Pieces that can still be returned' }),
  pieces: Type.Array(
    closed({
      unit: Type.Integer({ minimum: 1 }),
      priceMinor: AmountMinor,
      discounts: Type.Array(closed({ reason: Type.String(), amountMinor: AmountMinor })),
      goodsMinor: { ...AmountMinor, description: 'What was paid for it, without shipping' },
      returned: nullable(
        closed({ returnId: Id, number: ReturnNumber, at: Instant, locationId: LocationId }),
      ),
    }),
  ),
  announced: Type.Integer({ minimum: 0, description: 'Pieces the customer announced' }),
  asks: Type.Array(oneOf(['seal']), { description: 'What to look at: is the seal intact?' }),
  suggestedReason: nullable(ReasonField),
  reasons: Type.Array(ReasonVerdict),
  proposal: ProposedDestination,
});

export type ReturnableLine = Static<typeof ReturnableLine>;

export const ReturnableOrder = closed(
  {
    orderId: Id,
    number: OrderNumber,
    channel: ChannelId,
    channelTitle: Words,
    contractFlow: ContractFlowField,
    distance: Type.Boolean({ description: 'A distance contract: withdrawal is a right' }),
    customer: closed({
      customerId: nullable(Id),
      name: Type.String(),
      surname: Type.String(),
      maskedEmail: nullable(Type.String()),
      maskedPhone: nullable(Type.String()),
      returns30Days: Type.Integer({ minimum: 0, description: 'Files of the last 30 days' }),
    }),
    placedAt: Instant,
    collectedAt: nullable(Instant),
    currency: Currency,
    paidMinor: AmountMinor,
    refundedMinor: AmountMinor,
    shippingMinor: AmountMinor,
    payments: Type.Array(
      closed({
        paymentId: Id,
        kind: Type.String(),
        ending: nullable(Type.String()),
        paidMinor: AmountMinor,
        leftMinor: AmountMinor,
      }),
    ),
    fiscal: FiscalFields,
    announced: nullable(closed({ returnId: Id, number: ReturnNumber, at: Instant })),
    policyVersion: Type.Integer(),
    grades: Type.Array(
      closed({ grade: GradeField, title: Words, note: Words, photo: Type.Boolean() }),
    ),
    lines: Type.Array(ReturnableLine),
    files: Type.Array(ReturnRow),
  },
  { $id: 'ReturnableOrder' },
);
export type ReturnableOrder = Static<typeof ReturnableOrder>;

export const eligibilityEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/orders/:orderId',
  summary: 'What of an order may come back, line by line and reason by reason',
  access: TAKE,
  params: closed({ orderId: Id }),
  query: closed({ locationId: LocationId, proof: Type.Optional(ProofField) }),
  reply: ReturnableOrder,
  refusals: [returnOrderUnknown],
});

export const ReturnLine = closed({
  lineId: Id,
  quantity: Quantity,
  reason: ReasonField,
  grade: GradeField,
  sealIntact: Type.Optional(Type.Boolean({ description: 'Where the line asks for it' })),
  defect: Type.Optional(text(300, { description: 'What is wrong with it' })),
  pictureIds: Type.Optional(Type.Array(Id, { maxItems: 6 })),
  destination: Type.Optional({ ...Destination, description: 'As proposed when left out' }),
});
export type ReturnLine = Static<typeof ReturnLine>;

export const RETURN_BODY = {
  orderId: Id,
  locationId: LocationId,
  proof: ProofField,
  lines: Type.Array(ReturnLine, { minItems: 1, maxItems: 100 }),
  settlement: Type.Optional({ ...Settlement, description: 'The original tender when left out' }),
} as const;

const EXAMPLE = {
  orderId: '01978a3e-52c1-7cc0-9d6e-2f0a8f4e11aa',
  locationId: 'MI01',
  proof: 'code',
  lines: [
    {
      lineId: '01978a3e-52c1-7cc0-9d6e-2f0a8f4e11ab',
      quantity: 1,
      reason: 'withdrawal',
      grade: 'A',
    },
  ],
  settlement: { outcome: 'original-tender' },
} as const;

export const PreviewedLine = closed({
  lineId: Id,
  ...ReturnedItem.properties,
  quantity: Quantity,
  units: Type.Array(Type.Integer()),
  reason: ReasonField,
  grade: GradeField,
  ...VerdictField.properties,
  priceMinor: AmountMinor,
  discounts: Type.Array(closed({ reason: Type.String(), amountMinor: AmountMinor })),
  goodsMinor: AmountMinor,
  vatRate: Type.Number(),
  destination: ProposedDestination,
});

export type PreviewedLine = Static<typeof PreviewedLine>;

export const ReturnPreview = closed(
  {
    orderId: Id,
    number: OrderNumber,
    currency: Currency,
    policyVersion: Type.Integer(),
    digest: Type.String({ description: 'Of all this; confirm sends it back' }),
    ...VerdictField.properties,
    byLaw: Type.Boolean(),
    lines: Type.Array(PreviewedLine),
    goodsMinor: AmountMinor,
    shipping: ShippingBack,
    totalMinor: AmountMinor,
    byVatRate: Type.Array(RateAmounts),
    outcome: OutcomeField,
    tenders: Type.Array(TenderPart),
    roundingMinor: {
      ...SignedMinor,
      description: 'Given more (or less, below 0) than goes back, because all of it is cash',
    },
    exchange: nullable(
      closed({
        pieces: Type.Array(
          closed({ ...ReturnedItem.properties, quantity: Quantity, priceMinor: AmountMinor }),
        ),
        totalMinor: AmountMinor,
        differenceMinor: { ...SignedMinor, description: 'More (or less, below 0) than the goods' },
        dueMinor: AmountMinor,
        backMinor: AmountMinor,
      }),
    ),
    consent: nullable({ ...Words, description: 'What the customer must agree to' }),
    points: nullable(closed({ reversed: Type.Integer(), note: Words })),
    fiscal: FiscalFields,
    dueBy: { ...Instant, description: 'When the money must be back by law' },
    documents: Type.Array(closed({ kind: Type.String(), title: Words })),
  },
  { $id: 'ReturnPreview' },
);
export type ReturnPreview = Static<typeof ReturnPreview>;

export const previewReturnEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/preview',
  summary: 'What a return comes to, before anything is touched',
  access: TAKE,
  body: closed(RETURN_BODY, { $id: 'PreviewReturn' }),
  reply: ReturnPreview,
  idempotency: { none: 'it changes nothing' },
  refusals: [
    returnOrderUnknown,
    nothingToReturn,
    goodsAlreadyReturned,
    returnIncomplete,
    instrumentNeverCash,
    refundBeyondPayment,
    sharesDoNotAddUp,
  ],
  examples: [{ input: EXAMPLE }],
});

export const confirmReturnEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns',
  summary: 'Take the goods: stock, money, transfers and papers follow, or a request for approval',
  description:
    'In one transaction. Where somebody must agree first, the goods are taken in custody at `custodyPlace` and the file goes on by itself when they have answered.',
  access: TAKE,
  body: closed(
    {
      ...RETURN_BODY,
      digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      customerName: Type.Optional(text(160, { description: 'Who brings it, for the file' })),
      documentType: Type.Optional(oneOf(DOCUMENT_TYPES)),
      note: Type.Optional(text(500)),
      custodyPlace: Type.Optional(
        text(40, { description: 'Where the goods wait for the answer: needed when one is needed' }),
      ),
    },
    { $id: 'ConfirmReturn' },
  ),
  reply: ReturnFile,
  status: 201,
  idempotency: 'required',
  refusals: [
    returnOrderUnknown,
    nothingToReturn,
    goodsAlreadyReturned,
    returnIncomplete,
    previewChanged,
    returnRefused,
    instrumentNeverCash,
    refundBeyondPayment,
    sharesDoNotAddUp,
  ],
  examples: [
    {
      input: {
        ...EXAMPLE,
        digest: '0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b',
      },
    },
  ],
});
