import type { Keyring } from '../../../server/auth/keyring.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { customersById, itemsById } from '../../base/api.ts';
import { couponCode, verdictOn, type CouponVerdict } from '../coupons/domain.ts';
import { digestOf } from '../coupons/redeem.ts';
import { countUsesOf, selectCoupon } from '../coupons/sql/coupons.ts';
import { bucketOfCustomer, bucketOfLocation, selectUsage } from '../coupons/sql/limits.ts';
import type { Basket, BasketCoupon, BasketCustomer, Usage } from '../engine/domain/basket.ts';
import { price } from '../engine/domain/price.ts';
import type { PricedBasket } from '../engine/domain/priced-basket.ts';
import { compileSnapshot, type Snapshot } from '../engine/domain/snapshot.ts';
import { selectStanding } from '../goods/sql/places.ts';
import { unknownGoods } from '../problems.ts';
import type { SnapshotKeeper } from '../snapshot/keeper.ts';
import { freshItem, sourceAt } from '../snapshot/source.ts';

/** A basket as somebody asks for it: codes not looked up, the customer perhaps by id only. */
export type AskedBasket = Omit<Basket, 'customer' | 'coupons' | 'usage'> & {
  readonly customer: AskedCustomer | null;
  readonly couponCodes: readonly string[];
};

export interface AskedCustomer {
  readonly id: string | null;
  readonly hasCard?: boolean | undefined;
  readonly tier?: string | undefined;
  readonly segments?: readonly string[] | undefined;
  readonly isStaff?: boolean | undefined;
  readonly purchaseNumber?: number | undefined;
  readonly spentMinor?: number | undefined;
}

export interface CouponAnswer {
  readonly code: string;
  readonly verdict: CouponVerdict;
  readonly promotionId: string | null;
}

export interface PricedAnswer {
  readonly snapshot: Snapshot;
  readonly priced: PricedBasket;
  readonly coupons: readonly CouponAnswer[];
}

export interface PricingTools {
  readonly keeper: SnapshotKeeper;
  readonly keyring: Pick<Keyring, 'hash'>;
}

/**
 * Prices a basket at an instant with the snapshot in use, or with the prices of a version: the same
 * function as everywhere, on what the tables know of customer, codes and limits.
 */
export async function priceAsked(
  read: Read,
  tools: PricingTools,
  { lines, ...circumstances }: AskedBasket,
  instant: Date,
  version: number | null = null,
): Promise<PricedAnswer> {
  const [answer] = await priceEach(read, tools, circumstances, [lines], instant, version);
  return answer!;
}

/** The same for several baskets of one customer at one place: customer, codes and limits are asked once. */
export async function priceEach(
  read: Read,
  { keeper, keyring }: PricingTools,
  circumstances: Omit<AskedBasket, 'lines'>,
  baskets: readonly AskedBasket['lines'][],
  instant: Date,
  version: number | null = null,
): Promise<PricedAnswer[]> {
  const { customer, couponCodes, ...rest } = circumstances;
  const itemIds = [...new Set(baskets.flatMap((lines) => lines.map(({ itemId }) => itemId)))];
  const snapshot = await snapshotFor(read, keeper, itemIds, version, instant);
  const coupons = await couponAnswers(read, keyring, couponCodes, customer?.id ?? null, instant);
  const known = {
    ...rest,
    customer: customer === null ? null : await knownCustomer(read, customer),
    coupons: coupons.flatMap(usable),
  };
  const first = baskets.map((lines) => price(snapshot, { ...known, lines, usage: {} }, instant));
  // A limit can only take a promotion away: where none is in reach, nobody has to ask what is left.
  const usage = first.some((priced) => hasLimited(snapshot, priced))
    ? await usageOf(read, snapshot, customer?.id ?? null, rest.locationId)
    : {};
  const limited = Object.keys(usage).length > 0;
  return baskets.map((lines, place) => {
    const priced = limited ? price(snapshot, { ...known, lines, usage }, instant) : first[place]!;
    return { snapshot, priced: withCoupons(priced, known.coupons), coupons };
  });
}

/** Whether a promotion with a limit has a part in an answer: given, or nearly. */
function hasLimited(snapshot: Snapshot, { applied, skipped }: PricedBasket): boolean {
  const limited = limitedPromotions(snapshot);
  if (limited.size === 0) return false;
  return [...applied, ...skipped].some(({ promotionId }) => limited.has(promotionId));
}

/** What a sale takes: of limits, and every code that did something, whether its promotion is limited or not. */
function withCoupons(priced: PricedBasket, coupons: readonly BasketCoupon[]): PricedBasket {
  if (coupons.length === 0) return priced;
  const { takes, applied } = priced;
  const taken = new Set(takes.map(({ promotionId }) => promotionId));
  const ofCoupons = new Set(coupons.map(({ promotionId }) => promotionId));
  const more = applied.filter(
    ({ promotionId }) => ofCoupons.has(promotionId) && !taken.has(promotionId),
  );
  const ofMore = more.map(({ promotionId, discountMinor, shippingDiscountMinor }) => ({
    promotionId,
    uses: 1 as const,
    amountMinor: discountMinor + shippingDiscountMinor,
  }));
  return { ...priced, takes: [...takes, ...ofMore] };
}

