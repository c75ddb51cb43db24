import type { Benefit } from '../../engine/domain/benefit.ts';
import type { Definition } from '../../promotions/domain/definition.ts';

/**
 * Is what a promotion gives a price offered to the generality of consumers? Then it counts as a prior
 * price, and telling people of it is an announcement. Prices for card holders, segments or staff, 3 for 2,
 * thresholds and gifts are not; a code that is shown to everybody is (art. 17-bis Codice del consumo and
 * the Ministry's answers of 2023).
 */
export function isGeneralOffer(
  { who, conditions, benefits }: Pick<Definition, 'who' | 'conditions' | 'benefits'>,
  announced: boolean,
): boolean {
  const forAll = who.some(({ kind }) => kind === 'everybody');
  const unconditional = conditions.every(
    (condition) =>
      condition.kind === 'channel' ||
      condition.kind === 'period' ||
      (condition.kind === 'coupon' && condition.code !== undefined && announced),
  );
  return forAll && unconditional && benefits.some(reducesOnePiece);
}

/** Does it lower the price of one piece bought alone? */
function reducesOnePiece(benefit: Benefit): boolean {
  if (benefit.kind === 'amount') return benefit.allocation !== 'across';
  return benefit.kind === 'percent' || benefit.kind === 'unitPrice';
}

/** The codes that such a promotion is told with. */
export function shownCodes({ conditions }: Pick<Definition, 'conditions'>): string[] {
  return conditions.flatMap((condition) =>
    condition.kind === 'coupon' && condition.code !== undefined ? [condition.code] : [],
  );
}
