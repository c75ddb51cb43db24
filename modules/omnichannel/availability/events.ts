import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. What the outside is told of an item in a shop has changed. */
export type AvailabilityChanged = DomainEvent<
  'omnichannel.availability-changed.v1',
  {
    readonly locationId: string;
    readonly itemId: string;
    /** Pieces that may be promised, as far as we tell. */
    readonly available: number;
    /** False for the last pieces of a count that is old or was wrong before. */
    readonly sure: boolean;
  }
>;

export function availabilityRoom(channel: string): string {
  return `availability:${channel}`;
}

export function availabilityChanged(
  payload: AvailabilityChanged['payload'],
  channels: readonly string[],
): AvailabilityChanged {
  const { locationId, itemId } = payload;
  return {
    type: 'omnichannel.availability-changed.v1',
    stream: `availability:${locationId}/${itemId}`,
    rooms: channels.map(availabilityRoom),
    locationId,
    payload,
  };
}
