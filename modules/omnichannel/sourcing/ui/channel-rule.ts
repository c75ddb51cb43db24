import { isSameData } from '../../../../server/kernel/same-data.ts';
import type { RuleInForce } from '../contracts.ts';

export type Rule = RuleInForce['rule'];

/** What the rule says of a sales channel; null: of all. */
export function ruleOf(rule: Rule, channel: string | null): Rule {
  const { channels, ...general } = rule;
  return channel === null ? rule : { ...general, ...channels?.[channel] };
}

/**
 * The rule after somebody changed what it says of a channel: only what differs from the others is kept, and
 * nothing of a channel that differs in nothing.
 */
export function withRuleOf(rule: Rule, channel: string | null, next: Rule): Rule {
  if (channel === null) return next;
  const { channels = {}, ...general } = rule;
  const wanted = new Map<string, unknown>(Object.entries(next));
  const own = Object.keys(general).filter(
    (term) => !isSameData(wanted.get(term), general[term as keyof typeof general]),
  );
  const { [channel]: _, ...others } = channels;
  const kept =
    own.length === 0
      ? others
      : { ...others, [channel]: Object.fromEntries(own.map((term) => [term, wanted.get(term)])) };
  return Object.keys(kept).length === 0 ? general : { ...general, channels: kept };
}
