import type { AttributeQuery } from './attribute-query.ts';
import type { Benefit } from './benefit.ts';
import { eitherOf, type CompiledQuery, type Facts, type QueryBook } from './compiled-query.ts';
import { matchesOf, type Combination, type Promotion } from './promotion.ts';

/** A promotion ready to be tried, under the number it has in its snapshot. */
export interface CompiledPromotion {
  readonly number: number;
  readonly source: Promotion;
  /** What its benefits are about, each query once. */
  readonly queries: readonly CompiledQuery[];
  readonly facts: Facts;
  /**
   * What lines found by its facts say: `exact` they are those that all its benefits are about, `narrower`
   * some of them are, `otherwise` nothing certain.
   */
  readonly found: 'exact' | 'narrower' | 'otherwise';
  /** Has something to give without any matching line: shipping, a gift for the basket. */
  readonly needsNoLine: boolean;
  /** Tolerates every other promotion that is as tolerant. */
  readonly isSociable: boolean;
  /** How often it may be used, in all, by a customer or at a location, is limited. */
  readonly hasLimitedUses: boolean;
  /** Serves pieces to a deal. */
  readonly hasDeal: boolean;
  /** What it gives depends on what others took, not only on what is left of each piece. */
  readonly hasRunningCondition: boolean;
}

const NO_FACTS: Facts = new Map();

export function compilePromotion(
  source: Promotion,
  number: number,
  queries: QueryBook,
): CompiledPromotion {
  for (const query of conditionQueries(source)) queries.compile(query);
  const benefits = source.benefits.flatMap(withSteps);
  const compiled = [...new Set(matchesOf({ benefits }).map((query) => queries.compile(query)))];
  const needsNoLine = benefits.some(
    (b) => b.kind === 'shipping' || b.kind === 'coupon' || (b.kind === 'gift' && !b.of),
  );
  const { exclusive, combinesWith } = source.combination;
  const { uses, usesPerCustomer, usesPerLocation } = source.limits;
  return {
    number,
    source,
    queries: compiled,
    facts:
      needsNoLine || compiled.length === 0
        ? NO_FACTS
        : compiled.map(({ facts }) => facts).reduce(eitherOf),
    found: foundBy(compiled, needsNoLine),
    needsNoLine,
    isSociable: exclusive === 'none' && combinesWith === undefined,
    hasLimitedUses: (uses ?? usesPerCustomer ?? usesPerLocation) !== undefined,
    hasDeal: benefits.some((b) => ('consumes' in b ? b.consumes !== false : isDeal(b))),
    hasRunningCondition:
      source.conditions.some(({ kind }) => kind === 'subtotal') ||
      benefits.some(({ kind }) => kind === 'tiers') ||
      compiled.some(({ isDynamic }) => isDynamic),
  };
}

function foundBy(
  [only, ...others]: readonly CompiledQuery[],
  needsNoLine: boolean,
): CompiledPromotion['found'] {
  // With something to give for no line at all, the index is not asked about its query.
  if (!only || others.length > 0 || needsNoLine || only.isDynamic) return 'otherwise';
  return only.isExact ? 'exact' : 'narrower';
}

function isDeal({ kind }: Benefit): boolean {
  return (
    kind === 'nForPrice' ||
    kind === 'completeGroups' ||
    kind === 'pick' ||
    kind === 'buyGet' ||
    kind === 'bundle'
  );
}

/** A benefit, and those of its steps. */
export function withSteps(benefit: Benefit): Benefit[] {
  if (benefit.kind !== 'tiers') return [benefit];
  return [benefit, ...benefit.steps.flatMap((step) => withSteps(step.benefit))];
}

function conditionQueries({ conditions }: Promotion): AttributeQuery[] {
  return conditions.flatMap((condition) => ('of' in condition ? [condition.of] : []));
}

/** May both reduce one piece? */
export function tolerate(a: CompiledPromotion, b: CompiledPromotion): boolean {
  if ((a.isSociable && b.isSociable) || a.number === b.number) return true;
  return (
    accepts(a.source.combination, b.source.combination) &&
    accepts(b.source.combination, a.source.combination)
  );
}

function accepts({ exclusive, combinesWith }: Combination, other: Combination): boolean {
  if (exclusive !== 'none') return false;
  if (combinesWith === undefined) return true;
  return other.group !== undefined && combinesWith.includes(other.group);
}
