import type { LiveEvent } from '../../../server/live/protocol.ts';
import { trustIn, USUAL_THRESHOLDS, type ConfidenceThresholds } from './domain/confidence.ts';
import { withLevel, type FinderCell } from './domain/finder.ts';
import type { FinderView } from './contracts.ts';
import type { HoldPlaced } from '../holds/events.ts';
import { levelChangesIn, type LevelChange, type StockChanged } from './events.ts';

/** Where every level of a style is told, wherever it stands. */
export function styleRoom(styleId: string): string {
  return `style:${styleId}`;
}

/** Where every level of a location is told. */
export function stockRoom(locationId: string): string {
  return `stock:${locationId}`;
}

const READ_AGAIN: ReadonlySet<string> = new Set([
  'store-system.incoming-changed.v1',
  'store-system.items-restyled.v1',
  'store-system.recount-opened.v1',
  'store-system.recount-closed.v1',
]);

/** The matrix of a style after one event of its room. */
export function applyToFinder(view: FinderView, event: LiveEvent): FinderView | 'fetch-again' {
  if (event.type === 'store-system.stock-changed.v1') {
    return withNews(view, levelChangesIn(event.payload as StockChanged['payload']), event);
  }
  if (event.type === 'store-system.hold-placed.v1') {
    return withNews(view, levelChangesIn(event.payload as HoldPlaced['payload']), event);
  }
  // What is on its way and what was not found have no version to compare: rare enough to be read again.
  return READ_AGAIN.has(event.type) ? 'fetch-again' : view;
}

/** The same matrix some time later: nothing has happened, so what was last seen is older. */
export function aged(view: FinderView, now: Date): FinderView {
  const trust = trustOf(view);
  const cells: Record<string, Record<string, FinderCell>> = {};
  for (const [itemId, byLocation] of Object.entries(view.cells)) {
    cells[itemId] = {};
    for (const [locationId, cell] of Object.entries(byLocation)) {
      cells[itemId][locationId] = {
        ...cell,
        confidence: trustIn(cell, now, trust(locationId)).confidence,
      };
    }
  }
  return { ...view, cells };
}

function withNews(
  view: FinderView,
  changes: readonly LevelChange[],
  { occurredAt }: LiveEvent,
): FinderView {
  const trust = trustOf(view);
  return changes
    .filter(({ condition }) => condition === 'sellable' || condition === 'display')
    .reduce(
      (changed, news) =>
        withCell(changed, news, (cell) =>
          withLevel(cell, news, new Date(occurredAt), trust(news.locationId)),
        ),
      view,
    );
}

/** When each location's counts are sure. */
function trustOf({ locations }: FinderView): (locationId: string) => ConfidenceThresholds {
  const byId = new Map(locations.map(({ locationId, trust }) => [locationId, trust]));
  return (locationId) => byId.get(locationId) ?? USUAL_THRESHOLDS;
}

function withCell(
  view: FinderView,
  { locationId, itemId }: { readonly locationId: string; readonly itemId: string },
  change: (cell: FinderCell | undefined) => FinderCell,
): FinderView {
  // An item that was added since: the next fetch brings its name and its place.
  if (!view.items.some((item) => item.itemId === itemId)) return view;
  const row = view.cells[itemId] ?? {};
  const after = { ...row, [locationId]: change(row[locationId]) };
  return { ...view, cells: { ...view.cells, [itemId]: after } };
}
