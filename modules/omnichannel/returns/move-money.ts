import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { authoriseRefund } from '../refunds/authorise.ts';
import { CONSENT_TEXT_NOW } from '../refunds/consent.ts';
import type { OtherTenderRule } from '../refunds/domain/other-tender.ts';
import { planRefund } from '../refunds/domain/plan.ts';
import { paymentsOf, proposeRefund } from '../refunds/propose.ts';
import type { Refund } from '../refunds/refund.ts';
import type { FiledReturn } from './domain/filed.ts';
import { isClosed, moneyMoved } from './domain/life.ts';
import { writeToCustomer } from './letters.ts';
import { recordReturn } from './rows.ts';
import { enterVat, lockReturn, saveReturn } from './sql/files.ts';
import { selectTermsOf } from './sql/policy.ts';
import { keyed, OTHER_TENDERS } from './tenders.ts';

/**
 * Puts what goes back on its way, within the own limit or with an approval used in this transaction.
 * Gives the file that knows it; the caller saves it.
 */
export async function payBack(
  tx: Tx,
  file: FiledReturn,
  customerId: string | null,
  approvalId?: string,
): Promise<FiledReturn> {
  if (file.backMinor === 0) return file;
  const tender =
    file.outcome === 'voucher'
      ? 'return-voucher'
      : file.otherTender && OTHER_TENDERS[file.otherTender];
  const proposed = await proposeRefund(tx, {
    source: { kind: 'return', id: file.returnId },
    origin: { kind: 'order', id: file.orderId },
    locationId: file.locationId!,
    customerId,
    currency: file.currency,
    amountMinor: file.backMinor,
    askedAt: file.openedAt,
    ...(await sharesOf(tx, file)),
    ...(tender
      ? {
          tender,
          consent: {
            textVersion: CONSENT_TEXT_NOW,
            language: tx.actor.language,
            manner: 'spoken' as const,
          },
        }
      : {}),
  });
  const refund = await authoriseRefund(tx, proposed.refundId, approvalId ? { approvalId } : {});
  return withMoney(tx, { ...file, refundId: refund.refundId }, refund);
}

/**
 * The shares that were confirmed, or approved. Where less is left of a payment by now, the whole goes back
 * in proportion, which needs nobody's word.
 */
async function sharesOf(tx: Tx, { orderId, backMinor, refundShares }: FiledReturn) {
  if (refundShares === null) return {};
  const shares = keyed(refundShares);
  const payments = await paymentsOf(tx, { kind: 'order', id: orderId });
  const plan = planRefund({ amountMinor: backMinor, payments, shares });
  return 'fault' in plan ? {} : { shares, sharesAgreed: true as const };
}

/** What the rules a file was judged by say about another tender than the payment's. */
export async function otherTenderRule(read: Read, returnId: string): Promise<OtherTenderRule> {
  const { otherTender: by, cashUpToMinor } = await selectTermsOf(read, returnId);
  return { by, cashUpToMinor };
}

/**
 * The money moved without us: a provider paid or refused, the counter gave it, it goes another way. Each is
 * a version of the file, for whoever stands before it. The file is locked.
 */
export async function moneyMovedByItself(tx: Tx, refund: Refund): Promise<void> {
  const before = await lockReturn(tx, refund.sourceId);
  if (!before) throw new Error('a refund of a return that is not there');
  const after = withMoney(tx, before, refund);
  if (after === before) return;
  await settle(tx, before, after);
  await recordReturn(tx, 'omnichannel.return-money-moved.v1', next(after));
  if (after.money !== 'paid') return;
  await writeToCustomer(tx, after, 'paid', after.paidMinor + refund.roundingMinor);
}

/** Saves a file one version on, closed when nothing is left to do, entered in the records once paid. */
export async function settle(tx: Tx, before: FiledReturn, after: FiledReturn): Promise<void> {
  await saveReturn(tx, before, next(after));
  await enterRecords(tx, after);
}

export function next(file: FiledReturn): FiledReturn {
  return { ...file, version: file.version + 1 };
}

/**
 * A fiscal return document is issued where and when the goods come back; the register of web takings is
 * reduced on the day the money goes (Ris. 274/E/2009). What was entered is never entered again.
 */
export async function enterRecords(tx: Tx, file: FiledReturn): Promise<void> {
  if (file.receivedAt === null) return;
  const paid = file.money === 'paid' || file.money === 'none';
  if (file.fiscalChannel === 'web-register' && !paid) return;
  await enterVat(tx, file.returnId, await businessDayAtShop(tx, file.locationId!));
}

function withMoney(tx: Tx, file: FiledReturn, refund: Refund): FiledReturn {
  const { state } = refund;
  if (state === 'proposed' || state === 'cancelled') return file;
  const axes = moneyMoved(file, state);
  if (!axes) return file;
  const paidMinor = refund.parts.reduce(
    (sum, part) => sum + (part.state === 'paid' ? part.amountMinor : 0),
    0,
  );
  const failed = refund.parts.find((part) => part.state === 'failed');
  const failure = failed ? failureWords(failed.failure) : null;
  const after = { ...file, ...axes, paidMinor, failure };
  return { ...after, closedAt: isClosed(after) ? (file.closedAt ?? tx.now) : null };
}

function failureWords(code: string | null): Text {
  const because = code === null ? '' : ` (${code})`;
  return {
    it: `Il rimborso non è riuscito${because}: riprova o scegli un altro mezzo.`,
    en: `The refund did not go through${because}: try again or choose another means.`,
  };
}
