import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { lockFile } from '../orders/sql/files.ts';
import { acceptReturn, waitsForInspection } from './accept-return.ts';
import { askForApproval } from './ask-approval.ts';
import { demandComplete, type ConfirmInput } from './complete.ts';
import type { FiledReturn } from './domain/filed.ts';
import { accepted, arrived, asked, type Axes } from './domain/life.ts';
import { goodsMinor } from './domain/reckoning.ts';
import { readFacts, type ReturnFacts } from './facts.ts';
import { fileView } from './file-view.ts';
import { keepForExchange } from './hand-over-exchange.ts';
import { writeToCustomer } from './letters.ts';
import { enterRecords } from './move-money.ts';
import { planReturn } from './plan-return.ts';
import type { ReturnPlan } from './plan.ts';
import { printReturnPapers } from './print-return.ts';
import { previewChanged, returnOrderUnknown, returnRefused } from './problems.ts';
import type { ReturnFile } from './reading-contracts.ts';
import { recordReturn } from './rows.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { drawNumber, insertReturn, saveReturn, writeVat } from './sql/files.ts';
import { insertUnits, selectFiledUnits, type FiledUnit } from './sql/units.ts';
import { takeAnnounced, type AnnouncedPart } from './take-announced.ts';

/**
 * Takes a return as it was previewed, whole or not at all: goods, transfers, new pieces, money and papers;
 * or, where somebody must agree, the goods into custody and the request. The order is locked first, so of
 * two who take back the same piece the second finds it returned.
 */
export async function confirmReturn(
  tx: Tx,
  secrets: OrderSecrets,
  input: ConfirmInput,
): Promise<ReturnFile> {
  const order = await lockFile(tx, input.orderId);
  if (!order) throw new Refusal(returnOrderUnknown, {});
  const facts = await readFacts(tx, order, input.locationId);
  const plan = await planReturn(tx, facts, input);
  if (plan.verdict.verdict === 'refused') throw refusalOf(plan);
  if (plan.digest !== input.digest) throw new Refusal(previewChanged, {});
  await demandComplete(tx, facts, plan, input);
  const announced = await takeAnnounced(tx, facts, plan);
  const file =
    plan.verdict.verdict === 'allowed'
      ? await takeAtOnce(tx, secrets, { order, facts, plan, input, announced })
      : await keepAndAsk(tx, secrets, { order, facts, plan, input, announced });
  await printReturnPapers(tx, secrets, file);
  return fileView(tx, secrets, file);
}

interface Confirming {
  readonly order: OrderFile;
  readonly facts: ReturnFacts;
  readonly plan: ReturnPlan;
  readonly input: ConfirmInput;
  readonly announced: AnnouncedPart | null;
}

async function takeAtOnce(
  tx: Tx,
  secrets: OrderSecrets,
  confirming: Confirming,
): Promise<FiledReturn> {
  const { order, plan } = confirming;
  const units = unitsOf(plan);
  const axes = accepted({
    toInspect: waitsForInspection(units),
    backMinor: plan.backMinor,
  });
  const opened = await openFile(tx, secrets, confirming, axes);
  const filed = await writeParts(tx, opened, plan, units);
  const after = await acceptReturn(tx, order, opened, filed, axes);
  await saveReturn(tx, opened, after);
  await enterRecords(tx, after);
  await recordReturn(tx, 'omnichannel.return-taken.v1', after);
  await writeToCustomer(tx, after, 'taken');
  return after;
}

async function keepAndAsk(
  tx: Tx,
  secrets: OrderSecrets,
  confirming: Confirming,
): Promise<FiledReturn> {
  const { plan } = confirming;
  const opened = await openFile(tx, secrets, confirming, asked());
  await writeParts(tx, opened, plan, unitsOf(plan));
  await recordReturn(tx, 'omnichannel.return-kept-in-custody.v1', opened);
  await writeToCustomer(tx, opened, 'waits');
  return opened;
}

