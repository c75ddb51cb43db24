import { inTransit, type Difference, type ShipmentLine } from './transfer.ts';
import type { Answerer, DiscrepancyKind, Resolution } from './words.ts';

/** What a receipt says about the differences of one line: which come up, which have cleared themselves. */
export interface DifferencePlan {
  readonly open: readonly { readonly kind: DiscrepancyKind; readonly quantity: number }[];
  /** Missing pieces that came after all, by the difference that stood for them. */
  readonly arrived: readonly { readonly discrepancyId: string; readonly quantity: number }[];
}

/**
 * The differences of a line after a receipt. `line` is as it is now; `damaged` what this receipt found
 * damaged; `counted`: nothing more is expected. What stands open already is not opened twice.
 */
export function planDifferences(
  line: ShipmentLine,
  open: readonly Pick<Difference, 'discrepancyId' | 'kind' | 'quantity'>[],
  damaged: number,
  counted: boolean,
): DifferencePlan {
  const transit = inTransit(line);
  const shorts = open.filter(({ kind }) => kind === 'short');
  const more = open.filter(({ kind }) => kind === 'over' || kind === 'unexpected');
  const opened: { kind: DiscrepancyKind; quantity: number }[] = [];
  const missing = Math.max(0, transit);
  const standing = sum(shorts);
  if (counted && missing > standing) opened.push({ kind: 'short', quantity: missing - standing });
  const excess = Math.max(0, -transit) - sum(more);
  if (excess > 0) {
    opened.push({ kind: line.quantity === 0 ? 'unexpected' : 'over', quantity: excess });
  }
  if (damaged > 0) opened.push({ kind: 'damaged', quantity: damaged });
  return { open: opened, arrived: come(shorts, standing - missing) };
}

/** The oldest differences first: so many of their pieces came. */
function come(
  shorts: readonly Pick<Difference, 'discrepancyId' | 'quantity'>[],
  pieces: number,
): DifferencePlan['arrived'] {
  const arrived: { discrepancyId: string; quantity: number }[] = [];
  let left = pieces;
  for (const { discrepancyId, quantity } of shorts) {
    const now = Math.min(left, quantity);
    if (now <= 0) break;
    arrived.push({ discrepancyId, quantity: now });
    left -= now;
  }
  return arrived;
}

export interface Choice {
  readonly resolution: Resolution;
  readonly answers: Answerer;
}

/**
 * What a difference can have been, and whose books then change. Missing pieces were lost or damaged on
 * the way (somebody answers), were never sent or are there after all (a miscount of one side), or
 * another item was sent in their place. Pieces too many were sent uncounted, or counted where there are
 * none. Of what arrived damaged only who answers is open: it lies at its destination.
 */
export const CHOICES: Readonly<Record<DiscrepancyKind, readonly Choice[]>> = {
  short: [
    { resolution: 'lost', answers: 'carrier' },
    { resolution: 'lost', answers: 'source' },
    { resolution: 'lost', answers: 'destination' },
    { resolution: 'damaged', answers: 'carrier' },
    { resolution: 'damaged', answers: 'source' },
    { resolution: 'damaged', answers: 'destination' },
    { resolution: 'miscount', answers: 'source' },
    { resolution: 'miscount', answers: 'destination' },
    { resolution: 'mis-shipped', answers: 'source' },
    { resolution: 'back', answers: 'source' },
  ],
  over: [
    { resolution: 'miscount', answers: 'source' },
    { resolution: 'miscount', answers: 'destination' },
    { resolution: 'mis-shipped', answers: 'source' },
  ],
  unexpected: [
    { resolution: 'mis-shipped', answers: 'source' },
    { resolution: 'miscount', answers: 'source' },
    { resolution: 'miscount', answers: 'destination' },
  ],
  damaged: [
    { resolution: 'damaged', answers: 'carrier' },
    { resolution: 'damaged', answers: 'source' },
    { resolution: 'damaged', answers: 'destination' },
  ],
};

export function mayBe(kind: DiscrepancyKind, { resolution, answers }: Choice): boolean {
  return CHOICES[kind].some(
    (choice) => choice.resolution === resolution && choice.answers === answers,
  );
}

/** Whose books a resolution changes: the carrier's losses stand in the sender's. */
export function answersAt(
  answers: Answerer,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return answers === 'destination' ? to : from;
}

/** How a resolution moves goods, at the location that answers. */
export interface Settlement {
  /** What leaves transit (above 0) or enters it (below 0). */
  readonly settled: number;
  /**
   * `in`: the pieces are there. `gone`: they came and were written off. `out`: they had left.
   * `none`: nothing moves.
   */
  readonly moves: 'in' | 'gone' | 'out' | 'none';
}

export function settlementOf(
  kind: DiscrepancyKind,
  quantity: number,
  resolution: Resolution,
): Settlement {
  if (kind === 'damaged') return { settled: 0, moves: 'none' };
  if (kind !== 'short') return { settled: -quantity, moves: 'out' };
  const written = resolution === 'lost' || resolution === 'damaged';
  return { settled: quantity, moves: written ? 'gone' : 'in' };
}

/** How such a movement is called in the ledger. */
export function reasonOf(resolution: Resolution): string {
  return `transfer-${resolution}`;
}

function sum(differences: readonly { readonly quantity: number }[]): number {
  return differences.reduce((pieces, { quantity }) => pieces + quantity, 0);
}
