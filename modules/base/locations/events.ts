import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A location is new, or its particulars, hours or pickup settings are other than before. */
export type LocationChanged = DomainEvent<
  'base.location-changed.v1',
  {
    readonly locationId: string;
    readonly version: number;
    readonly what: 'created' | 'particulars' | 'hours';
  }
>;

export function locationChanged(payload: LocationChanged['payload']): LocationChanged {
  return {
    type: 'base.location-changed.v1',
    stream: `location:${payload.locationId}`,
    rooms: [],
    locationId: payload.locationId,
    payload,
  };
}
