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
  /** Has something to give without any matching line: shipping, a gift for the basket. */
  readonly needsNoLine: boolean;
  /** Tolerates every other promotion that is as tolerant. */
  readonly isSociable: boolean;
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
  const compiled = [...new Set(benefits.flatMap((b) => matchesOf({ benefits: [b] })))].map(
    (query) => queries.compile(query),
  );
  const needsNoLine = benefits.some(
    (b) => b.kind === 'shipping' || b.kind === 'coupon' || (b.kind === 'gift' && !b.of),
  );
  const { exclusive, combinesWith } = source.combination;
  return {
    number,
    source,
    queries: [...new Set(compiled)],
    facts:
      needsNoLine || compiled.length === 0
        ? NO_FACTS
        : compiled.map(({ facts }) => facts).reduce(eitherOf),
    needsNoLine,
    isSociable: exclusive === 'none' && combinesWith === undefined,
    hasDeal: benefits.some((b) => ('consumes' in b ? b.consumes !== false : isDeal(b))),
    hasRunningCondition:
      source.conditions.some(({ kind }) => kind === 'subtotal') ||
      benefits.some(({ kind }) => kind === 'tiers') ||
      compiled.some(({ isDynamic }) => isDynamic),
  };
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
