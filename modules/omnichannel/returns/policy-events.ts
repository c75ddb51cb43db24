import type { DomainEvent } from '../../../server/events/event.ts';
import type { ReturnTerms } from './domain/policy.ts';

/** Published: a new version of the return policy holds from now on. */
export type ReturnPolicyPublished = DomainEvent<
  'omnichannel.return-policy-published.v1',
  { readonly version: number; readonly terms: ReturnTerms }
>;

export function returnPolicyPublished(version: number, terms: ReturnTerms): ReturnPolicyPublished {
  return {
    type: 'omnichannel.return-policy-published.v1',
    stream: 'return-policy',
    rooms: [],
    locationId: null,
    payload: { version, terms },
  };
}
