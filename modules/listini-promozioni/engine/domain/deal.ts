import type { DealEffect } from './benefit.ts';
import type { Cell, Pick } from './pieces.ts';
import type { Rounding } from './pricing-policy.ts';
import {
  byLine,
  carryOut,
  priceOf,
  shareAcross,
  shareByLine,
  sharePieces,
  sumOf,
  type CellCut,
} from './reduce.ts';
import { discountOf, ratioOf } from './rounding.ts';
import type { Trial } from './trial.ts';

/** One use of a deal, or several that are alike. Counts are of one use. */
export interface DealGroup {
  readonly times: number;
  /** Pieces that serve it. */
  readonly pieces: readonly Pick[];
  /** Those of them that get the effect. */
  readonly rewarded: readonly Pick[];
}

interface DealTerms {
  readonly effect: DealEffect;
  readonly maxAmountMinor?: number | undefined;
  readonly consumes?: boolean | undefined;
  readonly spread?: 'rewarded' | 'deal' | undefined;
}

/** Gives the effect to the rewarded pieces of every group and lets all pieces serve the deal. */
export function serveDeal(trial: Trial, groups: readonly DealGroup[], terms: DealTerms): void {
  const { effect, maxAmountMinor, consumes = true, spread = 'rewarded' } = terms;
  for (const { times } of groups) trial.uses += times;
  const rewarded = together(groups, (group) => group.rewarded);
  let cuts =
    effect.kind === 'setPrice'
      ? sharePieces(trial, setPriceCuts(trial, groups, effect.priceMinor), maxAmountMinor)
      : effectCuts(trial, rewarded, effect, maxAmountMinor);
  const pieces = together(groups, (group) => group.pieces);
  if (spread === 'deal') cuts = shareAcross(trial, pieces, sumOf(cuts)).flat();
  const all = consumes ? [...cuts, ...untouched(pieces, cuts)] : cuts;
  // Pieces of one cell are interchangeable: those that got more come first, whatever group they were in.
  const dearestFirst = all.toSorted((a, b) => b.amount - a.amount);
  carryOut(trial, byLine(dearestFirst), consumes);
}

function effectCuts(
  trial: Trial,
  picks: readonly Pick[],
  effect: Exclude<DealEffect, { kind: 'setPrice' }>,
  maxAmount: number | undefined,
): CellCut[] {
  const { rounding } = trial.policy;
  if (effect.kind === 'percent' && rounding.at === 'line') {
    const ratio = ratioOf(effect.percent);
    const lines = byLine(picks).map((own) => ({
      picks: own,
      amount: discountOf(priceOf(own), ratio, rounding),
    }));
    return shareByLine(trial, lines, maxAmount).flat();
  }
  const cuts = picks.map((pick) => ({
    ...pick,
    amount: amountOff(pick.cell.unit, effect, rounding),
  }));
  return sharePieces(trial, cuts, maxAmount);
}

/** What the effect takes off one piece of this price. */
function amountOff(
  unit: number,
  effect: Exclude<DealEffect, { kind: 'setPrice' }>,
  rounding: Rounding,
): number {
  if (effect.kind === 'percent') return discountOf(unit, ratioOf(effect.percent), rounding);
  if (effect.kind === 'amount') return effect.amountMinor;
  return Math.max(0, unit - effect.priceMinor);
}

/** The rewarded pieces of each group together for a price; groups that cost less already stay as they are. */
function setPriceCuts(trial: Trial, groups: readonly DealGroup[], priceMinor: number): CellCut[] {
  return groups.flatMap(({ rewarded, times }) => {
    const amount = Math.max(0, priceOf(rewarded) - priceMinor);
    return shareAcross(trial, rewarded, amount)
      .flat()
      .map((cut) => ({ ...cut, count: cut.count * times }));
  });
}

/** The pieces of all groups by cell. */
function together(
  groups: readonly DealGroup[],
  picksOf: (group: DealGroup) => readonly Pick[],
): Pick[] {
  const counts = new Map<Cell, number>();
  for (const group of groups)
    for (const { cell, count } of picksOf(group))
      counts.set(cell, (counts.get(cell) ?? 0) + count * group.times);
  return [...counts].map(([cell, count]) => ({ cell, count }));
}

/** What serves the deal and gives nothing. */
function untouched(pieces: readonly Pick[], cuts: readonly CellCut[]): CellCut[] {
  const given = new Map<Cell, number>();
  for (const { cell, count } of cuts) given.set(cell, (given.get(cell) ?? 0) + count);
  return pieces
    .map(({ cell, count }) => ({ cell, count: count - (given.get(cell) ?? 0), amount: 0 }))
    .filter(({ count }) => count > 0);
}
