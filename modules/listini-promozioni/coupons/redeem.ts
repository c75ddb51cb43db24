import type { Tx } from '../../../server/db/transaction.ts';
import type { Keyring } from '../../../server/auth/keyring.ts';
import { Refusal, refusalOnly } from '../../../server/kernel/refusal.ts';
import { couponNotGood, limitReached } from './problems.ts';
import { couponCode, verdictOn } from './domain.ts';
import {
  countUsesOf,
  giveBackCoupon,
  lockSeries,
  selectCoupon,
  takeFromSeries,
  spendCoupon,
  type FoundCoupon,
} from './sql/coupons.ts';
import {
  bucketOfCustomer,
  bucketOfLocation,
  giveBackRedemptions,
  giveBackToLimit,
  insertRedemption,
  lockParts,
  openBucket,
  selectPartialLimits,
  takeFromLimit,
} from './sql/limits.ts';
import { couponRedeemed, redemptionGivenBack } from './events.ts';

/** The paper that takes: an order, a receipt. */
export interface RedeemingDocument {
  readonly kind: string;
  readonly id: string;
}

export interface Redeeming {
  readonly document: RedeemingDocument;
  readonly locationId: string | null;
  readonly customerId: string | null;
  readonly takes: readonly {
    readonly promotionId: string;
    readonly uses: number;
    readonly amountMinor: number;
  }[];
  readonly coupons: readonly string[];
  /** In whose name it is recorded, where several share a transaction. */
  readonly by?: Tx;
}

export const COUPON_PURPOSE = 'listini-promozioni.coupon';

/** How a code is known in the tables. */
export function digestOf(keyring: Pick<Keyring, 'hash'>, single: string | null): string | null {
  return single === null ? null : keyring.hash(COUPON_PURPOSE, single);
}

/**
 * Takes what a sale uses of limits and coupons, all of it or nothing, in the transaction of the sale.
 * Each part is one guarded statement: of the last use there is one winner. The same document again
 * takes nothing more.
 */
export async function redeem(
  tx: Tx,
  keyring: Pick<Keyring, 'hash'>,
  redeeming: Redeeming,
): Promise<void> {
  const [refusal] = await redeemEach(tx, keyring, [redeeming]);
  if (refusal) throw refusal;
}

/**
 * The same for sales that share a transaction: each is taken whole or refused, and then leaves nothing
 * behind. All they touch is locked first: parts of limits by promotion, then series.
 */
export async function redeemEach(
  tx: Tx,
  keyring: Pick<Keyring, 'hash'>,
  sales: readonly Redeeming[],
): Promise<readonly (Refusal | null)[]> {
  const found: (readonly FoundCoupon[] | Refusal)[] = [];
  for (const { coupons } of sales) {
    found.push(await foundCoupons(tx, keyring, coupons).catch(refusalOnly));
  }
  await lockParts(tx, {
    promotionIds: sales.flatMap(({ takes }) => takes.map(({ promotionId }) => promotionId)),
    buckets: sales.flatMap(bucketsOf),
  });
  const series = found.flatMap((some) => (some instanceof Refusal ? [] : some));
  await lockSeries(
    tx,
    series.map(({ id }) => id),
  );
  const answers: (Refusal | null)[] = [];
  for (const [place, sale] of sales.entries()) {
    const coupons = found[place]!;
    answers.push(
      coupons instanceof Refusal
        ? coupons
        : await (sale.by ?? tx)
            .attempt((attempted) => redeemFound(attempted, sale, coupons))
            .then(() => null, refusalOnly),
    );
  }
  return answers;
}

/** The parts of limits that a document is counted in. */
function bucketsOf({ customerId, locationId }: Pick<Redeeming, 'customerId' | 'locationId'>) {
  return [
    '',
    ...(customerId === null ? [] : [bucketOfCustomer(customerId)]),
    ...(locationId === null ? [] : [bucketOfLocation(locationId)]),
  ];
}

