import type { Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { offeredMinor, type Offer } from '../approvals/domain.ts';
import { offerUnfit } from '../approvals/problems.ts';
import { spendApproval } from '../approvals/request.ts';
import type { Approval } from '../approvals/sql/approvals.ts';
import { lockFile } from '../orders/sql/files.ts';
import { CONSENT_TEXTS, CONSENT_TEXT_NOW } from '../refunds/consent.ts';
import { issuesInstruments } from '../refunds/domain/tender.ts';
import { tenderNotAvailable } from '../refunds/problems.ts';
import { acceptReturn, waitsForInspection } from './accept-return.ts';
import { askedMinor } from './ask-approval.ts';
import { restToPay } from './domain/exchange.ts';
import type { CounterOffer, FiledReturn } from './domain/filed.ts';
import { agree, approve, counter, end, takeRepair, waitAgain, type Step } from './domain/life.ts';
import { afterDeduction } from './domain/reckoning.ts';
import type { NotAccepted } from './domain/return.ts';
import type { ReturnEventType } from './events.ts';
import { letExchangeGo } from './hand-over-exchange.ts';
import { writeToCustomer } from './letters.ts';
import { enterRecords, next } from './move-money.ts';
import { recordReturn } from './rows.ts';
import { lockReturn, saveReturn, selectOrderOf, selectVat, writeVat } from './sql/files.ts';
import { selectFiledUnits } from './sql/units.ts';
import { otherTenderOf } from './tenders.ts';

/** Locks a file for whoever answers about it or moves its money: its order first, as everybody does. */
export async function lockSubject(tx: Tx, returnId: string): Promise<void> {
  const orderId = await selectOrderOf(tx, returnId);
  if (orderId === null) throw new Error(`there is no return ${returnId}`);
  await lockFile(tx, orderId);
  await lockReturn(tx, returnId);
}

/** Somebody answered: the file goes on by itself, in the same transaction. The file is locked. */
export async function approvalDecided(tx: Tx, approval: Approval): Promise<void> {
  const before = await lockReturn(tx, approval.subjectId);
  if (!before || before.approvalId !== approval.approvalId) {
    throw new Error('an approval that is not the one this file waits for');
  }
  const known = withAnswer(before, approval);
  switch (approval.state) {
    case 'approved':
      return approval.offer?.kind === 'repair'
        ? repairTaken(tx, before, known, approval)
        : accept(tx, before, known, approval);
    case 'countered':
      demandFit(before, approval);
      return stillOpen(
        tx,
        before,
        counter(before),
        { ...known, counterOffer: offerOf(known, approval) },
        'omnichannel.return-countered.v1',
      );
    case 'waiting':
      return stillOpen(
        tx,
        before,
        waitAgain(before),
        { ...known, counterOffer: null },
        'omnichannel.return-waits-again.v1',
      );
    case 'refused':
      return notAccepted(tx, before, known, 'refused', 'omnichannel.return-refused.v1');
    case 'expired':
      return notAccepted(tx, before, known, 'expired', 'omnichannel.return-expired.v1');
    case 'withdrawn':
      return notAccepted(tx, before, known, 'withdrawn', 'omnichannel.return-withdrawn.v1');
  }
}

/** Offered is only what can follow when the customer takes it: no voucher that nobody issues, no tender for new pieces. */
function demandFit({ outcome, backMinor }: FiledReturn, { offer }: Approval): void {
  if (!offer || offer.kind === 'repair') return;
  if (offer.kind === 'tender' && offer.tender === 'return-voucher' && !issuesInstruments()) {
    throw new Refusal(tenderNotAvailable, { tender: offer.tender });
  }
  if (outcome !== 'exchange') return;
  if (offer.kind === 'tender' || backMinor === 0) throw new Refusal(offerUnfit, {});
}

function withAnswer(file: FiledReturn, approval: Approval): FiledReturn {
  const open = approval.state === 'waiting' || approval.state === 'countered';
  return {
    ...file,
    decidedBy: approval.decidedByName,
    decidedAt: approval.decidedAt,
    decisionNote: approval.note,
    approvalDeadline: open ? approval.answerBy : null,
  };
}

/** Approved, as asked or as the customer took the offer: all of it follows, or the answer does not count. */
async function accept(
  tx: Tx,
  before: FiledReturn,
  known: FiledReturn,
  approval: Approval,
): Promise<void> {
  const agreed = await asAgreed(tx, known, approval);
  await spend(tx, before, approval, askedMinor(agreed));
  const after = next(
    restToPay(agreed) > 0
      ? waiting(before, agreed)
      : await carriedOut(tx, before, agreed, approval.approvalId),
  );
  await saveReturn(tx, before, after);
  await enterRecords(tx, after);
  await recordReturn(tx, 'omnichannel.return-approved.v1', after);
  await writeToCustomer(tx, after, 'approved');
}

/** The clerk takes the rest before anything leaves; then the exchange is finished. */
function waiting(before: FiledReturn, agreed: FiledReturn): FiledReturn {
  const axes = agree(before);
  if (!axes) throw new Error('an approval of a file that does not wait');
  return { ...agreed, ...axes };
}

async function carriedOut(
  tx: Tx,
  before: FiledReturn,
  agreed: FiledReturn,
  approvalId: string,
): Promise<FiledReturn> {
  const order = (await lockFile(tx, before.orderId))!;
  const units = (await selectFiledUnits(tx, [before.returnId])).get(before.returnId)!;
  const axes = approve(before, {
    toInspect: waitsForInspection(units),
    backMinor: agreed.backMinor,
  });
  if (!axes) throw new Error('an approval of a file that does not wait');
  return acceptReturn(tx, order, agreed, units, axes, approvalId);
}

/** The customer took a repair: no money goes back, the goods are put right and given back. That is final. */
async function repairTaken(
  tx: Tx,
  before: FiledReturn,
  known: FiledReturn,
  approval: Approval,
): Promise<void> {
  const axes = takeRepair(before);
  if (!axes) throw new Error('a repair of a file that was offered none');
  await spend(tx, before, approval, 0);
  await letExchangeGo(tx, before);
  const after = next({ ...known, ...axes, approvalDeadline: null });
  await saveReturn(tx, before, after);
  await recordReturn(tx, 'omnichannel.return-repair-agreed.v1', after);
  await writeToCustomer(tx, after, 'to-repair');
}

/** Used up: from now on nobody takes the answer back, and no time runs out. */
async function spend(
  tx: Tx,
  { returnId, digest }: FiledReturn,
  { approvalId }: Approval,
  amountMinor: number,
): Promise<void> {
  await spendApproval(tx, {
    approvalId,
    subject: { kind: 'return', id: returnId },
    digest,
    amountMinor,
  });
}

/** The file under the conditions the customer took: a part of the money, or another tender. */
async function asAgreed(tx: Tx, file: FiledReturn, { offer }: Approval): Promise<FiledReturn> {
  if (!offer) return file;
  if (offer.kind === 'tender') return withTender(tx, file, offer.tender);
  const backMinor = offeredMinor(offer, file.backMinor);
  const deductionMinor = file.deductionMinor + file.backMinor - backMinor;
  const entries = (await selectVat(tx, [file.returnId])).get(file.returnId)!;
  await writeVat(tx, file.returnId, afterDeduction(entries, file.backMinor - backMinor));
  const totalMinor = file.goodsMinor + file.shippingMinor - deductionMinor;
  // A part of it goes back in proportion: the shares were of the whole.
  return { ...file, backMinor, deductionMinor, totalMinor, refundShares: null };
}

function withTender(tx: Tx, file: FiledReturn, tender: string): FiledReturn {
  if (tender === 'provider') {
    return {
      ...file,
      outcome: 'original-tender',
      otherTender: null,
    };
  }
  const other = otherTenderOf(tender);
  const shown = file.consentShown ?? CONSENT_TEXTS[CONSENT_TEXT_NOW][tx.actor.language];
  return {
    ...file,
    outcome: other ? 'other-tender' : 'voucher',
    otherTender: other,
    consentShown: shown,
    consentAt: file.consentAt ?? tx.now,
  };
}

/** No, or too late: the goods wait for the customer, and pieces kept for an exchange are free again. */
async function notAccepted(
  tx: Tx,
  before: FiledReturn,
  known: FiledReturn,
  as: NotAccepted,
  type: ReturnEventType,
): Promise<void> {
  const axes = end(before, as);
  if (!axes) return;
  await letExchangeGo(tx, before);
  const after = next({ ...known, ...axes, approvalDeadline: null });
  await saveReturn(tx, before, after);
  await recordReturn(tx, type, after);
  // Who took the request back stands at the counter.
  if (as !== 'withdrawn') await writeToCustomer(tx, after, 'not-accepted');
}

async function stillOpen(
  tx: Tx,
  before: FiledReturn,
  axes: Step,
  known: FiledReturn,
  type: ReturnEventType,
): Promise<void> {
  if (!axes) return;
  const after = next({ ...known, ...axes });
  await saveReturn(tx, before, after);
  await recordReturn(tx, type, after);
}

function offerOf(file: FiledReturn, approval: Approval): CounterOffer | null {
  const { offer } = approval;
  if (!offer) return null;
  return {
    outcome: outcomeOf(file, offer),
    amountMinor: offeredMinor(offer, file.backMinor),
    words: offer.note ?? OFFER_WORDS[offer.kind],
    by: approval.decidedByName ?? '',
  };
}

function outcomeOf(file: FiledReturn, offer: Offer): FiledReturn['outcome'] {
  if (offer.kind !== 'tender') return file.outcome;
  if (offer.tender === 'provider') return 'original-tender';
  return otherTenderOf(offer.tender) ? 'other-tender' : 'voucher';
}

const OFFER_WORDS = {
  tender: 'Un altro mezzo di rimborso',
  amount: 'Una parte dell’importo',
  repair: 'Riparazione',
} as const;
