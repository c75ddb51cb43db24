import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Read } from '../../../server/db/transaction.ts';
import {
  distanceMetres,
  itemsOfStyles,
  locationPlaces,
  type LocationPlace,
} from '../../base/api.ts';
import type { FinderView } from './contracts.ts';
import { selectMisses } from '../recounts/sql.ts';
import {
  withIncoming,
  withLevel,
  withMisses,
  type FinderCell,
  type LevelNews,
} from './domain/finder.ts';
import { trustRules, type TrustRules } from './trust-rules.ts';
import {
  selectFinderIncoming,
  selectFinderLevels,
  selectFinderMark,
  type FinderIncoming,
} from './sql/finder.ts';

/** Sizes, colours and locations of a style: what there is, where, how sure it is, what comes. */
export async function findStyleMatrix(
  read: Read,
  input: { readonly styleId: string; readonly from?: string },
): Promise<FinderView> {
  const items = await itemsOfStyles(read, [input.styleId]);
  const [first] = items;
  if (!first) throw new Refusal(notFound, { what: { it: 'il modello', en: 'the style' } });
  const itemIds = items.map(({ id }) => id);
  const [places, levels, trust, incoming] = await Promise.all([
    locationPlaces(read),
    selectFinderLevels(read, itemIds),
    trustRules(read),
    selectFinderIncoming(read, itemIds),
  ]);
  const misses = await missesOf(read, itemIds, places, trust);
  return {
    styleId: first.styleId,
    styleCode: first.styleCode,
    name: first.name,
    brand: first.brand,
    season: first.season,
    category: first.category,
    department: first.department,
    items: items.map((item) => ({
      itemId: item.id,
      gtin: item.gtin,
      size: item.size,
      sizeOrder: item.sizeOrder,
      colour: item.colour,
      colourHex: item.colourHex,
      listPriceMinor: item.listPriceMinor,
      pictureUrl: item.pictureUrl,
    })),
    locations: nearestFirst(
      places,
      places.find(({ id }) => id === input.from),
      trust,
    ),
    cells: cellsOf(levels, incoming, misses, trust, read.now),
  };
}

/** How long the finder may show an old price or name: what has no level changes without one's version. */
const CATALOGUE_MILLISECONDS = 60_000;

/** The same as long as the matrix of a style is: asked each time, so that the matrix need not be made again. */
export async function finderMark(
  read: Read,
  { styleId }: { readonly styleId: string },
): Promise<string> {
  const minute = Math.floor(read.now.getTime() / CATALOGUE_MILLISECONDS);
  return `${minute} ${await selectFinderMark(read, styleId)}`;
}

const DAY = 86_400_000;

/** Sorted behind every known distance; finite, so that two unknown ones compare as equal. */
const FAR = Number.MAX_SAFE_INTEGER;

function nearestFirst(
  locations: readonly LocationPlace[],
  from: LocationPlace | undefined,
  trust: TrustRules,
): FinderView['locations'] {
  return locations
    .filter(({ active }) => active)
    .map((location) => ({
      locationId: location.id,
      name: location.name,
      kind: location.kind,
      distanceMetres: distanceBetween(from, location),
      trust: trust(location.id),
    }))
    .sort(
      (a, b) =>
        // Where the asking location itself is unknown on the map, it still comes first.
        Number(b.locationId === from?.id) - Number(a.locationId === from?.id) ||
        (a.distanceMetres ?? FAR) - (b.distanceMetres ?? FAR) ||
        a.name.localeCompare(b.name, 'it'),
    );
}

function distanceBetween(from: LocationPlace | undefined, to: LocationPlace): number | null {
  const here = placeOf(from);
  const there = placeOf(to);
  return here && there ? distanceMetres(here, there) : null;
}

function placeOf(location: LocationPlace | undefined) {
  if (!location) return null;
  const { latitude, longitude } = location;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** What was not found where, each location remembering as long as its rules say. */
async function missesOf(
  read: Read,
  itemIds: readonly string[],
  places: readonly LocationPlace[],
  trust: TrustRules,
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  for (const days of new Set(places.map(({ id }) => trust(id).missDays))) {
    const since = new Date(read.now.getTime() - days * DAY);
    for (const [spot, count] of await selectMisses(read, itemIds, since)) {
      if (trust(spot.split('/')[0]!).missDays === days) known.set(spot, count);
    }
  }
  return known;
}

function cellsOf(
  levels: readonly LevelNews[],
  incoming: readonly FinderIncoming[],
  misses: ReadonlyMap<string, number>,
  trust: TrustRules,
  at: Date,
): FinderView['cells'] {
  const cells: Record<string, Record<string, FinderCell>> = {};
  for (const level of levels) {
    const byLocation = (cells[level.itemId] ??= {});
    const { locationId } = level;
    byLocation[locationId] = withLevel(byLocation[locationId], level, at, trust(locationId));
  }
  for (const [spot, count] of misses) {
    const [locationId, itemId] = spot.split('/') as [string, string];
    const cell = cells[itemId]?.[locationId];
    if (cell) cells[itemId]![locationId] = withMisses(cell, count, at, trust(locationId));
  }
  for (const { itemId, locationId, quantity, nextOn } of incoming) {
    const byLocation = (cells[itemId] ??= {});
    byLocation[locationId] = withIncoming(byLocation[locationId], { quantity, nextOn });
  }
  return cells;
}
