import type { ReturnPolicy } from '../../engine/domain/promotion.ts';
import type { SaleKind } from '../domain/life.ts';
import type { TemplateId } from '../domain/template-fields.ts';
import { NEW_ROW, type GoodsRow } from './goods-rows.ts';

/** The figures a template asks for. */
export type Figure =
  | 'percent'
  | 'euro'
  | 'size'
  | 'pay'
  | 'buy'
  | 'get'
  | 'minEuro'
  | 'multiplier'
  | 'code'
  | 'charm';
/** Parts of a template that are no single figure. */
export type TemplatePart = 'steps' | 'gift' | 'gets' | 'components';

export const FIGURES: Readonly<Record<TemplateId, readonly Figure[]>> = {
  'percent-off': ['percent', 'charm'],
  'amount-off': ['euro'],
  'fixed-price': ['euro'],
  'n-for-m': ['size', 'pay'],
  'n-for-price': ['size', 'euro'],
  'second-at-percent': ['percent'],
  'buy-get': ['buy', 'get', 'percent'],
  bundle: ['euro'],
  'spend-threshold': ['minEuro', 'euro'],
  'spend-tiers': [],
  'quantity-tiers': [],
  gift: ['minEuro'],
  'free-shipping': ['minEuro'],
  coupon: ['percent', 'code'],
  'card-price': ['percent'],
  points: ['multiplier'],
};

export const PARTS: Readonly<Partial<Record<TemplateId, TemplatePart>>> = {
  'buy-get': 'gets',
  bundle: 'components',
  'spend-tiers': 'steps',
  'quantity-tiers': 'steps',
  gift: 'gift',
};

export type AudienceKind = 'card' | 'tier' | 'segment' | 'customer' | 'staff';
export type Charm = 'none' | '90' | '99' | '00';

export interface Step {
  /** Euro spent, or pieces. */
  readonly min: number | null;
  readonly percent: number | null;
}

/** Hours as they are typed: `15:00`. */
export interface HourSpan {
  readonly from: string;
  readonly to: string;
}

/** What the builder holds; kept with the promotion, so that it opens again as it was left. */
export interface PromotionDraft {
  readonly template: TemplateId;
  readonly name: string;
  /** English; the Italian one where it is empty. So are the others. */
  readonly nameEn: string;
  readonly receipt: string;
  readonly receiptEn: string;
  readonly label: string;
  readonly labelEn: string;
  readonly percent: number | null;
  readonly euro: number | null;
  readonly size: number | null;
  readonly pay: number | null;
  readonly buy: number | null;
  readonly get: number | null;
  readonly minEuro: number | null;
  readonly multiplier: number | null;
  readonly code: string;
  readonly charm: Charm;
  readonly steps: readonly Step[];
  readonly giftItemId: string | null;
  readonly goods: readonly GoodsRow[];
  /** What is got for less, when it is not what is bought. */
  readonly gets: readonly GoodsRow[];
  readonly components: readonly (readonly GoodsRow[])[];
  readonly shops: readonly string[];
  readonly exceptShops: readonly string[];
  readonly groups: readonly string[];
  readonly regions: readonly string[];
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly weekdays: readonly number[];
  readonly spans: readonly HourSpan[];
  /** Plain dates. */
  readonly onlyOn: readonly string[];
  readonly notOn: readonly string[];
  readonly openingDaysOnly: boolean;
  /** Any of these; none is everybody. */
  readonly who: readonly AudienceKind[];
  readonly tiers: readonly string[];
  readonly segments: readonly string[];
  readonly customers: readonly string[];
  readonly uses: number | null;
  readonly usesPerCustomer: number | null;
  readonly usesPerLocation: number | null;
  readonly budgetEuro: number | null;
  readonly priority: number | null;
  readonly exclusive: 'none' | 'piece' | 'basket';
  readonly group: string;
  /** Null: with all. */
  readonly combinesWith: readonly string[] | null;
  readonly stopsFurther: boolean;
  readonly floorEuro: number | null;
  readonly floorMargin: number | null;
  readonly floorDiscount: number | null;
  readonly returnPolicy: ReturnPolicy;
  readonly supplier: string;
  readonly supplierShare: number | null;
  /** The campaign it is a step of; null: none. */
  readonly campaignId: string | null;
  readonly announced: boolean;
  /** Null: as the template has it. */
  readonly saleKind: SaleKind | null;
  readonly banOverride: string;
}

