import type { DomainEvent } from '../../../server/events/event.ts';

interface Redeemed {
  readonly document: { readonly kind: string; readonly id: string };
  readonly promotionId: string;
  readonly seriesId: string | null;
  readonly uses: number;
  readonly amountMinor: number;
}

/** Published. A document took a use of a promotion, with a coupon or without. */
export type CouponRedeemed = DomainEvent<'listini-promozioni.promotion-redeemed.v1', Redeemed>;
/** Published. What a document had taken was given back. */
export type RedemptionGivenBack = DomainEvent<
  'listini-promozioni.redemption-given-back.v1',
  Redeemed
>;

export function couponRedeemed(payload: Redeemed): CouponRedeemed {
  return {
    type: 'listini-promozioni.promotion-redeemed.v1',
    stream: `promotion:${payload.promotionId}`,
    rooms: [],
    locationId: null,
    payload,
  };
}

export function redemptionGivenBack(payload: Redeemed): RedemptionGivenBack {
  return {
    type: 'listini-promozioni.redemption-given-back.v1',
    stream: `promotion:${payload.promotionId}`,
    rooms: [],
    locationId: null,
    payload,
  };
}
