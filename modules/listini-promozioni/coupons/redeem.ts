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
  noteCounted,
  openBucket,
  selectHeld,
  selectPartialLimits,
  takeFromLimit,
  type PartialLimits,
  type Redemption,
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
 * takes nothing more, unless it has given back what it took.
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
    const redemption = {
      promotionId,
      couponDigest: coupon?.digest ?? '',
      seriesId: coupon?.id ?? null,
      customerId,
      locationId,
      uses,
      amountMinor,
    };
    if (!(await insertRedemption(tx, document, redemption))) continue;
    const counted = await takeParts(tx, redemption, partial.get(promotionId));
    await noteCounted(tx, document, redemption, counted);
    if (coupon) await takeCoupon(tx, coupon, customerId, amountMinor);
    tx.record(
      couponRedeemed({ document, promotionId, seriesId: coupon?.id ?? null, uses, amountMinor }),
    );
  }
}

/** Takes from every part of a limit that a redemption is counted in; the answer names those that counted it. */
async function takeParts(
  tx: Tx,
  { promotionId, customerId, locationId, uses, amountMinor }: Redemption,
  limits: PartialLimits | undefined,
): Promise<string[]> {
  const ofAll = { promotionId, bucket: '', uses, amountMinor };
  const counted = (await take(tx, ofAll, 'all')) ? [''] : [];
  const parts = [
    {
      of: 'customer',
      bucket: customerId && bucketOfCustomer(customerId),
      limit: limits?.usesPerCustomer,
    },
    {
      of: 'location',
      bucket: locationId && bucketOfLocation(locationId),
      limit: limits?.usesPerLocation,
    },
  ] as const;
  for (const { of, bucket, limit } of parts) {
    if (!bucket || limit == null) continue;
    await openBucket(tx, promotionId, bucket, limit);
    await take(tx, { ...ofAll, bucket, amountMinor: 0 }, of);
    counted.push(bucket);
  }
  return counted;
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

/** False where nothing limits it. */
async function take(
  tx: Tx,
  taking: Parameters<typeof takeFromLimit>[1],
  of: 'all' | 'customer' | 'location',
): Promise<boolean> {
  const taken = await takeFromLimit(tx, taking);
  if (taken === 'reached') {
    throw new Refusal(limitReached, { promotionId: taking.promotionId, of });
  }
  return taken === 'counted';
}

async function takeCoupon(
  tx: Tx,
  coupon: FoundCoupon,
  customerId: string | null,
  amountMinor: number,
): Promise<void> {
  // The series is locked: what is counted here stays true until the end of the transaction. This sale is
  // one of them.
  const usesOfCustomer =
    customerId === null ? 0 : (await countUsesOf(tx, coupon.id, customerId)) - 1;
  const verdict = verdictOn(
    { ...coupon, usesLimit: null, budgetMinor: null, usesOfCustomer },
    customerId,
    tx.now,
  );
  if (verdict !== 'good') throw new Refusal(couponNotGood, { verdict });
  if (!(await takeFromSeries(tx, coupon.id, amountMinor))) {
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
  // Limits, series, then the document's own rows: the order in which they are taken.
  const held = await selectHeld(tx, document);
  await lockParts(tx, {
    promotionIds: held.map(({ promotionId }) => promotionId),
    buckets: held.flatMap(({ counted }) => counted),
  });
  await lockSeries(
    tx,
    held.flatMap(({ seriesId }) => seriesId ?? []),
  );
  const given = await giveBackRedemptions(tx, document, held, kept);
  for (const { promotionId, couponDigest, seriesId, uses, amountMinor, counted } of given) {
    for (const bucket of counted) {
      // Money is counted for all together only.
      const ofMoney = bucket === '' ? amountMinor : 0;
      await giveBackToLimit(tx, { promotionId, bucket, uses, amountMinor: ofMoney });
    }
    if (seriesId) {
      await giveBackCoupon(tx, { seriesId, digest: couponDigest, whole: uses > 0, amountMinor });
    }
    tx.record(redemptionGivenBack({ document, promotionId, seriesId, uses, amountMinor }));
  }
  return given.length;
}
