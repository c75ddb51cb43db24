import assert from 'node:assert/strict';

/**
 * Which shop takes the place of one that lacks pieces, by rules that are data. The answer explains
 * itself: why the first is first, by what each other fell behind it, and why the rest do not count.
 */

export const CRITERIA = ['distance', 'stock', 'confidence', 'capacity', 'rejections'] as const;
export type Criterion = (typeof CRITERIA)[number];

export const ORDERINGS = ['lexicographic', 'weighted'] as const;
export const UNANSWERED = ['partial', 'cancel'] as const;

/** One version of the rules. Amounts in minor units, distances in metres. */
export interface SourcingRule {
  /** `lexicographic`: the first criterion that tells them apart decides. `weighted`: the sum does. */
  readonly order: (typeof ORDERINGS)[number];
  readonly criteria: readonly { readonly by: Criterion; readonly weight: number }[];
  /** No shop farther than this from the customer's; null: any. */
  readonly withinMetres: number | null;
  /** Pieces a shop keeps for its floor beyond what the order takes. */
  readonly keepSpare: number;
  /** So near, the order moves without asking the customer; null: they are always asked. */
  readonly moveUnaskedWithinMetres: number | null;
  /** How long the customer may think. */
  readonly answerMinutes: number;
  /** What happens when nobody answers: go on without, or cancel. */
  readonly unanswered: (typeof UNANSWERED)[number];
  /** What staff may give up in the customer's name without a manager. */
  readonly staffLimitMinor: number;
  /** How many substitutes are proposed. */
  readonly substitutes: number;
  /** Another style is similar when its price is so near. */
  readonly priceBandPercent: number;
  /** What is different for a sales channel. */
  readonly channels?: Readonly<Record<string, Partial<Omit<SourcingRule, 'channels'>>>>;
}

/** The rule as it holds for one channel. */
export function ruleFor(rule: SourcingRule, channel: string): SourcingRule {
  return { ...rule, ...rule.channels?.[channel] };
}

export type Confidence = 'high' | 'medium' | 'low';

/** What is known of a shop at the moment of asking. */
export interface ShopFacts {
  readonly locationId: string;
  readonly name: string;
  readonly active: boolean;
  readonly takesOrders: boolean;
  /** The order is there now. */
  readonly here: boolean;
  /** From the shop the customer chose; null when either has no place on the map. */
  readonly distanceMetres: number | null;
  /** Over all wanted items, the least pieces left after the order took its own; negative: lacking. */
  readonly spare: number;
  /** Of the item whose count can be trusted least. */
  readonly confidence: Confidence;
  /** Orders being prepared there, and how many it can have at once; null: no limit. */
  readonly openOrders: number;
  readonly capacity: number | null;
  /** Pieces it did not find in the last weeks. */
  readonly rejections: number;
  /** It had this very order and did not find its pieces. */
  readonly hadThisOrder: boolean;
}

/** An order as far as it decides who could prepare it. */
export interface ToSource {
  readonly orderId: string;
  readonly channel: string;
  /** Where the customer wants to go: distances are from there. */
  readonly chosenLocationId: string;
  /** Where it is now. */
  readonly locationId: string;
  readonly wanted: readonly { readonly itemId: string; readonly quantity: number }[];
}

