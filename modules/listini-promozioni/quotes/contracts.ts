import { Type, type Static } from 'typebox';
import {
  closed,
  Currency,
  endpoint,
  Gtin,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { anywhere } from '../access.ts';
import { unknownGoods } from '../problems.ts';

export const Amount = Type.Integer();
const kind = <const K extends string>(name: K) => Type.Literal(name);

const Line = closed({
  lineId: text(80),
  itemId: Type.Optional(Id),
  gtin: Type.Optional(Gtin),
  quantity: Type.Integer({ minimum: 1, maximum: 100_000 }),
  givenPriceMinor: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10_000_000_000,
      description: 'Agreed before; lists are not asked',
    }),
  ),
  stockLevel: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
});

export const QuoteCustomer = closed(
  {
    customerId: Type.Optional(Id),
    hasCard: Type.Optional(Type.Boolean()),
    tier: Type.Optional(text(40)),
    segments: Type.Optional(Type.Array(text(80), { maxItems: 100 })),
    isStaff: Type.Optional(Type.Boolean()),
    purchaseNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    spentMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
  },
  {
    $id: 'QuoteCustomer',
    description: 'What is said here holds; with an id, the rest is what is known of the customer',
  },
);

export const BasketToPrice = {
  channel: text(40),
  locationId: Type.Optional(nullable(LocationId)),
  currency: Type.Optional(Currency),
  customer: Type.Optional(nullable(QuoteCustomer)),
  lines: Type.Array(Line, { minItems: 1, maxItems: 500 }),
  coupons: Type.Optional(Type.Array(text(40), { maxItems: 20 })),
  shipping: Type.Optional(
    Type.Array(
      closed({
        method: text(40),
        amountMinor: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
        vatRate: Type.Optional(Type.Number({ minimum: 0, maximum: 99 })),
      }),
      { maxItems: 10 },
    ),
  ),
  tenders: Type.Optional(Type.Array(text(40), { maxItems: 10 })),
};

export const Bilingual = closed({ it: Type.String(), en: Type.String() });

export const Miss = nullable(
  tagged('kind', [
    closed({ kind: kind('pieces'), pieces: Type.Integer() }),
    closed({ kind: kind('amount'), amountMinor: Amount }),
    closed({ kind: kind('coupon') }),
    closed({ kind: kind('card') }),
    closed({ kind: kind('wait'), from: Type.String() }),
  ]),
);

const PricedLine = closed(
  {
    lineId: Type.String(),
    itemId: Id,
    quantity: Type.Integer(),
    listPriceMinor: Amount,
    pieces: Type.Array(
      closed({
        quantity: Type.Integer(),
        listPriceMinor: Amount,
        discounts: Type.Array(
          closed({ promotionId: Id, amountMinor: Amount, fundedMinor: Amount }),
        ),
        netMinor: Amount,
        vatMinor: Amount,
      }),
      { description: 'Equal pieces of the line: a 3 for 2 leaves two groups' },
    ),
    listMinor: Amount,
    discountMinor: Amount,
    netMinor: Amount,
    vatRate: Type.Number(),
    vatMinor: Amount,
    price: closed({
      source: oneOf(['list', 'given', 'catalogue', 'none']),
      listId: nullable(Type.String()),
      asked: Type.Array(
        closed({
          listId: Type.String(),
          outcome: oneOf(['won', 'no-price', 'not-in-force', 'outranked']),
          amountMinor: nullable(Amount),
          by: nullable(oneOf(['item', 'style', 'formula'])),
          minQuantity: nullable(Type.Integer()),
        }),
      ),
    }),
  },
  { $id: 'QuotedLine' },
);

export const Quote = closed(
  {
    snapshotVersion: Type.String({ description: 'Kept with a sale: prices it again for ever' }),
    pricedAt: Instant,
    currency: Currency,
    lines: Type.Array(PricedLine),
    shipping: Type.Array(
      closed({
        method: Type.String(),
        listMinor: Amount,
        discounts: Type.Array(closed({ promotionId: Id, amountMinor: Amount })),
        netMinor: Amount,
        vatRate: Type.Number(),
        vatMinor: Amount,
      }),
    ),
    promotions: Type.Array(
      closed({
        promotionId: Id,
        name: Bilingual,
        receipt: Bilingual,
        version: Type.Integer(),
        amountMinor: Amount,
        lane: Type.String(),
        returnPolicy: Type.String(),
        next: Miss,
        hint: nullable(Bilingual),
      }),
      { description: 'Those that applied, with what each took off' },
    ),
    withinReach: Type.Array(
      closed({
        promotionId: Id,
        name: Bilingual,
        reason: Type.String({
          description: 'Why it did not apply: condition, beaten, other-hours…',
        }),
        beatenBy: nullable(Type.String()),
        miss: Miss,
        hint: nullable(Bilingual),
      }),
      { description: 'Those that did not, and the smallest change that would make them' },
    ),
    coupons: Type.Array(
      closed({
        code: Type.String(),
        verdict: oneOf([
          'good',
          'unknown',
          'used',
          'blocked',
          'not-yet',
          'expired',
          'exhausted',
          'of-somebody-else',
          'used-by-this-customer',
        ]),
        promotionId: nullable(Id),
      }),
    ),
    gifts: Type.Array(closed({ promotionId: Id, itemId: Id, quantity: Type.Integer() })),
    points: Type.Array(
      closed({
        promotionId: Id,
        multiplier: Type.Number(),
        extra: Type.Integer(),
        lineIds: Type.Array(Type.String()),
      }),
    ),
    totals: closed({
      listMinor: Amount,
      discountMinor: Amount,
      goodsMinor: Amount,
      shippingListMinor: Amount,
      shippingMinor: Amount,
      totalMinor: Amount,
      vatMinor: Amount,
      vat: Type.Array(closed({ rate: Type.Number(), grossMinor: Amount, vatMinor: Amount })),
    }),
    takes: Type.Array(closed({ promotionId: Id, uses: Type.Integer(), amountMinor: Amount }), {
      description: 'What the sale takes of limits: to be redeemed with the sale',
    }),
  },
  { $id: 'Quote' },
);
export type Quote = Static<typeof Quote>;

export const quoteBasket = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/quotes',
  summary: 'What a basket costs, piece by piece, with the reason for everything',
  access: anywhere('price.read'),
  body: closed(
    {
      ...BasketToPrice,
      at: Type.Optional({
        ...Instant,
        description: 'Another moment than now: a past or a coming one',
      }),
      snapshotVersion: Type.Optional(
        Type.String({
          pattern: '^[0-9]{1,15}$',
          description: 'From the prices of this version: a receipt is priced again',
        }),
      ),
      explain: Type.Optional(oneOf(['none', 'reach', 'all'])),
    },
    { $id: 'BasketToQuote' },
  ),
  reply: Quote,
  idempotency: { none: 'it changes nothing' },
  bodyLimit: 1_000_000,
  refusals: [unknownGoods, notFound],
  examples: [
    {
      input: {
        channel: 'store',
        locationId: 'MI01',
        lines: [{ lineId: '1', gtin: '8050000000017', quantity: 3 }],
        customer: { tier: 'Oro', hasCard: true },
      },
    },
  ],
});
