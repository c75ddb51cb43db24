import type { Read } from '../../../server/db/transaction.ts';
import { couponCode } from '../coupons/domain.ts';
import type { BasketCoupon, BasketCustomer, Usage } from '../engine/domain/basket.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import {
  couponAnswers,
  knownCustomer,
  usable,
  usageOf,
  type AskedBasket,
  type CouponAnswer,
  type PricingTools,
} from '../quotes/price-basket.ts';

/** What the engine is told of who buys where with which codes. */
export interface Circumstances {
  readonly customer: BasketCustomer | null;
  readonly coupons: readonly CouponAnswer[];
  readonly usable: readonly BasketCoupon[];
  readonly usage: Readonly<Record<string, Usage>>;
}

/**
 * The circumstances of trial baskets, many at once: what is left of limits is asked once for each place
 * and customer. A code that nobody has made yet counts as itself, so that its promotion can be tried.
 */
export function circumstancesOf(
  read: Read,
  { keyring }: Pick<PricingTools, 'keyring'>,
  snapshot: Snapshot,
) {
  const usages = new Map<string, Record<string, Usage>>();
  return async (
    asked: Pick<AskedBasket, 'customer' | 'locationId' | 'couponCodes'>,
    instant: Date,
  ): Promise<Circumstances> => {
    const customerId = asked.customer?.id ?? null;
    const key = `${asked.locationId ?? ''} ${customerId ?? ''}`;
    const usage = usages.get(key) ?? (await usageOf(read, snapshot, customerId, asked.locationId));
    usages.set(key, usage);
    const coupons = await couponAnswers(read, keyring, asked.couponCodes, customerId, instant);
    return {
      customer: asked.customer === null ? null : await knownCustomer(read, asked.customer),
      coupons,
      usable: coupons.flatMap((answer) =>
        answer.verdict === 'unknown' ? [{ code: couponCode(answer.code).shared }] : usable(answer),
      ),
      usage,
    };
  };
}
