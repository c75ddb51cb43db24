import type { AttributeQuery, Range } from '../../engine/domain/attribute-query.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import { listed, money } from './figures.ts';

const ATTRIBUTES: Readonly<Record<string, Text>> = {
  item: { it: 'gli articoli scelti', en: 'the chosen items' },
  style: { it: 'i modelli scelti', en: 'the chosen styles' },
  brand: { it: 'marca', en: 'brand' },
  supplier: { it: 'fornitore', en: 'supplier' },
  line: { it: 'linea', en: 'line' },
  season: { it: 'stagione', en: 'season' },
  category: { it: 'categoria', en: 'category' },
  department: { it: 'reparto', en: 'department' },
  size: { it: 'taglia', en: 'size' },
  colour: { it: 'colore', en: 'colour' },
};

/** The goods a query means, in words: `linea Donna, esclusi categoria Borse`. */
export function goodsWords(query: AttributeQuery, language: 'it' | 'en'): string {
  const it = language === 'it';
  if ('everything' in query) return it ? 'tutti gli articoli' : 'all items';
  if ('all' in query) return allWords(query.all, language);
  if ('any' in query) {
    return query.any.map((part) => goodsWords(part, language)).join(it ? ' oppure ' : ' or ');
  }
  if ('not' in query) return `${it ? 'esclusi' : 'except'} ${goodsWords(query.not, language)}`;
  if ('listPriceMinor' in query) {
    return band(query.listPriceMinor, language, it ? 'prezzo' : 'price', (amount) =>
      money(amount, language),
    );
  }
  if ('daysSinceArrival' in query) {
    return band(
      query.daysSinceArrival,
      language,
      it ? 'giorni dall’arrivo' : 'days since arrival',
      String,
    );
  }
  if ('stockLevel' in query) {
    return band(query.stockLevel, language, it ? 'giacenza' : 'pieces in stock', String);
  }
  if ('reduced' in query) {
    return query.reduced
      ? it
        ? 'articoli già ribassati'
        : 'items already reduced'
      : it
        ? 'articoli a prezzo pieno'
        : 'items at full price';
  }
  const attribute = ATTRIBUTES[query.attribute]?.[language] ?? query.attribute;
  // Ids say nothing to a reader.
  if (query.attribute === 'item' || query.attribute === 'style')
    return `${attribute} (${query.in.length})`;
  return `${attribute} ${listed(query.in, language)}`;
}

function allWords(parts: readonly AttributeQuery[], language: 'it' | 'en'): string {
  const kept = parts.filter((part) => !('not' in part));
  const taken = parts.filter((part) => 'not' in part);
  const words = [...kept, ...taken].map((part) => goodsWords(part, language));
  return words.join(', ');
}

function band(
  { min, max }: Range,
  language: 'it' | 'en',
  noun: string,
  shown: (value: number) => string,
): string {
  const it = language === 'it';
  if (min !== undefined && max !== undefined) {
    return it
      ? `${noun} da ${shown(min)} a ${shown(max)}`
      : `${noun} from ${shown(min)} to ${shown(max)}`;
  }
  if (min !== undefined)
    return it ? `${noun} da ${shown(min)} in su` : `${noun} from ${shown(min)} up`;
  if (max !== undefined) return it ? `${noun} fino a ${shown(max)}` : `${noun} up to ${shown(max)}`;
  return it ? 'tutti gli articoli' : 'all items';
}
