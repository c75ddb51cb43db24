import type { CharmRule } from '../../engine/domain/charm.ts';
import { EVERYBODY, type Audience } from '../../engine/domain/audience.ts';
import type { Definition } from '../domain/definition.ts';
import type { TemplateFields } from '../domain/template-fields.ts';
import { fromTemplate } from '../domain/templates.ts';
import type { Charm, PromotionDraft } from './draft.ts';
import { queryOf } from './goods-rows.ts';

/** The promotion as data. Figures that are still missing count as nothing, so that the sentence can be read while typing. */
export function definitionOf(draft: PromotionDraft): Definition {
  const name = {
    it: draft.name.trim() || '…',
    en: draft.nameEn.trim() || draft.name.trim() || '…',
  };
  const made = fromTemplate(fieldsOf(draft), name);
  const said = (it: string, en: string) => {
    const first = it.trim() || name.it;
    return { it: first, en: en.trim() || (it.trim() === '' ? name.en : first) };
  };
  return {
    ...made,
    texts: {
      name,
      receipt: said(draft.receipt, draft.receiptEn),
      label: said(draft.label, draft.labelEn),
    },
    where: whereOf(draft),
    when: whenOf(draft),
    // A card price is for card holders whoever is chosen; the choice narrows the others.
    who: draft.template === 'card-price' && draft.who.length === 0 ? made.who : audienceOf(draft),
    combination: combinationOf(draft, made.combination.lane),
    limits: {
      ...given('uses', draft.uses),
      ...given('usesPerCustomer', draft.usesPerCustomer),
      ...given('usesPerLocation', draft.usesPerLocation),
      ...given('budgetMinor', minorOrNull(draft.budgetEuro)),
    },
    floor: floorOf(draft),
    returnPolicy: draft.returnPolicy,
    funding:
      draft.supplier.trim() === '' || draft.supplierShare === null
        ? null
        : { supplierId: draft.supplier.trim(), sharePercent: draft.supplierShare },
  };
}

const minor = (euro: number | null): number => Math.round((euro ?? 0) * 100);
const minorOrNull = (euro: number | null): number | null => (euro === null ? null : minor(euro));

function given<K extends string>(name: K, value: number | null): Partial<Record<K, number>> {
  return value === null ? {} : ({ [name]: value } as Record<K, number>);
}

const CHARMS: Readonly<Record<Exclude<Charm, 'none'>, CharmRule>> = {
  '90': { everyMinor: 100, endingsMinor: [90], direction: 'down' },
  '99': { everyMinor: 100, endingsMinor: [99], direction: 'down' },
  '00': { everyMinor: 100, endingsMinor: [0], direction: 'down' },
};

function fieldsOf(draft: PromotionDraft): TemplateFields {
  const of = queryOf(draft.goods);
  const { template } = draft;
  const percent = draft.percent ?? 0;
  const size = Math.max(1, draft.size ?? 1);
  switch (template) {
    case 'percent-off':
      return {
        id: template,
        of,
        percent,
        ...(draft.charm === 'none' ? {} : { charm: CHARMS[draft.charm] }),
      };
    case 'second-at-percent':
    case 'card-price':
      return { id: template, of, percent };
    case 'amount-off':
      return { id: template, of, amountMinor: minor(draft.euro) };
    case 'fixed-price':
      return { id: template, of, priceMinor: minor(draft.euro) };
    case 'n-for-m':
      return { id: template, of, size, pay: draft.pay ?? 0 };
    case 'n-for-price':
      return { id: template, of, size, priceMinor: minor(draft.euro) };
    case 'buy-get': {
      const gets = draft.gets.length === 0 ? of : queryOf(draft.gets);
      const [buy, get] = [Math.max(1, draft.buy ?? 1), Math.max(1, draft.get ?? 1)];
      return { id: template, of, buy, gets, get, percent };
    }
    case 'bundle':
      return {
        id: template,
        components: draft.components.map(queryOf),
        priceMinor: minor(draft.euro),
      };
    case 'coupon': {
      const code = draft.code.trim().toUpperCase();
      return { id: template, of, percent, ...(code === '' ? {} : { code }) };
    }
    default:
      return basketFieldsOf(draft, template);
  }
}

