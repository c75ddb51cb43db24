import { Type, type Static } from 'typebox';
import {
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
import { orderUnknown } from '../problems.ts';
import { CRITERIA, EXCLUSIONS, ORDERINGS, UNANSWERED } from './domain.ts';

const Metres = Type.Integer({ minimum: 0, maximum: 20_000_000, description: 'Metres' });

export const Candidates = closed(
  {
    orderId: Id,
    version: Version,
    locationId: LocationId,
    ruleVersion: Version,
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
    note: nullable(Type.String()),
  },
  { $id: 'SourcingRuleVersion' },
);
export type RuleInForce = Static<typeof RuleInForce>;

export const readRuleEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/sourcing-rule',
  summary: 'The rules by which another shop is chosen',
  access: { kind: 'permission', permission: 'omnichannel.sourcing.read', location: 'anywhere' },
  reply: RuleInForce,
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
