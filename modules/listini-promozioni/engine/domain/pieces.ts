import type { AttributeQuery } from './attribute-query.ts';
import type { Basis, PieceOrder } from './benefit.ts';
import { tolerate } from './compiled-promotion.ts';
import type { LineState, Piece } from './line-state.ts';
import type { Trial } from './trial.ts';

/** Equal pieces of a line that a promotion may reduce, and how many of them are still free. */
export interface Cell {
  readonly place: number;
  /** Place of the group among the line's pieces. */
  readonly piece: number;
  readonly count: number;
  /** Price of one, by the basis of the benefit. */
  readonly unit: number;
  /** The most that may be taken off one. */
  readonly cap: number;
  left: number;
}

/** So many pieces of a cell. */
export interface Pick {
  readonly cell: Cell;
  readonly count: number;
}

/** The pieces that match and that the promotion may touch, as listed. */
export function cellsFor(
  trial: Trial,
  of: AttributeQuery,
  { basis, forDeal }: { basis: Basis; forDeal: boolean },
): Cell[] {
  const { scene, promotion } = trial;
  const cells: Cell[] = [];
  const places = trial.matching(of);
  if (places.length === 0) trial.stopAt({ kind: 'no-matching-items' });
  for (const place of places) {
    const line = trial.lines[place]!;
    if (!isTouchable(trial, place, line)) continue;
    const floor = scene.floorOf(place, promotion.source.floor ?? scene.policy.floor ?? null);
    for (let index = 0; index < line.pieces.length; index++) {
      const piece = line.pieces[index]!;
      if (!isFree(trial, piece, forDeal)) continue;
      const { count, net } = piece;
      const unit = basis === 'list' ? line.list : net;
      cells.push({ place, piece: index, count, unit, cap: Math.max(0, net - floor), left: count });
    }
  }
  return cells;
}

function isTouchable(trial: Trial, place: number, line: LineState): boolean {
  if (trial.scene.lines[place]!.notDiscountable) {
    trial.stopAt({ kind: 'nothing-to-reduce' });
    return false;
  }
  if (line.stoppedBy >= 0 && line.stoppedBy !== trial.promotion.number) {
    trial.stopAt({ kind: 'beaten', by: idOf(trial, line.stoppedBy) });
    return false;
  }
  return true;
}

function isFree(trial: Trial, piece: Piece, forDeal: boolean): boolean {
  if (forDeal && piece.deal >= 0) {
    trial.stopAt({ kind: 'pieces-taken', by: idOf(trial, piece.deal) });
    return false;
  }
  // Pieces that only qualify for a deal belong to it as much as those it reduces.
  if (piece.deal >= 0 && !isTolerated(trial, piece.deal)) return false;
  for (const { promotion } of piece.shares) if (!isTolerated(trial, promotion)) return false;
  return true;
}

function isTolerated(trial: Trial, other: number): boolean {
  if (tolerate(trial.promotion, trial.scene.snapshot.promotions.all[other]!)) return true;
  trial.stopAt({ kind: 'beaten', by: idOf(trial, other) });
  return false;
}

function idOf(trial: Trial, promotion: number): string {
  return trial.scene.snapshot.promotions.all[promotion]!.source.id;
}

/** The same cells in the order of choosing; ties stay as listed. */
export function inOrder(cells: readonly Cell[], order: PieceOrder | undefined): readonly Cell[] {
  if (order === 'cheapest') return cells.toSorted((a, b) => a.unit - b.unit);
  if (order === 'dearest') return cells.toSorted((a, b) => b.unit - a.unit);
  return cells;
}

/** The first so many pieces, of every line or of all. */
export function firstPieces(
  cells: readonly Cell[],
  maxPieces: number,
  per: 'line' | 'basket',
): Pick[] {
  const picks: Pick[] = [];
  const left = new Map<number, number>();
  for (const cell of cells) {
    const key = per === 'line' ? cell.place : -1;
    const room = left.get(key) ?? maxPieces;
    const count = Math.min(room, cell.left);
    if (count === 0) continue;
    left.set(key, room - count);
    picks.push({ cell, count });
  }
  return picks;
}

export function countOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { left }) => sum + left, 0);
}
