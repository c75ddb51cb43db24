import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { readFile } from '../orders/sql/files.ts';
import { CONSENT_TEXTS, CONSENT_TEXT_NOW } from '../refunds/consent.ts';
import type { previewReturnEndpoint, ReturnPreview } from './contracts.ts';
import { readFacts, type ReturnFacts } from './facts.ts';
import { PAPER_TITLES } from './paper-kinds.ts';
import { planReturn } from './plan-return.ts';
import type { ReturnPlan } from './plan.ts';
import { pointsBack } from './points.ts';
import { returnOrderUnknown } from './problems.ts';
import { shownItem, shownParts, shownVerdict } from './shown.ts';

/** What a return comes to; it touches nothing. */
export async function previewReturn(
  read: Read,
  input: InputOf<typeof previewReturnEndpoint>,
): Promise<ReturnPreview> {
  const facts = await factsOf(read, input.orderId, input.locationId);
  return shownPlan(read, facts, await planReturn(read, facts, input));
}

/** The order, of whatever shop it is: any counter takes it back. */
export async function factsOf(
  read: Read,
  orderId: string,
  locationId: string,
): Promise<ReturnFacts> {
  const file = await readFile(read, orderId);
  if (!file) throw new Refusal(returnOrderUnknown, {});
  return readFacts(read, file, locationId);
}

async function shownPlan(read: Read, facts: ReturnFacts, plan: ReturnPlan): Promise<ReturnPreview> {
  const { file } = facts;
  const consent = plan.refund.needsConsent && plan.backMinor > 0;
  return {
    orderId: file.orderId,
    number: writtenOrderNumber(file.number),
    currency: file.currency,
    policyVersion: facts.policyVersion,
    digest: plan.digest,
    ...shownVerdict(plan.verdict),
    byLaw: plan.byLaw,
    lines: plan.lines.map((line) => ({
      lineId: line.lineId,
      ...shownItem(line.item),
      quantity: line.units.length,
      units: line.units.map(({ unit }) => unit),
      reason: line.reason,
      grade: line.grade,
      ...shownVerdict(line.verdict),
      priceMinor: line.priceMinor,
      discounts: [...line.discounts],
      goodsMinor: line.goodsMinor,
      vatRate: line.vatRate,
      destination: { ...line.destination },
    })),
    goodsMinor: plan.goodsMinor,
    shipping: { amountMinor: plan.shipping.amountMinor, why: { ...plan.shipping.why } },
    totalMinor: plan.totalMinor,
    byVatRate: plan.byRate.map((rate) => ({ ...rate })),
    outcome: plan.outcome,
    tenders: shownParts(facts.payments, plan.refund.parts, false),
    roundingMinor: plan.refund.roundingMinor,
    exchange: shownExchange(plan),
    consent: consent ? { ...CONSENT_TEXTS[CONSENT_TEXT_NOW] } : null,
    points: await pointsBack(read, file.customerId, plan.totalMinor),
    fiscal: { ...plan.fiscal },
    dueBy: plan.dueBy.toISOString(),
    documents: documentsOf(plan),
  };
}

function shownExchange({ exchange }: ReturnPlan): ReturnPreview['exchange'] {
  if (!exchange) return null;
  const { totalMinor, differenceMinor, dueMinor, backMinor } = exchange.sum;
  return {
    pieces: exchange.pieces.map(({ item, priceMinor }) => ({
      ...shownItem(item),
      quantity: 1,
      priceMinor,
    })),
    totalMinor,
    differenceMinor,
    dueMinor,
    backMinor,
  };
}

function documentsOf({ verdict }: ReturnPlan): ReturnPreview['documents'] {
  const kinds =
    verdict.verdict === 'needs-approval'
      ? (['custody-receipt'] as const)
      : (['return-receipt'] as const);
  return kinds.map((kind) => ({ kind, title: { ...PAPER_TITLES[kind] } }));
}