export const EXCLUSIONS = [
  'here',
  'closed',
  'no-pickup',
  'had-this-order',
  'lacks-pieces',
  'full',
  'too-far',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface Measure {
  readonly by: Criterion;
  /** Metres, pieces, share of free places in per cent, reports; null when unknown. */
  readonly value: number | null;
  /** 0 (worst) to 10. */
  readonly grade: number;
}

export interface RankedShop {
  readonly locationId: string;
  readonly name: string;
  readonly distanceMetres: number | null;
  /** 1 is the one the rules choose. */
  readonly place: number;
  readonly score: number;
  readonly measures: readonly Measure[];
  /** What told it apart from the one before it; null for the first, and when only the name did. */
  readonly behindBy: Criterion | null;
}

export interface ExcludedShop {
  readonly locationId: string;
  readonly name: string;
  readonly because: Exclusion;
}

export interface Explanation {
  readonly ranked: readonly RankedShop[];
  readonly excluded: readonly ExcludedShop[];
}

/** Every shop has its place or its reason; the same facts give the same answer, in whatever order. */
export function explain(rule: SourcingRule, shops: readonly ShopFacts[]): Explanation {
  assert(rule.criteria.length > 0, 'a rule orders by something');
  const excluded: ExcludedShop[] = [];
  const graded: Omit<RankedShop, 'place' | 'behindBy'>[] = [];
  for (const shop of [...shops].sort((a, b) => compare(a.locationId, b.locationId))) {
    const { locationId, name, distanceMetres } = shop;
    const because = exclusionOf(rule, shop);
    if (because) {
      excluded.push({ locationId, name, because });
      continue;
    }
    const measures = rule.criteria.map(({ by }) => measure(by, shop));
    graded.push({ locationId, name, distanceMetres, measures, score: scoreOf(rule, measures) });
  }
  const sorted = graded.sort(
    (a, b) => compareShops(rule, a, b) || compare(a.locationId, b.locationId),
  );
  return {
    ranked: sorted.map((shop, at) => ({
      ...shop,
      place: at + 1,
      behindBy: at === 0 ? null : decisive(rule, sorted[at - 1]!.measures, shop.measures),
    })),
    excluded,
  };
}

function exclusionOf(rule: SourcingRule, shop: ShopFacts): Exclusion | null {
  if (shop.here) return 'here';
  if (!shop.active) return 'closed';
  if (!shop.takesOrders) return 'no-pickup';
  if (shop.hadThisOrder) return 'had-this-order';
  if (shop.spare < rule.keepSpare) return 'lacks-pieces';
  if (shop.capacity !== null && shop.openOrders >= shop.capacity) return 'full';
  if (rule.withinMetres !== null && (shop.distanceMetres ?? Infinity) > rule.withinMetres) {
    return 'too-far';
  }
  return null;
}

function measure(by: Criterion, shop: ShopFacts): Measure {
  switch (by) {
    case 'distance': {
      const value = shop.distanceMetres;
      return { by, value, grade: value === null ? 0 : grade(3_000 / (3_000 + value)) };
    }
    case 'stock':
      return { by, value: shop.spare, grade: grade(shop.spare / (shop.spare + 2)) };
    case 'confidence': {
      const value = { high: 2, medium: 1, low: 0 }[shop.confidence];
      return { by, value, grade: value * 5 };
    }
    case 'capacity': {
      if (shop.capacity === null) return { by, value: null, grade: 10 };
      const free = (shop.capacity - shop.openOrders) / shop.capacity;
      return { by, value: Math.round(free * 100), grade: grade(free) };
    }
    case 'rejections':
      return { by, value: shop.rejections, grade: grade(1 / (1 + shop.rejections / 2)) };
  }
}

/** In ten steps: what is nearly equal leaves the word to the next criterion. */
function grade(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10);
}

function scoreOf({ criteria }: SourcingRule, measures: readonly Measure[]): number {
  return measures.reduce((sum, one, at) => sum + one.grade * criteria[at]!.weight, 0);
}

interface Graded {
  readonly measures: readonly Measure[];
  readonly score: number;
}

function compareShops(rule: SourcingRule, a: Graded, b: Graded): number {
  if (rule.order === 'weighted') return b.score - a.score;
  for (const [at, one] of a.measures.entries()) {
    const difference = b.measures[at]!.grade - one.grade;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Lexicographic: the first difference. Weighted: the one that cost the most. */
function decisive(
  { order, criteria }: SourcingRule,
  better: readonly Measure[],
  worse: readonly Measure[],
): Criterion | null {
  const lost = better.map(({ by, grade: of }, at) => ({
    by,
    points: (of - worse[at]!.grade) * (order === 'weighted' ? criteria[at]!.weight : 1),
  }));
  if (order === 'lexicographic') return lost.find(({ points }) => points !== 0)?.by ?? null;
  const most = lost.reduce((a, b) => (b.points > a.points ? b : a));
  return most.points > 0 ? most.by : null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
