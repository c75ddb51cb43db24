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
  const only = takers.length === 1 ? amongAlike(amount, takers[0]!, split) : null;
  if (only) return [only];
  return inOneRound(amount, takers, split) ?? inRounds(amount, takers, split);
}

/** Null where a taker cannot take all of its share. */
function inOneRound(amount: number, takers: readonly Taker[], split: Split): Part[][] | null {
  if (amount <= 0 || takers.length === 0) return null;
  if (!takers.every(({ weight, cap }) => weight > 0 && cap > 0)) return null;
  const shares = sharesOf(amount, takers, split);
  const fit = shares.every((parts, place) => {
    const { cap } = takers[place]!;
    return parts.every((part) => part.amount <= cap);
  });
  return fit ? shares : null;
}

function inRounds(amount: number, takers: readonly Taker[], split: Split): Part[][] {
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
    let opened = 0;
    for (const cell of cells) {
      if (cell !== open[opened]) {
        next.push(cell);
        continue;
      }
      for (const { count, amount: share } of shares[opened]!) {
        const given = Math.min(cell.cap, cell.given + share);
        left += (cell.given + share - given) * count;
        next.push({ ...cell, count, given });
      }
      opened += 1;
    }
    cells = next;
    // Shares that all round to nothing would go round for ever.
    if (left >= before && !tookAny(shares)) break;
  }
  const parts: Part[][] = takers.map(() => []);
  for (const { taker, count, given } of cells) parts[taker]!.push({ count, amount: given });
  return parts;
}

/**
 * Among equal pieces the most common remainders need no weights: so much each, one more for the first
 * ones. Null where that is not all there is to it.
 */
function amongAlike(amount: number, { count, weight, cap }: Taker, split: Split): Part[] | null {
  const { remainder, step } = split;
  if (amount <= 0 || weight <= 0 || cap <= 0) return [{ count, amount: 0 }];
  if (step !== 1 || (remainder !== 'largest' && remainder !== 'first')) return null;
  const each = Math.floor(amount / count);
  return each < cap ? partsOf(count, each, amount - each * count, 1) : null;
}

function tookAny(shares: readonly (readonly Part[])[]): boolean {
  return shares.some((parts) => parts.some(({ amount }) => amount > 0));
}

/** For each of the cells its parts. */
function sharesOf(amount: number, cells: readonly Weighed[], split: Split): Part[][] {
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

type Weighed = Pick<Taker, 'count' | 'weight'>;

/** Everyone rounded down, then a step more for those with the largest rest, or for the first ones. */
function byFloor(amount: number, cells: readonly Weighed[], split: Split): Part[][] {
  const { step, remainder } = split;
  const total = totalWeight(cells);
  let left = amount;
  const rests: number[] = [];
  const answer = cells.map(({ count, weight }): Part[] => {
    const { quotient, rest } = multiplyDivide(amount, weight, total * step);
    rests.push(rest);
    left -= quotient * step * count;
    return [{ count, amount: quotient * step }];
  });
  if (left === 0) return answer;
  const order = [...cells.keys()];
  if (remainder === 'largest')
    order.sort((a, b) => rests[b]! - rests[a]! || cells[b]!.weight - cells[a]!.weight || a - b);
  for (const place of order) {
    if (left < step) break;
    const more = Math.min(cells[place]!.count, Math.floor(left / step));
    left -= more * step;
    const [{ count, amount: share }] = answer[place] as [Part];
    answer[place] = partsOf(count, share, more, step);
  }
  // A rest smaller than the step belongs to whoever comes first in that order.
  if (left > 0) giveRest(answer, order[0]!, left);
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

function giveRest(answer: Part[][], place: number, rest: number): void {
  const [first, ...others] = answer[place]!;
  const { count, amount } = first!;
  const parts = [{ count: 1, amount: amount + rest }];
  if (count > 1) parts.push({ count: count - 1, amount });
  answer[place] = [...parts, ...others];
}

/** Everyone rounded by himself; the last one takes what is left of the amount (or nobody does). */
function byRounding(amount: number, cells: readonly Weighed[], split: Split): Part[][] {
  const { step, mode, remainder } = split;
  const total = totalWeight(cells);
  let left = amount;
  return cells.map((cell, place) => {
    const share = shareOf(amount, { n: cell.weight, d: total }, mode, step);
    const isLast = remainder === 'last' && place === cells.length - 1;
    const rounded = isLast ? cell.count - 1 : cell.count;
    const parts =
      remainder === 'last' ? upTo(left, rounded, share) : [{ count: rounded, amount: share }];
    for (const part of parts) left -= part.count * part.amount;
    if (isLast) parts.push({ count: 1, amount: Math.max(0, left) });
    return parts.filter(({ count }) => count > 0);
  });
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
function inTurn(amount: number, cells: readonly Weighed[], split: Split): Part[][] {
  const { step } = split;
  const total = totalWeight(cells);
  let left = amount;
  const answer = cells.map((cell) => {
    const share = shareOf(amount, { n: cell.weight, d: total }, 'halfDown', step);
    const parts = upTo(left, cell.count, share).filter(({ count }) => count > 0);
    for (const part of parts) left -= part.count * part.amount;
    return parts;
  });
  for (const [place, cell] of cells.entries()) {
    const more = Math.min(cell.count, Math.floor(left / step));
    if (more === 0) break;
    const [first, ...others] = answer[place]!;
    const lifted = Math.min(more, first!.count);
    left -= lifted * step;
    answer[place] = [...partsOf(first!.count, first!.amount, lifted, step), ...others];
  }
  if (left > 0 && left < step) giveRest(answer, 0, left);
  return answer;
}

function totalWeight(cells: readonly Weighed[]): number {
  return cells.reduce((sum, { count, weight }) => sum + count * weight, 0);
}
