import type {
  CompleteGroupsBenefit,
  NForPriceBenefit,
  PickBenefit,
  PieceOrder,
} from './benefit.ts';
import { serveDeal, type DealGroup } from './deal.ts';
import { cellsFor, countOf, inOrder, type Cell, type Pick } from './pieces.ts';
import type { Trial } from './trial.ts';

/** N pieces for a price, as often as N are there. */
export function giveNForPrice(trial: Trial, benefit: NForPriceBenefit): void {
  const groups = packed(trial, benefit, benefit.order);
  if (groups.length === 0) return;
  const { priceMinor } = benefit;
  serveDeal(trial, groups, { ...benefit, effect: { kind: 'setPrice', priceMinor } });
}

/** The effect on every piece that completes a group. */
export function giveCompleteGroups(trial: Trial, benefit: CompleteGroupsBenefit): void {
  const groups = packed(trial, benefit, benefit.order);
  if (groups.length > 0) serveDeal(trial, groups, benefit);
}

/** The n-th piece of every group. */
export function givePick(trial: Trial, benefit: PickBenefit): void {
  const { groupOrder, pickOrder, position, layout, effect } = benefit;
  // A piece that no group has: nobody is rewarded, nobody serves.
  if (position !== 'all' && position > benefit.size) return;
  if (layout === 'spreadOverGroups' && position !== 'all') {
    const groups = spread(trial, benefit, position);
    if (groups.length > 0) serveDeal(trial, groups, benefit);
    return;
  }
  const groups = packed(trial, benefit, groupOrder).map((group) => ({
    ...group,
    rewarded: position === 'all' ? group.pieces : nth(group.pieces, pickOrder, position),
  }));
  if (groups.length > 0) serveDeal(trial, groups, { ...benefit, effect });
}

type Grouped = NForPriceBenefit | CompleteGroupsBenefit | PickBenefit;

/** Free pieces in groups of `size`; says how many pieces the next group lacks. */
function packed(trial: Trial, benefit: Grouped, order: PieceOrder | undefined): DealGroup[] {
  const { size } = benefit;
  const basis = trial.basisOr(benefit.basis);
  const forDeal = benefit.consumes !== false;
  const cells = inOrder(cellsFor(trial, benefit.of, { basis, forDeal }), order);
  const free = countOf(cells);
  const wanted = Math.min(Math.floor(free / size), benefit.maxUses ?? Infinity, trial.maxUses);
  sayWhatIsMissing(trial, free, size, wanted);
  return groupsOf(cells, size, wanted);
}

function sayWhatIsMissing(trial: Trial, free: number, size: number, uses: number): void {
  const pieces = size - (free % size);
  if (uses === 0 && free < size)
    trial.stopAt({ kind: 'not-enough-pieces' }, free === 0 ? null : { kind: 'pieces', pieces });
  else if (uses === Math.floor(free / size) && free % size > 0)
    trial.next = { kind: 'pieces', pieces };
}

/** Alike groups are one entry: six thousand equal pieces make one, not two thousand. */
function groupsOf(cells: readonly Cell[], size: number, wanted: number): DealGroup[] {
  const groups: DealGroup[] = [];
  let left = wanted;
  let at = 0;
  const free = cells.map((cell) => cell.left);
  while (left > 0) {
    while (free[at] === 0) at++;
    const times = Math.min(left, Math.max(1, Math.floor(free[at]! / size)));
    const pieces: Pick[] = [];
    let missing = size;
    for (let i = at; missing > 0; i++) {
      const count = Math.min(missing, free[i]!);
      if (count === 0) continue;
      free[i]! -= count * times;
      missing -= count;
      pieces.push({ cell: cells[i]!, count });
    }
    groups.push({ times, pieces, rewarded: pieces });
    left -= times;
  }
  return groups;
}

/** The piece at the position, from 1; none where a group is shorter. */
function nth(pieces: readonly Pick[], order: PieceOrder, position: number): Pick[] {
  const sorted = sortedPicks(pieces, order);
  let passed = 0;
  for (const { cell, count } of sorted) {
    passed += count;
    if (passed >= position) return [{ cell, count: 1 }];
  }
  return [];
}

/**
 * All pieces that fill groups are dealt out over the groups in `pickOrder`: the first so many are
 * everybody's first piece, the next so many everybody's second.
 */
function spread(trial: Trial, benefit: PickBenefit, position: number): DealGroup[] {
  const { groupOrder, pickOrder, maxUses = Infinity } = benefit;
  const groups = packed(trial, { ...benefit, maxUses: Infinity }, groupOrder);
  const count = groups.reduce((sum, { times }) => sum + times, 0);
  const pieces = groups.flatMap((group) =>
    group.pieces.map((pick) => ({ cell: pick.cell, count: pick.count * group.times })),
  );
  if (count === 0) return [];
  const from = (position - 1) * count;
  const to = from + Math.min(count, maxUses, trial.maxUses);
  const rewarded: Pick[] = [];
  let passed = 0;
  for (const pick of sortedPicks(pieces, pickOrder)) {
    const taken = Math.min(passed + pick.count, to) - Math.max(passed, from);
    if (taken > 0) rewarded.push({ cell: pick.cell, count: taken });
    passed += pick.count;
  }
  return [{ times: 1, pieces, rewarded }];
}

function sortedPicks(picks: readonly Pick[], order: PieceOrder): readonly Pick[] {
  if (order === 'cheapest') return picks.toSorted((a, b) => a.cell.unit - b.cell.unit);
  if (order === 'dearest') return picks.toSorted((a, b) => b.cell.unit - a.cell.unit);
  return picks;
}