export function usable({ code, verdict, promotionId }: CouponAnswer): BasketCoupon[] {
  return verdict === 'good' && promotionId !== null
    ? [{ code: couponCode(code).shared, promotionId }]
    : [];
}

/**
 * The snapshot in use, unless the basket has goods it has not heard of, another version is asked for, or an
 * instant whose prices it has forgotten.
 */
async function snapshotFor(
  read: Read,
  keeper: SnapshotKeeper,
  itemIds: readonly string[],
  version: number | null,
  instant: Date,
): Promise<Snapshot> {
  const held = await keeper.current();
  const isKnown = keeper.knows(instant) && itemIds.every((id) => held.catalogue.numberOf(id) >= 0);
  if (version === null && isKnown) return held;
  const source = await sourceAt(read, version ?? Number(held.version), itemIds);
  const known = new Set([...source.items].map(({ id }) => id));
  const fresh = await itemsById(
    read,
    itemIds.filter((id) => !known.has(id)),
  );
  const missing = itemIds.filter((id) => !known.has(id) && !fresh.has(id));
  if (missing.length > 0) throw new Refusal(unknownGoods, { items: missing });
  return compileSnapshot({
    ...source,
    items: [...source.items, ...[...fresh.values()].map(freshItem)],
  });
}

export async function knownCustomer(read: Read, said: AskedCustomer): Promise<BasketCustomer> {
  const { id } = said;
  const person = id === null ? undefined : (await customersById(read, [id])).get(id);
  const standing = id === null ? null : await selectStanding(read, id);
  const tier = said.tier ?? standing?.tier ?? undefined;
  return {
    id,
    hasCard: said.hasCard ?? (person?.card != null || tier !== undefined),
    ...(tier === undefined ? {} : { tier }),
    segments: said.segments ?? standing?.segments ?? [],
    isStaff: said.isStaff ?? standing?.staff ?? false,
    ...(said.purchaseNumber === undefined ? {} : { purchaseNumber: said.purchaseNumber }),
    ...(said.spentMinor === undefined ? {} : { spentMinor: said.spentMinor }),
  };
}

export async function couponAnswers(
  read: Read,
  keyring: Pick<Keyring, 'hash'>,
  codes: readonly string[],
  customerId: string | null,
  instant: Date,
): Promise<CouponAnswer[]> {
  const answers: CouponAnswer[] = [];
  for (const code of new Set(codes)) {
    const { shared, single } = couponCode(code);
    const coupon = await selectCoupon(read, shared, digestOf(keyring, single));
    const usesOfCustomer =
      coupon && customerId !== null && coupon.usesPerCustomer !== null
        ? await countUsesOf(read, coupon.id, customerId)
        : 0;
    const verdict = verdictOn(coupon && { ...coupon, usesOfCustomer }, customerId, instant);
    answers.push({ code, verdict, promotionId: coupon?.promotionId ?? null });
  }
  return answers;
}

const limitedOf = new WeakMap<Snapshot, ReadonlySet<string>>();

/** The promotions of a snapshot that have limits: only of those somebody has to be asked what is left. */
function limitedPromotions(snapshot: Snapshot): ReadonlySet<string> {
  let ids = limitedOf.get(snapshot);
  if (!ids) {
    ids = new Set(
      snapshot.promotions.all.flatMap(({ source: { id, limits } }) =>
        Object.values(limits).some((limit) => limit !== undefined) ? [id] : [],
      ),
    );
    limitedOf.set(snapshot, ids);
  }
  return ids;
}

export async function usageOf(
  read: Read,
  snapshot: Snapshot,
  customerId: string | null,
  locationId: string | null,
): Promise<Record<string, Usage>> {
  const promotionIds = [...limitedPromotions(snapshot)];
  const ofCustomer = customerId === null ? null : bucketOfCustomer(customerId);
  const ofLocation = locationId === null ? null : bucketOfLocation(locationId);
  const buckets = ['', ofCustomer, ofLocation].filter((bucket) => bucket !== null);
  const usage: Record<string, Usage> = {};
  for (const { promotionId, bucket, used, spentMinor } of await selectUsage(
    read,
    promotionIds,
    buckets,
  )) {
    const part =
      bucket === ''
        ? { uses: used, spentMinor }
        : bucket === ofCustomer
          ? { usesOfCustomer: used }
          : { usesAtLocation: used };
    usage[promotionId] = { ...usage[promotionId], ...part };
  }
  return usage;
}
