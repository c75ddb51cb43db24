import type { DomainEvent } from '../../../server/events/event.ts';

/** Published: an order that was sent from elsewhere is known now, so that any shop can take it back. */
export type OrderRecorded = DomainEvent<
  'omnichannel.order-recorded.v1',
  {
    readonly orderId: string;
    readonly locationId: string;
    readonly channel: string;
    readonly externalId: string;
    readonly totalMinor: number;
  }
>;

export function orderRecorded(payload: OrderRecorded['payload']): OrderRecorded {
  const { orderId, locationId } = payload;
  return {
    type: 'omnichannel.order-recorded.v1',
    stream: `order:${orderId}`,
    rooms: [],
    locationId,
    payload,
  };
}
