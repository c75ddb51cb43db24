import { Type, type Static, type TSchema } from 'typebox';
import {
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { SalesChannels } from '../orders/contracts.ts';
import { MOST_KEPT_BACK, TERM_NAMES, type TermName } from './domain/terms.ts';

const minutes = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const Minute = minutes(0, 1440);
const Places = Type.Integer({ minimum: 0, maximum: 10_000 });

export const CapacityField = closed({
  slotMinutes: minutes(10, 480),
  unit: oneOf(['orders', 'pieces']),
  places: Places,
  bands: Type.Array(
    closed({
      weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
        minItems: 1,
        maxItems: 7,
        uniqueItems: true,
      }),
      fromMinute: Minute,
      untilMinute: Minute,
      places: Places,
    }),
    { maxItems: 50 },
  ),
});

const Days = Type.Integer({ minimum: 0, maximum: 3650 });

const BufferField = closed({
  keepBack: Type.Integer({ minimum: 0, maximum: MOST_KEPT_BACK }),
  channel: Type.Optional(text(30)),
  category: Type.Optional(text(80)),
  priceFromMinor: Type.Optional(Type.Integer({ minimum: 0 })),
  onHandUpTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
  confidenceUpTo: Type.Optional(oneOf(['medium', 'low'])),
});

/** How each term is written; the names are those of the domain. */
export const TERM_SCHEMAS = {
  acknowledgeMinutes: minutes(1, 10_080),
  whenUnseen: oneOf(['tell', 'move']),
  readyOpeningMinutes: minutes(1, 10_080),
  collectDays: Type.Integer({ minimum: 1, maximum: 60 }),
  extensionDays: Type.Integer({ minimum: 0, maximum: 30 }),
  offersShipping: Type.Boolean(),
  shippingFee: closed({
    amountMinor: Type.Integer({ minimum: 0, maximum: 100_000 }),
    paidBy: oneOf(['chain', 'customer']),
    freeFromMinor: nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  }),
  reminderDays: Type.Array(Type.Integer({ minimum: 1, maximum: 60 }), {
    maxItems: 10,
    uniqueItems: true,
  }),
  undoSeconds: Type.Integer({ minimum: 0, maximum: 600 }),
  refund: closed({
    counterUpToMinor: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    voucherPercent: nullable(Type.Integer({ minimum: 1, maximum: 200 })),
    voucherDays: nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
    prepayAfterNoShows: Type.Integer({ minimum: 1, maximum: 100 }),
  }),
  capacity: nullable(CapacityField),
  preparers: Type.Integer({ minimum: 1, maximum: 200 }),
  tightMinutes: minutes(0, 480),
  buffers: Type.Array(BufferField, { maxItems: 100 }),
  confidence: closed({
    highCountedDays: Days,
    highMovedDays: Days,
    mediumCountedDays: Days,
    mediumMovedDays: Days,
    missDays: Days,
    lowFromMisses: Type.Integer({ minimum: 1, maximum: 100 }),
  }),
} satisfies Record<TermName, TSchema>;

export const AllTerms = closed(TERM_SCHEMAS, { $id: 'PickupTerms' });
export const SomeTerms = Type.Partial(closed(TERM_SCHEMAS), {
  $id: 'OwnPickupTerms',
  additionalProperties: false,
});

const PolicyVersion = Type.Integer({ minimum: 0, description: '0: none yet' });
const Written = {
  version: PolicyVersion,
  validFrom: Instant,
  changedAt: Instant,
  changedBy: Type.String(),
  note: nullable(Type.String()),
};

export const Policy = closed(
  {
    locationId: nullable(LocationId),
    name: nullable(Type.String()),
    ...Written,
    own: SomeTerms,
    inForce: AllTerms,
    upcoming: nullable(closed({ ...Written, own: SomeTerms })),
    editable: oneOf(['all', 'capacity', 'none']),
    paused: nullable(closed({ reason: Type.String(), until: nullable(Instant) })),
  },
  { $id: 'PickupPolicy' },
);
export type Policy = Static<typeof Policy>;

const read = {
  kind: 'permission',
  permission: 'omnichannel.policy.read',
  location: 'anywhere',
} as const;
const WRITE = 'omnichannel.policy.write';

export const policiesEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/policies',
  summary: 'The pickup policy of the chain and of every shop one may see',
  access: read,
  reply: closed(
    { chain: Policy, shops: Type.Array(Policy), salesChannels: SalesChannels },
    { $id: 'PickupPolicies' },
  ),
});

export const policyHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/policies/history',
  summary: 'Who changed what of a policy, and from when on; newest first',
  access: read,
  query: closed({ locationId: Type.Optional(LocationId) }),
  reply: closed(
    {
      versions: Type.Array(
        closed({
          ...Written,
          changed: Type.Array(
            closed({
              term: oneOf(TERM_NAMES),
              before: Type.Unknown({ description: 'Left out: nothing was said about it' }),
              after: Type.Unknown(),
            }),
          ),
        }),
      ),
    },
    { $id: 'PolicyHistory' },
  ),
});

const change = {
  knownVersion: PolicyVersion,
  validFrom: Type.Optional(
    Type.String({ format: 'date-time', description: 'At once when left out or past' }),
  ),
  note: Type.Optional(text(200)),
};
const Changed = closed(
  { locationId: nullable(LocationId), version: PolicyVersion, validFrom: Instant },
  { $id: 'PolicyChange' },
);

export const changeChainPolicyEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/policies/chain',
  summary: 'A new version of the chain’s pickup policy',
  access: { kind: 'permission', permission: WRITE, location: 'everywhere' },
  body: closed({ terms: AllTerms, ...change }, { $id: 'ChangeChainPolicy' }),
  reply: Changed,
  idempotency: 'required',
  refusals: [staleRevision],
});

export const changeShopPolicyEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/policies/shops/:locationId',
  summary: 'A new version of what a shop does differently; no term: it follows the chain',
  access: { kind: 'permission', permission: WRITE, location: { field: 'locationId' } },
  params: closed({ locationId: LocationId }),
  body: closed({ terms: SomeTerms, ...change }, { $id: 'ChangeShopPolicy' }),
  reply: Changed,
  idempotency: 'required',
  refusals: [staleRevision],
});

export const changeCapacityEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/policies/shops/:locationId/capacity',
  summary: 'How much a shop prepares, decided by itself; null: as the chain says',
  access: {
    kind: 'permission',
    permission: 'omnichannel.capacity.write',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId }),
  body: closed(
    {
      capacity: nullable(CapacityField),
      preparers: nullable(TERM_SCHEMAS.preparers),
      ...change,
    },
    { $id: 'ChangeCapacity' },
  ),
  reply: Changed,
  idempotency: 'required',
  refusals: [staleRevision],
});

export const copyPolicyEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/policies/copy',
  summary: 'What one shop does differently, for others too',
  access: { kind: 'permission', permission: WRITE, location: 'everywhere' },
  body: closed(
    {
      fromLocationId: LocationId,
      toLocationIds: Type.Array(LocationId, { minItems: 1, maxItems: 500, uniqueItems: true }),
      validFrom: Type.Optional(Type.String({ format: 'date-time' })),
    },
    { $id: 'CopyPolicy' },
  ),
  reply: closed({ changed: Type.Array(Changed) }, { $id: 'CopiedPolicy' }),
  idempotency: 'required',
});
