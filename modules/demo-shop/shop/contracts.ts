import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  endpoint,
  Gtin,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
  pageOf,
  PageQuery,
  Quantity,
  text,
} from '../../../server/http/contract.ts';

/** What a visitor of the demonstration shop may ask. The key for the real API never leaves the server. */
const VISITOR = {
  kind: 'public',
  because: 'A visitor of the demonstration shop; present only with demo data, on loopback',
} as const;

export const DEPARTMENTS = ['Donna', 'Uomo', 'Scarpe', 'Accessori', 'Casa'] as const;

/** What one logs in with: enough for a demonstration, never for a shop. */
const CardNumber = text(40, { description: 'Number of a fidelity card' });

const WINDOW_PRICE = {
  priceMinor: AmountMinor,
  reduction: nullable(
    closed(
      { priorMinor: AmountMinor, percent: Type.Integer() },
      {
        description:
          'Where a reduction is announced: the lowest price of the thirty days before it',
      },
    ),
  ),
};

const ShopCard = closed(
  {
    styleId: Id,
    name: Type.String(),
    category: Type.String(),
    ...WINDOW_PRICE,
    colours: Type.Array(
      closed({
        name: Type.String(),
        hex: nullable(Type.String()),
        pictureUrl: nullable(Type.String()),
      }),
    ),
  },
  { $id: 'ShopCard' },
);
export type ShopCard = Static<typeof ShopCard>;

export const listStylesEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/styles',
  summary: 'What is on sale, by department',
  access: VISITOR,
  query: closed({
    department: Type.Optional(oneOf(DEPARTMENTS)),
    card: Type.Optional(CardNumber),
    ...PageQuery,
  }),
  reply: pageOf(ShopCard, { $id: 'ShopCardPage' }),
});

export const ShopStyle = closed(
  {
    styleId: Id,
    name: Type.String(),
    department: Type.String(),
    category: Type.String(),
    composition: Type.String(),
    colours: Type.Array(
      closed({
        name: Type.String(),
        hex: nullable(Type.String()),
        pictureUrl: nullable(Type.String()),
        items: Type.Array(closed({ itemId: Id, gtin: Gtin, size: Type.String(), ...WINDOW_PRICE })),
      }),
    ),
  },
  { $id: 'ShopStyle' },
);
export type ShopStyle = Static<typeof ShopStyle>;

export const getStyleEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/styles/:styleId',
  summary: 'One style with its colours and sizes',
  access: VISITOR,
  params: closed({ styleId: Id }),
  query: closed({ card: Type.Optional(CardNumber) }),
  reply: ShopStyle,
});

const ShopStore = closed(
  {
    locationId: LocationId,
    name: Type.String(),
    city: Type.String(),
    distanceKm: nullable(Type.Number()),
    openUntil: nullable(Instant),
    /** Whole pieces of the scarcest line; 0 when the basket is not there. */
    available: Type.Integer({ minimum: 0 }),
    readyBy: nullable(Instant),
  },
  { $id: 'ShopStore' },
);
export type ShopStore = Static<typeof ShopStore>;

export const BasketQuery = Type.String({
  pattern: '^[0-9]{8,14}:[1-9][0-9]{0,2}(,[0-9]{8,14}:[1-9][0-9]{0,2}){0,49}$',
  description: '`gtin:quantity`, separated by commas',
});

export const shopAvailabilityEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/availability',
  summary: 'Where a basket can be collected, nearest first',
  access: VISITOR,
  query: closed({ basket: BasketQuery }),
  reply: closed({ stores: Type.Array(ShopStore), asOf: Instant }, { $id: 'DemoShopAvailability' }),
});

const Bilingual = closed({ it: Type.String(), en: Type.String() });

const BASKET = {
  lines: Type.Array(closed({ gtin: Gtin, quantity: Quantity }), { minItems: 1, maxItems: 50 }),
  card: Type.Optional(CardNumber),
  coupons: Type.Optional(Type.Array(text(40), { maxItems: 5 })),
};

export const ShopQuote = closed(
  {
    totalMinor: AmountMinor,
    /** In the order of the lines. */
    lines: Type.Array(
      closed({ gtin: Type.String(), listMinor: AmountMinor, payMinor: AmountMinor }),
    ),
    discounts: Type.Array(
      closed({ reason: Type.String(), coupon: nullable(Type.String()), amountMinor: AmountMinor }),
    ),
    coupons: Type.Array(
      closed({ code: Type.String(), outcome: oneOf(['applied', 'idle', 'refused']) }),
    ),
    hints: Type.Array(Bilingual),
    cardKnown: Type.Boolean({ description: 'False also when no card was named' }),
  },
  { $id: 'ShopQuote' },
);
export type ShopQuote = Static<typeof ShopQuote>;

export const shopQuoteEndpoint = endpoint({
  method: 'POST',
  path: '/api/demo-shop/quotes',
  summary: 'What a basket costs, with the card and the codes of the visitor',
  access: VISITOR,
  idempotency: { none: 'it changes nothing' },
  body: closed(
    {
      ...BASKET,
      locationId: Type.Optional({ ...LocationId, description: 'Where it will be collected' }),
    },
    { $id: 'ShopQuoteRequest' },
  ),
  reply: ShopQuote,
});

export const shopCardEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/cards/:card',
  summary: 'Whether somebody has this card: the log-in of the demonstration',
  access: VISITOR,
  params: closed({ card: CardNumber }),
  reply: closed({ known: Type.Boolean() }, { $id: 'ShopCardKnown' }),
});

export const ShopSlots = closed(
  {
    /** The soonest it can be ready; null while the store takes no orders. */
    readyBy: nullable(Instant),
    /** The free ones; none where a store does not count what it promises. */
    slots: Type.Array(closed({ startsAt: Instant, endsAt: Instant })),
  },
  { $id: 'DemoShopSlots' },
);

export const shopSlotsEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/slots',
  summary: 'When a basket can be collected in a store',
  access: VISITOR,
  query: closed({
    locationId: LocationId,
    pieces: Type.Integer({ minimum: 1, maximum: 50 * 999 }),
  }),
  reply: ShopSlots,
});

export const shopOrderEndpoint = endpoint({
  method: 'POST',
  path: '/api/demo-shop/orders',
  summary: 'Order a basket for collection in a store',
  access: VISITOR,
  idempotency: {
    none: 'The attempt is the order’s external id: sending it again answers with the same order',
  },
  body: closed(
    {
      attempt: Id,
      locationId: LocationId,
      customer: closed({
        name: text(60),
        surname: text(60),
        email: Type.String({ format: 'email', maxLength: 120 }),
        phone: Type.String({ pattern: '^[+0-9 ]{6,20}$' }),
      }),
      ...BASKET,
      totalMinor: Type.Optional({ ...AmountMinor, description: 'What the visitor was shown' }),
      payment: oneOf(['online', 'at-counter']),
      slotStartsAt: Type.Optional({ ...Instant, description: 'Left out: as soon as can be' }),
    },
    { $id: 'ShopOrderRequest' },
  ),
  reply: closed({ number: Type.String(), token: Type.String() }, { $id: 'ShopOrderReply' }),
  status: 201,
});

export const shopLiveEndpoint = endpoint({
  method: 'GET',
  path: '/api/demo-shop/live',
  summary: 'Server-sent events: which items changed in which store',
  access: VISITOR,
  reply: Type.String(),
});
