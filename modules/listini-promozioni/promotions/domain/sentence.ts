import type { Text } from '../../../../server/kernel/text.ts';
import type { Definition } from './definition.ts';
import { benefitWords } from './benefit-words.ts';
import { audienceWords, conditionWords, whenWords, whereWords } from './circumstance-words.ts';
import { money } from './figures.ts';

/**
 * What a promotion does, in one sentence that a merchandiser reads before signing it: what is given, on
 * which goods, to whom, where, when, on which conditions, up to which limits.
 */
export function sentenceOf(definition: Definition): Text {
  return { it: written(definition, 'it'), en: written(definition, 'en') };
}

/** What a part of the sentence is about: on the screen each part leads to the fields that make it. */
export type SentencePart = 'benefit' | 'who' | 'where' | 'when' | 'conditions' | 'limits';

export interface SaidPart {
  readonly part: SentencePart;
  readonly words: string;
}

/** The sentence in its parts, in the order in which they are said; those that say nothing are left out. */
export function sentenceParts(definition: Definition, language: 'it' | 'en'): SaidPart[] {
  const { benefits, who, where, when, conditions, limits } = definition;
  const given = benefits
    .map((benefit) => benefitWords(benefit, language))
    .join(language === 'it' ? ' e ' : ' and ');
  const asked = conditions.map((condition) => conditionWords(condition, language)).join(', ');
  const parts: SaidPart[] = [
    { part: 'benefit', words: given.charAt(0).toUpperCase() + given.slice(1) },
    { part: 'who', words: audienceWords(who, language) },
    { part: 'where', words: whereWords(where, language) },
    { part: 'when', words: whenWords(when, language) },
    { part: 'conditions', words: asked },
    { part: 'limits', words: limitWords(limits, language) },
  ];
  return parts.filter(({ words }) => words !== '');
}

function written(definition: Definition, language: 'it' | 'en'): string {
  const parts = sentenceParts(definition, language);
  return `${parts.map(({ words }) => words).join(', ')}.`;
}

/** How often and up to how much; nothing without limits. */
export function limitWords(limits: Definition['limits'], language: 'it' | 'en'): string {
  const it = language === 'it';
  const parts = [
    limits.uses === undefined
      ? ''
      : it
        ? `al massimo ${limits.uses} volte`
        : `${limits.uses} times at most`,
    limits.usesPerCustomer === undefined
      ? ''
      : it
        ? `${limits.usesPerCustomer} per cliente`
        : `${limits.usesPerCustomer} per customer`,
    limits.usesPerLocation === undefined
      ? ''
      : it
        ? `${limits.usesPerLocation} per negozio`
        : `${limits.usesPerLocation} per shop`,
    limits.budgetMinor === undefined
      ? ''
      : it
        ? `fino a ${money(limits.budgetMinor, language)} di sconti`
        : `up to ${money(limits.budgetMinor, language)} of discounts`,
  ].filter((part) => part !== '');
  return parts.join(', ');
}
