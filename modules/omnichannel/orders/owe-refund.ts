import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { issuesInstruments } from '../refunds/domain/tender.ts';
import { unrecordedRefundMinor } from './domain/amounts.ts';
import type { OrderFile } from './domain/file.ts';
import type { CounterTender } from './domain/order.ts';
import { splitRefund, type RefundCause } from './domain/refund.ts';
import { readPolicies } from './sql/policies.ts';
import { insertRefund, selectPaymentsLeft, withdrawRefunds } from './sql/refunds.ts';

/**
 * Puts on record what was paid for pieces the customer no longer keeps, payment by payment, and gives
 * the order that knows it; the caller saves it. Nothing was paid for them: the order as it was.
 */
export async function oweRefund(
  tx: Tx,
  file: OrderFile,
  cause: RefundCause,
  given: {
    readonly handoverId?: string;
    /** Given back over the counter in this moment. */
    readonly settledWith?: CounterTender | null;
  } = {},
): Promise<OrderFile> {
  const amountMinor = unrecordedRefundMinor(file);
  if (amountMinor === 0) return file;
  const { orderId, locationId, currency } = file;
  const settledWith = given.settledWith ?? null;
  const { voucherPercent, voucherDays } = (await readPolicies(tx)).pickup(locationId).refund;
  // Who changes their mind has a right to the money; a voucher is offered to who did not come.
  const voucher =
    issuesInstruments() &&
    cause === 'not-collected' &&
    voucherPercent !== null &&
    voucherDays !== null;
  await insertRefund(tx, {
    refundId: newId(),
    orderId,
    locationId,
    cause,
    amountMinor,
    currency,
    voucherPercent: voucher ? voucherPercent : null,
    voucherDays: voucher ? voucherDays : null,
    handoverId: given.handoverId ?? null,
    settledWith,
    parts: splitRefund(amountMinor, await selectPaymentsLeft(tx, orderId)),
  });
  return {
    ...file,
    refundMinor: file.refundMinor + amountMinor,
    refundedMinor: file.refundedMinor + (settledWith === null ? 0 : amountMinor),
  };
}

/** The customer came after all: what was owed for the uncollected pieces pays for them again. */
export async function withdrawRefund(tx: Tx, file: OrderFile): Promise<OrderFile> {
  const withdrawn = await withdrawRefunds(tx, file.orderId);
  return { ...file, refundMinor: file.refundMinor - withdrawn };
}
