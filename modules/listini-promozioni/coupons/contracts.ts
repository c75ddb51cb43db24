import { Type } from 'typebox';
import {
  AmountMinor,
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { anywhere, everywhere } from '../access.ts';
import { couponExists, couponNotGood, documentOfTheHouse, limitReached } from './problems.ts';

const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';

const Series = closed(
  {
    id: Id,
    promotionId: Id,
    kind: oneOf(['shared', 'single-use']),
    name: Type.String(),
    sharedCode: nullable(Type.String()),
    validFrom: nullable(Instant),
    validTo: nullable(Instant),
    usesLimit: nullable(Type.Integer()),
    usesPerCustomer: nullable(Type.Integer()),
    budgetMinor: nullable(Type.Integer()),
    used: Type.Integer(),
    spentMinor: Type.Integer(),
    codeCount: Type.Integer(),
    createdBy: Type.String(),
    createdAt: Instant,
    blockedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'CouponSeries' },
);

export const listCoupons = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/coupon-series',
  summary: 'Shared codes and batches of codes, newest first, with what was taken of each',
  access: everywhere('coupon.manage'),
  query: closed({ promotionId: Type.Optional(Id) }),
  reply: closed({ series: Type.Array(Series) }, { $id: 'CouponSeriesList' }),
  examples: [{ input: {} }],
});

const Limits = {
  name: text(120),
  validFrom: Type.Optional(nullable(Instant)),
  validTo: Type.Optional(nullable(Instant)),
  usesLimit: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }))),
  usesPerCustomer: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))),
  budgetMinor: Type.Optional(nullable(AmountMinor)),
};

export const createSharedCode = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/shared-codes',
  summary: 'Make a code that many may use, with limits of uses and money',
  access: everywhere('coupon.manage'),
  params: closed({ promotionId: Id }),
  body: closed(
    { code: Type.String({ pattern: '^[A-Z0-9]{3,30}$', description: 'ESTATE15' }), ...Limits },
    { $id: 'NewSharedCode' },
  ),
  reply: closed({ seriesId: Id }, { $id: 'SharedCodeMade' }),
  status: 201,
  idempotency: 'required',
  refusals: [notFound, couponExists],
  examples: [{ input: { promotionId: EXAMPLE, code: 'ESTATE15', name: 'Estate', usesLimit: 500 } }],
});

export const createCodes = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/promotions/:promotionId/code-batches',
  summary: 'Make single-use codes: told once, kept as hashes only',
  description:
    'With customers one code each, which nobody else can use. Repeating the request with the same key tells the same codes; nobody can ask for them again later.',
  access: everywhere('coupon.manage'),
  params: closed({ promotionId: Id }),
  body: closed(
    {
      ...Limits,
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
      customerIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
    },
    { $id: 'NewCodes' },
  ),
  reply: closed(
    {
      seriesId: Id,
      codes: Type.Array(closed({ code: Type.String(), customerId: nullable(Id) })),
    },
    { $id: 'CodesMade' },
  ),
  status: 201,
  idempotency: 'required',
  bodyLimit: 1_000_000,
  refusals: [notFound],
  examples: [{ input: { promotionId: EXAMPLE, name: 'Compleanni dicembre', count: 100 } }],
});

export const blockCoupons = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/coupon-series/:seriesId/blocking',
  summary: 'Block a shared code or a whole batch at once',
  access: everywhere('coupon.manage'),
  params: closed({ seriesId: Id }),
  reply: closed({ seriesId: Id, version: Version }, { $id: 'CouponsBlocked' }),
  idempotency: 'required',
  refusals: [notFound],
  examples: [{ input: { seriesId: EXAMPLE } }],
});

const Document = closed(
  { kind: text(40), id: text(80) },
  { description: 'A receipt of a till, a cart of a web shop; never an order of ours' },
);

export const redeemTakes = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/redemptions',
  summary: 'Take what a quote says a sale uses of promotions and coupons: all of it or nothing',
  description:
    'The same document again takes nothing more, unless it has given back what it took: then it takes anew.',
  access: anywhere('coupon.redeem'),
  body: closed(
    {
      document: Document,
      locationId: Type.Optional(nullable(LocationId)),
      customerId: Type.Optional(nullable(Id)),
      takes: Type.Array(
        closed({
          promotionId: Id,
          uses: Type.Integer({ minimum: 1, maximum: 10_000 }),
          amountMinor: AmountMinor,
        }),
        { maxItems: 100 },
      ),
      coupons: Type.Optional(Type.Array(text(40), { maxItems: 20 })),
    },
    { $id: 'Redemption' },
  ),
  reply: closed({ taken: Type.Boolean() }, { $id: 'Redeemed' }),
  idempotency: 'required',
  refusals: [notFound, couponNotGood, limitReached, documentOfTheHouse],
  guesses: { attempts: 50, seconds: 60 },
  examples: [
    {
      input: {
        document: { kind: 'receipt', id: 'MI01-2026-000123' },
        locationId: 'MI01',
        takes: [{ promotionId: EXAMPLE, uses: 1, amountMinor: 1_500 }],
        coupons: ['ESTATE15'],
      },
    },
  ],
});

export const returnTakes = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/redemptions/return',
  summary: 'Give back what a document took: it was cancelled. Twice is once',
  description:
    'A key gives back what it took itself. A person gives back what was taken in a shop of theirs, and what they took for no shop. Orders of ours give back by themselves.',
  access: anywhere('coupon.redeem'),
  body: closed({ document: Document }, { $id: 'ReturnedRedemption' }),
  reply: closed({ givenBack: Type.Integer() }, { $id: 'RedemptionReturned' }),
  idempotency: 'required',
  refusals: [notFound, documentOfTheHouse],
  examples: [{ input: { document: { kind: 'receipt', id: 'MI01-2026-000123' } } }],
});
