import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { maskedEmail, maskedPhone } from '../../base/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { readChannelTitles } from '../orders/sql/policies.ts';
import { isDistanceContract } from '../withdrawals/domain.ts';
import type { eligibilityEndpoint, ReturnableLine, ReturnableOrder } from './contracts.ts';
import { daysLeft } from './domain/deadlines.ts';
import { judgeReason, type ReasonJudged } from './domain/eligibility.ts';
import { asksForSeal } from './domain/exclusions.ts';
import { fiscalWay } from './domain/fiscal.ts';
import { goodsMinor } from './domain/reckoning.ts';
import { GRADES, RETURN_REASONS, writtenReturnNumber, type Grade } from './domain/return.ts';
import { asSeenBy } from './domain/verdict.ts';
import { returnableUnits, type ReturnFacts } from './facts.ts';
import { pieceFacts } from './judge-lines.ts';
import { levelAt } from './level.ts';
import { readPlaces, type Places } from './places.ts';
import { factsOf } from './preview.ts';
import { rowsOf } from './rows.ts';
import { OUTCOME_TITLES, REASON_TITLES, shownItem, shownPayment, shownVerdict } from './shown.ts';
import { selectReturnsOfOrder } from './sql/files.ts';

const GRADE_TITLES: Readonly<Record<Grade, { title: Text; note: Text }>> = {
  A: {
    title: { it: 'A · Come nuovo', en: 'A · As new' },
    note: { it: 'Con etichette: torna in vendita', en: 'With its tags: on sale again' },
  },
  B: {
    title: { it: 'B · Aperto o provato', en: 'B · Opened or tried' },
    note: { it: 'Da controllare', en: 'To be inspected' },
  },
  C: {
    title: { it: 'C · Usato o danneggiato', en: 'C · Worn or damaged' },
    note: { it: 'Non si rivende così', en: 'Not for sale like this' },
  },
};

const MOST_FILES = 50;

/** What of an order may come back, line by line and reason by reason, before anything is touched. */
export async function readReturnable(
  read: Read,
  { orderId, locationId }: InputOf<typeof eligibilityEndpoint>,
): Promise<ReturnableOrder> {
  const facts = await factsOf(read, orderId, locationId);
  const { file, sale, terms } = facts;
  const lines = file.lines.filter((line) => facts.units.some((u) => u.lineId === line.lineId));
  const places = await readPlaces(
    read,
    facts,
    lines.map(({ itemId }) => facts.items.get(itemId)!),
  );
  const files = await selectReturnsOfOrder(read, orderId, MOST_FILES);
  const announcedFile = files.find(({ goods }) => goods === 'announced');
  const titles = await readChannelTitles(read);
  const paidMinor = facts.payments.reduce((sum, payment) => sum + payment.paidMinor, 0);
  const leftMinor = facts.payments.reduce((sum, payment) => sum + payment.leftMinor, 0);
  return {
    orderId,
    number: writtenOrderNumber(file.number),
    channel: file.channel,
    channelTitle: { ...titles.get(file.channel)! },
    contractFlow: file.contractFlow,
    distance: isDistanceContract(file.contractFlow),
    customer: {
      customerId: file.customerId,
      name: file.contactName,
      surname: file.contactSurname,
      maskedEmail: sale.email === null ? null : maskedEmail(sale.email),
      maskedPhone: sale.phone === null ? null : maskedPhone(sale.phone),
      returns30Days: facts.filesBefore,
    },
    placedAt: file.placedAt.toISOString(),
    collectedAt: facts.completeAt?.toISOString() ?? null,
    currency: file.currency,
    paidMinor,
    refundedMinor: paidMinor - leftMinor,
    shippingMinor: sale.shippingMinor,
    payments: facts.payments.map(shownPayment),
    fiscal: fiscalOf(facts),
    announced: announcedFile
      ? {
          returnId: announcedFile.returnId,
          number: writtenReturnNumber(announcedFile.year, announcedFile.number),
          at: announcedFile.openedAt.toISOString(),
        }
      : null,
    policyVersion: facts.policyVersion,
    grades: GRADES.map((grade) => ({
      grade,
      title: { ...GRADE_TITLES[grade].title },
      note: { ...GRADE_TITLES[grade].note },
      photo: terms.photoFor.includes(grade),
    })),
    lines: lines.map(({ lineId, itemId }) => returnableLine(read, facts, places, lineId, itemId)),
    files: await rowsOf(read, files),
  };
}

function fiscalOf({ document, otherCompany, file, shop, seller }: ReturnFacts) {
  const soldByOthers = otherCompany || file.channel === 'marketplace';
  return { ...fiscalWay({ document, soldByOthers, sameShop: shop.id === seller.id }) };
}

function returnableLine(
  read: Read,
  facts: ReturnFacts,
  places: Places,
  lineId: string,
  itemId: string,
): ReturnableLine {
  const item = facts.items.get(itemId)!;
  const units = facts.units.filter((unit) => unit.lineId === lineId);
  const piece = pieceFacts(facts, item, lineId, null);
  const judged = RETURN_REASONS.map((reason) =>
    judgeReason(facts.terms, facts.sold, piece, reason),
  );
  const reasons = facts.reasons.get(lineId) ?? [];
  return {
    lineId,
    ...shownItem(item),
    sold: units.length,
    quantity: returnableUnits(facts, lineId).length,
    pieces: units.map((unit) => {
      const filed = facts.onFile.find((one) => one.lineId === lineId && one.unit === unit.unit);
      return {
        unit: unit.unit,
        priceMinor: unit.priceMinor,
        discounts: reasons.flatMap((reason, place) => {
          const amountMinor = unit.discountShares[place] ?? 0;
          return amountMinor > 0 ? [{ reason, amountMinor }] : [];
        }),
        goodsMinor: goodsMinor(unit),
        returned:
          filed && !filed.announced
            ? {
                returnId: filed.returnId,
                number: writtenReturnNumber(filed.year, filed.number),
                at: filed.at.toISOString(),
                locationId: filed.locationId ?? facts.shop.id,
              }
            : null,
      };
    }),
    announced: facts.announced.get(lineId) ?? 0,
    asks: asksForSeal(facts.terms, piece) ? ['seal'] : [],
    suggestedReason: judged.find(suggests)?.reason ?? null,
    reasons: judged.map((one) => shownReason(read, facts, one)),
    proposal: { ...places.proposal(item, 'A') },
  };
}

/** A defect and a mistake are told by the customer; of the others the first that holds is meant. */
function suggests({ reason, verdict }: ReasonJudged): boolean {
  return (reason === 'withdrawal' || reason === 'commercial') && verdict.verdict !== 'refused';
}

function shownReason(read: Read, facts: ReturnFacts, judged: ReasonJudged) {
  const { reason, deadline, byLaw, note, outcomes } = judged;
  const { now, zone } = facts.sold;
  const level = levelAt(read.actor, facts.shop.id);
  return {
    reason,
    title: { ...REASON_TITLES[reason] },
    ...shownVerdict(asSeenBy(judged.verdict, level)),
    byLaw,
    deadline: deadline?.toISOString() ?? null,
    daysLeft: deadline === null ? null : daysLeft(zone, now, deadline),
    note: note && { ...note },
    needsPhoto: reason === 'guarantee',
    outcomes: outcomes.map(({ outcome, verdict }) => ({
      outcome,
      title: { ...OUTCOME_TITLES[outcome] },
      ...shownVerdict(asSeenBy(verdict, level)),
    })),
  };
}
