import type { LiveEvent } from '../../../server/live/protocol.ts';
import {
  confidenceOf,
  saysNothing,
  withIncoming,
  withLevel,
  type FinderCell,
} from './domain/finder.ts';
import type { FinderView } from './contracts.ts';
import type { IncomingChanged, StockChanged } from './events.ts';

export { confidenceOf } from './domain/finder.ts';

/** Where every level of a style is told, wherever it stands. */
export function styleRoom(styleId: string): string {
  return `style:${styleId}`;
}

/** Where every level of a location is told. */
export function stockRoom(locationId: string): string {
  return `stock:${locationId}`;
}

/** The matrix of a style after one event of its room. */
export function applyToFinder(view: FinderView, event: LiveEvent): FinderView {
  if (event.type === 'store-system.stock-changed.v1') {
    const news = event.payload as StockChanged['payload'];
    if (news.condition !== 'sellable' && news.condition !== 'display') return view;
    return withCell(view, news, (cell) => withLevel(cell, news, new Date(event.occurredAt)));
  }
  if (event.type === 'store-system.incoming-changed.v1') {
    const news = event.payload as IncomingChanged['payload'];
    return withCell(view, news, (cell) => withIncoming(cell, news.quantity, news.nextOn));
  }
  return view;
}

/** The same matrix some time later: nothing has happened, so what was last seen is older. */
export function aged(view: FinderView, now: Date): FinderView {
  const cells: Record<string, Record<string, FinderCell>> = {};
  for (const [itemId, byLocation] of Object.entries(view.cells)) {
    cells[itemId] = {};
    for (const [locationId, cell] of Object.entries(byLocation)) {
      cells[itemId][locationId] = { ...cell, confidence: confidenceOf(cell, now) };
    }
  }
  return { ...view, cells };
}

function withCell(
  view: FinderView,
  { locationId, itemId }: { readonly locationId: string; readonly itemId: string },
  change: (cell: FinderCell | undefined) => FinderCell,
): FinderView {
  // An item or a location that was added since: the next fetch brings its name and its place.
  if (!view.items.some((item) => item.itemId === itemId)) return view;
  const { [locationId]: before, ...others } = view.cells[itemId] ?? {};
  const after = change(before);
  const row = saysNothing(after) ? others : { ...others, [locationId]: after };
  return { ...view, cells: { ...view.cells, [itemId]: row } };
}
