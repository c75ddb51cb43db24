import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  closed,
  Currency,
  endpoint,
  Gtin,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  pageOf,
  PageQuery,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { unknownItems } from '../../base/api.ts';
import { MOST_LINES } from './domain.ts';
import { receiptDoesNotAddUp, receiptExists } from './problems.ts';

const RECORD = {
  kind: 'permission',
  permission: 'store-system.receipt.record',
  location: { field: 'locationId' },
} as const;
const EXAMPLE = '01939c5e-7a00-7000-8000-000000000001';

const Fiscal = closed(
  {
    rtSerial: text(40),
    zNumber: Type.Integer({ minimum: 0, maximum: 100_000 }),
    documentNumber: Type.Integer({ minimum: 0, maximum: 100_000 }),
  },
  { description: 'Serial number of the fiscal printer, closing, document' },
);

const Pieces = closed(
  {
    quantity: Type.Integer({ minimum: 1, maximum: 10_000 }),
    listPriceMinor: AmountMinor,
    discounts: Type.Array(
      closed({
        promotionId: Type.Optional(nullable(Id)),
        reason: text(200),
        amountMinor: AmountMinor,
      }),
      { maxItems: 20, description: 'Taken off one piece' },
    ),
  },
  { description: 'Equal pieces' },
);

const TENDER_KINDS = [
  'cash',
  'card',
  'gift-card',
  'voucher',
  'return-voucher',
  'bank-transfer',
  'online',
  'other',
] as const;

const ReceiptBody = {
  externalId: text(80),
  tillId: text(40),
  kind: Type.Optional(oneOf(['sale', 'return'])),
  channel: Type.Optional(text(40)),
  customerId: Type.Optional(nullable(Id)),
  currency: Type.Optional(Currency),
  issuedAt: Instant,
  fiscal: Type.Optional(nullable(Fiscal)),
  roundingMinor: Type.Optional(Type.Integer({ minimum: -2, maximum: 2 })),
  pricedBy: Type.Optional(nullable(closed({ engine: text(40), version: text(40) }))),
  returnsId: Type.Optional(nullable(Id)),
  lines: Type.Array(
    closed({
      gtin: Type.Optional(Gtin),
      itemId: Type.Optional(Id),
      vatRate: Type.Optional(Type.Number({ minimum: 0, maximum: 99 })),
      pieces: Type.Array(Pieces, { minItems: 1, maxItems: 100 }),
    }),
    { minItems: 1, maxItems: MOST_LINES },
  ),
  tenders: Type.Array(
    closed({
      kind: oneOf(TENDER_KINDS),
      amountMinor: AmountMinor,
      reference: Type.Optional(nullable(text(80))),
    }),
    { minItems: 0, maxItems: 20 },
  ),
};

const EXAMPLE_RECEIPT = {
  externalId: '2026-11-22/1/000123',
  tillId: '1',
  issuedAt: '2026-11-22T10:15:00+01:00',
  fiscal: { rtSerial: '99MEY012345', zNumber: 812, documentNumber: 23 },
  lines: [
    {
      gtin: '8050000000017',
      pieces: [
        {
          quantity: 1,
          listPriceMinor: 19_900,
          discounts: [{ reason: 'Sconto 20 %', amountMinor: 3_980 }],
        },
      ],
    },
  ],
  tenders: [{ kind: 'card', amountMinor: 15_920 }],
};

const Taken = closed(
  { receiptId: Id, totalMinor: Type.Integer(), existed: Type.Boolean() },
  { $id: 'ReceiptTaken' },
);

export const recordReceipt = endpoint({
  method: 'POST',
  path: '/api/store-system/locations/:locationId/till-receipts',
  summary: 'Take in what a till sold or took back, with the share of every discount in each piece',
  access: RECORD,
  params: closed({ locationId: LocationId }),
  body: closed(ReceiptBody, { $id: 'TillReceipt' }),
  reply: Taken,
  status: 201,
  idempotency: 'required',
  refusals: [unknownItems, receiptExists, receiptDoesNotAddUp],
  examples: [{ input: { locationId: 'MI01', ...EXAMPLE_RECEIPT } }],
});

