import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A reason code is new or has changed. */
export type ReasonCodeChanged = DomainEvent<
  'base.reason-code-changed.v1',
  { readonly kind: string; readonly code: string; readonly version: number }
>;

export function reasonCodeChanged(payload: ReasonCodeChanged['payload']): ReasonCodeChanged {
  return {
    type: 'base.reason-code-changed.v1',
    stream: `reason-code:${payload.kind}/${payload.code}`,
    rooms: [],
    locationId: null,
    payload,
  };
}
