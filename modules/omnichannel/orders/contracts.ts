import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Gtin,
  Id,
  Instant,
  LocationId,
  Quantity,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { CONTRACT_FLOWS, ONLINE_TENDERS, ORDER_STATES } from './domain/order.ts';
import {
  basketNotInStock,
  offerJustTaken,
  orderExists,
  orderInOtherState,
  orderAlreadyPicked,
  orderUnknown,
  piecesNotOpen,
  piecesNotAtShop,
  shopTakesNoOrders,
} from '../problems.ts';
import { orderNotAcceptable } from './not-acceptable.ts';

export const ChannelId = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,29}$',
  description: 'Channel: web, phone…',
});
/** To choose a channel from. */
export const SalesChannels = Type.Array(
  closed({ id: Type.String(), title: closed({ it: Type.String(), en: Type.String() }) }),
  { description: 'Every channel there is, with what it is called' },
);
export const OrderStateField = oneOf(ORDER_STATES);
export const OrderNumber = Type.String({ description: 'As people say it: `48 198`' });
export const ContractFlowField = oneOf(CONTRACT_FLOWS, {
  description:
    'A paid online · B binding online, paid at the counter · C non-binding booking · D ordered in the shop by an assistant · E phone or chat',
});
export const VatRate = Type.Number({ minimum: 0, maximum: 99, description: 'Per cent: 22' });
export const Pieces = Type.Integer({ minimum: 0, description: 'Pieces' });

export const PlaceOrder = closed(
  {
    channel: ChannelId,
    externalId: text(100, { description: 'The order’s number in the channel' }),
    locationId: LocationId,
    acceptOtherLocation: Type.Optional(
      Type.Boolean({
        description:
          'May another shop take the place of the chosen one when it lacks pieces? As the channel’s policy says when left out',
      }),
    ),
    slotStartsAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'When the pickup slot starts that the customer chose, one of `GET /api/omnichannel/slots`. Whoever loses the race for its last place gets the next one: `readyBy` says which',
      }),
    ),
    contractFlow: ContractFlowField,
    currency: Currency,
    customer: closed({
      externalId: Type.Optional(text(100, { description: 'The customer’s number in the channel' })),
      card: Type.Optional(text(40, { description: 'The number of the customer’s fidelity card' })),
      name: text(80),
      surname: text(80),
      email: Type.Optional(nullable(Type.String({ format: 'email', maxLength: 254 }))),
      phone: Type.Optional(
        nullable(Type.String({ pattern: '^\\+[1-9][0-9]{5,14}$', description: 'E.164' })),
      ),
      language: Type.Optional(oneOf(['it', 'en'])),
    }),
    pricing: Type.Optional(
      closed(
        {
          coupons: Type.Optional(
            Type.Array(text(40), { maxItems: 20, description: 'The customer’s codes' }),
          ),
        },
        {
          description:
            'Present: the order costs what our prices and promotions say now for this channel, shop and customer, and the lines say no prices. What it uses of coupons and limits is taken with it. Left out: the channel’s own prices, line by line',
        },
      ),
    ),
    lines: Type.Array(
      closed({
        externalLineId: text(100),
        gtin: Gtin,
        quantity: Quantity,
        unitPriceMinor: Type.Optional(AmountMinor),
        discounts: Type.Optional(
          Type.Array(
            closed({
              reason: text(120),
              amountMinor: Type.Integer({
                minimum: 1,
                maximum: 100_000_000_00,
                description: 'Off the whole line',
              }),
            }),
            { maxItems: 20 },
          ),
        ),
        vatRate: Type.Optional(VatRate),
      }),
      { minItems: 1, maxItems: 100 },
    ),
    shippingMinor: Type.Optional(AmountMinor),
    totalMinor: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100_000_000_00,
        description: 'What the channel says the order costs: refused when it does not add up',
      }),
    ),
    payments: Type.Optional(
      Type.Array(
        closed({
          kind: oneOf(ONLINE_TENDERS),
          amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_00 }),
          providerRef: Type.Optional(text(200)),
        }),
        { maxItems: 10, description: 'None: to be paid at the counter' },
      ),
    ),
  },
  { $id: 'PlaceOrder' },
);
export type PlaceOrder = Static<typeof PlaceOrder>;