type BasketTemplate =
  | 'spend-threshold'
  | 'spend-tiers'
  | 'quantity-tiers'
  | 'gift'
  | 'free-shipping'
  | 'points';

function basketFieldsOf(draft: PromotionDraft, template: BasketTemplate): TemplateFields {
  const of = queryOf(draft.goods);
  switch (template) {
    case 'spend-threshold':
      return { id: template, of, minMinor: minor(draft.minEuro), amountMinor: minor(draft.euro) };
    case 'spend-tiers':
      return {
        id: template,
        of,
        steps: draft.steps.map(({ min, percent }) => ({
          minMinor: minor(min),
          percent: percent ?? 0,
        })),
      };
    case 'quantity-tiers':
      return {
        id: template,
        of,
        steps: draft.steps.map(({ min, percent }) => ({
          min: Math.max(1, Math.round(min ?? 1)),
          percent: percent ?? 0,
        })),
      };
    case 'gift':
      return {
        id: template,
        of,
        minMinor: minor(draft.minEuro),
        giftItemId: draft.giftItemId ?? '',
      };
    case 'free-shipping':
      return { id: template, minMinor: minor(draft.minEuro) };
    case 'points':
      return { id: template, of, multiplier: draft.multiplier ?? 1 };
  }
}

const several = <K extends string>(name: K, values: readonly string[]) =>
  values.length === 0 ? {} : ({ [name]: [...values] } as Record<K, string[]>);

function whereOf(draft: PromotionDraft): Definition['where'] {
  return {
    ...several('channels', draft.channels),
    ...several('locations', draft.shops),
    ...several('groups', draft.groups),
    ...several('regions', draft.regions),
    ...several('exceptLocations', draft.exceptShops),
  };
}

function whenOf(draft: PromotionDraft): Definition['when'] {
  const { from, to, weekdays } = draft;
  const spans = draft.spans.filter((span) => span.from !== '' && span.to !== '');
  return {
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(weekdays.length === 0 ? {} : { weekdays: [...weekdays].sort((a, b) => a - b) }),
    ...(spans.length === 0
      ? {}
      : { hours: spans.map((span) => ({ from: minuteOf(span.from), to: minuteOf(span.to) })) }),
    ...several('onlyOn', draft.onlyOn),
    ...several('notOn', draft.notOn),
    ...(draft.openingDaysOnly ? { openingDaysOnly: true } : {}),
  };
}

/** `24:00` is the end of the day, as `00:00` is where a span ends. */
function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function audienceOf({ who, tiers, segments, customers }: PromotionDraft): Audience[] {
  if (who.length === 0) return [EVERYBODY];
  return who.map((kind) => {
    switch (kind) {
      case 'tier':
        return { kind, in: [...tiers] };
      case 'segment':
        return { kind, in: [...segments] };
      case 'customer':
        return { kind, in: [...customers] };
      case 'card':
      case 'staff':
        return { kind };
    }
  });
}

function combinationOf(draft: PromotionDraft, lane: string): Definition['combination'] {
  return {
    lane,
    priority: draft.priority ?? 0,
    exclusive: draft.exclusive,
    ...(draft.group.trim() === '' ? {} : { group: draft.group.trim() }),
    ...(draft.combinesWith === null ? {} : { combinesWith: [...draft.combinesWith] }),
    ...(draft.stopsFurther ? { stopsFurther: true } : {}),
  };
}

function floorOf(draft: PromotionDraft): Definition['floor'] {
  const { floorEuro, floorMargin, floorDiscount } = draft;
  if (floorEuro === null && floorMargin === null && floorDiscount === null) return null;
  return {
    ...given('minimumPriceMinor', minorOrNull(floorEuro)),
    ...given('minimumMarginPercent', floorMargin),
    ...given('maximumDiscountPercent', floorDiscount),
  };
}