/** Writes the file: a new one with its number, or the announced one that has come. */
async function openFile(
  tx: Tx,
  secrets: OrderSecrets,
  { facts, plan, input, announced }: Confirming,
  axes: Axes,
): Promise<FiledReturn> {
  const before = announced?.file ?? null;
  const stands = before ? arrived(before, axes) : axes;
  if (!stands) throw new Error('only an announced file waits for its goods');
  const returnId = before?.returnId ?? newId();
  const pieces = plan.exchange?.pieces ?? [];
  const holdIds = await keepForExchange(tx, returnId, input.locationId, pieces);
  const year = before?.year ?? Number(dayAt(facts.shop.zone, tx.now).slice(0, 4));
  // The company that sold it keeps the file: it is its money and its papers.
  const { companyId } = facts.file;
  const number = before?.number ?? (await drawNumber(tx, companyId, year));
  const draft: FiledReturn = {
    ...EMPTY,
    ...stands,
    returnId,
    version: (before?.version ?? 0) + 1,
    companyId,
    year,
    number,
    orderId: facts.file.orderId,
    locationId: input.locationId,
    withdrawalId: before?.withdrawalId ?? null,
    codeDigest: secrets.returnCodeDigest(secrets.returnCode(returnId)),
    ...broughtBy(facts, input),
    ...amountsOf(plan),
    ...settlementOf(tx, plan, input, holdIds),
    refundShares: input.settlement?.shares ?? null,
    policyVersion: facts.policyVersion,
    judged: plan.verdict,
    facts: plan.judgedBy,
    byLaw: plan.byLaw,
    currency: facts.file.currency,
    digest: plan.digest,
    fiscalChannel: plan.fiscal.channel,
    fiscalManual: plan.fiscal.manual,
    fiscalReference: plan.fiscal.reference,
    custodyPlace: axes.goods === 'in-custody' ? (input.custodyPlace ?? null) : null,
    dueBy: before?.dueBy ?? plan.dueBy,
    openedAt: before?.openedAt ?? tx.now,
    openedBy: before?.openedBy ?? tx.actor.id,
    openedByName: before?.openedByName ?? tx.actor.name,
    takenAt: tx.now,
    takenBy: tx.actor.id,
    takenByName: tx.actor.name,
    receivedAt: axes.goods === 'in-custody' ? null : tx.now,
  };
  const file = axes.decision === 'pending' ? await askForApproval(tx, facts, plan, draft) : draft;
  if (before) await saveReturn(tx, before, file);
  else await insertReturn(tx, file);
  return file;
}

const EMPTY = {
  deductionMinor: 0,
  paidMinor: 0,
  approvalId: null,
  approvalDeadline: null,
  decidedBy: null,
  decidedAt: null,
  decisionNote: null,
  counterOffer: null,
  refundId: null,
  repairedAt: null,
  failure: null,
  closedAt: null,
} as const;

function broughtBy({ file }: ReturnFacts, input: ConfirmInput) {
  return {
    proof: input.proof,
    broughtBy: input.customerName ?? `${file.contactName} ${file.contactSurname}`.trim(),
    documentType: input.documentType ?? null,
    note: input.note ?? null,
  };
}

function amountsOf({ goodsMinor: goods, shipping, totalMinor, exchange, backMinor }: ReturnPlan) {
  return {
    goodsMinor: goods,
    shippingMinor: shipping.amountMinor,
    shippingWhy: shipping.why,
    totalMinor,
    exchangeMinor: exchange?.sum.usedMinor ?? 0,
    backMinor,
  };
}

function settlementOf(
  tx: Tx,
  { outcome, exchange }: ReturnPlan,
  { settlement }: ConfirmInput,
  holdIds: readonly string[],
): Pick<FiledReturn, 'outcome' | 'otherTender' | 'consentShown' | 'consentAt' | 'confirmed'> {
  const consentShown = settlement?.consent?.shown ?? null;
  const difference = settlement?.difference;
  return {
    outcome,
    otherTender: outcome === 'other-tender' ? (settlement?.tender ?? null) : null,
    consentShown,
    consentAt: consentShown === null ? null : tx.now,
    confirmed: exchange && {
      exchange: exchange.pieces.map(({ item: _, ...piece }) => piece),
      difference: difference
        ? { ...difference, providerRef: difference.providerRef ?? null }
        : null,
      holdIds,
    },
  };
}

async function writeParts(
  tx: Tx,
  { returnId }: FiledReturn,
  plan: ReturnPlan,
  units: readonly Omit<FiledUnit, 'itemId' | 'transferId'>[],
): Promise<FiledUnit[]> {
  await insertUnits(tx, returnId, units);
  await writeVat(tx, returnId, plan.byRate);
  return (await selectFiledUnits(tx, [returnId])).get(returnId)!;
}

function unitsOf({ lines }: ReturnPlan): Omit<FiledUnit, 'itemId' | 'transferId'>[] {
  return lines.flatMap((line) =>
    line.units.map((unit) => ({
      lineId: unit.lineId,
      unit: unit.unit,
      reason: line.reason,
      grade: line.grade,
      sealIntact: line.sealIntact,
      defect: line.defect,
      pictureIds: line.pictureIds,
      disposition: line.destination.kind,
      toLocationId: line.destination.toLocationId,
      why: line.destination.why,
      priceMinor: unit.priceMinor,
      goodsMinor: goodsMinor(unit),
      vatRate: unit.vatRate,
    })),
  );
}

function refusalOf({ verdict }: ReturnPlan): Error {
  const says = verdict.tell ?? verdict.because[0]!.says;
  return new Refusal(returnRefused, {
    rule: verdict.because[0]!.rule,
    tellIt: says.it,
    tellEn: says.en,
  });
}