export const PlacedOrder = closed(
  {
    orderId: Id,
    version: Version,
    number: OrderNumber,
    state: OrderStateField,
    channel: ChannelId,
    externalId: Type.String(),
    chosenLocationId: LocationId,
    locationId: LocationId,
    placedAt: Instant,
    readyBy: Instant,
    currency: Currency,
    totalMinor: AmountMinor,
    paidMinor: AmountMinor,
    dueMinor: AmountMinor,
    lines: Type.Array(closed({ externalLineId: Type.String(), lineId: Id, quantity: Quantity })),
    existed: Type.Boolean({ description: 'True when the same order had already been placed' }),
  },
  { $id: 'PlacedOrder' },
);
export type PlacedOrder = Static<typeof PlacedOrder>;

export const placeOrderEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders',
  summary: 'Place an order for pickup in a shop',
  description:
    'The pieces are promised in the same transaction, or the order is refused. The same `externalId` with the same content answers with the existing order.',
  access: { kind: 'permission', permission: 'omnichannel.order.place', location: 'anywhere' },
  body: PlaceOrder,
  reply: PlacedOrder,
  status: 201,
  idempotency: 'required',
  refusals: [orderNotAcceptable, basketNotInStock, orderExists, offerJustTaken],
  examples: [
    {
      input: {
        channel: 'web',
        externalId: 'W-10023',
        locationId: 'MI01',
        contractFlow: 'A',
        currency: 'EUR',
        customer: { name: 'Marta', surname: 'Rinaldi', email: 'marta.rinaldi@example.com' },
        lines: [
          {
            externalLineId: '1',
            gtin: '8052345600017',
            quantity: 1,
            unitPriceMinor: 24900,
            discounts: [{ reason: 'Benvenuta', amountMinor: 2000 }],
            vatRate: 22,
          },
        ],
        payments: [{ kind: 'card', amountMinor: 22900, providerRef: 'pi_3Q' }],
      },
    },
    {
      input: {
        channel: 'web',
        externalId: 'W-10024',
        locationId: 'MI01',
        contractFlow: 'B',
        currency: 'EUR',
        customer: { name: 'Marta', surname: 'Rinaldi', card: '2900000004417' },
        pricing: { coupons: ['BENVENUTA10'] },
        lines: [{ externalLineId: '1', gtin: '8052345600017', quantity: 3 }],
        totalMinor: 49_800,
      },
    },
  ],
});

export const OrderParams = closed({ orderId: Id });

export const CancelledOrder = closed(
  {
    orderId: Id,
    version: Version,
    state: OrderStateField,
    toPutBack: Pieces,
    toRefundMinor: AmountMinor,
  },
  { $id: 'CancelledOrder' },
);
export type CancelledOrder = Static<typeof CancelledOrder>;

export const cancelOrderEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/:orderId/cancel',
  summary: 'Cancel what is still open of an order: all of it, or some pieces',
  description:
    'Pieces on the floor are free at once; pieces already picked are free when somebody has put them back. What was paid for them is on record as owed back.',
  access: { kind: 'permission', permission: 'omnichannel.order.cancel', location: 'statement' },
  params: OrderParams,
  body: closed(
    {
      reason: text(200),
      lines: Type.Optional(
        Type.Array(closed({ lineId: Id, quantity: Quantity }), {
          minItems: 1,
          maxItems: 100,
          description: 'Only these pieces; everything open when left out',
        }),
      ),
    },
    { $id: 'CancelOrder' },
  ),
  reply: CancelledOrder,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState, piecesNotOpen],
});

export const MovedOrder = closed(
  {
    orderId: Id,
    version: Version,
    state: OrderStateField,
    locationId: LocationId,
    readyBy: Instant,
  },
  { $id: 'MovedOrder' },
);
export type MovedOrder = Static<typeof MovedOrder>;

export const moveOrderEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/:orderId/move',
  summary: 'Have an order prepared in another shop',
  description:
    'Before any piece of it is taken from the floor. The pieces are promised there and free here in one transaction; the promise starts anew and the customer is told.',
  access: { kind: 'permission', permission: 'omnichannel.order.move', location: 'statement' },
  params: OrderParams,
  body: closed({ locationId: LocationId }, { $id: 'MoveOrder' }),
  reply: MovedOrder,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [
    orderUnknown,
    orderInOtherState,
    orderAlreadyPicked,
    piecesNotAtShop,
    shopTakesNoOrders,
  ],
});
