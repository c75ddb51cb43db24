import type { DomainEvent } from '../events/event.ts';

type Changed = DomainEvent<
  'core.webhook-endpoint-changed.v1',
  { readonly endpointId: string; readonly what: string; readonly count?: number }
>;
type GivenUp = DomainEvent<
  'core.webhook-given-up.v1',
  { readonly endpointId: string; readonly messageId: string; readonly stream: string }
>;

export const WEBHOOK_EVENTS = [
  'core.webhook-endpoint-changed.v1',
  'core.webhook-given-up.v1',
] as const;

/** `what`: created, changed, secret-made, paused, started, removed, gone, failing, pinged, replayed. */
export function endpointChanged(endpointId: string, what: string, count?: number): Changed {
  return {
    type: 'core.webhook-endpoint-changed.v1',
    stream: `webhook:${endpointId}`,
    rooms: [],
    locationId: null,
    payload: { endpointId, what, ...(count === undefined ? {} : { count }) },
  };
}

/** A message was tried for days and never taken. */
export function messageGivenUp(endpointId: string, messageId: string, stream: string): GivenUp {
  return {
    type: 'core.webhook-given-up.v1',
    stream: `webhook:${endpointId}`,
    rooms: [],
    locationId: null,
    payload: { endpointId, messageId, stream },
  };
}