async function redeemFound(
  tx: Tx,
  { document, locationId, customerId, takes }: Redeeming,
  found: readonly FoundCoupon[],
): Promise<void> {
  const wanted = takes.toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1));
  const partial = new Map(
    (
      await selectPartialLimits(
        tx,
        wanted.map(({ promotionId }) => promotionId),
      )
    ).map((row) => [row.promotionId, row]),
  );
  for (const { promotionId, uses, amountMinor } of wanted) {
    const coupon = found.find((one) => one.promotionId === promotionId) ?? null;
    const isNew = await insertRedemption(tx, document, {
      promotionId,
      couponDigest: coupon?.digest ?? '',
      seriesId: coupon?.id ?? null,
      customerId,
      locationId,
      uses,
      amountMinor,
    });
    if (!isNew) continue;
    const taking = { promotionId, uses, amountMinor };
    const limits = partial.get(promotionId);
    await take(tx, { ...taking, bucket: '' }, 'all');
    if (customerId !== null && limits?.usesPerCustomer != null) {
      const bucket = bucketOfCustomer(customerId);
      await openBucket(tx, promotionId, bucket, limits.usesPerCustomer);
      await take(tx, { ...taking, amountMinor: 0, bucket }, 'customer');
    }
    if (locationId !== null && limits?.usesPerLocation != null) {
      const bucket = bucketOfLocation(locationId);
      await openBucket(tx, promotionId, bucket, limits.usesPerLocation);
      await take(tx, { ...taking, amountMinor: 0, bucket }, 'location');
    }
    if (coupon) await takeCoupon(tx, coupon, customerId, uses, amountMinor);
    tx.record(
      couponRedeemed({ document, promotionId, seriesId: coupon?.id ?? null, uses, amountMinor }),
    );
  }
}

async function foundCoupons(
  tx: Tx,
  keyring: Pick<Keyring, 'hash'>,
  coupons: readonly string[],
): Promise<FoundCoupon[]> {
  const found: FoundCoupon[] = [];
  for (const text of coupons) {
    const { shared, single } = couponCode(text);
    const coupon = await selectCoupon(tx, shared, digestOf(keyring, single));
    if (!coupon) throw new Refusal(couponNotGood, { verdict: 'unknown' });
    found.push(coupon);
  }
  return found;
}

async function take(
  tx: Tx,
  taking: Parameters<typeof takeFromLimit>[1],
  of: 'all' | 'customer' | 'location',
): Promise<void> {
  if (await takeFromLimit(tx, taking)) return;
  throw new Refusal(limitReached, { promotionId: taking.promotionId, of });
}

async function takeCoupon(
  tx: Tx,
  coupon: FoundCoupon,
  customerId: string | null,
  uses: number,
  amountMinor: number,
): Promise<void> {
  // The series is locked: what is counted here stays true until the end of the transaction.
  const usesOfCustomer =
    customerId === null ? 0 : (await countUsesOf(tx, coupon.id, customerId)) - uses;
  const verdict = verdictOn(
    { ...coupon, usesLimit: null, budgetMinor: null, usesOfCustomer },
    customerId,
    tx.now,
  );
  if (verdict !== 'good') throw new Refusal(couponNotGood, { verdict });
  if (!(await takeFromSeries(tx, coupon.id, uses, amountMinor))) {
    throw new Refusal(couponNotGood, { verdict: 'exhausted' });
  }
  if (coupon.digest !== null && !(await spendCoupon(tx, coupon.digest))) {
    throw new Refusal(couponNotGood, { verdict: 'used' });
  }
}

/**
 * Gives back what a document took, once: an order was cancelled, a receipt was voided. Of a promotion
 * of which it still keeps something only the rest of the money goes back; the use stays taken.
 */
export async function giveBack(
  tx: Tx,
  document: RedeemingDocument,
  kept: readonly { readonly promotionId: string; readonly amountMinor: number }[] = [],
): Promise<number> {
  const given = await giveBackRedemptions(tx, document, kept);
  await lockParts(tx, {
    promotionIds: given.map(({ promotionId }) => promotionId),
    buckets: given.flatMap(bucketsOf),
  });
  await lockSeries(
    tx,
    given.flatMap(({ seriesId }) => seriesId ?? []),
  );
  for (const redemption of given) {
    const { promotionId, uses, amountMinor, customerId, locationId, seriesId } = redemption;
    const taking = { promotionId, uses, amountMinor };
    await giveBackToLimit(tx, { ...taking, bucket: '' });
    if (customerId && uses > 0) {
      await giveBackToLimit(tx, {
        ...taking,
        amountMinor: 0,
        bucket: bucketOfCustomer(customerId),
      });
    }
    if (locationId && uses > 0) {
      await giveBackToLimit(tx, {
        ...taking,
        amountMinor: 0,
        bucket: bucketOfLocation(locationId),
      });
    }
    if (seriesId) {
      await giveBackCoupon(tx, { seriesId, digest: redemption.couponDigest, uses, amountMinor });
    }
    tx.record(redemptionGivenBack({ document, promotionId, seriesId, uses, amountMinor }));
  }
  return given.length;
}
