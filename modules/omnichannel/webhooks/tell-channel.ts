import type { Read } from '../../../server/db/transaction.ts';
import type { StoredEvent } from '../../../server/events/event.ts';
import type { PublicEvent, PublicEvents } from '../../../server/webhooks/public-events.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import {
  PUBLIC_TYPES,
  refundData,
  toldData,
  TOLD_AS,
  type ChannelOrder,
  type Payload,
  type PublicType,
} from './domain.ts';
import { exampleOf } from './examples.ts';
import type { ReturnEvent, ReturnEventType } from '../returns/events.ts';
import {
  RETURN_PUBLIC_TYPES,
  RETURN_TOLD_AS,
  returnData,
  returnExample,
  type ReturnPublicType,
} from './return-news.ts';
import { selectChannelOrder } from './sql.ts';

/** Every state of an order, and of what comes back of it, for the web shop that sold it. */
export const orderNews: PublicEvents = {
  types: {
    ...Object.fromEntries(
      (Object.keys(PUBLIC_TYPES) as PublicType[]).map((type) => [
        type,
        { title: PUBLIC_TYPES[type], example: exampleOf(type) },
      ]),
    ),
    ...Object.fromEntries(
      (Object.keys(RETURN_PUBLIC_TYPES) as ReturnPublicType[]).map((type) => [
        type,
        { title: RETURN_PUBLIC_TYPES[type], example: returnExample(type) },
      ]),
    ),
  },
  from: [...Object.keys(TOLD_AS), ...Object.keys(RETURN_TOLD_AS)],
  tell,
};

async function tell(read: Read, event: StoredEvent): Promise<PublicEvent[]> {
  const returned = RETURN_TOLD_AS[event.type as ReturnEventType];
  const type = returned ?? TOLD_AS[event.type];
  // Only what is subscribed to comes here, and all of it is about an order.
  const payload = event.payload as Payload;
  // What was paid at a till has no order, and no channel to tell.
  const row = type && payload.orderId && (await selectChannelOrder(read, payload.orderId));
  if (!type || !row) return [];
  const order: ChannelOrder = {
    ...row,
    orderId: payload.orderId,
    number: writtenOrderNumber(row.number),
    lines: new Map(row.lines.map(({ lineId, externalLineId }) => [lineId, externalLineId])),
  };
  const { stream } = event;
  const { channel } = order;
  if (returned) {
    const data = returnData(order, event.payload as ReturnEvent['payload']);
    return [{ type: returned, stream, channel, data }];
  }
  const owed = type === 'order.collected' ? null : refundData(order, payload);
  return [
    { type, stream, channel, data: toldData(order, payload) },
    ...(owed ? [{ type: 'order.refund-due', stream, channel, data: owed }] : []),
  ];
}
