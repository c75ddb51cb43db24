import { EVERYTHING, type AttributeQuery } from '../../engine/domain/attribute-query.ts';
import type { Benefit } from '../../engine/domain/benefit.ts';
import type { CharmRule } from '../../engine/domain/charm.ts';
import type { Condition } from '../../engine/domain/condition.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import { EVERYBODY } from '../../engine/domain/audience.ts';
import { exhaustive } from '../../../../server/kernel/exhaustive.ts';
import type { Definition } from './definition.ts';
import type { TemplateFields } from './template-fields.ts';

/** The definition a template makes of its fields: everywhere, from now on, for everybody, unless it says otherwise. */
export function fromTemplate(fields: TemplateFields, name: Text): Definition {
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
    case 'buy-get':
      return {
        benefits: [
          {
            kind: 'buyGet',
            buy: { of: fields.of, quantity: fields.buy, order: 'dearest' },
            get: { of: fields.gets, quantity: fields.get, order: 'cheapest' },
            effect: { kind: 'percent', percent: fields.percent },
          },
        ],
      };
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
