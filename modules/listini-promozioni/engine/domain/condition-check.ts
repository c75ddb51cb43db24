import type { Basis } from './benefit.ts';
import { isAmong } from './circumstances.ts';
import type { Condition, QuantityCondition, SubtotalCondition } from './condition.ts';
import type { LineState } from './line-state.ts';
import { isWithin, periodOf } from './local-time.ts';
import type { NearestMiss } from './priced-basket.ts';
import type { Promotion } from './promotion.ts';
import type { Scene } from './scene.ts';
import type { Refusal } from './trial.ts';

/** What the lines are worth together: at list, or after what promotions took so far. */
export function subtotalOf(
  lines: readonly LineState[],
  places: Iterable<number>,
  basis: Basis,
): number {
  let sum = 0;
  for (const place of places) {
    const line = lines[place]!;
    sum += basis === 'list' ? line.list * line.quantity : line.net;
  }
  return sum;
}

export function quantityOf(lines: readonly LineState[], places: Iterable<number>): number {
  let sum = 0;
  for (const place of places) sum += lines[place]!.quantity;
  return sum;
}

/** The first condition of the promotion that does not hold, and what is missing; null where all hold. */
export function unmetCondition(
  scene: Scene,
  promotion: Promotion,
  lines: readonly LineState[],
): Refusal | null {
  for (const condition of promotion.conditions) {
    const answer = check(scene, promotion.id, condition, lines);
    if (answer === true) continue;
    const reason =
      condition.kind === 'coupon'
        ? ({ kind: 'coupon-missing' } as const)
        : ({ kind: 'condition', condition } as const);
    return { reason, miss: answer };
  }
  return null;
}

/** True, or what is missing (null where nothing the customer could add would help). */
function check(
  scene: Scene,
  promotionId: string,
  condition: Condition,
  lines: readonly LineState[],
): true | NearestMiss | null {
  const { basket, time } = scene;
  switch (condition.kind) {
    case 'subtotal':
      return checkSubtotal(scene, condition, lines);
    case 'quantity':
      return checkQuantity(scene, condition, lines);
    case 'presence':
      return scene.matching(condition.of, lines).length > 0 || { kind: 'pieces', pieces: 1 };
    case 'coupon':
      return hasCoupon(scene, promotionId, condition.code) || { kind: 'coupon' };
    case 'nthPurchase':
      return isNth(basket.customer?.purchaseNumber, condition) || null;
    case 'history':
      return isInHistory(scene, condition) || null;
    case 'tender':
      return (
        (basket.tenders !== undefined &&
          basket.tenders.length > 0 &&
          basket.tenders.every((tender) => condition.in.includes(tender))) ||
        null
      );
    case 'shippingMethod':
      return basket.shipping?.some(({ method }) => condition.in.includes(method)) || null;
    case 'channel':
      return condition.in.includes(basket.channel) || null;
    case 'audience':
      return isAmong(basket.customer, condition.anyOf) || cardWouldHelp(condition.anyOf);
    case 'period':
      return (
        isWithin(periodOf(condition), time) ||
        (condition.from !== undefined && time.reached < periodOf(condition).from
          ? { kind: 'wait', from: condition.from }
          : null)
      );
  }
}

function checkSubtotal(
  scene: Scene,
  condition: SubtotalCondition,
  lines: readonly LineState[],
): true | NearestMiss | null {
  const { of, basis, minMinor, maxMinor, strict = false } = condition;
  const places = scene.matching(of, lines);
  const value = subtotalOf(lines, places, basis ?? scene.policy.conditionBasis);
  if (minMinor !== undefined && (strict ? value <= minMinor : value < minMinor))
    return { kind: 'amount', amountMinor: minMinor - value + (strict ? 1 : 0) };
  if (maxMinor !== undefined && (strict ? value >= maxMinor : value > maxMinor)) return null;
  return true;
}

function checkQuantity(
  scene: Scene,
  { of, min, max }: QuantityCondition,
  lines: readonly LineState[],
): true | NearestMiss | null {
  const value = quantityOf(lines, scene.matching(of, lines));
  if (min !== undefined && value < min) return { kind: 'pieces', pieces: min - value };
  return max !== undefined && value > max ? null : true;
}

function hasCoupon(scene: Scene, promotionId: string, code: string | undefined): boolean {
  const coupons = scene.basket.coupons ?? [];
  return coupons.some((coupon) =>
    code === undefined
      ? coupon.promotionId === promotionId
      : coupon.code.toUpperCase() === code.toUpperCase(),
  );
}

function isNth(
  purchase: number | undefined,
  { n, every }: { readonly n: number; readonly every?: boolean | undefined },
): boolean {
  if (purchase === undefined) return false;
  return every ? purchase % n === 0 : purchase === n;
}

function isInHistory(
  scene: Scene,
  { measure, min, max }: Extract<Condition, { kind: 'history' }>,
): boolean {
  const customer = scene.basket.customer;
  const value =
    measure === 'spentMinor'
      ? customer?.spentMinor
      : customer?.purchaseNumber === undefined
        ? undefined
        : customer.purchaseNumber - 1;
  if (value === undefined) return false;
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function cardWouldHelp(
  audiences: Extract<Condition, { kind: 'audience' }>['anyOf'],
): NearestMiss | null {
  return audiences.some(({ kind }) => kind === 'card') ? { kind: 'card' } : null;
}
