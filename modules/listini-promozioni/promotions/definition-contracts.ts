import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  BusinessDay,
  closed,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { WallTime } from '../price-lists/contracts.ts';
import { Basis, BenefitSchema, Bilingual, Floor } from './benefit-contracts.ts';
import { GoodsQuery } from './query-contracts.ts';

const Names = Type.Array(text(80), { maxItems: 500 });
const Uses = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const kind = <const K extends string>(name: K) => Type.Literal(name);

export const AudienceSchema = tagged(
  'kind',
  [
    closed({ kind: kind('everybody') }),
    closed({ kind: kind('card') }),
    closed({ kind: kind('tier'), in: Names }),
    closed({ kind: kind('segment'), in: Names }),
    closed({ kind: kind('customer'), in: Names }),
    closed({ kind: kind('staff') }),
  ],
  { $id: 'Audience' },
);

const ConditionSchema = tagged(
  'kind',
  [
    closed({
      kind: kind('subtotal'),
      of: GoodsQuery,
      basis: Basis,
      minMinor: Type.Optional(AmountMinor),
      maxMinor: Type.Optional(AmountMinor),
      strict: Type.Optional(Type.Boolean()),
    }),
    closed({
      kind: kind('quantity'),
      of: GoodsQuery,
      min: Type.Optional(Uses),
      max: Type.Optional(Uses),
    }),
    closed({ kind: kind('presence'), of: GoodsQuery }),
    closed({ kind: kind('coupon'), code: Type.Optional(text(40)) }),
    closed({
      kind: kind('nthPurchase'),
      n: Type.Integer({ minimum: 1, maximum: 10_000 }),
      every: Type.Optional(Type.Boolean()),
    }),
    closed({
      kind: kind('history'),
      measure: oneOf(['purchases', 'spentMinor']),
      min: Type.Optional(AmountMinor),
      max: Type.Optional(AmountMinor),
    }),
    closed({ kind: kind('tender'), in: Names }),
    closed({ kind: kind('shippingMethod'), in: Names }),
    closed({ kind: kind('channel'), in: Names }),
    closed({ kind: kind('audience'), anyOf: Type.Array(AudienceSchema, { maxItems: 10 }) }),
    closed({ kind: kind('period'), from: Type.Optional(WallTime), to: Type.Optional(WallTime) }),
  ],
  { $id: 'Condition' },
);

const Minute = Type.Integer({ minimum: 0, maximum: 1_440 });
const Days = Type.Array(BusinessDay, { maxItems: 400 });

/** A promotion as data: what the engine reads, without the number and id it gets when it is stored. */
export const DefinitionSchema = closed(
  {
    texts: closed({ name: Bilingual, receipt: Bilingual, label: Bilingual }),
    where: closed({
      companies: Type.Optional(Names),
      channels: Type.Optional(Names),
      locations: Type.Optional(Names),
      groups: Type.Optional(Names),
      regions: Type.Optional(Names),
      exceptLocations: Type.Optional(Names),
    }),
    when: closed({
      from: Type.Optional(WallTime),
      to: Type.Optional(WallTime),
      weekdays: Type.Optional(
        Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 }),
      ),
      hours: Type.Optional(Type.Array(closed({ from: Minute, to: Minute }), { maxItems: 10 })),
      onlyOn: Type.Optional(Days),
      notOn: Type.Optional(Days),
      openingDaysOnly: Type.Optional(Type.Boolean()),
    }),
    who: Type.Array(AudienceSchema, { maxItems: 20 }),
    conditions: Type.Array(ConditionSchema, { maxItems: 20 }),
    benefits: Type.Array(BenefitSchema, { minItems: 1, maxItems: 10 }),
    combination: closed({
      lane: text(40),
      priority: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
      exclusive: oneOf(['none', 'piece', 'basket']),
      group: Type.Optional(text(40)),
      combinesWith: Type.Optional(Type.Array(text(40), { maxItems: 100 })),
      stopsFurther: Type.Optional(Type.Boolean()),
    }),
    limits: closed({
      uses: Type.Optional(Uses),
      usesPerCustomer: Type.Optional(Uses),
      usesPerLocation: Type.Optional(Uses),
      budgetMinor: Type.Optional(AmountMinor),
    }),
    floor: Floor,
    returnPolicy: oneOf(['keep', 'recompute', 'claw-back', 'refund-cheapest']),
    funding: nullable(
      closed({ supplierId: text(120), sharePercent: Type.Number({ minimum: 0, maximum: 100 }) }),
    ),
  },
  { $id: 'PromotionDefinition' },
);
export type DefinitionSchema = Static<typeof DefinitionSchema>;
