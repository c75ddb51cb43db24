import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  Id,
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { SalesChannels } from '../orders/contracts.ts';
import { orderUnknown } from '../problems.ts';
import { CRITERIA, EXCLUSIONS, ORDERINGS, UNANSWERED } from './domain.ts';

const Metres = Type.Integer({ minimum: 0, maximum: 20_000_000, description: 'Metres' });

/** Every shop with its place, or its reason. */
const EXPLAINED = {
  ranked: Type.Array(
    closed({
      locationId: LocationId,
      name: Type.String(),
      distanceMetres: nullable(Metres),
      place: Type.Integer({ minimum: 1, description: '1 is the one the rules choose' }),
      score: Type.Number(),
      measures: Type.Array(
        closed({
          by: oneOf(CRITERIA),
          value: nullable(Type.Number()),
          grade: Type.Integer({ minimum: 0, maximum: 10 }),
        }),
      ),
      behindBy: nullable(
        oneOf(CRITERIA, { description: 'What told it apart from the one before it' }),
      ),
    }),
  ),
  excluded: Type.Array(
    closed({ locationId: LocationId, name: Type.String(), because: oneOf(EXCLUSIONS) }),
  ),
};

export const Candidates = closed(
  {
    orderId: Id,
    version: Version,
    locationId: LocationId,
    ruleVersion: Version,
    ...EXPLAINED,
  },
  { $id: 'SourcingCandidates' },
);
export type Candidates = Static<typeof Candidates>;

export const candidatesEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/orders/:orderId/candidates',
  summary: 'Where an order could be prepared instead, best first, and why each shop or not',
  access: { kind: 'permission', permission: 'omnichannel.order.move', location: 'statement' },
  params: closed({ orderId: Id }),
  reply: Candidates,
  refusals: [orderUnknown],
});

const rule = {
  order: oneOf(ORDERINGS),
  criteria: Type.Array(
    closed({ by: oneOf(CRITERIA), weight: Type.Integer({ minimum: 0, maximum: 100 }) }),
    { minItems: 1, maxItems: CRITERIA.length, uniqueItems: true },
  ),
  withinMetres: nullable(Metres),
  keepSpare: Type.Integer({ minimum: 0, maximum: 1000 }),
  moveUnaskedWithinMetres: nullable(Metres),
  answerMinutes: Type.Integer({ minimum: 5, maximum: 20_160 }),
  unanswered: oneOf(UNANSWERED),
  staffLimitMinor: Type.Integer({ minimum: 0, maximum: 100_000_000_00 }),
  substitutes: Type.Integer({ minimum: 0, maximum: 6 }),
  priceBandPercent: Type.Integer({ minimum: 0, maximum: 100 }),
};

export const SourcingRuleBody = closed(
  {
    ...rule,
    channels: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z0-9-]{1,32}$' }), Type.Partial(closed(rule))),
    ),
  },
  { $id: 'SourcingRule', description: 'How another shop is chosen, and what is asked of whom' },
);

export const RuleInForce = closed(
  {
    version: Version,
    rule: SourcingRuleBody,
    validFrom: Instant,
    changedBy: Type.String(),
    note: nullable(Type.String()),
  },
  { $id: 'SourcingRuleVersion' },
);
export type RuleInForce = Static<typeof RuleInForce>;

export const RuleNow = closed(
  {
    ...RuleInForce.properties,
    salesChannels: SalesChannels,
  },
  { $id: 'SourcingRuleNow' },
);
export type RuleNow = Static<typeof RuleNow>;

export const readRuleEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/sourcing-rule',
  summary: 'The rules by which another shop is chosen',
  access: { kind: 'permission', permission: 'omnichannel.sourcing.read', location: 'anywhere' },
  reply: RuleNow,
  etag: true,
});

export const changeRuleEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/sourcing-rule',
  summary: 'A new version of the rules; the old ones are kept',
  access: { kind: 'permission', permission: 'omnichannel.sourcing.change', location: 'everywhere' },
  body: closed({ rule: SourcingRuleBody, note: Type.Optional(text(200)) }, { $id: 'ChangeRule' }),
  reply: RuleInForce,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [staleRevision],
});

export const ruleHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/sourcing-rule/history',
  summary: 'Every version of the rules by which another shop is chosen, newest first',
  access: { kind: 'permission', permission: 'omnichannel.sourcing.read', location: 'anywhere' },
  reply: closed({ versions: Type.Array(RuleInForce) }, { $id: 'SourcingRuleHistory' }),
});

const Orders = Type.Integer({ minimum: 0, description: 'Orders' });
const Sourced = closed(
  {
    unasked: { ...Orders, description: 'Another shop would get it without asking the customer' },
    asked: { ...Orders, description: 'Another shop would be proposed' },
    nobody: { ...Orders, description: 'No shop would be' },
  },
  { $id: 'OrdersSourced' },
);

const Explained = closed(EXPLAINED, { $id: 'ExplainedShops' });
export type Explained = Static<typeof Explained>;

export const SourcingPreview = closed(
  {
    day: BusinessDay,
    orders: Orders,
    inForce: Sourced,
    draft: Sourced,
    differ: { ...Orders, description: 'Another shop would be first' },
    examples: Type.Array(
      closed({
        orderId: Id,
        number: Type.String(),
        before: nullable(Type.String({ description: 'The shop that is first now' })),
        after: nullable(Type.String({ description: 'The shop that would be' })),
      }),
      { description: 'Orders one may look at: those that differ first' },
    ),
    explained: nullable(
      closed({ orderId: Id, number: Type.String(), inForce: Explained, draft: Explained }),
    ),
  },
  { $id: 'SourcingPreview' },
);
export type SourcingPreview = Static<typeof SourcingPreview>;

export const previewSourcingEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/sourcing-rule/preview',
  summary: 'Who would get yesterday’s orders under a draft of the rules, and why not the others',
  description:
    'As if the shop that had each order could not prepare it, with the stock and the work the shops have now.',
  access: { kind: 'permission', permission: 'omnichannel.sourcing.change', location: 'everywhere' },
  body: closed(
    {
      rule: SourcingRuleBody,
      orderId: Type.Optional({ ...Id, description: 'The one to explain; else the first example' }),
      day: Type.Optional({ ...BusinessDay, description: 'Yesterday when left out' }),
    },
    { $id: 'PreviewSourcing' },
  ),
  reply: SourcingPreview,
  idempotency: { none: 'It recounts and changes nothing' },
});
