import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Id,
  Instant,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { orderExists } from '../problems.ts';
import { orderNotAcceptable } from './not-acceptable.ts';
import { OrderNumber, PlaceOrder, VatRate } from './contracts.ts';
import { SALE_DOCUMENTS } from './domain/sale-document.ts';

/** How a sale was documented: it decides the document of a return. */
export const SaleDocumentField = closed(
  {
    kind: oneOf(SALE_DOCUMENTS, {
      description:
        '`register` exempt, in the register of web takings · `server-receipt` by a server fiscal printer · `shop-receipt` by a shop’s · `invoice`',
    }),
    reference: Type.Optional(
      text(60, { description: 'Invoice number, or serial / closing-document of the receipt' }),
    ),
    issuedOn: Type.Optional(Type.String({ format: 'date' })),
  },
  { $id: 'SaleDocument' },
);

const { externalLineId, gtin, quantity, discounts } = PlaceOrder.properties.lines.items.properties;
const {
  channel,
  externalId,
  locationId,
  contractFlow,
  currency,
  customer,
  shippingMinor,
  payments,
} = PlaceOrder.properties;

export const RecordFulfilledOrder = closed(
  {
    ...{ channel, externalId, contractFlow, currency, customer, shippingMinor },
    locationId: { ...locationId, description: 'The shop or warehouse it was sent from' },
    placedAt: Instant,
    sentAt: { ...Instant, description: 'When it was given to the carrier' },
    deliveredAt: Type.Optional(
      nullable({ ...Instant, description: 'When the customer got it, once known' }),
    ),
    carrier: text(60),
    trackingNumber: text(60),
    saleDocument: SaleDocumentField,
    standardShippingMinor: Type.Optional({
      ...AmountMinor,
      description:
        'What the cheapest delivery would have cost: a full withdrawal gives back no more',
    }),
    lines: Type.Array(
      closed({
        ...{ externalLineId, gtin, quantity, discounts },
        unitPriceMinor: AmountMinor,
        vatRate: VatRate,
        pieces: Type.Optional(
          Type.Array(
            closed({
              goodsMinor: { ...AmountMinor, description: 'Paid for this piece, without shipping' },
            }),
            {
              maxItems: 500,
              description: 'Frozen amounts piece by piece, as sold; shared by us when left out',
            },
          ),
        ),
      }),
      { minItems: 1, maxItems: 100 },
    ),
    payments: Type.Array(payments.items, { minItems: 1, maxItems: 10 }),
  },
  { $id: 'RecordFulfilledOrder' },
);
export type RecordFulfilledOrder = Static<typeof RecordFulfilledOrder>;

export const recordFulfilledOrderEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/fulfilled',
  summary: 'Record an order that was sent from elsewhere, so that any shop can take it back',
  description:
    'Touches no stock and promises nothing. The same `externalId` with the same content answers with the existing order.',
  access: { kind: 'permission', permission: 'omnichannel.order.place', location: 'anywhere' },
  body: RecordFulfilledOrder,
  reply: closed(
    {
      orderId: Id,
      number: OrderNumber,
      totalMinor: AmountMinor,
      paidMinor: AmountMinor,
      existed: Type.Boolean(),
    },
    { $id: 'RecordedOrder' },
  ),
  status: 201,
  idempotency: 'required',
  refusals: [orderNotAcceptable, orderExists],
  examples: [
    {
      input: {
        channel: 'web',
        externalId: 'W-10031',
        locationId: 'PC01',
        contractFlow: 'A',
        currency: 'EUR',
        customer: { name: 'Marta', surname: 'Rinaldi', email: 'marta.rinaldi@example.com' },
        placedAt: '2026-11-10T09:12:00+01:00',
        sentAt: '2026-11-11T15:00:00+01:00',
        deliveredAt: '2026-11-13T11:40:00+01:00',
        carrier: 'BRT',
        trackingNumber: '084621907755',
        saleDocument: { kind: 'register' },
        lines: [
          {
            externalLineId: '1',
            gtin: '8052345600017',
            quantity: 1,
            unitPriceMinor: 24_900,
            vatRate: 22,
          },
        ],
        shippingMinor: 590,
        payments: [{ kind: 'card', amountMinor: 25_490, providerRef: 'pi_3R' }],
      },
    },
  ],
});