export const recordReceipts = endpoint({
  method: 'POST',
  path: '/api/store-system/locations/:locationId/till-receipts/batches',
  summary: 'Take in many receipts of a shop at once; each is taken or told why not',
  access: RECORD,
  params: closed({ locationId: LocationId }),
  body: closed(
    { receipts: Type.Array(closed(ReceiptBody), { minItems: 1, maxItems: 500 }) },
    { $id: 'TillReceipts' },
  ),
  reply: closed(
    {
      taken: Type.Integer(),
      existed: Type.Integer(),
      refused: Type.Array(
        closed({ externalId: Type.String(), problem: Type.String(), detail: Type.String() }),
      ),
    },
    { $id: 'ReceiptsTaken' },
  ),
  idempotency: 'required',
  bodyLimit: 10_000_000,
  examples: [{ input: { locationId: 'MI01', receipts: [EXAMPLE_RECEIPT] } }],
});

export const Receipt = closed(
  {
    receiptId: Id,
    locationId: LocationId,
    kind: oneOf(['sale', 'return']),
    tillId: Type.String(),
    externalId: Type.String(),
    channel: Type.String(),
    customerId: nullable(Id),
    currency: Currency,
    totalMinor: Type.Integer(),
    discountMinor: Type.Integer(),
    vatMinor: Type.Integer(),
    roundingMinor: Type.Integer(),
    fiscal: nullable(Fiscal),
    issuedAt: Instant,
    businessDay: BusinessDay,
    snapshotVersion: nullable(Type.String()),
    returnsId: nullable(Id),
    lines: Type.Array(
      closed({
        lineNumber: Type.Integer(),
        itemId: Id,
        quantity: Type.Integer(),
        listPriceMinor: Type.Integer(),
        discountMinor: Type.Integer(),
        totalMinor: Type.Integer(),
        vatRate: Type.Number(),
        vatMinor: Type.Integer(),
        pieces: Type.Array(
          closed({
            quantity: Type.Integer(),
            listPriceMinor: Type.Integer(),
            payMinor: Type.Integer(),
            discounts: Type.Array(
              closed({
                promotionId: nullable(Type.String()),
                reason: Type.String(),
                amountMinor: Type.Integer(),
              }),
            ),
          }),
        ),
      }),
    ),
    tenders: Type.Array(
      closed({
        kind: oneOf(TENDER_KINDS),
        amountMinor: Type.Integer(),
        reference: nullable(Type.String()),
      }),
    ),
  },
  { $id: 'Receipt' },
);
export type Receipt = Static<typeof Receipt>;

const READ = {
  kind: 'permission',
  permission: 'store-system.receipt.read',
  location: { field: 'locationId' },
} as const;

export const listReceipts = endpoint({
  method: 'GET',
  path: '/api/store-system/locations/:locationId/till-receipts',
  summary: 'Receipts of a shop, newest first; one by its fiscal reference or the till’s number',
  access: READ,
  params: closed({ locationId: LocationId }),
  query: closed({
    day: Type.Optional(BusinessDay),
    externalId: Type.Optional(text(80)),
    rtSerial: Type.Optional(text(40)),
    zNumber: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    documentNumber: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    ...PageQuery,
  }),
  reply: pageOf(
    closed({
      receiptId: Id,
      externalId: Type.String(),
      kind: oneOf(['sale', 'return']),
      issuedAt: Instant,
      totalMinor: Type.Integer(),
      fiscal: nullable(Fiscal),
    }),
    { $id: 'ReceiptPage' },
  ),
  examples: [{ input: { locationId: 'MI01', day: '2026-11-22' } }],
});

export const readReceipt = endpoint({
  method: 'GET',
  path: '/api/store-system/locations/:locationId/till-receipts/:receiptId',
  summary: 'One receipt, piece by piece',
  access: READ,
  params: closed({ locationId: LocationId, receiptId: Id }),
  reply: Receipt,
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', receiptId: EXAMPLE } }],
});
