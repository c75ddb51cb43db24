import type { PickupRow, PickupView } from '../../pickup/contracts.ts';
import { partOf, urgencyOf } from '../../pickup/live.ts';

/** The columns of the board, in the order in which an order goes through them. */
export const COLUMNS = ['late', 'toPrepare', 'inPreparation', 'ready'] as const;
export type Column = (typeof COLUMNS)[number];

export const FILTERS = ['all', 'late', 'toPay', 'atCounter'] as const;
export type Filter = (typeof FILTERS)[number];

export interface ShopLine {
  readonly locationId: string;
  readonly name: string;
  readonly cells: Readonly<Record<Column, readonly PickupRow[]>>;
  readonly collected: number;
}

/** What is past its promise stands apart, whatever its state: it is looked at first. Null: not on the board. */
export function columnOf(row: PickupRow, now: Date): Column | null {
  const part = partOf(row);
  if (part === 'toPutBack') return null;
  if (part === 'ready') return 'ready';
  return urgencyOf(row, now) === 'late' ? 'late' : part;
}

export function passes(row: PickupRow, filter: Filter, now: Date): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'late':
      return columnOf(row, now) === 'late';
    case 'toPay':
      return row.dueMinor > 0;
    case 'atCounter':
      return row.arrivedAt !== null && row.state === 'ready';
  }
}

/** An order on its way to another shop; without `to` the shop is still to be chosen. */
export interface Move {
  readonly row: PickupRow;
  readonly to: string | null;
}

/** What the board shows, on whatever device. */
export interface Shown {
  readonly lines: readonly ShopLine[];
  /** In percent, by shop: how many of today's promises were kept so far. */
  readonly punctuality: ReadonlyMap<string, number>;
  /** Null for those who only watch. */
  readonly onMove: ((move: Move) => void) | null;
}

/** All shops, those with late orders first, then by how much there is to do. */
export function boardOf(view: PickupView, filter: Filter, now: Date): readonly ShopLine[] {
  const lines = new Map(
    view.locations.map(({ locationId, name, collectedToday }) => [
      locationId,
      {
        locationId,
        name,
        collected: collectedToday.length,
        cells: { late: [], toPrepare: [], inPreparation: [], ready: [] } as Record<
          Column,
          PickupRow[]
        >,
      },
    ]),
  );
  for (const row of view.rows) {
    const column = columnOf(row, now);
    if (column !== null && passes(row, filter, now)) {
      lines.get(row.locationId)?.cells[column].push(row);
    }
  }
  for (const { cells } of lines.values()) cells.ready.sort(waitingFirst);
  return [...lines.values()].sort(
    (a, b) =>
      b.cells.late.length - a.cells.late.length ||
      toDo(b) - toDo(a) ||
      a.name.localeCompare(b.name, 'it'),
  );
}

/** Who stands at the counter comes before who may come. */
function waitingFirst(a: PickupRow, b: PickupRow): number {
  return (a.arrivedAt ?? '9') < (b.arrivedAt ?? '9') ? -1 : a.arrivedAt === b.arrivedAt ? 0 : 1;
}

function toDo({ cells }: ShopLine): number {
  return cells.toPrepare.length + cells.inPreparation.length;
}

export function countOf(view: PickupView, filter: Filter, now: Date): number {
  return view.rows.filter((row) => columnOf(row, now) !== null && passes(row, filter, now)).length;
}

/** An order can be given to another shop as long as nothing of it has been taken from the floor. */
export function canMove(row: PickupRow): boolean {
  const early = row.state === 'placed' || row.state === 'acknowledged' || row.state === 'short';
  return (early || row.state === 'picking') && row.pieces.every(({ picked }) => picked === 0);
}
