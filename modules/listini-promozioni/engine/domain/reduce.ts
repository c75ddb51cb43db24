import { apportion, type Split } from './apportion.ts';
import type { Cut } from './line-state.ts';
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

/** Picks of one line together; as they come, where lines follow one another. */
export function byLine(picks: readonly Pick[]): Pick[][] {
  const lines: Pick[][] = [];
  const known = new Map<number, Pick[]>();
  let current: Pick[] | undefined;
  for (const pick of picks) {
    const { place } = pick.cell;
    if (current?.[0]!.cell.place !== place) {
      current = known.get(place);
      if (!current) {
        current = [];
        lines.push(current);
        known.set(place, current);
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

/** An amount off the pieces together: shared over lines, then over the pieces of each line. */
export function shareAcross(trial: Trial, picks: readonly Pick[], amount: number): CellCut[] {
  if (picks.length === 0) return [];
  const lines = byLine(picks);
  const total = Math.min(amount, roomOf(picks));
  if (lines.length === 1) return shareInLine(trial, lines[0]!, total);
  const { vat, rounding } = trial.policy;
  const weighsVat = vat.splitWithVat && vat.prices === 'exclusive';
  const takers = lines.map((own) => {
    const rate = weighsVat ? trial.scene.lines[own[0]!.cell.place]!.vatRate : 0;
    const weight = priceOf(own) * (weighsVat ? 10_000 + Math.round(rate * 100) : 1);
    return { count: 1, weight, cap: roomOf(own) };
  });
  const step = total % rounding.toMinor === 0 ? rounding.toMinor : 1;
  const parts = apportion(total, takers, splitOf(trial, step));
  return lines.flatMap((own, i) => shareInLine(trial, own, parts[i]![0]!.amount));
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

/** Off each line its amount, but not more than `maxAmount` in all: then each less in proportion. */
export function shareByLine(
  trial: Trial,
  cuts: readonly LineCut[],
  maxAmount: number | undefined,
): CellCut[] {
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
  return cuts.flatMap(({ picks }, i) => shareInLine(trial, picks, amounts[i]!));
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

/** Takes it off. One call for each benefit: cells are places in the lines as they were. */
export function carryOut(trial: Trial, cuts: readonly CellCut[], isDeal = false): void {
  const lines = new Map<number, Cut[]>();
  for (const { cell, count, amount } of cuts) {
    const cut = { piece: cell.piece, count, amount };
    const line = lines.get(cell.place);
    if (line) line.push(cut);
    else lines.set(cell.place, [cut]);
  }
  for (const [place, line] of lines) trial.cut(place, line, isDeal);
}

function splitOf(trial: Trial, step: number): Split {
  const { remainder, rounding } = trial.policy;
  return { remainder, mode: rounding.mode, step };
}
