import type { Knex } from 'knex';
import { letPay } from '../../../modules/omnichannel/refunds/authorise.ts';
import {
  proposeRefund,
  type RefundProposal,
} from '../../../modules/omnichannel/refunds/propose.ts';
import type { Refund } from '../../../modules/omnichannel/refunds/refund.ts';
import {
  registerRefundSource,
  type RefundSource,
} from '../../../modules/omnichannel/refunds/sources.ts';
import { systemActor, type Actor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { makeItem, makeGtin } from './item.ts';
import { makeOrder } from './order.ts';
import { makeStock } from './stock.ts';

/** A reason for a refund of which nothing is known but its id. */
export const TRIAL_SOURCE = 'trial';

/** Names the owner of trial sources: one that only listens, unless told. */
export function listenToTrialMoney(source: Partial<RefundSource> = {}): void {
  registerRefundSource(TRIAL_SOURCE, {
    lock: async () => undefined,
    moved: async () => undefined,
    otherTender: async () => ({ by: 'store-manager', cashUpToMinor: null }),
    ...source,
  });
}

export interface GivenPayment {
  readonly kind: 'card' | 'paypal' | 'gift-card' | 'bank-transfer';
  readonly amountMinor: number;
  readonly providerRef?: string;
}

/** An order that was paid with these; one piece that costs what they sum to. */
export async function makePaidOrder(
  db: Knex,
  locationId: string,
  payments: readonly GivenPayment[],
): Promise<{ readonly orderId: string }> {
  const gtin = makeGtin();
  const itemId = await makeItem(db, { gtin });
  await makeStock(db, { locationId, itemId, quantity: 5 });
  const unitPriceMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return makeOrder(db, {
    locationId,
    lines: [{ gtin, unitPriceMinor }],
    change: { payments: [...payments] },
  });
}

/** Proposes a refund of an order in a transaction of its own. */
export async function makeRefund(
  db: Knex,
  given: Partial<RefundProposal> & {
    readonly orderId: string;
    readonly locationId: string;
    readonly amountMinor: number;
    readonly as?: Actor;
    /** Paid from now on, as the policy would: nobody's limit is asked. */
    readonly authorised?: true;
  },
): Promise<Refund> {
  const { orderId, as = systemActor('test'), authorised, ...rest } = given;
  return inTransaction(db, as, async (tx) => {
    const refund = await proposeRefund(tx, {
      source: { kind: TRIAL_SOURCE, id: newId() },
      origin: { kind: 'order', id: orderId },
      customerId: null,
      currency: 'EUR',
      askedAt: tx.now,
      ...rest,
    });
    return authorised
      ? letPay(tx, refund, { how: 'policy', limitMinor: null, approvalId: null })
      : refund;
  });
}
