import { giveAmount, givePercent, giveTotalPrice, giveUnitPrice } from './amount-benefits.ts';
import type { Benefit } from './benefit.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import { unmetCondition } from './condition-check.ts';
import { giveCompleteGroups, giveNForPrice, givePick } from './group-benefits.ts';
import { giveCoupon, giveGift, givePoints, giveShipping, stepReached } from './other-benefits.ts';
import type { SkipReason } from './priced-basket.ts';
import type { Scene } from './scene.ts';
import { giveBundle, giveBuyGet } from './several-side-benefits.ts';
import { Trial, type BasketState, type Refusal } from './trial.ts';

/** A promotion that gives something, or why it does not. */
export type Attempt =
  | { readonly trial: Trial; readonly refusal: null }
  | { readonly trial: null; readonly refusal: Refusal };

/** Tries one promotion on the basket as it stands; nothing is changed. */
export function attempt(
  scene: Scene,
  promotion: CompiledPromotion,
  state: BasketState,
  maxUses?: number,
): Attempt {
  const refusal =
    unmetCondition(scene, promotion.source, state.lines) ?? exhaustedUses(scene, promotion);
  if (refusal) return { trial: null, refusal };
  const trial = new Trial(scene, promotion, state, maxUses);
  for (const benefit of promotion.source.benefits) give(trial, benefit);
  if (trial.givesNothing) {
    const nothing: Refusal = { reason: { kind: 'nothing-to-reduce' }, miss: null };
    return { trial: null, refusal: trial.obstacle ?? nothing };
  }
  if (wouldPassBudget(scene, promotion, trial.discount))
    return { trial: null, refusal: exhausted('budget') };
  return { trial, refusal: null };
}

function give(trial: Trial, benefit: Benefit): void {
  switch (benefit.kind) {
    case 'percent':
      return givePercent(trial, benefit);
    case 'amount':
      return giveAmount(trial, benefit);
    case 'unitPrice':
      return giveUnitPrice(trial, benefit);
    case 'totalPrice':
      return giveTotalPrice(trial, benefit);
    case 'nForPrice':
      return giveNForPrice(trial, benefit);
    case 'completeGroups':
      return giveCompleteGroups(trial, benefit);
    case 'pick':
      return givePick(trial, benefit);
    case 'buyGet':
      return giveBuyGet(trial, benefit);
    case 'bundle':
      return giveBundle(trial, benefit);
    case 'gift':
      return giveGift(trial, benefit);
    case 'shipping':
      return giveShipping(trial, benefit);
    case 'points':
      return givePoints(trial, benefit);
    case 'coupon':
      return giveCoupon(trial, benefit);
    case 'tiers': {
      const step = stepReached(trial, benefit);
      if (step) give(trial, step.benefit);
    }
  }
}

function exhaustedUses(
  scene: Scene,
  { source, hasLimitedUses }: CompiledPromotion,
): Refusal | null {
  if (!hasLimitedUses) return null;
  const { uses, usesPerCustomer, usesPerLocation } = source.limits;
  const usage = scene.basket.usage?.[source.id];
  if (isReached(uses, usage?.uses)) return exhausted('uses');
  if (isReached(usesPerCustomer, usage?.usesOfCustomer)) return exhausted('usesPerCustomer');
  if (isReached(usesPerLocation, usage?.usesAtLocation)) return exhausted('usesPerLocation');
  return null;
}

/** One use more would be too many. */
function isReached(most: number | undefined, used = 0): boolean {
  return most !== undefined && used + 1 > most;
}

function exhausted(limit: Extract<SkipReason, { kind: 'exhausted' }>['limit']): Refusal {
  return { reason: { kind: 'exhausted', limit }, miss: null };
}

function wouldPassBudget(scene: Scene, { source }: CompiledPromotion, discount: number): boolean {
  const { budgetMinor } = source.limits;
  if (budgetMinor === undefined) return false;
  return (scene.basket.usage?.[source.id]?.spentMinor ?? 0) + discount > budgetMinor;
}
