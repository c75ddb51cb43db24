import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A company is new or has changed. */
export type CompanyChanged = DomainEvent<
  'base.company-changed.v1',
  { readonly companyId: string; readonly version: number }
>;

export function companyChanged(companyId: string, version: number): CompanyChanged {
  return {
    type: 'base.company-changed.v1',
    stream: `company:${companyId}`,
    rooms: [],
    locationId: null,
    payload: { companyId, version },
  };
}
