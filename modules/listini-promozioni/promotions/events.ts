import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A promotion was prepared, handed in, decided, paused, resumed, stopped or put away. */
export type PromotionMoved = DomainEvent<
  'listini-promozioni.promotion-moved.v1',
  {
    readonly promotionId: string;
    readonly state: 'draft' | 'running' | 'paused' | 'stopped' | 'discarded';
    readonly openState: 'draft' | 'submitted' | null;
    readonly version: number;
  }
>;

export function promotionMoved(payload: PromotionMoved['payload']): PromotionMoved {
  return {
    type: 'listini-promozioni.promotion-moved.v1',
    stream: `promotion:${payload.promotionId}`,
    rooms: ['price-work'],
    locationId: null,
    payload,
  };
}
