import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A shop has put up labels of a day; `open` of them are still to come. */
export type LabelsConfirmed = DomainEvent<
  'listini-promozioni.labels-confirmed.v1',
  {
    readonly locationId: string;
    readonly day: string;
    readonly labels: number;
    readonly open: number;
  }
>;

export function labelsConfirmed(payload: LabelsConfirmed['payload']): LabelsConfirmed {
  return {
    type: 'listini-promozioni.labels-confirmed.v1',
    stream: `labels:${payload.locationId}`,
    rooms: ['price-work'],
    locationId: payload.locationId,
    payload,
  };
}
