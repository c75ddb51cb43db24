import { Type, type Static } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { Floor } from '../promotions/benefit-contracts.ts';
import { policyNotSound } from './problems.ts';

const Basis = oneOf(['running', 'list']);

/** How a company computes: the shape of `PricingPolicy` in the engine. */
export const PolicySchema = closed(
  {
    lanes: Type.Array(
      closed({
        id: text(40),
        compose: oneOf(['allInTurn', 'bestPerLine', 'bestOne', 'bestDeal']),
      }),
      { minItems: 1, maxItems: 20, description: 'In this order: how promotions of each meet' },
    ),
    order: oneOf(['priorityDescending', 'priorityAscending', 'asListed']),
    basis: Basis,
    conditionBasis: Basis,
    rounding: closed({
      mode: oneOf(['halfUp', 'halfDown', 'halfEven', 'down', 'up']),
      toMinor: Type.Integer({ minimum: 1, maximum: 10_000 }),
      at: oneOf(['line', 'piece']),
      what: oneOf(['discount', 'price']),
    }),
    remainder: oneOf(['largest', 'first', 'last', 'sequential', 'none']),
    vat: closed({
      prices: oneOf(['inclusive', 'exclusive']),
      roundedPer: oneOf(['document', 'line']),
      splitWithVat: Type.Boolean(),
    }),
    fixedShippingPriceAlone: Type.Boolean(),
    searchSteps: Type.Integer({ minimum: 1, maximum: 100_000 }),
    floor: Type.Optional(Floor),
  },
  { $id: 'PricingPolicy' },
);

const KeptPolicy = closed(
  {
    companyId: nullable({ ...Id, description: 'Null: for companies without one of their own' }),
    policy: PolicySchema,
    sinceVersion: Type.Integer({ description: 'The version of prices told with it first' }),
    untilVersion: nullable(Type.Integer()),
    reason: Type.String(),
    actorName: Type.String(),
    recordedAt: Instant,
  },
  { $id: 'KeptPricingPolicy' },
);
export type KeptPolicy = Static<typeof KeptPolicy>;

export const readPolicies = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/pricing-policies',
  summary: 'How companies compute, with every version of it, newest first',
  access: everywhere('list.read'),
  reply: closed(
    {
      policies: Type.Array(KeptPolicy),
      byDefault: PolicySchema,
    },
    { $id: 'PricingPolicies' },
  ),
});

export const writePolicy = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/pricing-policies/:companyId',
  summary:
    'Compute otherwise from now on; what was sold before is explained as it was computed then',
  access: everywhere('pricing-policy.manage'),
  params: closed({
    companyId: text(40, { description: '`all`: for companies without one of their own' }),
  }),
  body: closed(
    {
      policy: PolicySchema,
      reason: text(200),
      inForceSince: nullable(
        Type.Integer({
          description: '`sinceVersion` of the one that is changed; null: there was none',
        }),
      ),
    },
    { $id: 'WritePricingPolicy' },
  ),
  reply: closed({ version: Type.Integer() }, { $id: 'PricingPolicyWritten' }),
  idempotency: 'required',
  refusals: [notFound, staleRevision, policyNotSound],
});
