import { Type, type Static } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { PauseField, PickupRow } from '../pickup/contracts.ts';
import { customerAlreadyTold } from '../pickup/problems.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { RISKS } from './domain/forecast.ts';
import { promiseNotLater } from './problems.ts';

const OrderParams = closed({ orderId: Id });
const DELAY = {
  kind: 'permission',
  permission: 'omnichannel.order.delay',
  location: 'statement',
} as const;

export const delayEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/delay',
  summary: 'Promise an order for later than before',
  description:
    'The customer is told when the undo time of the policy is over. Where the shop counts places, the order gets one in the slot of that time, or in the next with room, which is then the promise; the place it had is kept as long as the delay can be taken back.',
  access: DELAY,
  params: OrderParams,
  body: closed({ readyBy: Instant }, { $id: 'DelayOrder' }),
  reply: PickupRow,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState, promiseNotLater],
});

export const undoDelayEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/delay/undo',
  summary: 'Take a delay back before the customer is told',
  access: DELAY,
  params: OrderParams,
  reply: PickupRow,
  idempotency: 'required',
  refusals: [orderUnknown, orderInOtherState, customerAlreadyTold],
});

export const OrderForecast = closed(
  {
    orderId: Id,
    readyBy: Instant,
    expectedAt: Instant,
    risk: oneOf(RISKS),
    because: nullable(oneOf(['closed', 'pieces', 'queue'])),
    ahead: Type.Integer({ minimum: 0, description: 'Orders before it in the same hands' }),
  },
  { $id: 'OrderForecast' },
);

export const forecastEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/forecast',
  summary: 'Which promises of a shop will be missed if things go on as they do',
  access: {
    kind: 'permission',
    permission: 'omnichannel.pickup.read',
    location: { field: 'locationId' },
  },
  query: closed({ locationId: LocationId }),
  reply: closed(
    { locationId: LocationId, asOf: Instant, orders: Type.Array(OrderForecast) },
    { $id: 'ShopForecast' },
  ),
});

export const ShopSlots = closed(
  {
    locationId: LocationId,
    asOf: Instant,
    readyBy: nullable({ ...Instant, description: 'The soonest; null while pickups are paused' }),
    paused: nullable(PauseField),
    slots: Type.Array(
      closed({
        startsAt: Instant,
        endsAt: Instant,
        free: Type.Integer({ minimum: 0, description: 'Orders or pieces, as the shop counts' }),
      }),
      { description: 'None where the shop does not count what it promises' },
    ),
    unit: nullable(oneOf(['orders', 'pieces'])),
  },
  { $id: 'ShopSlots' },
);
export type ShopSlots = Static<typeof ShopSlots>;

export const slotsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/slots',
  summary: 'The pickup slots of a shop that a customer may choose',
  description: 'Sent back as `slotStartsAt` with the order.',
  access: { kind: 'permission', permission: 'omnichannel.availability.read', location: 'anywhere' },
  query: closed({ locationId: LocationId }),
  reply: ShopSlots,
});

const CAPACITY = {
  kind: 'permission',
  permission: 'omnichannel.capacity.write',
  location: { field: 'locationId' },
} as const;

export const Paused = closed(
  { locationId: LocationId, paused: nullable(PauseField) },
  { $id: 'PausedPickups' },
);

export const pauseEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/pause',
  summary: 'A shop takes no new pickups for a while',
  description:
    'Channels see it at once and orders go elsewhere. What is promised stays promised. Paused already: reason and end are those of now.',
  access: CAPACITY,
  body: closed(
    {
      locationId: LocationId,
      reason: text(200),
      until: nullable({ ...Instant, description: 'Null: until somebody resumes' }),
    },
    { $id: 'PausePickups' },
  ),
  reply: Paused,
  idempotency: 'required',
});

export const resumeEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/resume',
  summary: 'A shop takes pickups again',
  access: CAPACITY,
  body: closed({ locationId: LocationId }, { $id: 'ResumePickups' }),
  reply: Paused,
  idempotency: 'required',
});
