import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. No personal data: whoever needs it asks, and is then subject to permissions and erasure. */
export type CustomerCreated = DomainEvent<
  'base.customer-created.v1',
  { readonly customerId: string }
>;

export function customerCreated(customerId: string): CustomerCreated {
  return {
    type: 'base.customer-created.v1',
    stream: `customer:${customerId}`,
    rooms: [],
    locationId: null,
    payload: { customerId },
  };
}

/** Published. Names, contacts, consents or card have changed. */
export type CustomerChanged = DomainEvent<
  'base.customer-changed.v1',
  { readonly customerId: string; readonly version: number }
>;

export function customerChanged(payload: CustomerChanged['payload']): CustomerChanged {
  return {
    type: 'base.customer-changed.v1',
    stream: `customer:${payload.customerId}`,
    rooms: [],
    locationId: null,
    payload,
  };
}

/** Published. The person asked to be forgotten: whoever keeps a copy of name or contacts erases it. */
export type CustomerErased = DomainEvent<
  'base.customer-erased.v1',
  { readonly customerId: string; readonly version: number }
>;

export function customerErased(payload: CustomerErased['payload']): CustomerErased {
  return {
    type: 'base.customer-erased.v1',
    stream: `customer:${payload.customerId}`,
    rooms: [],
    locationId: null,
    payload,
  };
}
