import { demandSight } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { lockFile, saveFiles } from '../orders/sql/files.ts';
import { selectDebt, selectDebtsToPay, settleDebt, type Debt } from '../orders/sql/refunds.ts';
import { recordChange } from '../pickup/change.ts';
import { authoriseRefund, DEBT, demandLocked, letPay } from './authorise.ts';
import type { payDebtEndpoint, RefundShown } from './contracts.ts';
import { debtPaidAlready, refundUnknown } from './problems.ts';
import { proposeRefund, type RefundProposal } from './propose.ts';
import { shown } from './queries.ts';
import type { Refund } from './refund.ts';
import type { RefundSource } from './sources.ts';
import { readRefundRule } from './sql/rule.ts';

/** Money that orders owe on record: paid through the same way as everything that goes back. */

export const DEBTS_AT_ONCE = 20;

/** The order stands behind its debt: locked before it, and told when it is paid. */
export const debtSource: RefundSource = {
  async lock(tx, refundDueId) {
    const debt = await selectDebt(tx, refundDueId);
    if (debt) await lockFile(tx, debt.orderId);
  },
  async moved(tx, refund) {
    if (refund.state === 'paid') await closeDebt(tx, refund);
  },
  // Whoever pays debts pays them by any tender the customer agrees to.
  otherTender: async () => ({ by: 'store-manager', cashUpToMinor: null }),
};

/** Somebody pays a debt on record: within their own limit, to the original tenders unless the customer agrees. */
export async function payDebt(
  tx: Tx,
  { refundDueId, ...how }: InputOf<typeof payDebtEndpoint>,
): Promise<RefundShown> {
  const seen = await selectDebt(tx, refundDueId);
  if (!seen) throw new Refusal(refundUnknown, {});
  demandSight(tx.actor, 'omnichannel.refunds.pay', seen.locationId, {
    it: 'questo rimborso',
    en: 'this refund',
  });
  const debt = await lockOpen(tx, refundDueId);
  if (!debt) throw new Refusal(debtPaidAlready, {});
  const { refundId } = await proposeRefund(tx, { ...proposalOf(debt), ...how });
  return shown(tx, await authoriseRefund(tx, refundId));
}

/** Pays by itself what the rule allows; returns how many it looked at. */
export async function payDebts(tx: Tx): Promise<number> {
  const rule = await readRefundRule(tx);
  const due = await selectDebtsToPay(tx, rule, DEBTS_AT_ONCE);
  // Orders are locked in one order by everybody.
  const inOrder = due.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
  for (const { refundDueId } of inOrder) {
    const debt = await lockOpen(tx, refundDueId);
    if (!debt) continue;
    const { refundId } = await proposeRefund(tx, proposalOf(debt));
    const { upToMinor: limitMinor } = rule;
    await letPay(tx, await demandLocked(tx, refundId), {
      how: 'policy',
      limitMinor,
      approvalId: null,
    });
  }
  return due.length;
}

/** What is owed and nobody is paying, under the lock of its order; null otherwise. */
async function lockOpen(tx: Tx, refundDueId: string): Promise<Debt | null> {
  await debtSource.lock(tx, refundDueId);
  const debt = await selectDebt(tx, refundDueId);
  return debt?.state === 'due' && !debt.isBeingPaid ? debt : null;
}

function proposalOf(debt: Debt): RefundProposal {
  return {
    source: { kind: DEBT, id: debt.refundDueId },
    origin: { kind: 'order', id: debt.orderId },
    locationId: debt.locationId,
    customerId: debt.customerId,
    currency: debt.currency,
    amountMinor: debt.amountMinor,
    askedAt: debt.dueSince,
    shares: debt.parts.map(({ paymentId, amountMinor }) => ({
      paymentKey: paymentId,
      amountMinor,
    })),
    promised: true,
  };
}

/** The order owes it no longer: its figures, its screens, its history. */
async function closeDebt(tx: Tx, { sourceId }: Refund): Promise<void> {
  const debt = await selectDebt(tx, sourceId);
  if (!debt || !(await settleDebt(tx, sourceId))) {
    throw new Error(`the debt ${sourceId} was paid and is not owed`);
  }
  const file = (await lockFile(tx, debt.orderId))!;
  const after = {
    ...file,
    version: file.version + 1,
    refundedMinor: file.refundedMinor + debt.amountMinor,
  };
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-refunded.v1', after, {
    refundDueId: debt.refundDueId,
    amountMinor: debt.amountMinor,
  });
}
