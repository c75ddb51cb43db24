import type { Item } from '../../base/api.ts';
import type { RefundPlan } from '../refunds/domain/plan.ts';
import type { DestinationProposal } from './domain/destination.ts';
import type { ExchangeSum } from './domain/exchange.ts';
import type { ExchangePiece, JudgedFacts } from './domain/filed.ts';
import type { FiscalWay } from './domain/fiscal.ts';
import type { RateAmounts, ReturnedUnit, ShippingBack } from './domain/reckoning.ts';
import type { Grade, Outcome, ReturnReason } from './domain/return.ts';
import type { Verdict } from './domain/verdict.ts';

/** A return as it would be: what each line comes to, who must agree, where everything goes. */
export interface ReturnPlan {
  readonly lines: readonly JudgedLine[];
  readonly verdict: Verdict;
  /** All of it is a right by law: who is asked only checks. */
  readonly byLaw: boolean;
  readonly goodsMinor: number;
  readonly shipping: ShippingBack;
  readonly totalMinor: number;
  readonly byRate: readonly RateAmounts[];
  readonly outcome: Outcome;
  readonly exchange: { readonly pieces: readonly QuotedPiece[]; readonly sum: ExchangeSum } | null;
  /** What goes back as money. */
  readonly backMinor: number;
  readonly refund: RefundPlan;
  readonly fiscal: FiscalWay & { readonly voids: boolean };
  readonly dueBy: Date;
  readonly digest: string;
  readonly judgedBy: JudgedFacts;
}

export interface JudgedLine extends PlannedLine {
  readonly verdict: Verdict;
  readonly byLaw: boolean;
}

export interface QuotedPiece extends ExchangePiece {
  readonly item: Item;
}

/** Pieces of one line that come back for one reason in one condition, and where they go. */
export interface PlannedLine {
  readonly lineId: string;
  readonly item: Item;
  readonly reason: ReturnReason;
  readonly grade: Grade;
  readonly sealIntact: boolean | null;
  readonly defect: string | null;
  readonly pictureIds: readonly string[];
  readonly units: readonly ReturnedUnit[];
  readonly priceMinor: number;
  readonly discounts: readonly { readonly reason: string; readonly amountMinor: number }[];
  readonly goodsMinor: number;
  readonly vatRate: number;
  readonly destination: DestinationProposal;
}
