import type { AttributeQuery } from '../../engine/domain/attribute-query.ts';
import type { Definition } from '../domain/definition.ts';
import { fromTemplate, type TemplateFields, type TemplateId } from '../domain/templates.ts';

/** The templates that the builder has fields for; the others come by API. */
export const BUILT = [
  'percent-off',
  'amount-off',
  'fixed-price',
  'n-for-m',
  'second-at-percent',
  'spend-threshold',
  'free-shipping',
  'coupon',
  'card-price',
] as const satisfies readonly TemplateId[];
export type BuiltTemplate = (typeof BUILT)[number];

/** The figures a template asks for. */
export type Figure = 'percent' | 'euro' | 'size' | 'pay' | 'minEuro' | 'code';

export const FIGURES: Readonly<Record<BuiltTemplate, readonly Figure[]>> = {
  'percent-off': ['percent'],
  'amount-off': ['euro'],
  'fixed-price': ['euro'],
  'n-for-m': ['size', 'pay'],
  'second-at-percent': ['percent'],
  'spend-threshold': ['minEuro', 'euro'],
  'free-shipping': ['minEuro'],
  coupon: ['percent', 'code'],
  'card-price': ['percent'],
};

export const ATTRIBUTES = [
  'line',
  'season',
  'category',
  'brand',
  'department',
  'supplier',
] as const;
export type GoodsAttribute = (typeof ATTRIBUTES)[number];

/** One row of «Che cosa»: an attribute, and the values that pass or do not. */
export interface GoodsRow {
  readonly attribute: GoodsAttribute;
  readonly not: boolean;
  readonly values: readonly string[];
}

/** What the builder holds; kept with the promotion, so that it opens again as it was left. */
export interface PromotionDraft {
  readonly template: BuiltTemplate;
  readonly name: string;
  readonly percent: number | null;
  readonly euro: number | null;
  readonly size: number;
  readonly pay: number;
  readonly minEuro: number | null;
  readonly code: string;
  readonly goods: readonly GoodsRow[];
  readonly shops: readonly string[];
  readonly regions: readonly string[];
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly weekdays: readonly number[];
  /** `15:00`; both or none. */
  readonly hourFrom: string;
  readonly hourTo: string;
  readonly who: 'everybody' | 'card' | 'tier' | 'staff';
  readonly tiers: readonly string[];
  readonly announced: boolean;
}

export const NEW_DRAFT: PromotionDraft = {
  template: 'percent-off',
  name: '',
  percent: 20,
  euro: null,
  size: 3,
  pay: 2,
  minEuro: null,
  code: '',
  goods: [],
  shops: [],
  regions: [],
  channels: [],
  from: '',
  to: '',
  weekdays: [],
  hourFrom: '',
  hourTo: '',
  who: 'everybody',
  tiers: [],
  announced: false,
};

/** Which items the rows mean: all of them must hold; a row without values does not restrict. */
export function queryOf(goods: readonly GoodsRow[]): AttributeQuery {
  const parts = goods
    .filter(({ values }) => values.length > 0)
    .map(({ attribute, not, values }): AttributeQuery => {
      const among = { attribute, in: values };
      return not ? { not: among } : among;
    });
  if (parts.length === 0) return { everything: true };
  return parts.length === 1 ? parts[0]! : { all: parts };
}

export type DraftFlaw =
  | 'needsName'
  | 'needsFigure'
  | 'wrongSizes'
  | 'needsTier'
  | 'wrongHours'
  | 'wrongPeriod';

/** What is still missing, in the order of the fields; null when it can be saved. */
export function flawOf(draft: PromotionDraft): DraftFlaw | null {
  const { name, size, pay, who, tiers, hourFrom, hourTo, from, to } = draft;
  if (name.trim() === '') return 'needsName';
  const missing = FIGURES[draft.template].some(
    (figure) => figure !== 'code' && (draft[figure] === null || draft[figure] <= 0),
  );
  if (missing) return 'needsFigure';
  if (draft.template === 'n-for-m' && pay >= size) return 'wrongSizes';
  if (who === 'tier' && tiers.length === 0) return 'needsTier';
  if ((hourFrom === '') !== (hourTo === '') || (hourFrom !== '' && hourFrom === hourTo)) {
    return 'wrongHours';
  }
  return from !== '' && to !== '' && to <= from ? 'wrongPeriod' : null;
}

/** The promotion as data. Figures that are still missing count as nothing, so that the sentence can be read while typing. */
export function definitionOf(draft: PromotionDraft): Definition {
  const name = { it: draft.name.trim() || '…', en: draft.name.trim() || '…' };
  const { where, when, who } = circumstancesOf(draft);
  const made = fromTemplate(fieldsOf(draft), name);
  // A card price is for card holders whoever is chosen; the choice narrows the others.
  const audience = draft.template === 'card-price' && draft.who === 'everybody' ? made.who : who;
  return { ...made, where, when, who: audience };
}

function fieldsOf(draft: PromotionDraft): TemplateFields {
  const of = queryOf(draft.goods);
  const percent = draft.percent ?? 0;
  const minor = (euro: number | null) => Math.round((euro ?? 0) * 100);
  switch (draft.template) {
    case 'percent-off':
    case 'second-at-percent':
    case 'card-price':
      return { id: draft.template, of, percent };
    case 'amount-off':
      return { id: 'amount-off', of, amountMinor: minor(draft.euro) };
    case 'fixed-price':
      return { id: 'fixed-price', of, priceMinor: minor(draft.euro) };
    case 'n-for-m':
      return { id: 'n-for-m', of, size: draft.size, pay: draft.pay };
    case 'spend-threshold':
      return {
        id: 'spend-threshold',
        of,
        minMinor: minor(draft.minEuro),
        amountMinor: minor(draft.euro),
      };
    case 'free-shipping':
      return { id: 'free-shipping', minMinor: minor(draft.minEuro) };
    case 'coupon': {
      const code = draft.code.trim().toUpperCase();
      return { id: 'coupon', of, percent, ...(code === '' ? {} : { code }) };
    }
  }
}

function circumstancesOf(draft: PromotionDraft): Pick<Definition, 'where' | 'when' | 'who'> {
  const { shops, regions, channels, from, to, weekdays, hourFrom, hourTo } = draft;
  return {
    where: {
      ...(channels.length > 0 ? { channels: [...channels] } : {}),
      ...(shops.length > 0 ? { locations: [...shops] } : {}),
      ...(regions.length > 0 ? { regions: [...regions] } : {}),
    },
    when: {
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
      ...(weekdays.length === 0 ? {} : { weekdays: [...weekdays].sort((a, b) => a - b) }),
      ...(hourFrom === '' || hourTo === ''
        ? {}
        : { hours: [{ from: minuteOf(hourFrom), to: minuteOf(hourTo) }] }),
    },
    who: [draft.who === 'tier' ? { kind: 'tier', in: [...draft.tiers] } : { kind: draft.who }],
  };
}

function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** The code a promotion gets from its name: `3x2 donna` is `3X2-DONNA`, with a part that tells two of them apart. */
export function codeOf(name: string, tail: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
  return `${plain === '' ? 'PROMO' : plain}-${tail}`;
}

/** The draft that a promotion was built with; null when it came another way. */
export function draftIn(template: unknown): PromotionDraft | null {
  if (typeof template !== 'object' || template === null || !('draft' in template)) return null;
  return { ...NEW_DRAFT, ...(template.draft as Partial<PromotionDraft>) };
}
