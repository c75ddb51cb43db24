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
  nullable,
  oneOf,
  pageOf,
  text,
} from '../../../server/http/contract.ts';
import { orderUnknown } from '../problems.ts';
import { REFUND_FIELDS } from './refund-contracts.ts';
import {
  ChannelId,
  OrderStateField,
  OrderNumber,
  ContractFlowField,
  VatRate,
  Pieces,
  OrderParams,
} from './contracts.ts';
import { FulfilmentField, ShipmentField, ShipToField } from './shipping-contracts.ts';

export const OrderSummary = closed(
  {
    orderId: Id,
    version: Version,
    number: OrderNumber,
    state: OrderStateField,
    channel: ChannelId,
    channelTitle: closed({ it: Type.String(), en: Type.String() }),
    externalId: Type.String(),
    locationId: LocationId,
    customerName: Type.String({ description: 'Name and surname' }),
    pieces: Pieces,
    currency: Currency,
    totalMinor: AmountMinor,
    dueMinor: AmountMinor,
    placedAt: Instant,
    readyBy: Instant,
    collectBy: nullable(Instant),
    shelf: nullable(Type.String()),
  },
  { $id: 'OrderSummary' },
);
export type OrderSummary = Static<typeof OrderSummary>;

export const listOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders',
  summary: 'List and search orders',
  description:
    'Newest first, within the locations one may see. `q` is an order number, a surname’s beginning, the last 4 digits of the phone or the channel’s own number.',
  access: { kind: 'permission', permission: 'omnichannel.order.read', location: 'statement' },
  query: Type.Object(
    {
      locationId: Type.Optional(LocationId),
      channel: Type.Optional(ChannelId),
      state: Type.Optional(OrderStateField),
      q: Type.Optional(text(100)),
      ...PageQuery,
    },
    { additionalProperties: false },
  ),
  reply: pageOf(OrderSummary, { $id: 'OrderPage' }),
});

export const OrderLine = closed(
  {
    lineId: Id,
    externalLineId: Type.String(),
    itemId: Id,
    gtin: Type.String(),
    name: Type.String(),
    colour: Type.String(),
    colourHex: nullable(Type.String()),
    size: Type.String(),
    department: Type.String(),
    pictureUrl: nullable(Type.String()),
    quantity: Quantity,
    state: OrderStateField,
    picked: Pieces,
    short: Pieces,
    collected: Pieces,
    refused: Pieces,
    noShow: Pieces,
    cancelled: Pieces,
    toPutBack: Pieces,
    unitPriceMinor: AmountMinor,
    vatRate: VatRate,
    discounts: Type.Array(
      closed({
        reason: Type.String(),
        amountMinor: AmountMinor,
        promotionId: nullable(Id),
        coupon: nullable(
          Type.String({
            description: 'The code it was given for; of a single-use one how it ends',
          }),
        ),
      }),
    ),
    paidMinor: Type.Integer({ description: 'What the customer pays for the whole line' }),
    units: Type.Array(
      closed({
        unit: Type.Integer({ minimum: 1 }),
        fate: oneOf(['open', 'collected', 'refused', 'no-show', 'cancelled']),
        short: Type.Boolean({ description: 'Open, and nobody has found it' }),
        paidMinor: AmountMinor,
        discountShares: Type.Array(AmountMinor),
        shippingMinor: AmountMinor,
        vatMinor: AmountMinor,
      }),
    ),
  },
  { $id: 'OrderLine' },
);
export type OrderLine = Static<typeof OrderLine>;

