import type { Remainder, RoundingMode } from './pricing-policy.ts';
import { multiplyDivide, shareOf } from './rounding.ts';

/** Equal takers of a part of an amount: lines (`count` 1) or equal pieces. */
export interface Taker {
  readonly count: number;
  /** Of each; what it gets is in proportion to it. */
  readonly weight: number;
  /** The most that each can take. */
  readonly cap: number;
}

/** So many of a taker's pieces get this amount each. */
export interface Part {
  readonly count: number;
  readonly amount: number;
}

export interface Split {
  readonly remainder: Remainder;
  /** Of shares, where the remainder is `last` or `none`. */
  readonly mode: RoundingMode;
  /** Shares are multiples of it. */
  readonly step: number;
}

interface Cell {
  readonly taker: number;
  readonly weight: number;
  readonly cap: number;
  readonly count: number;
  readonly given: number;
}

/**
 * Splits an amount in proportion to the weights, losing and inventing no cent. What a taker cannot take
 * is shared among the others, again in proportion, until nothing is left or nobody can take more.
 * The answer has for every taker its parts; counts add up to the taker's count.
 */
export function apportion(amount: number, takers: readonly Taker[], split: Split): Part[][] {
  let cells: Cell[] = takers.map(({ count, weight, cap }, taker) => ({
    taker,
    weight,
    cap,
    count,
    given: 0,
  }));
  let left = amount;
  while (left > 0) {
    const open = cells.filter(({ weight, cap, given }) => weight > 0 && given < cap);
    if (open.length === 0) break;
    const shares = sharesOf(left, open, split);
    const before = left;
    left = 0;
    const next: Cell[] = [];
    for (const cell of cells) {
      const mine = shares.get(cell);
      if (!mine) next.push(cell);
      for (const { count, amount: share } of mine ?? []) {
        const given = Math.min(cell.cap, cell.given + share);
        left += (cell.given + share - given) * count;
        next.push({ ...cell, count, given });
      }
    }
    cells = next;
    // Shares that all round to nothing would go round for ever.
    if (left >= before && !tookAny(shares)) break;
  }
  const parts: Part[][] = takers.map(() => []);
  for (const { taker, count, given } of cells) parts[taker]!.push({ count, amount: given });
  return parts;
}

function tookAny(shares: Map<Cell, Part[]>): boolean {
  for (const parts of shares.values()) if (parts.some(({ amount }) => amount > 0)) return true;
  return false;
}

function sharesOf(amount: number, cells: readonly Cell[], split: Split): Map<Cell, Part[]> {
  switch (split.remainder) {
    case 'largest':
    case 'first':
      return byFloor(amount, cells, split);
    case 'last':
    case 'none':
      return byRounding(amount, cells, split);
    case 'sequential':
      return inTurn(amount, cells, split);
  }
}

interface FloorShare {
  readonly cell: Cell;
  readonly share: number;
  readonly rest: number;
  readonly place: number;
}

/** Everyone rounded down, then a step more for those with the largest rest, or for the first ones. */
function byFloor(amount: number, cells: readonly Cell[], split: Split): Map<Cell, Part[]> {
  const { step, remainder } = split;
  const total = totalWeight(cells);
  const shares: FloorShare[] = cells.map((cell, place) => {
    const { quotient, rest } = multiplyDivide(amount, cell.weight, total * step);
    return { cell, share: quotient * step, rest, place };
  });
  let left = amount - shares.reduce((sum, { cell, share }) => sum + share * cell.count, 0);
  const order =
    remainder === 'first'
      ? shares
      : [...shares].sort(
          (a, b) => b.rest - a.rest || b.cell.weight - a.cell.weight || a.place - b.place,
        );
  const answer = new Map<Cell, Part[]>();
  for (const { cell, share } of order) {
    const more = Math.min(cell.count, Math.floor(left / step));
    left -= more * step;
    answer.set(cell, partsOf(cell.count, share, more, step));
  }
  // A rest smaller than the step belongs to whoever comes first in that order.
  if (left > 0) giveRest(answer, order[0]!.cell, left);
  return answer;
}

function partsOf(count: number, share: number, more: number, step: number): Part[] {
  if (more === 0) return [{ count, amount: share }];
  if (more === count) return [{ count, amount: share + step }];
  return [
    { count: more, amount: share + step },
    { count: count - more, amount: share },
  ];
}

function giveRest(answer: Map<Cell, Part[]>, cell: Cell, rest: number): void {
  const [first, ...others] = answer.get(cell)!;
  const { count, amount } = first!;
  const parts = [{ count: 1, amount: amount + rest }];
  if (count > 1) parts.push({ count: count - 1, amount });
  answer.set(cell, [...parts, ...others]);
}

/** Everyone rounded by himself; the last one takes what is left of the amount (or nobody does). */
function byRounding(amount: number, cells: readonly Cell[], split: Split): Map<Cell, Part[]> {
  const { step, mode, remainder } = split;
  const total = totalWeight(cells);
  const answer = new Map<Cell, Part[]>();
  let left = amount;
  cells.forEach((cell, place) => {
    const share = shareOf(amount, { n: cell.weight, d: total }, mode, step);
    const isLast = remainder === 'last' && place === cells.length - 1;
    const rounded = isLast ? cell.count - 1 : cell.count;
    const parts =
      remainder === 'last' ? upTo(left, rounded, share) : [{ count: rounded, amount: share }];
    for (const part of parts) left -= part.count * part.amount;
    if (isLast) parts.push({ count: 1, amount: Math.max(0, left) });
    answer.set(
      cell,
      parts.filter(({ count }) => count > 0),
    );
  });
  return answer;
}

/** `count` times `share`, as far as `left` goes: shares rounded up may ask for more than there is. */
function upTo(left: number, count: number, share: number): Part[] {
  const whole = share === 0 ? count : Math.min(count, Math.floor(left / share));
  const parts: Part[] = [{ count: whole, amount: share }];
  if (whole < count) parts.push({ count: 1, amount: left - whole * share });
  if (whole + 1 < count) parts.push({ count: count - whole - 1, amount: 0 });
  return parts;
}

/** Each share half down and never above what is left, then a step more for the first ones. */
function inTurn(amount: number, cells: readonly Cell[], split: Split): Map<Cell, Part[]> {
  const { step } = split;
  const total = totalWeight(cells);
  const answer = new Map<Cell, Part[]>();
  let left = amount;
  for (const cell of cells) {
    const share = shareOf(amount, { n: cell.weight, d: total }, 'halfDown', step);
    const parts = upTo(left, cell.count, share).filter(({ count }) => count > 0);
    for (const part of parts) left -= part.count * part.amount;
    answer.set(cell, parts);
  }
  for (const cell of cells) {
    const more = Math.min(cell.count, Math.floor(left / step));
    if (more === 0) break;
    const [first, ...others] = answer.get(cell)!;
    const lifted = Math.min(more, first!.count);
    left -= lifted * step;
    answer.set(cell, [...partsOf(first!.count, first!.amount, lifted, step), ...others]);
  }
  if (left > 0 && left < step) giveRest(answer, cells[0]!, left);
  return answer;
}

function totalWeight(cells: readonly Cell[]): number {
  return cells.reduce((sum, { count, weight }) => sum + count * weight, 0);
}
