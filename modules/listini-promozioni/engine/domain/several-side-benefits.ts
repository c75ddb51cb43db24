import type { BundleBenefit, BuyGetBenefit, DealSide } from './benefit.ts';
import { serveDeal, type DealGroup } from './deal.ts';
import { cellsFor, countOf, inOrder, type Cell, type Pick } from './pieces.ts';
import type { Trial } from './trial.ts';

/** Buy some, get some: every use takes the bought pieces first, then the reward from what is left. */
export function giveBuyGet(trial: Trial, benefit: BuyGetBenefit): void {
  const { buy, get, wholeRewardOnly, maxUses = Infinity } = benefit;
  const [bought, gotten] = sides(trial, [buy, get], benefit);
  const groups = repeat(Math.min(maxUses, trial.maxUses), (): DealGroup | null => {
    const paid = take(bought!, buy.quantity);
    if (!paid) {
      const pieces = buy.quantity - countOf(bought!);
      trial.stopAt({ kind: 'not-enough-pieces' }, { kind: 'pieces', pieces });
      return null;
    }
    const free = countOf(gotten!);
    const wanted = wholeRewardOnly ? get.quantity : Math.min(get.quantity, free);
    const rewarded = wanted === 0 ? null : take(gotten!, wanted);
    if (!rewarded) {
      giveBack(paid);
      const pieces = (wholeRewardOnly ? get.quantity : 1) - free;
      trial.stopAt({ kind: 'not-enough-pieces' }, { kind: 'pieces', pieces });
      trial.next = { kind: 'pieces', pieces };
      return null;
    }
    return { times: 1, pieces: [...paid, ...rewarded], rewarded };
  });
  if (groups.length > 0) serveDeal(trial, groups, benefit);
}

/** Some of each component together: an outfit, a menu, mix and match. */
export function giveBundle(trial: Trial, benefit: BundleBenefit): void {
  const { components, maxUses = Infinity } = benefit;
  const cells = sides(trial, components, benefit);
  const groups = repeat(Math.min(maxUses, trial.maxUses), (): DealGroup | null => {
    const pieces: Pick[] = [];
    for (const [i, { quantity }] of components.entries()) {
      const taken = take(cells[i]!, quantity);
      if (!taken) {
        const missing = quantity - countOf(cells[i]!);
        giveBack(pieces);
        trial.stopAt({ kind: 'not-enough-pieces' }, { kind: 'pieces', pieces: missing });
        if (pieces.length > 0) trial.next = { kind: 'pieces', pieces: missing };
        return null;
      }
      pieces.push(...taken);
    }
    return pieces.length === 0 ? null : { times: 1, pieces, rewarded: pieces };
  });
  if (groups.length > 0) serveDeal(trial, groups, benefit);
}

/** The cells of every side in its order. A piece that may serve two sides is one cell. */
function sides(
  trial: Trial,
  wanted: readonly DealSide[],
  { basis, consumes }: Terms,
): (readonly Cell[])[] {
  const known = new Map<string, Cell>();
  return wanted.map(({ of, order }) => {
    const cells = cellsFor(trial, of, {
      basis: trial.basisOr(basis),
      forDeal: consumes !== false,
    }).map((cell) => {
      const key = `${cell.place}/${cell.piece}`;
      const same = known.get(key);
      if (!same) known.set(key, cell);
      return same ?? cell;
    });
    return inOrder(cells, order);
  });
}

type Terms = { readonly basis?: BuyGetBenefit['basis']; readonly consumes?: boolean | undefined };

/** The first so many free pieces; null, and nothing taken, where there are fewer. */
function take(cells: readonly Cell[], quantity: number): Pick[] | null {
  const picks: Pick[] = [];
  let missing = quantity;
  for (const cell of cells) {
    if (missing === 0) break;
    const count = Math.min(missing, cell.left);
    if (count === 0) continue;
    cell.left -= count;
    missing -= count;
    picks.push({ cell, count });
  }
  if (missing === 0) return picks;
  giveBack(picks);
  return null;
}

function giveBack(picks: readonly Pick[]): void {
  for (const { cell, count } of picks) cell.left += count;
}

/**
 * Uses of a deal until there is no more. The next use takes the same from the same cells as long as each
 * of them has enough, so alike uses are counted, not repeated.
 */
function repeat(maxUses: number, next: () => DealGroup | null): DealGroup[] {
  const groups: DealGroup[] = [];
  let left = maxUses;
  while (left > 0) {
    const group = next();
    if (!group) break;
    const needs = new Map<Cell, number>();
    for (const { cell, count } of group.pieces) needs.set(cell, (needs.get(cell) ?? 0) + count);
    let more = left - 1;
    for (const [cell, count] of needs) more = Math.min(more, Math.floor(cell.left / count));
    for (const [cell, count] of needs) cell.left -= count * more;
    groups.push({ ...group, times: 1 + more });
    left -= 1 + more;
  }
  return groups;
}
