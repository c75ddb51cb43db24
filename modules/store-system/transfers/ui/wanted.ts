import type { FinderView } from '../../stock/contracts.ts';

/** An item somebody puts on a new transfer, and how many pieces of it. */
export interface WantedLine {
  readonly styleId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export type StyleViews = ReadonlyMap<string, FinderView>;
export type WantedItem = FinderView['items'][number] & { readonly name: string };

/** Another place, and how many of the wanted pieces it could give now. */
export interface PlaceRow {
  readonly location: FinderView['locations'][number];
  /** Of the pieces wanted: never more than are wanted of an item. */
  readonly gives: number;
  /** All that is available there of these items. */
  readonly has: number;
}

/** One piece more of an item; the last thing touched stands first. */
export function withPiece(
  lines: readonly WantedLine[],
  { styleId, itemId }: Omit<WantedLine, 'quantity'>,
): readonly WantedLine[] {
  const known = lines.find((line) => line.itemId === itemId);
  const others = lines.filter((line) => line.itemId !== itemId);
  return [{ styleId, itemId, quantity: (known?.quantity ?? 0) + 1 }, ...others];
}

/** So many of an item, which stays in its place; none takes it out. */
export function withQuantity(
  lines: readonly WantedLine[],
  itemId: string,
  quantity: number,
): readonly WantedLine[] {
  return lines
    .map((line) => (line.itemId === itemId ? { ...line, quantity } : line))
    .filter((line) => line.quantity > 0);
}

export function piecesWanted(lines: readonly WantedLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What is known of an item; undefined while its style is on its way. */
export function itemOf(views: StyleViews, line: WantedLine): WantedItem | undefined {
  const view = views.get(line.styleId);
  const item = view?.items.find(({ itemId }) => itemId === line.itemId);
  return view && item ? { ...item, name: view.name } : undefined;
}

/** How many of an item a place may promise now. */
export function availableAt(views: StyleViews, line: WantedLine, locationId: string): number {
  return views.get(line.styleId)?.cells[line.itemId]?.[locationId]?.available ?? 0;
}

/**
 * Every place but this one. `ask`: only those that have something, whoever can give most first, and of
 * equals the nearest. `send`: all of them, the nearest first.
 */
export function placesFor(
  mode: 'ask' | 'send',
  lines: readonly WantedLine[],
  views: StyleViews,
  hereId: string,
): readonly PlaceRow[] {
  const known = lines.filter(({ styleId }) => views.has(styleId));
  const [first] = known;
  const locations = first ? views.get(first.styleId)!.locations : [];
  const rows = locations
    .filter(({ locationId }) => locationId !== hereId)
    .map((location): PlaceRow => {
      const there = known.map((line) => availableAt(views, line, location.locationId));
      return {
        location,
        gives: there.reduce((sum, count, at) => sum + Math.min(count, known[at]!.quantity), 0),
        has: there.reduce((sum, count) => sum + count, 0),
      };
    });
  if (mode === 'send') return rows;
  return rows.filter(({ has }) => has > 0).toSorted((a, b) => b.gives - a.gives);
}

/** Lines of which this place has fewer than it wants to send. */
export function tooFew(
  lines: readonly WantedLine[],
  views: StyleViews,
  hereId: string,
): readonly WantedLine[] {
  return lines.filter(
    (line) => views.has(line.styleId) && availableAt(views, line, hereId) < line.quantity,
  );
}
