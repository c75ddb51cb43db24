import type { Benefit } from '../../engine/domain/benefit.ts';
import type { PricingPolicy } from '../../engine/domain/pricing-policy.ts';
import type { Promotion } from '../../engine/domain/promotion.ts';

/**
 * Does a piece cost the same among others as when it is bought alone? Not where a promotion gives only so
 * much in a basket, looks at several pieces or keeps others off the whole basket, nor where of the promotions
 * of a lane the basket gets one or the best set.
 */
export function costsTheSameAlone(
  promotions: readonly Pick<Promotion, 'benefits' | 'combination'>[],
  policies: readonly Pick<PricingPolicy, 'lanes'>[],
): boolean {
  const shared = new Set(
    policies.flatMap(({ lanes }) =>
      lanes.flatMap(({ id, compose }) =>
        compose === 'bestOne' || compose === 'bestDeal' ? [id] : [],
      ),
    ),
  );
  return promotions.every(
    ({ benefits, combination: { exclusive, lane } }) =>
      exclusive !== 'basket' && !shared.has(lane) && benefits.every(isOfEachPiece),
  );
}

function isOfEachPiece(benefit: Benefit): boolean {
  if (benefit.kind !== 'percent' && benefit.kind !== 'amount' && benefit.kind !== 'unitPrice') {
    return false;
  }
  if (benefit.maxPieces !== undefined || benefit.maxAmountMinor !== undefined) return false;
  return benefit.kind !== 'amount' || benefit.allocation !== 'across';
}
