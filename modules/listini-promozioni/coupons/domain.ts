import { readCode } from '../../../server/kernel/codes.ts';

/** Why a code does nothing here, or that it does. */
export type CouponVerdict =
  | 'good'
  | 'unknown'
  | 'used'
  | 'blocked'
  | 'not-yet'
  | 'expired'
  | 'exhausted'
  | 'of-somebody-else'
  | 'used-by-this-customer';

export interface CouponStanding {
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  readonly usesLimit: number | null;
  readonly usesPerCustomer: number | null;
  readonly budgetMinor: number | null;
  readonly used: number;
  readonly spentMinor: number;
  readonly blockedAt: Date | null;
  readonly couponState: 'unused' | 'used' | 'blocked' | null;
  readonly couponCustomerId: string | null;
  /** How often this customer has used the series. */
  readonly usesOfCustomer: number;
}

/** Whether a code is good for this customer at this moment. */
export function verdictOn(
  coupon: CouponStanding | null,
  customerId: string | null,
  instant: Date,
): CouponVerdict {
  if (!coupon) return 'unknown';
  if (coupon.blockedAt !== null || coupon.couponState === 'blocked') return 'blocked';
  if (coupon.couponState === 'used') return 'used';
  if (coupon.couponCustomerId !== null && coupon.couponCustomerId !== customerId) {
    return 'of-somebody-else';
  }
  if (coupon.validFrom !== null && instant < coupon.validFrom) return 'not-yet';
  if (coupon.validTo !== null && instant >= coupon.validTo) return 'expired';
  if (coupon.usesLimit !== null && coupon.used >= coupon.usesLimit) return 'exhausted';
  if (coupon.budgetMinor !== null && coupon.spentMinor >= coupon.budgetMinor) return 'exhausted';
  if (coupon.usesPerCustomer !== null && coupon.usesOfCustomer >= coupon.usesPerCustomer) {
    return 'used-by-this-customer';
  }
  return 'good';
}

/** A code as it is compared: a shared one in capitals without blanks, one of a batch as it was printed. */
export function couponCode(text: string): {
  readonly shared: string;
  readonly single: string | null;
} {
  const read = readCode(text);
  return {
    shared: text.toUpperCase().replace(/[\s-]/g, ''),
    single: read?.prefix === 'CP' ? read.code : null,
  };
}
