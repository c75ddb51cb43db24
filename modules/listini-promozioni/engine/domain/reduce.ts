import { apportion, type Split } from './apportion.ts';
import type { Cell, Pick } from './pieces.ts';
import type { Trial } from './trial.ts';

/** So many pieces of a cell give this amount each. */
export interface CellCut {
  readonly cell: Cell;
  readonly count: number;
  readonly amount: number;
}

/** Pieces of one line, and what they are to give together. */
export interface LineCut {
  readonly picks: readonly Pick[];
  readonly amount: number;
}

/** Those of one line together, lines in the order in which they come. */
export function byLine<T extends Pick>(picks: readonly T[]): T[][] {
  const lines: T[][] = [];
  let known: Map<number, T[]> | undefined;
  let current: T[] | undefined;
  let furthest = -1;
  for (const pick of picks) {
    const { place } = pick.cell;
    if (current?.[0]!.cell.place !== place) {
      // Mostly they come line by line: then none of them has to be looked for.
      if (place <= furthest) known ??= new Map(lines.map((own) => [own[0]!.cell.place, own]));
      current = known?.get(place);
      if (!current) {
        current = [pick];
        lines.push(current);
        known?.set(place, current);
        furthest = Math.max(furthest, place);
        continue;
      }
    }
    current.push(pick);
  }
  return lines;
}

export function priceOf(picks: readonly Pick[]): number {
  return picks.reduce((sum, { cell, count }) => sum + cell.unit * count, 0);
}

export function roomOf(picks: readonly Pick[]): number {
  return picks.reduce((sum, { cell, count }) => sum + cell.cap * count, 0);
}

/** An amount off the pieces together, line by line: shared over lines, then over the pieces of each. */
export function shareAcross(trial: Trial, picks: readonly Pick[], amount: number): CellCut[][] {
  if (picks.length === 0) return [];
  const lines = byLine(picks);
  const total = Math.min(amount, roomOf(picks));
  if (lines.length === 1) return [shareInLine(trial, lines[0]!, total)];
  const { vat, rounding } = trial.policy;
  const weighsVat = vat.splitWithVat && vat.prices === 'exclusive';
  const takers = lines.map((own) => {
    const rate = weighsVat ? trial.scene.lines[own[0]!.cell.place]!.vatRate : 0;
    const weight = priceOf(own) * (weighsVat ? 10_000 + Math.round(rate * 100) : 1);
    return { count: 1, weight, cap: roomOf(own) };
  });
  const step = total % rounding.toMinor === 0 ? rounding.toMinor : 1;
  const parts = apportion(total, takers, splitOf(trial, step));
  return lines.map((own, i) => shareInLine(trial, own, parts[i]![0]!.amount));
}

/** An amount off the pieces of one line, in proportion to their prices. */
export function shareInLine(trial: Trial, picks: readonly Pick[], amount: number): CellCut[] {
  const alike = picks.length === 1 ? shareAlike(trial, picks[0]!, amount) : null;
  if (alike) return alike;
  const takers = picks.map(({ cell, count }) => ({ count, weight: cell.unit, cap: cell.cap }));
  // Within a line nothing may be lost: where shares are left as they come out, the first ones take the rest.
  const { remainder, mode } = splitOf(trial, 1);
  const split: Split = { remainder: remainder === 'none' ? 'first' : remainder, mode, step: 1 };
  const parts = apportion(Math.min(amount, roomOf(picks)), takers, split);
  return picks.flatMap(({ cell }, i) => parts[i]!.map((part) => ({ cell, ...part })));
}

/** Among equal pieces the most common policies need no sums: so much each, a cent more for the first ones. */
function shareAlike(trial: Trial, { cell, count }: Pick, amount: number): CellCut[] | null {
  if (count === 1) return [{ cell, count, amount: Math.min(amount, cell.cap) }];
  const { remainder } = trial.policy;
  const each = Math.floor(amount / count);
  if (cell.unit === 0 || each >= cell.cap || (remainder !== 'largest' && remainder !== 'first'))
    return null;
  const more = amount - each * count;
  if (more === 0) return [{ cell, count, amount: each }];
  return [
    { cell, count: more, amount: each + 1 },
    { cell, count: count - more, amount: each },
  ];
}

/** Off each line its amount, line by line, but not more than `maxAmount` in all: then each less in proportion. */
export function shareByLine(
  trial: Trial,
  cuts: readonly LineCut[],
  maxAmount: number | undefined,
): CellCut[][] {
  const wanted = cuts.map(({ picks, amount }) => Math.min(amount, roomOf(picks)));
  const total = wanted.reduce((sum, amount) => sum + amount, 0);
  const amounts =
    maxAmount === undefined || total <= maxAmount
      ? wanted
      : apportion(
          maxAmount,
          wanted.map((amount) => ({ count: 1, weight: amount, cap: amount })),
          splitOf(trial, 1),
        ).map(([part]) => part!.amount);
  return cuts.map(({ picks }, i) => shareInLine(trial, picks, amounts[i]!));
}

/** Off each piece what was worked out for it, but not more than `maxAmount` in all. */
export function sharePieces(
  trial: Trial,
  cuts: readonly CellCut[],
  maxAmount: number | undefined,
): CellCut[] {
  const capped = cuts.map((cut) => ({ ...cut, amount: Math.min(cut.amount, cut.cell.cap) }));
  const total = sumOf(capped);
  if (maxAmount === undefined || total <= maxAmount) return capped;
  const takers = capped.map(({ count, amount }) => ({ count, weight: amount, cap: amount }));
  const parts = apportion(maxAmount, takers, splitOf(trial, 1));
  return capped.flatMap(({ cell }, i) => parts[i]!.map((part) => ({ cell, ...part })));
}

export function sumOf(cuts: readonly CellCut[]): number {
  return cuts.reduce((sum, { count, amount }) => sum + count * amount, 0);
}

/** Takes it off, line by line. One call for each benefit: cells are places in the lines as they were. */
export function carryOut(
  trial: Trial,
  lines: readonly (readonly CellCut[])[],
  isDeal = false,
): void {
  for (const cuts of lines) if (cuts.length > 0) trial.cut(cuts[0]!.cell.place, cuts, isDeal);
}

function splitOf(trial: Trial, step: number): Split {
  const { remainder, rounding } = trial.policy;
  return { remainder, mode: rounding.mode, step };
}
