import { Type } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
} from '../../../server/http/contract.ts';
import { ChannelId, OrderNumber, OrderStateField, Pieces } from './contracts.ts';

const ChangedOrder = closed(
  {
    orderId: Id,
    externalId: Type.String(),
    channel: ChannelId,
    number: OrderNumber,
    version: Type.Integer({ minimum: 1 }),
    state: OrderStateField,
    locationId: LocationId,
    readyBy: Instant,
    collectBy: nullable(Instant),
    currency: Currency,
    totalMinor: AmountMinor,
    paidMinor: AmountMinor,
    dueMinor: AmountMinor,
    toRefundMinor: AmountMinor,
    lines: Type.Array(
      closed({
        externalLineId: Type.String(),
        quantity: Pieces,
        open: Pieces,
        short: Pieces,
        collected: Pieces,
        refused: Pieces,
        notCollected: Pieces,
        cancelled: Pieces,
      }),
    ),
  },
  { $id: 'ChangedOrder' },
);

/** An opaque mark: three parts of a place in the feed. */
export const ChangesCursor = Type.String({
  maxLength: 200,
  pattern: '^[A-Za-z0-9_-]+$',
  description: 'The `cursor` of the answer before',
});

export const orderChangesEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/changes',
  summary: 'Which orders have changed since a place, and how they stand now',
  description:
    'For a shop that cannot be called, or was away. Without `cursor`: where the feed stands now, and no orders. Then ask with the `cursor` of the answer before; nothing is skipped. An order that changed ten times is there once, as it is now. While `more` is true, ask again at once. `restart` says that the place is too old or from before the database was moved: read all open orders by `GET /api/omnichannel/orders`, then go on from the new `cursor`.',
  access: { kind: 'permission', permission: 'omnichannel.order.read', location: 'everywhere' },
  query: Type.Object(
    {
      cursor: Type.Optional(ChangesCursor),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 200 })),
    },
    { additionalProperties: false },
  ),
  reply: closed(
    {
      orders: Type.Array(ChangedOrder),
      cursor: Type.String(),
      more: Type.Boolean(),
      restart: Type.Boolean(),
    },
    { $id: 'OrderChanges' },
  ),
  examples: [{ input: {} }],
});
