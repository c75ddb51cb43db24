import type { FinderView } from '../contracts.ts';
import type { FinderCell } from '../domain/finder.ts';

export type FinderItem = FinderView['items'][number];
type FinderLocation = FinderView['locations'][number];

/** What a cell of the matrix says about one size in one colour. */
export interface MatrixCell {
  readonly item: FinderItem;
  /** `here`: may be taken now. `none`: sold out everywhere, and nothing is coming. */
  readonly state: 'here' | 'elsewhere' | 'warehouse' | 'incoming' | 'none';
  readonly here: number;
  /** In the other shops. */
  readonly elsewhere: number;
  /** How many other shops have it. */
  readonly shops: number;
  readonly warehouse: number;
  /** When the next pieces reach this shop. */
  readonly incomingOn: string | null;
}

export interface Matrix {
  readonly sizes: readonly string[];
  readonly colours: readonly { readonly name: string; readonly hex: string | null }[];
  /** Null where the style was never made in that size and colour. */
  readonly at: (size: string, colour: string) => MatrixCell | null;
}

/** Sizes down, colours across: what is here, what is elsewhere, what is coming. */
export function matrixOf(view: FinderView, hereId: string | null): Matrix {
  const bySize = [...view.items].sort((a, b) => a.sizeOrder - b.sizeOrder);
  const cells = new Map(
    view.items.map((item) => [`${item.size}/${item.colour}`, cellOf(view, item, hereId)]),
  );
  const colours = new Map(view.items.map(({ colour, colourHex }) => [colour, colourHex]));
  return {
    sizes: [...new Set(bySize.map(({ size }) => size))],
    colours: [...colours].map(([name, hex]) => ({ name, hex })),
    at: (size, colour) => cells.get(`${size}/${colour}`) ?? null,
  };
}

function cellOf(view: FinderView, item: FinderItem, hereId: string | null): MatrixCell {
  const row = view.cells[item.itemId] ?? {};
  let elsewhere = 0;
  let shops = 0;
  let warehouse = 0;
  for (const { locationId, kind } of view.locations) {
    const available = row[locationId]?.available ?? 0;
    if (locationId === hereId || available === 0) continue;
    if (kind === 'warehouse') warehouse += available;
    else {
      elsewhere += available;
      shops += 1;
    }
  }
  const cell = hereId === null ? undefined : row[hereId];
  const here = cell?.available ?? 0;
  const incomingOn = cell?.incoming?.nextOn ?? null;
  const state =
    here > 0
      ? 'here'
      : elsewhere > 0
        ? 'elsewhere'
        : incomingOn !== null
          ? 'incoming'
          : warehouse > 0
            ? 'warehouse'
            : 'none';
  return { item, state, here, elsewhere, shops, warehouse, incomingOn };
}

/** One place that has the item now. */
export interface StoreRow {
  readonly location: FinderLocation;
  readonly cell: FinderCell;
  readonly here: boolean;
  /** A warehouse keeps nothing for a customer at a counter. */
  readonly keeps: boolean;
}

/** Where an item is available: here first, then the nearest, warehouses last. */
export function storesWith(
  view: FinderView,
  itemId: string,
  hereId: string | null,
): readonly StoreRow[] {
  const row = view.cells[itemId] ?? {};
  const rows = view.locations.flatMap((location): StoreRow[] => {
    const cell = row[location.locationId];
    if (!cell || cell.available === 0) return [];
    const here = location.locationId === hereId;
    return [{ location, cell, here, keeps: here || location.kind === 'store' }];
  });
  return [...rows].sort((a, b) => Number(b.keeps) - Number(a.keeps));
}

/** The item to look at first when none was asked for: one that may be taken now, else the first. */
export function firstItem(view: FinderView, hereId: string | null): FinderItem | undefined {
  const bySize = [...view.items].sort((a, b) => a.sizeOrder - b.sizeOrder);
  const has = (item: FinderItem): boolean => cellOf(view, item, hereId).state === 'here';
  return bySize.find(has) ?? bySize[0];
}
