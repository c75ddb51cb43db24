import type { Condition } from '../../engine/domain/condition.ts';
import type { Audience } from '../../engine/domain/audience.ts';
import type { When, Where } from '../../engine/domain/promotion.ts';
import { exhaustive } from '../../../../server/kernel/exhaustive.ts';
import { clock, listed, money, wallMoment } from './figures.ts';
import { goodsWords } from './goods-words.ts';

type Language = 'it' | 'en';

/** Whom it is for; nothing when it is for everybody. */
export function audienceWords(who: readonly Audience[], language: Language): string {
  if (who.some(({ kind }) => kind === 'everybody')) return '';
  const it = language === 'it';
  const groups = who.map((audience) => {
    switch (audience.kind) {
      case 'everybody':
        return '';
      case 'card':
        return it ? 'chi ha la tessera' : 'card holders';
      case 'tier':
        return it
          ? `tessera ${listed(audience.in, language)}`
          : `${listed(audience.in, language)} card`;
      case 'segment':
        return it
          ? `segmento ${listed(audience.in, language)}`
          : `segment ${listed(audience.in, language)}`;
      case 'customer':
        return it
          ? `${audience.in.length} clienti scelti`
          : `${audience.in.length} chosen customers`;
      case 'staff':
        return it ? 'il personale' : 'staff';
      default:
        return exhaustive(audience);
    }
  });
  return `${it ? 'solo per' : 'only for'} ${groups.join(it ? ' o ' : ' or ')}`;
}

/** Where it is; nothing when it is everywhere. */
export function whereWords(where: Where, language: Language): string {
  const it = language === 'it';
  const parts = [
    where.regions ? `in ${listed(where.regions, language)}` : '',
    where.groups ? `${it ? 'nei negozi' : 'in shops'} ${listed(where.groups, language)}` : '',
    where.locations ? `${it ? 'a' : 'at'} ${listed(where.locations, language)}` : '',
    where.channels ? `${it ? 'sul canale' : 'on channel'} ${listed(where.channels, language)}` : '',
    where.exceptLocations
      ? `${it ? 'esclusi' : 'except'} ${listed(where.exceptLocations, language)}`
      : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const WEEKDAYS = {
  it: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** When it is, in the time of each shop. */
export function whenWords(when: When, language: Language): string {
  const it = language === 'it';
  const parts: string[] = [];
  if (when.from !== undefined && when.to !== undefined) {
    const [from, to] = [wallMoment(when.from, language), wallMoment(when.to, language)];
    parts.push(it ? `dal ${from} al ${to} escluso` : `from ${from} until ${to}`);
  } else if (when.from !== undefined) {
    parts.push(`${it ? 'dal' : 'from'} ${wallMoment(when.from, language)}`);
  } else if (when.to !== undefined) {
    parts.push(`${it ? 'fino al' : 'until'} ${wallMoment(when.to, language)}`);
  }
  if (when.weekdays && when.weekdays.length > 0 && when.weekdays.length < 7) {
    const days = [...when.weekdays]
      .sort((a, b) => a - b)
      .map((day) => WEEKDAYS[language][day - 1]!);
    parts.push(listed(days, language));
  }
  for (const { from, to } of when.hours ?? []) {
    parts.push(
      it ? `dalle ${clock(from)} alle ${clock(to)}` : `from ${clock(from)} to ${clock(to)}`,
    );
  }
  if (when.onlyOn)
    parts.push(
      `${it ? 'solo il' : 'only on'} ${listed(
        when.onlyOn.map((day) => wallMoment(day, language)),
        language,
      )}`,
    );
  if (when.notOn)
    parts.push(
      `${it ? 'escluso il' : 'not on'} ${listed(
        when.notOn.map((day) => wallMoment(day, language)),
        language,
      )}`,
    );
  if (when.openingDaysOnly) parts.push(it ? 'nei giorni di apertura' : 'on opening days');
  return parts.join(', ');
}

/** What must hold of the basket. */
export function conditionWords(condition: Condition, language: Language): string {
  const it = language === 'it';
  switch (condition.kind) {
    case 'subtotal': {
      const goods =
        'everything' in condition.of
          ? ''
          : ` ${it ? 'di' : 'of'} ${goodsWords(condition.of, language)}`;
      if (condition.minMinor !== undefined) {
        return it
          ? `da ${money(condition.minMinor, language)}${goods}`
          : `from ${money(condition.minMinor, language)}${goods}`;
      }
      return it
        ? `fino a ${money(condition.maxMinor ?? 0, language)}${goods}`
        : `up to ${money(condition.maxMinor ?? 0, language)}${goods}`;
    }
    case 'quantity':
      return it
        ? `da ${condition.min ?? 1} pezzi di ${goodsWords(condition.of, language)}`
        : `from ${condition.min ?? 1} pieces of ${goodsWords(condition.of, language)}`;
    case 'presence':
      return `${it ? 'con' : 'with'} ${goodsWords(condition.of, language)}`;
    case 'coupon':
      if (condition.code === undefined) return it ? 'con un coupon' : 'with a coupon';
      return it ? `con il codice ${condition.code}` : `with the code ${condition.code}`;
    case 'nthPurchase':
      if (condition.every)
        return it ? `ogni ${condition.n} acquisti` : `every ${condition.n} purchases`;
      return it ? `al ${condition.n}º acquisto` : `on purchase ${condition.n}`;
    case 'history':
      return it ? 'secondo gli acquisti fatti finora' : 'by what was bought so far';
    case 'tender':
      return `${it ? 'pagando con' : 'paying by'} ${listed(condition.in, language)}`;
    case 'shippingMethod':
      return `${it ? 'con spedizione' : 'shipped by'} ${listed(condition.in, language)}`;
    case 'channel':
      return `${it ? 'sul canale' : 'on channel'} ${listed(condition.in, language)}`;
    case 'audience':
      return audienceWords(condition.anyOf, language);
    case 'period':
      return whenWords(condition, language);
    default:
      return exhaustive(condition);
  }
}
