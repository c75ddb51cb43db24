import type { Read } from '../../../server/db/transaction.ts';
import { itemsById, locationsById, type Item } from '../../base/api.ts';
import { transfersFor } from '../../store-system/api.ts';
import { demandRefund, paymentsOf } from '../refunds/propose.ts';
import { planRefund, type Payment } from '../refunds/domain/plan.ts';
import type { FiledReturn } from './domain/filed.ts';
import { restToPay } from './domain/exchange.ts';
import { isOpen, waitsForRest } from './domain/life.ts';
import { fiscalTitle } from './domain/fiscal.ts';
import { PAPER_TITLES, papersOf } from './paper-kinds.ts';
import type { ReturnFile } from './reading-contracts.ts';
import { rowsOf } from './rows.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { shownItem, shownParts, shownVerdict } from './shown.ts';
import { selectVat } from './sql/files.ts';
import { selectFiledUnits, type FiledUnit } from './sql/units.ts';
import { keyed } from './tenders.ts';

/** A file, whole. */
export async function fileView(
  read: Read,
  secrets: OrderSecrets,
  file: FiledReturn,
): Promise<ReturnFile> {
  const [row] = await rowsOf(read, [file]);
  const units = (await selectFiledUnits(read, [file.returnId])).get(file.returnId)!;
  const vat = (await selectVat(read, [file.returnId])).get(file.returnId)!;
  return {
    ...row!,
    code: secrets.returnCode(file.returnId),
    customer: { name: file.broughtBy ?? row!.customerName, documentType: file.documentType },
    proof: file.proof ?? 'code',
    note: file.note,
    policyVersion: file.policyVersion,
    judged: shownVerdict(file.judged),
    lines: await shownLines(read, file.returnId, units),
    goodsMinor: file.goodsMinor,
    shippingMinor: file.shippingMinor,
    shippingWhy: { ...file.shippingWhy },
    deductionMinor: file.deductionMinor,
    byVatRate: vat.map(({ rate, grossMinor, vatMinor }) => ({
      rate,
      grossMinor,
      netMinor: grossMinor - vatMinor,
      vatMinor,
    })),
    tenders: await tendersOf(read, file),
    refund:
      file.refundId === null
        ? null
        : {
            refundId: file.refundId,
            paidMinor: file.paidMinor,
            failure: file.failure && { ...file.failure },
          },
    exchange: await exchangeOf(read, file),
    consent:
      file.consentShown === null
        ? null
        : { shown: file.consentShown, at: file.consentAt!.toISOString() },
    approval: approvalOf(file),
    counterOffer: file.counterOffer && { ...file.counterOffer },
    fiscal: {
      channel: file.fiscalChannel,
      title: { ...fiscalTitle(file.fiscalChannel) },
      manual: file.fiscalManual,
      reference: file.fiscalReference,
    },
    withdrawalId: file.withdrawalId,
    documents: papersOf(file).map((kind) => ({ kind, title: { ...PAPER_TITLES[kind] } })),
  };
}

function approvalOf(file: FiledReturn): ReturnFile['approval'] {
  if (file.approvalId === null) return null;
  return {
    approvalId: file.approvalId,
    deadline: file.approvalDeadline?.toISOString() ?? null,
    decidedBy: file.decidedBy,
    decidedAt: file.decidedAt?.toISOString() ?? null,
    note: file.decisionNote,
  };
}

/** Pieces of a line that came back alike stand on one row. */
async function shownLines(
  read: Read,
  returnId: string,
  units: readonly FiledUnit[],
): Promise<ReturnFile['lines']> {
  const items = await itemsById(
    read,
    units.map(({ itemId }) => itemId),
  );
  const places = await locationsById(
    read,
    units.flatMap(({ toLocationId }) => toLocationId ?? []),
  );
  const transfers = await transfersFor(read, 'return', [returnId]);
  const numbers = new Map(transfers.map(({ transferId, number }) => [transferId, String(number)]));
  const alike = new Map<string, FiledUnit[]>();
  for (const unit of units) {
    const { lineId, reason, grade, disposition, toLocationId, transferId } = unit;
    const key = [lineId, reason, grade, disposition, toLocationId, transferId].join('/');
    alike.set(key, [...(alike.get(key) ?? []), unit]);
  }
  return [...alike.values()].map((some) => {
    const unit = some[0]!;
    const sum = (amount: (one: FiledUnit) => number) =>
      some.reduce((total, one) => total + amount(one), 0);
    const number = unit.transferId === null ? undefined : numbers.get(unit.transferId);
    return {
      lineId: unit.lineId,
      ...shownItem(items.get(unit.itemId) as Item),
      quantity: some.length,
      reason: unit.reason,
      grade: unit.grade ?? 'A',
      disposition: unit.disposition,
      toLocationId: unit.toLocationId,
      toName: unit.toLocationId === null ? null : (places.get(unit.toLocationId)?.name ?? null),
      why: unit.why && { ...unit.why },
      defect: unit.defect,
      pictureIds: [...unit.pictureIds],
      vatRate: unit.vatRate,
      priceMinor: sum(({ priceMinor }) => priceMinor),
      goodsMinor: sum(({ goodsMinor }) => goodsMinor),
      transfer:
        unit.transferId !== null && number !== undefined
          ? { transferId: unit.transferId, number }
          : null,
    };
  });
}

/** What goes back on which payment: as it was written down, or as it would be now. */
async function tendersOf(read: Read, file: FiledReturn): Promise<ReturnFile['tenders']> {
  const payments = await paymentsOf(read, { kind: 'order', id: file.orderId });
  const refund = file.refundId ? await demandRefund(read, file.refundId) : null;
  if (refund) return shownParts(payments, refund.parts, true);
  if (file.money === 'none') return [];
  return shownParts(payments, partsNow(payments, file), false);
}

function partsNow(payments: readonly Payment[], { backMinor, refundShares }: FiledReturn) {
  const asChosen = refundShares
    ? planRefund({ amountMinor: backMinor, payments, shares: keyed(refundShares) })
    : null;
  if (asChosen && !('fault' in asChosen)) return asChosen.parts;
  const plan = planRefund({ amountMinor: backMinor, payments });
  return 'fault' in plan ? [] : plan.parts;
}

async function exchangeOf(read: Read, file: FiledReturn): Promise<ReturnFile['exchange']> {
  const { confirmed } = file;
  if (!confirmed || confirmed.exchange.length === 0) return null;
  const items = await itemsById(
    read,
    confirmed.exchange.map(({ itemId }) => itemId),
  );
  return {
    pieces: confirmed.exchange.map(({ itemId, priceMinor }) => ({
      ...shownItem(items.get(itemId) as Item),
      quantity: 1,
      priceMinor,
    })),
    totalMinor: confirmed.exchange.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    paidMinor: file.receivedAt === null ? 0 : (confirmed.difference?.amountMinor ?? 0),
    dueMinor: isOpen(file) || waitsForRest(file) ? restToPay(file) : 0,
    backMinor: file.backMinor,
  };
}
