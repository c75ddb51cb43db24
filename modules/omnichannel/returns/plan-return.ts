import type { Read } from '../../../server/db/transaction.ts';
import { may } from '../../../server/auth/actor.ts';
import { sha256 } from '../../../server/audit/canonical.ts';
import { canonicalJson } from '../../../server/kernel/canonical-json.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { ownLimitAt } from '../approvals/authority.ts';
import { roleToAsk } from '../approvals/domain.ts';
import { readApprovalPolicy } from '../approvals/sql/policy.ts';
import { planRefund, type RefundPlan } from '../refunds/domain/plan.ts';
import { issuesInstruments } from '../refunds/domain/tender.ts';
import { OVERRIDE, refusalOfPlan } from '../refunds/propose.ts';
import type { ReturnLine } from './contracts.ts';
import type { Settlement } from './contract-fields.ts';
import type { DestinationProposal } from './domain/destination.ts';
import { exchangeSum } from './domain/exchange.ts';
import { beyondCapacity, fiscalWay, mayVoid } from './domain/fiscal.ts';
import { judgeFile } from './domain/judge-file.ts';
import {
  amountsByRate,
  goodsMinor,
  shippingBack,
  type RateAmounts,
  type ReturnedUnit,
  type ShippingBack,
} from './domain/reckoning.ts';
import type { Approver, Outcome, Proof } from './domain/return.ts';
import { ALLOWED, asSeenBy, needs, refused, strictest, type Verdict } from './domain/verdict.ts';
import { quoteExchange } from './exchange-pieces.ts';
import type { ReturnFacts } from './facts.ts';
import { judgePlanned } from './judge-lines.ts';
import { levelAt } from './level.ts';
import { planLines } from './plan-lines.ts';
import type { PlannedLine, ReturnPlan } from './plan.ts';
import { returnIncomplete } from './problems.ts';
import { keyed, OTHER_TENDERS } from './tenders.ts';

export interface ReturnInput {
  readonly orderId: string;
  readonly locationId: string;
  readonly proof: Proof;
  readonly lines: readonly ReturnLine[];
  readonly settlement?: Settlement;
}

/** The law gives fourteen days for the money (art. 56). */
const DUE_DAYS = 14;

/** Reckons a return without touching anything: preview and confirmation come to the same, to the cent. */
export async function planReturn(
  read: Read,
  facts: ReturnFacts,
  input: ReturnInput,
): Promise<ReturnPlan> {
  const planned = await planLines(read, facts, input.lines);
  const units = planned.flatMap((line) => line.units);
  const outcome = input.settlement?.outcome ?? 'original-tender';
  const goods = units.reduce((sum, unit) => sum + goodsMinor(unit), 0);
  const shipping = shippingOf(facts, units, outcome);
  const totalMinor = goods + shipping.amountMinor;
  const exchange = await exchangeOf(read, facts, planned, input.settlement, totalMinor);
  const backMinor = exchange ? exchange.sum.backMinor : totalMinor;
  const refund = refundOf(facts, input.settlement, backMinor);
  const { verdict, lines, judgedBy } = await judge(read, facts, input, planned, {
    totalMinor,
    backMinor,
    outcome,
    refund,
  });
  const byRate = amountsByRate(units, shipping.byRate);
  const plan = {
    lines,
    verdict,
    byLaw: lines.every((line) => line.byLaw),
    goodsMinor: goods,
    shipping,
    totalMinor,
    byRate,
    outcome,
    exchange,
    backMinor,
    refund,
    fiscal: fiscalOf(facts, byRate),
    dueBy: new Date(read.now.getTime() + DUE_DAYS * 86_400_000),
    judgedBy,
  };
  return { ...plan, digest: digestOf(facts, input, plan) };
}

function shippingOf(
  facts: ReturnFacts,
  units: readonly ReturnedUnit[],
  outcome: Outcome,
): ShippingBack {
  return shippingBack(units, {
    collected: facts.units,
    complete: facts.completeAt !== null,
    exchange: outcome === 'exchange',
    before: facts.onFile.filter(
      ({ announced, refused, exchange }) => !announced && !refused && !exchange,
    ),
    exchanged: facts.onFile.filter(({ exchange, accepted }) => exchange && accepted),
    givenBackMinor: facts.shippingBackMinor,
    givenBackByRate: facts.shippingBackByRate,
    standardMinor: facts.sale.standardShippingMinor ?? facts.terms.shipping.standardMinor,
    shareFor: facts.terms.shipping.shareFor,
  });
}

async function exchangeOf(
  read: Read,
  facts: ReturnFacts,
  planned: readonly PlannedLine[],
  settlement: Settlement | undefined,
  totalMinor: number,
): Promise<ReturnPlan['exchange']> {
  if (settlement?.outcome !== 'exchange') return null;
  if (!settlement.pieces) throw new Refusal(returnIncomplete, { missing: 'pieces', lineId: null });
  const pieces = await quoteExchange(read, facts, planned, settlement.pieces);
  const prices = pieces.map(({ priceMinor }) => priceMinor);
  return { pieces, sum: exchangeSum(totalMinor, prices) };
}

function refundOf(
  facts: ReturnFacts,
  settlement: Settlement | undefined,
  amountMinor: number,
): RefundPlan {
  const other = settlement?.outcome === 'other-tender' ? settlement.tender : undefined;
  if (settlement?.outcome === 'other-tender' && !other) {
    throw new Refusal(returnIncomplete, { missing: 'tender', lineId: null });
  }
  const tender =
    settlement?.outcome === 'voucher' ? 'return-voucher' : other && OTHER_TENDERS[other];
  const refund = planRefund({
    amountMinor,
    payments: facts.payments,
    ...(tender ? { tender } : {}),
    ...(settlement?.shares ? { shares: keyed(settlement.shares) } : {}),
  });
  // Frozen shares sum to what was paid, and every piece comes back once.
  if ('fault' in refund && refund.fault === 'more-than-paid') {
    throw new Error('a return is worth more than was paid');
  }
  if ('fault' in refund) throw refusalOfPlan(refund, amountMinor);
  return refund;
}

