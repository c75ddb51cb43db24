import type { BufferRule } from './terms.ts';

/** What the rules ask about an item in a shop, as a channel sees it. */
export interface BufferFacts {
  readonly channel: string;
  readonly category: string;
  readonly priceMinor: number;
  readonly onHand: number;
  readonly confidence: 'high' | 'medium' | 'low';
}

const SURENESS = ['low', 'medium', 'high'] as const;

/** How many pieces are kept back from the channel: the most that any rule that holds says. */
export function keptBack(rules: readonly BufferRule[], facts: BufferFacts): number {
  return rules.reduce(
    (most, rule) => (holds(rule, facts) ? Math.max(most, rule.keepBack) : most),
    0,
  );
}

function holds(rule: BufferRule, facts: BufferFacts): boolean {
  const { channel, category, priceFromMinor, onHandUpTo, confidenceUpTo } = rule;
  return (
    (channel === undefined || channel === facts.channel) &&
    (category === undefined || category.toLowerCase() === facts.category.toLowerCase()) &&
    (priceFromMinor === undefined || facts.priceMinor >= priceFromMinor) &&
    (onHandUpTo === undefined || facts.onHand <= onHandUpTo) &&
    (confidenceUpTo === undefined ||
      SURENESS.indexOf(facts.confidence) <= SURENESS.indexOf(confidenceUpTo))
  );
}
