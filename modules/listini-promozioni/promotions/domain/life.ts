/** What a promotion is called on the screen: what people did with it, and what the clock makes of it. */
export type PromotionPhase =
  | 'draft'
  | 'submitted'
  | 'scheduled'
  | 'live'
  | 'paused'
  | 'ended'
  | 'discarded';

export type SaleKind = 'promo' | 'saldi' | 'liquidation' | 'below-cost' | 'card' | 'coupon';

export interface PromotionStanding {
  readonly state: 'draft' | 'running' | 'paused' | 'stopped' | 'discarded';
  /** Of the version in preparation, when there is one. */
  readonly openState: 'draft' | 'submitted' | null;
  /** Of the version in force, as the clocks of the shops show it. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A running promotion is scheduled, live or ended by the clock; a new version does not interrupt it. */
export function promotionPhase(
  { state, openState, from, to }: PromotionStanding,
  wallNow: string,
): PromotionPhase {
  if (state === 'discarded') return 'discarded';
  if (state === 'draft') return openState ?? 'draft';
  if (state === 'stopped') return 'ended';
  if (to !== null && wallNow >= to) return 'ended';
  if (state === 'paused') return 'paused';
  return from !== null && wallNow < from ? 'scheduled' : 'live';
}
