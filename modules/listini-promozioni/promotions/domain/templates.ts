import { EVERYTHING, type AttributeQuery } from '../../engine/domain/attribute-query.ts';
import type { Benefit } from '../../engine/domain/benefit.ts';
import type { CharmRule } from '../../engine/domain/charm.ts';
import type { Condition } from '../../engine/domain/condition.ts';
import { EVERYBODY, type Bilingual } from '../../engine/domain/promotion.ts';
import { exhaustive } from '../../../../server/kernel/exhaustive.ts';
import type { Definition } from './definition.ts';

/**
 * The promotions shops make again and again, each with the two to four fields that differ. What a
 * template makes is an ordinary definition: every other part can be changed afterwards.
 */
export type TemplateFields =
  | {
      readonly id: 'percent-off';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly charm?: CharmRule;
    }
  | { readonly id: 'amount-off'; readonly of: AttributeQuery; readonly amountMinor: number }
  | { readonly id: 'fixed-price'; readonly of: AttributeQuery; readonly priceMinor: number }
  /** 3×2: of every `size` pieces the cheapest is free. */
  | {
      readonly id: 'n-for-m';
      readonly of: AttributeQuery;
      readonly size: number;
      readonly pay: number;
    }
  | {
      readonly id: 'n-for-price';
      readonly of: AttributeQuery;
      readonly size: number;
      readonly priceMinor: number;
    }
  | { readonly id: 'second-at-percent'; readonly of: AttributeQuery; readonly percent: number }
  | {
      readonly id: 'bundle';
      readonly components: readonly AttributeQuery[];
      readonly priceMinor: number;
    }
  | {
      readonly id: 'spend-threshold';
      readonly of: AttributeQuery;
      readonly minMinor: number;
      readonly amountMinor: number;
    }
  | {
      readonly id: 'spend-tiers';
      readonly of: AttributeQuery;
      readonly steps: readonly { readonly minMinor: number; readonly percent: number }[];
    }
  | {
      readonly id: 'quantity-tiers';
      readonly of: AttributeQuery;
      readonly steps: readonly { readonly min: number; readonly percent: number }[];
    }
  | {
      readonly id: 'gift';
      readonly of: AttributeQuery;
      readonly minMinor: number;
      readonly giftItemId: string;
    }
  | { readonly id: 'free-shipping'; readonly minMinor: number }
  | {
      readonly id: 'coupon';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly code?: string;
    }
  | {
      readonly id: 'card-price';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly tiers?: readonly string[];
    }
  | { readonly id: 'points'; readonly of: AttributeQuery; readonly multiplier: number };

export type TemplateId = TemplateFields['id'];

export const TEMPLATES: readonly { readonly id: TemplateId; readonly name: Bilingual }[] = [
  { id: 'percent-off', name: { it: 'Sconto in percentuale', en: 'Percentage off' } },
  { id: 'amount-off', name: { it: 'Sconto in euro', en: 'Amount off' } },
  { id: 'fixed-price', name: { it: 'Prezzo fisso', en: 'Fixed price' } },
  { id: 'n-for-m', name: { it: '3×2', en: '3 for 2' } },
  { id: 'n-for-price', name: { it: 'N pezzi a un prezzo', en: 'N pieces for a price' } },
  { id: 'second-at-percent', name: { it: 'Secondo pezzo scontato', en: 'Second piece reduced' } },
  { id: 'bundle', name: { it: 'Insieme a un prezzo', en: 'Bundle for a price' } },
  { id: 'spend-threshold', name: { it: 'Soglia di spesa', en: 'Spend threshold' } },
  { id: 'spend-tiers', name: { it: 'Scaglioni di spesa', en: 'Spend tiers' } },
  { id: 'quantity-tiers', name: { it: 'Scaglioni di quantità', en: 'Quantity tiers' } },
  { id: 'gift', name: { it: 'Omaggio', en: 'Gift' } },
  { id: 'free-shipping', name: { it: 'Spedizione gratuita', en: 'Free shipping' } },
  { id: 'coupon', name: { it: 'Codice sconto', en: 'Coupon code' } },
  { id: 'card-price', name: { it: 'Prezzo con tessera', en: 'Card price' } },
  { id: 'points', name: { it: 'Punti moltiplicati', en: 'More points' } },
];

/** The definition a template makes of its fields: everywhere, from now on, for everybody, unless it says otherwise. */
export function fromTemplate(fields: TemplateFields, name: Bilingual): Definition {
  const { benefits, conditions, lane } = madeOf(fields);
  return {
    texts: { name, receipt: name, label: name },
    where: {},
    when: {},
    who: audienceOf(fields),
    conditions: conditions ?? [],
    benefits,
    combination: { lane: lane ?? 'item', priority: 0, exclusive: 'none' },
    limits: {},
    floor: null,
    returnPolicy: 'keep',
    funding: null,
  };
}

function audienceOf(fields: TemplateFields): Definition['who'] {
  if (fields.id !== 'card-price') return [EVERYBODY];
  return fields.tiers && fields.tiers.length > 0
    ? [{ kind: 'tier', in: fields.tiers }]
    : [{ kind: 'card' }];
}

