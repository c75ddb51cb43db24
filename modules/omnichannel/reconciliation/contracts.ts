import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Id,
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { ChannelId, OrderNumber, OrderStateField } from '../orders/contracts.ts';
import { DIFFERENCES } from './domain.ts';

const TheirOrder = closed(
  {
    externalId: text(120),
    totalMinor: AmountMinor,
    paidMinor: Type.Optional({ ...AmountMinor, description: 'Not compared when left out' }),
    cancelled: Type.Boolean(),
  },
  { $id: 'TheirOrder' },
);

const OurOrder = closed(
  {
    orderId: Id,
    externalId: Type.String(),
    number: OrderNumber,
    state: OrderStateField,
    locationId: LocationId,
    placedAt: Instant,
    totalMinor: AmountMinor,
    paidMinor: AmountMinor,
  },
  { $id: 'OurOrder' },
);

export const ReconciliationReport = closed(
  {
    channel: ChannelId,
    from: Instant,
    to: Instant,
    asOf: Instant,
    compared: Type.Integer({ minimum: 0, description: 'Orders the shop named' }),
    agreeing: Type.Integer({ minimum: 0 }),
    ours: Type.Integer({ minimum: 0, description: 'Our orders of the period' }),
    differences: Type.Array(
      closed({
        kind: oneOf(DIFFERENCES),
        externalId: Type.String(),
        theirs: nullable(TheirOrder),
        ours: nullable(OurOrder),
        amountMinor: nullable(Type.Integer({ description: 'Theirs less ours' })),
      }),
    ),
  },
  { $id: 'ReconciliationReport' },
);
export type ReconciliationReport = Static<typeof ReconciliationReport>;

export const MOST_ORDERS = 10_000;
const TEN_THOUSAND_ORDERS_BYTES = 3_000_000;

export const reconciliationEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/orders/reconciliation',
  summary: 'Compare a web shop’s list of orders with ours',
  description:
    'Which orders are missing here or there, named twice, cancelled on one side only, or differ in total or payments. `from` and `to` are instants of placing; our orders of that time that are not in the list are missing there. Nothing is changed: a report.',
  access: { kind: 'permission', permission: 'omnichannel.order.reconcile', location: 'everywhere' },
  body: closed({
    channel: ChannelId,
    from: Instant,
    to: Instant,
    orders: Type.Array(TheirOrder, { maxItems: MOST_ORDERS }),
  }),
  reply: ReconciliationReport,
  bodyLimit: TEN_THOUSAND_ORDERS_BYTES,
  idempotency: { none: 'It compares and changes nothing' },
  examples: [
    {
      input: {
        channel: 'web',
        from: '2026-11-21T00:00:00.000Z',
        to: '2026-11-22T00:00:00.000Z',
        orders: [
          { externalId: 'W-10023', totalMinor: 24_900, paidMinor: 24_900, cancelled: false },
        ],
      },
    },
  ],
});
