import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A till's receipt was taken in. */
export type ReceiptRecorded = DomainEvent<
  'store-system.receipt-recorded.v1',
  {
    readonly receiptId: string;
    readonly locationId: string;
    readonly kind: 'sale' | 'return';
    readonly customerId: string | null;
    readonly totalMinor: number;
    readonly issuedAt: string;
  }
>;

export function receiptRecorded(payload: ReceiptRecorded['payload']): ReceiptRecorded {
  return {
    type: 'store-system.receipt-recorded.v1',
    stream: `receipt:${payload.receiptId}`,
    rooms: [],
    locationId: payload.locationId,
    payload,
  };
}
