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

function written(definition: Definition, language: 'it' | 'en'): string {
  const { benefits, who, where, when, conditions, limits } = definition;
  const parts = [
    benefits
      .map((benefit) => benefitWords(benefit, language))
      .join(language === 'it' ? ' e ' : ' and '),
    audienceWords(who, language),
    whereWords(where, language),
    whenWords(when, language),
    ...conditions.map((condition) => conditionWords(condition, language)),
    limitWords(limits, language),
  ].filter((part) => part !== '');
  const sentence = `${parts.join(', ')}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function limitWords(limits: Definition['limits'], language: 'it' | 'en'): string {
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
