import type { DomainEvent } from '../../../server/events/event.ts';

/** Published: a shop has gone home, and over what. */
export type DayClosed = DomainEvent<
  'omnichannel.day-closed.v1',
  {
    readonly locationId: string;
    readonly businessDay: string;
    readonly leftOpen: readonly { readonly kind: string; readonly id: string }[];
    readonly reason: string | null;
  }
>;

export function dayClosed(payload: DayClosed['payload']): DayClosed {
  const { locationId, businessDay } = payload;
  return {
    type: 'omnichannel.day-closed.v1',
    stream: `day:${locationId}/${businessDay}`,
    rooms: [],
    locationId,
    payload,
  };
}
