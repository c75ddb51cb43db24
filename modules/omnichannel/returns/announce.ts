import { sha256 } from '../../../server/audit/canonical.ts';
import { canonicalJson } from '../../../server/kernel/canonical-json.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import type { WithdrawnLine } from '../withdrawals/domain.ts';
import type { FiledReturn } from './domain/filed.ts';
import { fiscalWay } from './domain/fiscal.ts';
import { announced } from './domain/life.ts';
import { goodsMinor, type SoldUnit } from './domain/reckoning.ts';
import { ALLOWED } from './domain/verdict.ts';
import { readFacts, type ReturnFacts } from './facts.ts';
import { recordReturn } from './rows.ts';
import { drawNumber, insertReturn } from './sql/files.ts';
import { insertUnits } from './sql/units.ts';

/** The money is due fourteen days after the declaration (art. 56). */
const DUE_DAYS = 14;

/**
 * The customer declared a withdrawal and will bring pieces back: a file with its number and its code waits
 * for them at every counter. Gives the code, or null when nothing has to be brought. The order is locked.
 */
export async function announceReturn(
  tx: Tx,
  secrets: OrderSecrets,
  order: OrderFile,
  withdrawalId: string,
  withdrawn: readonly WithdrawnLine[],
): Promise<string | null> {
  const facts = await readFacts(tx, order, order.locationId);
  const units = withdrawn.flatMap(({ lineId, toBringBack }) =>
    freeUnits(facts, lineId).slice(0, toBringBack),
  );
  if (units.length === 0) return null;
  const returnId = newId();
  const year = Number(dayAt(facts.shop.zone, tx.now).slice(0, 4));
  const number = await drawNumber(tx, order.companyId, year);
  const code = secrets.returnCode(returnId);
  const file: FiledReturn = {
    ...announcedFile(tx, facts, units),
    returnId,
    companyId: order.companyId,
    year,
    number,
    orderId: order.orderId,
    withdrawalId,
    codeDigest: secrets.returnCodeDigest(code),
    digest: sha256(canonicalJson({ withdrawalId, units: units.map(keyOf) })),
  };
  await insertReturn(tx, file);
  await insertUnits(
    tx,
    returnId,
    units.map((unit) => ({
      ...NOT_SEEN,
      lineId: unit.lineId,
      unit: unit.unit,
      priceMinor: unit.priceMinor,
      goodsMinor: goodsMinor(unit),
      vatRate: unit.vatRate,
    })),
  );
  await recordReturn(tx, 'omnichannel.return-announced.v1', file);
  return code;
}

/** What the counter will find out. */
const NOT_SEEN = {
  reason: 'withdrawal',
  grade: null,
  sealIntact: null,
  defect: null,
  pictureIds: [],
  disposition: null,
  toLocationId: null,
  why: null,
} as const;

function announcedFile(
  tx: Tx,
  facts: ReturnFacts,
  units: readonly SoldUnit[],
): Omit<
  FiledReturn,
  | 'returnId'
  | 'companyId'
  | 'year'
  | 'number'
  | 'orderId'
  | 'withdrawalId'
  | 'codeDigest'
  | 'digest'
> {
  const goods = units.reduce((sum, unit) => sum + goodsMinor(unit), 0);
  const soldByOthers = facts.file.channel === 'marketplace';
  const fiscal = fiscalWay({ document: facts.document, soldByOthers, sameShop: true });
  return {
    ...NOTHING_YET,
    ...announced(),
    version: 1,
    policyVersion: facts.policyVersion,
    judged: ALLOWED,
    facts: judgedBy(facts),
    currency: facts.file.currency,
    goodsMinor: goods,
    totalMinor: goods,
    backMinor: goods,
    fiscalChannel: fiscal.channel,
    fiscalManual: fiscal.manual,
    fiscalReference: fiscal.reference,
    dueBy: new Date(tx.now.getTime() + DUE_DAYS * 86_400_000),
    openedAt: tx.now,
    openedBy: tx.actor.id,
    openedByName: tx.actor.name,
    takenAt: null,
    takenBy: null,
    takenByName: null,
  };
}

function judgedBy(facts: ReturnFacts): FiledReturn['facts'] {
  const { now, zone, flow } = facts.sold;
  return {
    now: now.toISOString(),
    zone,
    flow,
    completeAt: facts.completeAt?.toISOString() ?? null,
    pieces: [],
    file: {
      backMinor: 0,
      outcome: 'original-tender',
      otherTender: null,
      proof: 'code',
      channel: facts.file.channel,
      otherCompany: false,
      filesBefore: 0,
      clerkTodayMinor: 0,
      ownLimitMinor: null,
      amountBy: 'store-manager',
      totalMinor: 0,
    },
  };
}

const NOTHING_YET = {
  locationId: null,
  proof: null,
  broughtBy: null,
  documentType: null,
  note: null,
  outcome: 'original-tender',
  otherTender: null,
  consentShown: null,
  consentAt: null,
  byLaw: true,
  shippingMinor: 0,
  shippingWhy: { it: 'Si vede quando la merce arriva', en: 'To be seen when the goods come' },
  deductionMinor: 0,
  exchangeMinor: 0,
  paidMinor: 0,
  confirmed: null,
  approvalId: null,
  approvalDeadline: null,
  decidedBy: null,
  decidedAt: null,
  decisionNote: null,
  counterOffer: null,
  refundId: null,
  repairedAt: null,
  refundShares: null,
  failure: null,
  custodyPlace: null,
  receivedAt: null,
  closedAt: null,
} as const;

/** Pieces of a line that the customer has and that stand on no file. */
function freeUnits({ units, onFile }: ReturnFacts, lineId: string): SoldUnit[] {
  return units.filter(
    (unit) => unit.lineId === lineId && !onFile.some((filed) => keyOf(filed) === keyOf(unit)),
  );
}

function keyOf({ lineId, unit }: { readonly lineId: string; readonly unit: number }): string {
  return `${lineId}/${unit}`;
}
