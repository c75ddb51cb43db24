import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  Currency,
  LocationId,
  PageQuery,
  closed,
  endpoint,
  nullable,
  oneOf,
  pageOf,
} from '../../../server/http/contract.ts';
import { ReasonField } from '../returns/contract-fields.ts';
import { OrderSummary } from '../orders/reading-contracts.ts';
import { FIGURES } from './domain.ts';

const Count = Type.Integer({ minimum: 0 });

export const Counts = closed(
  {
    promised: Count,
    inTime: Count,
    medianMinutes: nullable(Count),
    p90Minutes: nullable(Count),
    sought: Count,
    notFound: Count,
    ended: Count,
    notCollected: Count,
  },
  { $id: 'PickupCounts' },
);

export const PickupMeasures = closed(
  {
    from: BusinessDay,
    until: BusinessDay,
    now: Counts,
    before: Counts,
    shops: Type.Array(closed({ locationId: LocationId, name: Type.String(), counts: Counts })),
    arrivals: Type.Array(
      closed({
        weekday: Type.Integer({ minimum: 1, maximum: 7 }),
        hour: Type.Integer({ minimum: 0, maximum: 23 }),
        orders: Count,
      }),
    ),
    /** Open orders past their promise at this moment. */
    lateNow: Type.Array(closed({ locationId: LocationId, name: Type.String(), orders: Count })),
    /** Ready orders whose last day is today or tomorrow. */
    lastDays: Count,
  },
  { $id: 'PickupMeasures' },
);
export type PickupMeasures = Static<typeof PickupMeasures>;

const access = {
  kind: 'permission',
  permission: 'omnichannel.measures.read',
  location: 'statement',
} as const;

const period = {
  from: BusinessDay,
  until: BusinessDay,
  locationId: Type.Optional(LocationId),
};

export const measuresEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/measures',
  summary: 'How pickups went in a period, against the period of equal length before it',
  description:
    'Business days of each shop, both included. An order counts where and when its promise fell due; a promise that was moved counts as first given.',
  access,
  query: Type.Object(period, { additionalProperties: false }),
  reply: PickupMeasures,
});

export const measuredOrdersEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/measures/orders',
  summary: 'The orders behind a figure',
  description: 'As many as the figure counts, newest first. `weekday` and `hour` narrow `placed`.',
  access,
  query: Type.Object(
    {
      ...period,
      figure: oneOf(FIGURES),
      weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
      hour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23 })),
      ...PageQuery,
    },
    { additionalProperties: false },
  ),
  reply: pageOf(OrderSummary, { $id: 'MeasuredOrderPage' }),
});

const ReturnCounts = closed(
  {
    handedOver: { ...Count, description: 'Pieces handed over at the counter' },
    returned: { ...Count, description: 'Pieces taken back at the counter, bought wherever' },
  },
  { $id: 'ReturnCounts' },
);

export const ReturnMeasures = closed(
  {
    from: BusinessDay,
    until: BusinessDay,
    now: ReturnCounts,
    before: ReturnCounts,
    reasons: Type.Array(closed({ reason: ReasonField, pieces: Count }), {
      description: 'Of the returned pieces, most first',
    }),
    waiting: Type.Array(
      closed({
        currency: Currency,
        refunds: Count,
        amountMinor: AmountMinor,
        overdue: { ...Count, description: 'Past the day by which the money has to be back' },
      }),
      { description: 'Refunds of returns that are not paid at this moment, by currency' },
    ),
  },
  { $id: 'ReturnMeasures' },
);
export type ReturnMeasures = Static<typeof ReturnMeasures>;

export const returnMeasuresEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/measures/returns',
  summary: 'What came back in a period and why, and the refunds that wait now',
  description:
    'A piece counts where and when it was taken in; one the customer got again does not count.',
  access,
  query: Type.Object(period, { additionalProperties: false }),
  reply: ReturnMeasures,
});
