import { apportion } from './apportion.ts';
import type {
  CouponBenefit,
  GiftBenefit,
  PointsBenefit,
  ShippingBenefit,
  TiersBenefit,
} from './benefit.ts';
import { quantityOf, subtotalOf } from './condition-check.ts';
import { discountOf, ratioOf, roundAmount } from './rounding.ts';
import type { ShippingState, Trial } from './trial.ts';

/** Pieces given on top, once or for every so many. */
export function giveGift(trial: Trial, benefit: GiftBenefit): void {
  const { itemId, of, per } = benefit;
  let quantity = benefit.quantity;
  if (of) {
    const places = trial.matching(of);
    const pieces = quantityOf(trial.lines, places);
    if (places.length === 0) trial.stopAt({ kind: 'no-matching-items' });
    if (per !== undefined) {
      quantity *= Math.floor(pieces / per);
      const missing = { kind: 'pieces', pieces: per - (pieces % per) } as const;
      if (quantity === 0) trial.stopAt({ kind: 'not-enough-pieces' }, missing);
      else if (pieces % per > 0) trial.next = missing;
    } else if (places.length === 0) quantity = 0;
  } else if (per !== undefined) {
    quantity *= Math.floor(quantityOf(trial.lines, trial.lines.keys()) / per);
  }
  if (quantity > 0)
    trial.give({ kind: 'gift', promotion: trial.promotion.number, itemId, quantity });
}

export function givePoints(trial: Trial, { of, multiplier, extra }: PointsBenefit): void {
  const places = trial.matching(of);
  if (places.length === 0) {
    trial.stopAt({ kind: 'no-matching-items' });
    return;
  }
  trial.give({ kind: 'points', promotion: trial.promotion.number, multiplier, extra, places });
}

export function giveCoupon(trial: Trial, { batchId, quantity }: CouponBenefit): void {
  trial.give({ kind: 'coupon', promotion: trial.promotion.number, batchId, quantity });
}

/** The benefit of the highest step reached; null below the first one. */
export function stepReached(
  trial: Trial,
  benefit: TiersBenefit,
): TiersBenefit['steps'][number] | null {
  const { subject, of, basis } = benefit;
  const places = trial.matching(of);
  const value =
    subject === 'lines'
      ? places.length
      : subject === 'quantity'
        ? quantityOf(trial.lines, places)
        : subtotalOf(trial.lines, places, basis ?? trial.policy.conditionBasis);
  const steps = benefit.steps.toSorted((a, b) => a.min - b.min);
  const higher = steps.find(({ min }) => min > value);
  if (higher && places.length > 0) {
    const more = higher.min - value;
    trial.next =
      subject === 'subtotal'
        ? { kind: 'amount', amountMinor: more }
        : { kind: 'pieces', pieces: more };
  }
  const reached = steps.findLast(({ min }) => min <= value);
  if (!reached) trial.stopAt({ kind: 'not-enough-pieces' }, trial.next);
  return reached ?? null;
}

/** Off what shipping costs: each method, or shared over them. */
export function giveShipping(trial: Trial, benefit: ShippingBenefit): void {
  const { effect, methods, maxAmountMinor } = benefit;
  const meant = trial.shipping.filter(({ method }) => !methods || methods.includes(method));
  if (meant.length === 0) trial.stopAt({ kind: 'nothing-to-reduce' });
  const standsAlone = trial.policy.fixedShippingPriceAlone;
  if (standsAlone && trial.fixedShippingBy >= 0) {
    const by = trial.scene.snapshot.promotions.all[trial.fixedShippingBy]!;
    trial.stopAt({ kind: 'beaten', by: by.source.id });
    if (effect.kind !== 'price') return;
  }
  if (standsAlone && effect.kind === 'price') {
    giveFixedPrice(trial, effect.priceMinor, meant);
    return;
  }
  const basis = trial.basisOr(benefit.basis);
  const { rounding, remainder } = trial.policy;
  const prices = meant.map(({ list, net }) => (basis === 'list' ? list : net));
  const wanted = meant.map(({ net }, i) => {
    if (effect.kind === 'percent')
      return Math.min(net, discountOf(prices[i]!, ratioOf(effect.percent), rounding));
    if (effect.kind === 'price') return Math.min(net, Math.max(0, prices[i]! - effect.priceMinor));
    return Math.min(net, roundAmount(effect.amountMinor, rounding));
  });
  const total = wanted.reduce((sum, amount) => sum + amount, 0);
  const shared = effect.kind === 'amount' && benefit.allocation === 'across';
  const most = Math.min(
    maxAmountMinor ?? Infinity,
    shared ? roundAmount(effect.amountMinor, rounding) : total,
  );
  const takers = meant.map(({ net }, i) =>
    shared
      ? { count: 1, weight: prices[i]!, cap: net }
      : { count: 1, weight: wanted[i]!, cap: wanted[i]! },
  );
  const amounts =
    !shared && most >= total
      ? wanted
      : apportion(most, takers, { remainder, mode: rounding.mode, step: 1 }).map(
          ([part]) => part!.amount,
        );
  take(trial, meant, amounts);
}

/** The lowest fixed price alone: what others took off these methods is undone. */
function giveFixedPrice(trial: Trial, priceMinor: number, meant: readonly ShippingState[]): void {
  const cheaper = meant.filter(({ list, net }) =>
    trial.fixedShippingBy >= 0 ? priceMinor < net : priceMinor < list,
  );
  if (cheaper.length === 0) {
    trial.stopAt({ kind: 'nothing-to-reduce' });
    return;
  }
  trial.shipping = trial.shipping.map((charge) => {
    const undone = { ...charge, net: charge.list, shares: [] };
    if (!cheaper.includes(charge)) return trial.fixedShippingBy >= 0 ? charge : undone;
    const amount = charge.list - priceMinor;
    const { number } = trial.promotion;
    return { ...undone, net: priceMinor, shares: [{ promotion: number, amount }] };
  });
  trial.fixedShippingBy = trial.promotion.number;
}

function take(trial: Trial, meant: readonly ShippingState[], amounts: readonly number[]): void {
  const { number } = trial.promotion;
  trial.shipping = trial.shipping.map((charge) => {
    const amount = amounts[meant.indexOf(charge)] ?? 0;
    if (amount === 0) return charge;
    const others = charge.shares.filter(({ promotion }) => promotion !== number);
    const mine = charge.shares.find(({ promotion }) => promotion === number)?.amount ?? 0;
    return {
      ...charge,
      net: charge.net - amount,
      shares: [...others, { promotion: number, amount: mine + amount }],
    };
  });
}
