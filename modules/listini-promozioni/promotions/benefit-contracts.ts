import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  Id,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { Charm } from '../price-lists/contracts.ts';
import { GoodsQuery } from './query-contracts.ts';

const kind = <const K extends string>(name: K) => Type.Literal(name);
export const Basis = Type.Optional(oneOf(['running', 'list']));
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const Order = oneOf(['asListed', 'cheapest', 'dearest']);
const Size = Type.Integer({ minimum: 1, maximum: 100 });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });

const taken = {
  of: GoodsQuery,
  basis: Basis,
  order: Type.Optional(Order),
  maxPieces: Type.Optional(Count),
  maxPiecesPer: Type.Optional(oneOf(['line', 'basket'])),
  maxAmountMinor: Type.Optional(AmountMinor),
};
const deal = {
  basis: Basis,
  maxUses: Type.Optional(Count),
  maxAmountMinor: Type.Optional(AmountMinor),
  consumes: Type.Optional(Type.Boolean()),
  spread: Type.Optional(oneOf(['rewarded', 'deal'])),
};
const Allocation = oneOf(['eachLine', 'eachPiece', 'across']);

const DealEffect = tagged(
  'kind',
  [
    closed({ kind: kind('percent'), percent: Percent }),
    closed({ kind: kind('amount'), amountMinor: AmountMinor }),
    closed({ kind: kind('unitPrice'), priceMinor: AmountMinor }),
    closed({ kind: kind('setPrice'), priceMinor: AmountMinor }),
  ],
  { $id: 'DealEffect' },
);
const DealSide = closed(
  { of: GoodsQuery, quantity: Size, order: Type.Optional(Order) },
  { $id: 'DealSide' },
);
export const Bilingual = closed({
  it: text(200, { minLength: 0 }),
  en: text(200, { minLength: 0 }),
});

const Percentage = closed({
  kind: kind('percent'),
  percent: Percent,
  allocation: Allocation,
  charm: Type.Optional(Charm),
  ...taken,
});
const Amount = closed({
  kind: kind('amount'),
  amountMinor: AmountMinor,
  allocation: Allocation,
  ...taken,
});
const UnitPrice = closed({ kind: kind('unitPrice'), priceMinor: AmountMinor, ...taken });
const TotalPrice = closed({ kind: kind('totalPrice'), priceMinor: AmountMinor, ...taken });
const Gift = closed({
  kind: kind('gift'),
  itemId: Id,
  quantity: Size,
  of: Type.Optional(GoodsQuery),
  per: Type.Optional(Size),
});
const Points = closed({
  kind: kind('points'),
  of: GoodsQuery,
  multiplier: Type.Number({ minimum: 0, maximum: 100 }),
  extra: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
});
const Shipping = closed({
  kind: kind('shipping'),
  effect: tagged('kind', [
    closed({ kind: kind('percent'), percent: Percent }),
    closed({ kind: kind('amount'), amountMinor: AmountMinor }),
    closed({ kind: kind('price'), priceMinor: AmountMinor }),
  ]),
  methods: Type.Optional(Type.Array(text(40), { maxItems: 50 })),
  allocation: Type.Optional(oneOf(['each', 'across'])),
  basis: Basis,
  maxAmountMinor: Type.Optional(AmountMinor),
});
const Coupon = closed({
  kind: kind('coupon'),
  batchId: Id,
  quantity: Size,
  text: Type.Optional(Bilingual),
});

/** What one step of tiers can give. */
const Step = tagged(
  'kind',
  [Percentage, Amount, UnitPrice, TotalPrice, Gift, Points, Shipping, Coupon],
  {
    $id: 'TierBenefit',
  },
);

/** What a promotion gives: one object for each kind the engine knows. */
export const BenefitSchema = tagged(
  'kind',
  [
    Percentage,
    Amount,
    UnitPrice,
    TotalPrice,
    Gift,
    Points,
    Shipping,
    Coupon,
    closed({
      kind: kind('nForPrice'),
      of: GoodsQuery,
      size: Size,
      priceMinor: AmountMinor,
      order: Type.Optional(Order),
      ...deal,
    }),
    closed({
      kind: kind('completeGroups'),
      of: GoodsQuery,
      size: Size,
      effect: DealEffect,
      order: Type.Optional(Order),
      ...deal,
    }),
    closed({
      kind: kind('pick'),
      of: GoodsQuery,
      size: Size,
      groupOrder: Order,
      pickOrder: Order,
      position: Type.Union([Size, Type.Literal('all')]),
      layout: oneOf(['perGroup', 'spreadOverGroups']),
      effect: DealEffect,
      ...deal,
    }),
    closed({
      kind: kind('buyGet'),
      buy: DealSide,
      get: DealSide,
      effect: DealEffect,
      wholeRewardOnly: Type.Optional(Type.Boolean()),
      ...deal,
    }),
    closed({
      kind: kind('bundle'),
      components: Type.Array(DealSide, { minItems: 2, maxItems: 10 }),
      effect: DealEffect,
      ...deal,
    }),
    closed({
      kind: kind('tiers'),
      subject: oneOf(['subtotal', 'quantity', 'lines']),
      of: GoodsQuery,
      basis: Basis,
      steps: Type.Array(
        closed({ min: Type.Integer({ minimum: 0, maximum: 10_000_000_000 }), benefit: Step }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
  ],
  { $id: 'Benefit' },
);
export type BenefitSchema = Static<typeof BenefitSchema>;

export const Floor = nullable(
  closed({
    minimumPriceMinor: Type.Optional(AmountMinor),
    minimumMarginPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 99 })),
    maximumDiscountPercent: Type.Optional(Percent),
  }),
);
