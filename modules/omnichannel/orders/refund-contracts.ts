import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  PageQuery,
  closed,
  endpoint,
  nullable,
  oneOf,
  pageOf,
} from '../../../server/http/contract.ts';
import { REFUND_STATES as REFUND_PAYMENT_STATES } from '../refunds/domain/life.ts';
import { COUNTER_TENDERS } from './domain/order.ts';
import { OrderNumber } from './contracts.ts';
import { REFUND_CAUSES, REFUND_STATES } from './domain/refund.ts';

/** Money owed back: what for, since when, on which payments. */
export const REFUND_FIELDS = {
  refundId: Id,
  cause: oneOf(REFUND_CAUSES),
  state: oneOf(REFUND_STATES, {
    description: '`due`: owed. `settled`: given back. `withdrawn`: the customer came after all',
  }),
  amountMinor: AmountMinor,
  dueSince: Instant,
  closedAt: nullable(Instant),
  settledWith: nullable(oneOf(COUNTER_TENDERS)),
  parts: Type.Array(
    closed({
      kind: Type.String({ description: 'With what it was paid' }),
      amountMinor: AmountMinor,
    }),
    { description: 'On which payments it goes back, in proportion to what each brought' },
  ),
  voucher: nullable(
    closed(
      { amountMinor: AmountMinor, days: Type.Integer({ minimum: 1 }) },
      { description: 'In place of the money, only if the customer expressly agrees' },
    ),
  ),
} as const;

export const RefundDue = closed(
  {
    ...REFUND_FIELDS,
    orderId: Id,
    number: OrderNumber,
    customerName: Type.String(),
    locationId: LocationId,
    currency: Currency,
    payment: nullable(
      closed(
        {
          refundId: Id,
          state: oneOf(REFUND_PAYMENT_STATES),
          byHand: Type.Array(closed({ partId: Id, amountMinor: AmountMinor }), {
            description: 'What the office still has to pay outside Bottega',
          }),
        },
        { description: 'How it is being paid; null: nobody has begun' },
      ),
    ),
  },
  { $id: 'RefundDue' },
);
export type RefundDue = Static<typeof RefundDue>;

export const refundsDueEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/refunds-due',
  summary: 'Money owed to customers for pieces they do not keep',
  description: 'The oldest debt first; those given back, newest first.',
  access: { kind: 'permission', permission: 'omnichannel.refund.read', location: 'statement' },
  query: Type.Object(
    {
      locationId: Type.Optional(LocationId),
      state: Type.Optional(oneOf(REFUND_STATES)),
      ...PageQuery,
    },
    { additionalProperties: false },
  ),
  reply: pageOf(RefundDue, { $id: 'RefundDuePage' }),
});

export const refundTotalsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/refunds-due/totals',
  summary: 'How much is owed to customers, by currency',
  access: { kind: 'permission', permission: 'omnichannel.refund.read', location: 'statement' },
  query: Type.Object({ locationId: Type.Optional(LocationId) }, { additionalProperties: false }),
  reply: closed(
    {
      totals: Type.Array(
        closed({
          currency: Currency,
          refunds: Type.Integer({ minimum: 0 }),
          amountMinor: Type.Integer({ minimum: 0 }),
          oldest: Instant,
        }),
      ),
    },
    { $id: 'RefundTotals' },
  ),
});