export const OrderDetail = closed(
  {
    orderId: Id,
    version: Version,
    number: OrderNumber,
    year: Type.Integer(),
    state: OrderStateField,
    channel: ChannelId,
    channelTitle: closed({ it: Type.String(), en: Type.String() }),
    externalId: Type.String(),
    contractFlow: ContractFlowField,
    customer: closed({
      customerId: nullable(Id),
      name: Type.String(),
      surname: Type.String(),
      email: nullable(Type.String()),
      phone: nullable(Type.String()),
      noShows: Type.Integer({
        minimum: 0,
        description: 'Orders nobody collected in the last twelve months',
      }),
      language: oneOf(['it', 'en']),
    }),
    fulfilment: FulfilmentField,
    shipTo: nullable(ShipToField),
    chosenLocationId: LocationId,
    location: closed({ locationId: LocationId, name: Type.String() }),
    placedAt: Instant,
    acknowledgeBy: Instant,
    readyBy: Instant,
    acknowledgedAt: nullable(Instant),
    picker: nullable(closed({ id: Type.String(), name: Type.String(), takenAt: Instant })),
    stagedAt: nullable(Instant),
    shelf: nullable(Type.String()),
    bags: Type.Array(Type.String()),
    readyAt: nullable(Instant),
    notifiedAt: nullable(Instant),
    collectBy: nullable(Instant),
    arrivedAt: nullable(Instant),
    endedAt: nullable(Instant),
    cancelledBecause: nullable(Type.String()),
    codeEnding: Type.String({ description: 'The last 4 symbols of the pickup code' }),
    currency: Currency,
    goodsMinor: AmountMinor,
    discountMinor: AmountMinor,
    shippingMinor: AmountMinor,
    totalMinor: AmountMinor,
    cancelledMinor: AmountMinor,
    paidMinor: AmountMinor,
    dueMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    pricedBy: nullable(
      closed(
        { engine: Type.String(), version: Type.String() },
        { description: 'Who priced it, and from which prices; null: the channel did' },
      ),
    ),
    lines: Type.Array(OrderLine),
    payments: Type.Array(
      closed({
        kind: Type.String(),
        amountMinor: AmountMinor,
        providerRef: nullable(Type.String()),
        locationId: nullable(LocationId),
        paidAt: Instant,
      }),
    ),
    refunds: Type.Array(closed(REFUND_FIELDS)),
    withdrawals: Type.Array(
      closed({
        declaredAt: Instant,
        declaredBy: Type.String(),
        toBringBack: Pieces,
        cancelled: Pieces,
      }),
      { description: 'Declared by the customer: goods and money follow as a return' },
    ),
    handovers: Type.Array(
      closed({
        handedAt: Instant,
        actorName: Type.String(),
        proof: oneOf(['code', 'identity', 'tracking']),
        collector: oneOf(['customer', 'delegate', 'carrier']),
        delegateName: nullable(Type.String()),
        documentType: nullable(Type.String()),
        shipment: nullable(ShipmentField),
        pieces: Pieces,
      }),
    ),
  },
  { $id: 'OrderDetail' },
);
export type OrderDetail = Static<typeof OrderDetail>;

export const readOrderEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId',
  summary: 'Read one order',
  access: { kind: 'permission', permission: 'omnichannel.order.read', location: 'statement' },
  params: OrderParams,
  reply: OrderDetail,
  etag: true,
  refusals: [orderUnknown],
});

export const OrderHistory = closed(
  {
    entries: Type.Array(
      closed({
        at: Instant,
        action: Type.String({ description: 'Event type or audit action' }),
        actorId: Type.String(),
        actorName: nullable(Type.String()),
        details: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
  },
  { $id: 'OrderHistory' },
);
export type OrderHistory = Static<typeof OrderHistory>;

export const orderHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId/history',
  summary: 'Who did what to an order, oldest first',
  access: { kind: 'permission', permission: 'omnichannel.order.read', location: 'statement' },
  params: OrderParams,
  reply: OrderHistory,
  refusals: [orderUnknown],
});

export const customerLinkEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId/link',
  summary: 'The customer’s own page of an order',
  description:
    'For the channel that placed it, to show or to send. Kept out of the reply to placing, which is stored.',
  access: { kind: 'permission', permission: 'omnichannel.order.place', location: 'statement' },
  params: OrderParams,
  reply: closed({ token: Type.String(), url: Type.String() }, { $id: 'CustomerLink' }),
  refusals: [orderUnknown],
});
