import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  endpoint,
  Instant,
  nullable,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { REFUND_CAUSES } from '../orders/domain/refund.ts';

/** Which debts on record are paid without anybody's hand. */

const Minutes = Type.Optional(Type.Integer({ minimum: 0, maximum: 525_600 }));

export const RefundRuleBody = closed(
  {
    upToMinor: { ...AmountMinor, description: 'Beyond it a person looks first' },
    afterMinutes: closed(
      Object.fromEntries(REFUND_CAUSES.map((cause) => [cause, Minutes])) as Record<
        (typeof REFUND_CAUSES)[number],
        typeof Minutes
      >,
      {
        description:
          'By cause, how long a mistake can be taken back; a cause that is left out waits for a person',
      },
    ),
  },
  { $id: 'RefundRule' },
);

export const RefundRuleInForce = closed(
  { version: Version, rule: RefundRuleBody, validFrom: Instant, note: nullable(Type.String()) },
  { $id: 'RefundRuleVersion' },
);
export type RefundRuleInForce = Static<typeof RefundRuleInForce>;

export const refundRuleEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/refund-rule',
  summary: 'Which refunds due are paid by themselves: up to how much, after how long',
  access: { kind: 'permission', permission: 'omnichannel.approvals.read', location: 'anywhere' },
  reply: RefundRuleInForce,
  etag: true,
});

export const changeRefundRuleEndpoint = endpoint({
  method: 'PUT',
  path: '/api/omnichannel/refund-rule',
  summary: 'A new version of that; what is being paid already goes on',
  access: {
    kind: 'permission',
    permission: 'omnichannel.approvals.policy',
    location: 'everywhere',
  },
  body: closed(
    { rule: RefundRuleBody, note: Type.Optional(text(200)) },
    { $id: 'ChangeRefundRule' },
  ),
  reply: RefundRuleInForce,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [staleRevision],
});
