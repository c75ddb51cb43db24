import type {
  AmountBenefit,
  Basis,
  PercentBenefit,
  TotalPriceBenefit,
  UnitPriceBenefit,
} from './benefit.ts';
import { withCharm } from './charm.ts';
import { cellsFor, firstPieces, inOrder, type Pick } from './pieces.ts';
import {
  byLine,
  carryOut,
  priceOf,
  shareAcross,
  shareByLine,
  sharePieces,
  type CellCut,
} from './reduce.ts';
import { discountOf, ratioOf, roundAmount } from './rounding.ts';
import type { Trial } from './trial.ts';

type Simple = PercentBenefit | AmountBenefit | UnitPriceBenefit | TotalPriceBenefit;

/** The pieces a simple benefit is about: those that match, in its order, not more than it wants. */
function chosen(trial: Trial, benefit: Simple): Pick[] {
  const basis: Basis = trial.basisOr(benefit.basis);
  const cells = inOrder(cellsFor(trial, benefit.of, { basis, forDeal: false }), benefit.order);
  if (benefit.maxPieces === undefined) return cells.map((cell) => ({ cell, count: cell.left }));
  return firstPieces(cells, benefit.maxPieces, benefit.maxPiecesPer ?? 'line');
}

function capped(amount: number, max: number | undefined): number {
  return max === undefined ? amount : Math.min(amount, max);
}

/** So many per cent off: of every line, of every piece, or of all together. */
export function givePercent(trial: Trial, benefit: PercentBenefit): void {
  const { percent, allocation, charm, maxAmountMinor } = benefit;
  const picks = chosen(trial, benefit);
  const ratio = ratioOf(percent);
  const { rounding } = trial.policy;
  if (allocation === 'across') {
    const amount = discountOf(priceOf(picks), ratio, rounding);
    carryOut(trial, shareAcross(trial, picks, capped(amount, maxAmountMinor)));
  } else if (charm) {
    const cuts = picks.map(({ cell, count }) => {
      const left = cell.unit - discountOf(cell.unit, ratio, rounding);
      return { cell, count, amount: Math.max(0, cell.unit - withCharm(left, charm)) };
    });
    carryOut(trial, byLine(sharePieces(trial, cuts, maxAmountMinor)));
  } else if (rounding.at === 'piece') {
    const cuts = picks.map((pick) => ({
      ...pick,
      amount: discountOf(pick.cell.unit, ratio, rounding),
    }));
    carryOut(trial, byLine(sharePieces(trial, cuts, maxAmountMinor)));
  } else {
    const cuts = byLine(picks).map((own) => ({
      picks: own,
      amount: discountOf(priceOf(own), ratio, rounding),
    }));
    carryOut(trial, shareByLine(trial, cuts, maxAmountMinor));
  }
}

/** An amount off: every line, every piece, or all together. */
export function giveAmount(trial: Trial, benefit: AmountBenefit): void {
  const { allocation, maxAmountMinor } = benefit;
  const picks = chosen(trial, benefit);
  const amount = roundAmount(benefit.amountMinor, trial.policy.rounding);
  if (allocation === 'across') {
    carryOut(trial, shareAcross(trial, picks, capped(amount, maxAmountMinor)));
  } else if (allocation === 'eachLine') {
    const cuts = byLine(picks).map((own) => ({ picks: own, amount }));
    carryOut(trial, shareByLine(trial, cuts, maxAmountMinor));
  } else {
    const cuts: CellCut[] = picks.map((pick) => ({ ...pick, amount }));
    carryOut(trial, byLine(sharePieces(trial, cuts, maxAmountMinor)));
  }
}

/** Each piece at a price. */
export function giveUnitPrice(trial: Trial, benefit: UnitPriceBenefit): void {
  const cuts = chosen(trial, benefit).map((pick) => ({
    ...pick,
    amount: Math.max(0, pick.cell.unit - benefit.priceMinor),
  }));
  carryOut(trial, byLine(sharePieces(trial, cuts, benefit.maxAmountMinor)));
}

/** All together at a price. */
export function giveTotalPrice(trial: Trial, benefit: TotalPriceBenefit): void {
  const picks = chosen(trial, benefit);
  const amount = Math.max(0, priceOf(picks) - benefit.priceMinor);
  carryOut(trial, shareAcross(trial, picks, capped(amount, benefit.maxAmountMinor)));
}