/** The document of the return: never more than what is left of each rate of the sale. */
function fiscalOf(facts: ReturnFacts, byRate: readonly RateAmounts[]): ReturnPlan['fiscal'] {
  const { document, otherCompany, file, shop, seller, returnedByRate } = facts;
  const way = fiscalWay({
    document,
    soldByOthers: otherCompany || file.channel === 'marketplace',
    sameShop: shop.id === seller.id,
  });
  const original = new Map<number, number>();
  for (const { vatRate, paidMinor } of facts.units) {
    original.set(vatRate, (original.get(vatRate) ?? 0) + paidMinor);
  }
  const asked = new Map(byRate.map(({ rate, grossMinor }) => [rate, grossMinor]));
  const beyond = beyondCapacity(original, returnedByRate, asked);
  if (beyond) throw new Error(`more comes back at ${beyond.rate} % than was sold`);
  const ownPrinter = way.channel === 'rt-return' && !way.manual;
  return { ...way, voids: ownPrinter && mayVoid(original, returnedByRate, asked) };
}

async function judge(
  read: Read,
  facts: ReturnFacts,
  { proof, settlement, locationId }: ReturnInput,
  planned: readonly PlannedLine[],
  {
    refund,
    ...amounts
  }: { totalMinor: number; backMinor: number; outcome: Outcome; refund: RefundPlan },
): Promise<Pick<ReturnPlan, 'verdict' | 'lines' | 'judgedBy'>> {
  const { policy } = await readApprovalPolicy(read);
  const least = roleToAsk(policy.ladder, 'store-manager', amounts.backMinor);
  const file = {
    ...amounts,
    otherTender: settlement?.tender ?? null,
    proof,
    channel: facts.file.channel,
    otherCompany: facts.otherCompany,
    filesBefore: facts.filesBefore,
    clerkTodayMinor: facts.clerkTodayMinor,
    ownLimitMinor: await ownLimitAt(read, locationId),
    amountBy: (least ?? 'web-store-manager') as Approver,
  };
  const { lines, pieces } = judgePlanned(facts, planned, amounts.outcome);
  const level = levelAt(read.actor, locationId);
  const verdict = asSeenBy(
    strictest([
      ...lines.map((line) => line.verdict),
      judgeFile(facts.terms, file),
      judgeInstruments(refund),
      judgeShares(read, locationId, settlement),
    ]),
    level,
  );
  const { now, zone, flow } = facts.sold;
  const completeAt = facts.completeAt?.toISOString() ?? null;
  return {
    verdict,
    lines: lines.map((line) => ({ ...line, verdict: asSeenBy(line.verdict, level) })),
    judgedBy: { now: now.toISOString(), zone, flow, completeAt, file, pieces },
  };
}

/** Money goes back in proportion; other shares are for who may choose them, or for the web store manager to agree to. */
function judgeShares(
  { actor }: Read,
  locationId: string,
  settlement: Settlement | undefined,
): Verdict {
  if (!settlement?.shares || may(actor, OVERRIDE, locationId)) return ALLOWED;
  return needs('web-store-manager', 'refund-shares', {
    it: 'Parti del rimborso scelte a mano, non in proporzione ai pagamenti',
    en: 'Parts of the refund chosen by hand, not in proportion to the payments',
  });
}

/** Vouchers and gift cards are not issued yet: what would go back on one is refused, with the way out. */
function judgeInstruments({ parts }: RefundPlan): Verdict {
  const instrument = parts.some(
    ({ tender }) => tender === 'return-voucher' || tender === 'gift-card',
  );
  if (!instrument || issuesInstruments()) return ALLOWED;
  return refused(
    'instrument',
    { it: 'Buoni e carte regalo non ancora attivi', en: 'Vouchers and gift cards not active yet' },
    {
      it: 'Non possiamo ancora emettere buoni: scegli un cambio o un altro mezzo, se il cliente è d’accordo.',
      en: 'We cannot issue vouchers yet: choose an exchange or another means, if the customer agrees.',
    },
  );
}

/** Exactly what is confirmed, and approved: other pieces, amounts, tenders or destinations are another return. */
function digestOf(
  { policyVersion }: ReturnFacts,
  input: ReturnInput,
  plan: Omit<ReturnPlan, 'digest'>,
): string {
  const { orderId, locationId, proof, settlement } = input;
  return sha256(
    canonicalJson({
      orderId,
      locationId,
      proof,
      policyVersion,
      outcome: plan.outcome,
      tender: settlement?.tender ?? null,
      lines: plan.lines.map(({ lineId, units, reason, grade, destination }) => ({
        lineId,
        units: units.map(({ unit }) => unit),
        reason,
        grade,
        to: destinationKey(destination),
      })),
      goodsMinor: plan.goodsMinor,
      shippingMinor: plan.shipping.amountMinor,
      totalMinor: plan.totalMinor,
      exchange: plan.exchange?.pieces.map(({ gtin, priceMinor }) => [gtin, priceMinor]) ?? null,
      parts: plan.refund.parts,
    }),
  );
}

function destinationKey({ kind, toLocationId }: DestinationProposal): string {
  return toLocationId === null ? kind : `${kind}:${toLocationId}`;
}
