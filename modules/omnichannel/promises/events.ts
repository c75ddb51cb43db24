import type { DomainEvent } from '../../../server/events/event.ts';
import { availabilityRoom } from '../availability/events.ts';

/** Published. A shop takes no new pickups, or other reasons and ends of that than before. */
export type PickupsPaused = DomainEvent<
  'omnichannel.pickups-paused.v1',
  { readonly locationId: string; readonly reason: string; readonly until: string | null }
>;
/** Published. A shop takes pickups again. */
export type PickupsResumed = DomainEvent<
  'omnichannel.pickups-resumed.v1',
  { readonly locationId: string }
>;

export function pickupsPaused(
  payload: PickupsPaused['payload'],
  channels: readonly string[],
): PickupsPaused {
  return { type: 'omnichannel.pickups-paused.v1', ...about(payload.locationId, channels), payload };
}

export function pickupsResumed(locationId: string, channels: readonly string[]): PickupsResumed {
  const payload = { locationId };
  return { type: 'omnichannel.pickups-resumed.v1', ...about(locationId, channels), payload };
}

function about(locationId: string, channels: readonly string[]) {
  return {
    stream: `pickups:${locationId}`,
    rooms: [`pickups:${locationId}`, ...channels.map(availabilityRoom)],
    locationId,
  };
}

/** Published. A version of the pickup policy was written; `locationId` null is the chain's. */
export type PolicyChanged = DomainEvent<
  'omnichannel.policy-changed.v1',
  {
    readonly locationId: string | null;
    readonly version: number;
    readonly validFrom: string;
    /** Term by term, what it was and what it is. */
    readonly changed: readonly {
      readonly term: string;
      readonly before: unknown;
      readonly after: unknown;
    }[];
  }
>;

export function policyChanged(payload: PolicyChanged['payload']): PolicyChanged {
  const { locationId } = payload;
  return {
    type: 'omnichannel.policy-changed.v1',
    stream: `pickup-policy:${locationId ?? 'chain'}`,
    rooms: [],
    locationId,
    payload,
  };
}
