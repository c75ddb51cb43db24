import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  LocationId,
  closed,
  endpoint,
  nullable,
} from '../../../server/http/contract.ts';
import { SomeTerms } from './policy-contracts.ts';

const Orders = Type.Integer({ minimum: 0, description: 'Orders' });

const DayUnderRules = closed(
  {
    sameDay: { ...Orders, description: 'Promised for the day they came' },
    medianMinutes: nullable(
      Type.Integer({ minimum: 0, description: 'Opening minutes from order to promise' }),
    ),
    late: { ...Orders, description: 'Ready after the promise they would have had, or not at all' },
    unseen: { ...Orders, description: 'Looked at later than they would have had to be' },
  },
  { $id: 'DayUnderRules' },
);
export type DayUnderRules = Static<typeof DayUnderRules>;

export const RulesPreview = closed(
  {
    day: BusinessDay,
    orders: Orders,
    inForce: DayUnderRules,
    draft: DayUnderRules,
  },
  { $id: 'RulesPreview' },
);
export type RulesPreview = Static<typeof RulesPreview>;

export const previewRulesEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/policies/preview',
  summary: 'Yesterday’s orders under a draft of the rules, beside the rules in force',
  description:
    'Each order is promised anew, in the order in which they came, and held against when it was looked at and ready. Shops without `locationId` are all one may see; their own terms go before the chain’s.',
  access: { kind: 'permission', permission: 'omnichannel.policy.read', location: 'anywhere' },
  body: closed(
    {
      locationId: nullable({ ...LocationId, description: 'Null: a draft of the chain’s rules' }),
      terms: SomeTerms,
      day: Type.Optional({ ...BusinessDay, description: 'Yesterday when left out' }),
    },
    { $id: 'PreviewRules' },
  ),
  reply: RulesPreview,
  idempotency: { none: 'It recounts and changes nothing' },
});