export const NEW_DRAFT: PromotionDraft = {
  template: 'percent-off',
  name: '',
  nameEn: '',
  receipt: '',
  receiptEn: '',
  label: '',
  labelEn: '',
  percent: 20,
  euro: null,
  size: 3,
  pay: 2,
  buy: 1,
  get: 1,
  minEuro: null,
  multiplier: 2,
  code: '',
  charm: 'none',
  steps: [
    { min: null, percent: 10 },
    { min: null, percent: 20 },
  ],
  giftItemId: null,
  goods: [],
  gets: [],
  components: [[NEW_ROW], [NEW_ROW]],
  shops: [],
  exceptShops: [],
  groups: [],
  regions: [],
  channels: [],
  from: '',
  to: '',
  weekdays: [],
  spans: [],
  onlyOn: [],
  notOn: [],
  openingDaysOnly: false,
  who: [],
  tiers: [],
  segments: [],
  customers: [],
  uses: null,
  usesPerCustomer: null,
  usesPerLocation: null,
  budgetEuro: null,
  priority: 0,
  exclusive: 'none',
  group: '',
  combinesWith: null,
  stopsFurther: false,
  floorEuro: null,
  floorMargin: null,
  floorDiscount: null,
  returnPolicy: 'keep',
  supplier: '',
  supplierShare: null,
  campaignId: null,
  announced: false,
  saleKind: null,
  banOverride: '',
};

/** A draft as a template begins it: with the figures that are most often meant. */
export function begunWith(template: TemplateId): PromotionDraft {
  const second = template === 'second-at-percent' ? { percent: 50 } : {};
  const free = template === 'buy-get' ? { percent: 100 } : {};
  return { ...NEW_DRAFT, ...second, ...free, template };
}

/** What the law sees in it, unless somebody says otherwise. */
export function saleKindOf({ saleKind, template, who }: PromotionDraft): SaleKind {
  if (saleKind !== null) return saleKind;
  if (template === 'coupon') return 'coupon';
  const cardOnly = who.length > 0 && who.every((kind) => kind === 'card' || kind === 'tier');
  return template === 'card-price' || cardOnly ? 'card' : 'promo';
}

/** The code a promotion gets from its name: `3x2 donna` is `3X2-DONNA`, with a part that tells two of them apart. */
export function codeOf(name: string, tail: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  return `${plain === '' ? 'PROMO' : plain}-${tail}`;
}

/** How drafts were kept before they knew several audiences, spans of hours and ways to join rows. */
interface FormerDraft extends Omit<PromotionDraft, 'who'> {
  readonly who: readonly AudienceKind[] | 'everybody' | AudienceKind;
  readonly hourFrom?: string;
  readonly hourTo?: string;
}

/** The draft that a promotion was built with; null when it came another way. */
export function draftIn(template: unknown): PromotionDraft | null {
  if (typeof template !== 'object' || template === null || !('draft' in template)) return null;
  const { hourFrom, hourTo, who, ...kept } = template.draft as Partial<FormerDraft>;
  const spans = hourFrom && hourTo ? [{ from: hourFrom, to: hourTo }] : [];
  const audience = who === undefined || who === 'everybody' ? [] : who;
  return {
    ...NEW_DRAFT,
    spans,
    ...kept,
    goods: (kept.goods ?? []).map((row) => ({ ...NEW_ROW, ...row })),
    who: typeof audience === 'string' ? [audience] : audience,
  };
}
