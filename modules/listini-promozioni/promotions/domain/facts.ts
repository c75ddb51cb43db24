import type { Floor, Funding, ReturnPolicy } from '../../engine/domain/promotion.ts';
import { benefitWords } from './benefit-words.ts';
import { audienceWords, conditionWords, whenWords, whereWords } from './circumstance-words.ts';
import type { Definition } from './definition.ts';
import { listed, money, percent } from './figures.ts';
import { limitWords } from './sentence.ts';

type Language = 'it' | 'en';

/** What is asked of a promotion, in the order in which it is read. */
export type FactName =
  | 'name'
  | 'gives'
  | 'conditions'
  | 'who'
  | 'where'
  | 'when'
  | 'limits'
  | 'lane'
  | 'priority'
  | 'together'
  | 'floor'
  | 'returns'
  | 'funding'
  | 'receipt'
  | 'label';

export interface Fact {
  readonly name: FactName;
  readonly words: string;
}

/** Everything a promotion says, in words: what somebody reads before signing it. */
export function factsOf(definition: Definition, language: Language): Fact[] {
  const { texts, benefits, conditions, who, where, when, limits, combination } = definition;
  const it = language === 'it';
  const or = (words: string, otherwise: string): string => (words === '' ? otherwise : words);
  return [
    { name: 'name', words: texts.name[language] },
    {
      name: 'gives',
      words: benefits.map((one) => benefitWords(one, language)).join(it ? ' e ' : ' and '),
    },
    {
      name: 'conditions',
      words: or(conditions.map((one) => conditionWords(one, language)).join(', '), '—'),
    },
    { name: 'who', words: or(audienceWords(who, language), it ? 'tutti' : 'everybody') },
    { name: 'where', words: or(whereWords(where, language), it ? 'ovunque' : 'everywhere') },
    { name: 'when', words: or(whenWords(when, language), it ? 'sempre' : 'always') },
    { name: 'limits', words: or(limitWords(limits, language), it ? 'nessuno' : 'none') },
    { name: 'lane', words: laneWords(combination.lane, language) },
    { name: 'priority', words: String(combination.priority) },
    { name: 'together', words: togetherWords(combination, language) },
    { name: 'floor', words: floorWords(definition.floor, language) },
    { name: 'returns', words: RETURNS[definition.returnPolicy][language] },
    { name: 'funding', words: fundingWords(definition.funding, language) },
    { name: 'receipt', words: or(texts.receipt[language], '—') },
    { name: 'label', words: or(texts.label[language], '—') },
  ];
}

export interface Difference {
  readonly name: FactName;
  readonly before: string;
  readonly after: string;
}

/** What one version says other than another, fact by fact. */
export function differencesOf(
  before: Definition,
  after: Definition,
  language: Language,
): Difference[] {
  const was = factsOf(before, language);
  return factsOf(after, language).flatMap(({ name, words }, place) => {
    const then = was[place]!.words;
    return then === words ? [] : [{ name, before: then, after: words }];
  });
}

const LANES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  item: { it: 'sugli articoli', en: 'on items' },
  basket: { it: 'sullo scontrino', en: 'on the whole receipt' },
  after: { it: 'dopo gli sconti', en: 'after discounts' },
};

function laneWords(lane: string, language: Language): string {
  return LANES[lane]?.[language] ?? lane;
}

/** Whether others may reduce the same pieces. */
export function togetherWords(
  { exclusive, group, combinesWith, stopsFurther }: Definition['combination'],
  language: Language,
): string {
  const it = language === 'it';
  const alone = {
    basket: it ? 'da sola su tutto lo scontrino' : 'alone on the whole receipt',
    piece: it ? 'da sola sul pezzo' : 'alone on a piece',
    none: combinesWith
      ? combinesWith.length === 0
        ? it
          ? 'con nessun’altra'
          : 'with no other'
        : `${it ? 'solo con' : 'only with'} ${listed(combinesWith, language)}`
      : it
        ? 'con le altre'
        : 'with others',
  }[exclusive];
  const parts = [
    alone,
    group === undefined ? '' : `${it ? 'gruppo' : 'group'} ${group}`,
    stopsFurther ? (it ? 'ferma quelle dopo' : 'stops those after it') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function floorWords(floor: Floor | null, language: Language): string {
  const it = language === 'it';
  if (floor === null) return it ? 'nessuna' : 'none';
  const { minimumPriceMinor, minimumMarginPercent, maximumDiscountPercent } = floor;
  const parts = [
    minimumPriceMinor === undefined
      ? ''
      : `${it ? 'mai sotto' : 'never below'} ${money(minimumPriceMinor, language)}`,
    minimumMarginPercent === undefined
      ? ''
      : `${it ? 'margine almeno' : 'margin at least'} ${percent(minimumMarginPercent, language)}`,
    maximumDiscountPercent === undefined
      ? ''
      : `${it ? 'sconto al massimo' : 'discount at most'} ${percent(maximumDiscountPercent, language)}`,
  ];
  return parts.filter((part) => part !== '').join(', ') || (it ? 'nessuna' : 'none');
}

const RETURNS: Readonly<Record<ReturnPolicy, Readonly<Record<Language, string>>>> = {
  keep: { it: 'si rende quanto pagato', en: 'what was paid is given back' },
  recompute: {
    it: 'si ricalcola lo scontrino senza il capo reso',
    en: 'the receipt is worked out again without what came back',
  },
  'claw-back': {
    it: 'si trattiene lo sconto che non spetta più',
    en: 'the discount that is no longer due is kept back',
  },
  'refund-cheapest': {
    it: 'si rende il prezzo del più economico',
    en: 'the price of the cheapest is given back',
  },
};

function fundingWords(funding: Funding | null, language: Language): string {
  if (funding === null) return language === 'it' ? 'la catena' : 'the chain';
  const share = percent(funding.sharePercent, language);
  return language === 'it'
    ? `${share} da ${funding.supplierId}`
    : `${share} by ${funding.supplierId}`;
}
