import type { DomainEvent } from '../../../server/events/event.ts';
import type { RefundState } from './domain/life.ts';
import type { RefundTender } from './domain/tender.ts';

/** What happens to a refund. Every version of it is one of these, in their order. */
export const REFUND_EVENT_TYPES = [
  'omnichannel.refund-proposed.v1',
  'omnichannel.refund-authorised.v1',
  'omnichannel.refund-part-paid.v1',
  'omnichannel.refund-part-failed.v1',
  'omnichannel.refund-retried.v1',
  'omnichannel.refund-tender-changed.v1',
  'omnichannel.refund-paid.v1',
  'omnichannel.refund-cancelled.v1',
] as const;
export type RefundEventType = (typeof REFUND_EVENT_TYPES)[number];

/** Published: the refund as it is after that. */
export interface RefundFacts {
  readonly refundId: string;
  readonly version: number;
  readonly state: RefundState;
  readonly source: { readonly kind: string; readonly id: string };
  /** Null: paid at a till, not with an order. */
  readonly orderId: string | null;
  readonly receiptId: string | null;
  readonly locationId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly parts: readonly {
    readonly partId: string;
    readonly tender: RefundTender;
    readonly amountMinor: number;
    readonly state: string;
    readonly failure: string | null;
  }[];
}
export type RefundEvent<T extends RefundEventType = RefundEventType> = DomainEvent<T, RefundFacts>;

export function refundEvent<T extends RefundEventType>(
  type: T,
  facts: RefundFacts,
): RefundEvent<T> {
  return {
    type,
    stream: `refund:${facts.refundId}`,
    rooms: [`refunds:${facts.locationId}`],
    locationId: facts.locationId,
    payload: facts,
  };
}