interface Made {
  readonly benefits: readonly Benefit[];
  readonly conditions?: readonly Condition[];
  readonly lane?: string;
}

function madeOf(fields: TemplateFields): Made {
  switch (fields.id) {
    case 'percent-off':
    case 'card-price':
      return {
        benefits: [
          percentOff(fields.of, fields.percent, 'charm' in fields ? fields.charm : undefined),
        ],
      };
    case 'coupon':
      return {
        benefits: [percentOff(fields.of, fields.percent)],
        conditions: [
          { kind: 'coupon', ...(fields.code === undefined ? {} : { code: fields.code }) },
        ],
      };
    case 'amount-off':
      return {
        benefits: [
          {
            kind: 'amount',
            amountMinor: fields.amountMinor,
            allocation: 'eachPiece',
            of: fields.of,
          },
        ],
      };
    case 'fixed-price':
      return { benefits: [{ kind: 'unitPrice', priceMinor: fields.priceMinor, of: fields.of }] };
    case 'n-for-m':
      return { benefits: freePieces(fields.of, fields.size, fields.pay) };
    case 'n-for-price':
      return {
        benefits: [
          { kind: 'nForPrice', of: fields.of, size: fields.size, priceMinor: fields.priceMinor },
        ],
      };
    case 'second-at-percent':
      return { benefits: [pick(fields.of, 2, fields.percent)] };
    case 'bundle':
      return {
        benefits: [
          {
            kind: 'bundle',
            components: fields.components.map((of) => ({ of, quantity: 1 })),
            effect: { kind: 'setPrice', priceMinor: fields.priceMinor },
          },
        ],
      };
    default:
      return madeOfBasket(fields);
  }
}

/** Those that look at the basket as a whole, or come after it. */
function madeOfBasket(fields: Extract<TemplateFields, { readonly id: BasketTemplate }>): Made {
  switch (fields.id) {
    case 'spend-threshold':
      return {
        benefits: [
          { kind: 'amount', amountMinor: fields.amountMinor, allocation: 'across', of: fields.of },
        ],
        conditions: [{ kind: 'subtotal', of: fields.of, minMinor: fields.minMinor }],
        lane: 'basket',
      };
    case 'spend-tiers':
      return {
        benefits: [
          tiers(
            'subtotal',
            fields.of,
            fields.steps.map(({ minMinor, percent }) => ({ min: minMinor, percent })),
          ),
        ],
        lane: 'basket',
      };
    case 'quantity-tiers':
      return { benefits: [tiers('quantity', fields.of, fields.steps)], lane: 'basket' };
    case 'gift':
      return {
        benefits: [{ kind: 'gift', itemId: fields.giftItemId, quantity: 1 }],
        conditions: [{ kind: 'subtotal', of: fields.of, minMinor: fields.minMinor }],
        lane: 'after',
      };
    case 'free-shipping':
      return {
        benefits: [{ kind: 'shipping', effect: { kind: 'price', priceMinor: 0 } }],
        conditions: [{ kind: 'subtotal', of: EVERYTHING, minMinor: fields.minMinor }],
        lane: 'after',
      };
    case 'points':
      return {
        benefits: [{ kind: 'points', of: fields.of, multiplier: fields.multiplier, extra: 0 }],
        lane: 'after',
      };
    default:
      return exhaustive(fields);
  }
}

type BasketTemplate =
  | 'spend-threshold'
  | 'spend-tiers'
  | 'quantity-tiers'
  | 'gift'
  | 'free-shipping'
  | 'points';

function percentOff(of: AttributeQuery, percent: number, charm?: CharmRule): Benefit {
  return {
    kind: 'percent',
    percent,
    allocation: charm ? 'eachPiece' : 'eachLine',
    of,
    ...(charm ? { charm } : {}),
  };
}

function pick(of: AttributeQuery, size: number, percent: number, spread?: 'deal'): Benefit {
  return {
    kind: 'pick',
    of,
    size,
    groupOrder: 'dearest',
    pickOrder: 'cheapest',
    position: 1,
    layout: 'perGroup',
    effect: { kind: 'percent', percent },
    ...(spread ? { spread } : {}),
  };
}

/** 3×2 is one free of three; 5×3 is two free of five, the cheapest ones. */
function freePieces(of: AttributeQuery, size: number, pay: number): Benefit[] {
  if (size - pay === 1) return [pick(of, size, 100, 'deal')];
  const free = Math.max(1, size - pay);
  return [
    {
      kind: 'buyGet',
      buy: { of, quantity: size - free, order: 'dearest' },
      get: { of, quantity: free, order: 'cheapest' },
      effect: { kind: 'percent', percent: 100 },
      spread: 'deal',
      wholeRewardOnly: true,
    },
  ];
}

function tiers(
  subject: 'subtotal' | 'quantity',
  of: AttributeQuery,
  steps: readonly { readonly min: number; readonly percent: number }[],
): Benefit {
  return {
    kind: 'tiers',
    subject,
    of,
    steps: steps.map(({ min, percent }) => ({
      min,
      benefit: { kind: 'percent', percent, allocation: 'across', of },
    })),
  };
}
