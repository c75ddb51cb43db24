import { setImmediate as breathe } from 'node:timers/promises';
import type { Read } from '../../../server/db/transaction.ts';
import { price } from '../engine/domain/price.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import type { Place } from '../goods/sql/places.ts';
import { isPromotedAt, isSoldAt } from '../price-history/domain/sold-at.ts';
import { wallTimeAt } from '../price-lists/domain/wall-time.ts';
import { madePrice, type MadePrice } from '../quotes/window-price.ts';
import { selectDescribedSince, selectShelfItemIds } from './sql.ts';
import { ANYBODY, suspicion, type PricesAt } from './suspicion.ts';

/** Items priced before others get their turn: a till does not wait for a list of labels. */
export const AT_ONCE = 200;

/** What may be put on labels: from what, to what, and what goods cost that were not known yet. */
export interface Span {
  readonly earlier: PricesAt;
  readonly later: PricesAt;
  /** By the prices of today: goods that came since are compared with this. */
  readonly ofNewGoods: PricesAt;
}

export interface ShelfPrices {
  readonly changed: ReadonlyMap<
    string,
    { readonly before: number | null; readonly made: MadePrice }
  >;
  /** What an item costs later: for anybody, of one piece. */
  readonly later: (itemId: string) => MadePrice | null;
}

/** Days and kinds of shops that are remembered of one version: two weeks of a chain with a few of each. */
const MOST_KNOWN = 100;
const known = new WeakMap<Snapshot, Map<string, Promise<ShelfPrices>>>();

/**
 * The shelf prices of a shop that change in a span. A version of prices never changes, so the answer is
 * worked out once for it and for all shops that nothing tells apart.
 */
export function shelfPrices(read: Read, place: Place, span: Span): Promise<ShelfPrices> {
  const { snapshot } = span.later;
  const ofSnapshot = known.get(snapshot) ?? new Map<string, Promise<ShelfPrices>>();
  known.set(snapshot, ofSnapshot);
  const key = [span.earlier, span.later, span.ofNewGoods].map((one) => likeness(place, one)).join();
  const found = ofSnapshot.get(key);
  if (found) return found;
  const made = workOut(read, place, span);
  ofSnapshot.set(key, made);
  for (const oldest of [...ofSnapshot.keys()].slice(0, -MOST_KNOWN)) ofSnapshot.delete(oldest);
  made.catch(() => ofSnapshot.delete(key));
  return made;
}

/** The same for shops that no list, no promotion, no rule of the company and no closed day tells apart. */
function likeness(place: Place, { snapshot, instant }: PricesAt): string {
  const lists = snapshot.prices.lists.map(({ scope }) => Number(isSoldAt(scope, place))).join('');
  const promotions = snapshot.promotions.all
    .map(({ source }) => Number(isPromotedAt(source.where, place)))
    .join('');
  const wall = wallTimeAt(place.zone, instant);
  const location = snapshot.locations.get(place.placeId);
  const shut = location?.closedOn?.includes(wall.slice(0, 10)) ?? false;
  const isThere = location !== undefined;
  return [
    snapshot.version,
    wall,
    place.zone,
    place.companyId,
    isThere,
    lists,
    promotions,
    shut,
  ].join(' ');
}

async function workOut(read: Read, place: Place, span: Span): Promise<ShelfPrices> {
  const { earlier, later, ofNewGoods } = span;
  const described = new Set(
    await selectDescribedSince(
      read,
      Number(earlier.snapshot.version),
      Number(later.snapshot.version),
    ),
  );
  const isThere = earlier.snapshot.locations.has(place.placeId);
  const mayDiffer = isThere ? suspicion(place, earlier, later, described) : () => true;
  const mayDifferNew = suspicion(place, ofNewGoods, later, new Set());
  const priceLater = remembered((itemId) => shelfPrice(place, later, itemId));
  const changed = new Map<string, { before: number | null; made: MadePrice }>();
  for (const [number, itemId] of (await selectShelfItemIds(read)).entries()) {
    if (number % AT_ONCE === 0) await breathe();
    if (later.snapshot.catalogue.numberOf(itemId) < 0) continue;
    const isKnown = isThere && earlier.snapshot.catalogue.numberOf(itemId) >= 0;
    if (!(isKnown ? mayDiffer : mayDifferNew)(itemId)) continue;
    const before = shelfPrice(place, isKnown ? earlier : ofNewGoods, itemId);
    const after = priceLater(itemId);
    if (after === null || after.amountMinor === before?.amountMinor) continue;
    changed.set(itemId, { before: before?.amountMinor ?? null, made: after });
  }
  return { changed, later: priceLater };
}

function remembered<T>(work: (itemId: string) => T): (itemId: string) => T {
  const results = new Map<string, T>();
  return (itemId) => {
    if (!results.has(itemId)) results.set(itemId, work(itemId));
    return results.get(itemId)!;
  };
}

function shelfPrice(
  { placeId }: Place,
  { snapshot, instant }: PricesAt,
  itemId: string,
): MadePrice | null {
  if (snapshot.catalogue.numberOf(itemId) < 0) return null;
  const priced = price(
    snapshot,
    { ...ANYBODY, locationId: placeId, lines: [{ lineId: '1', itemId, quantity: 1 }] },
    instant,
  );
  return priced.lines[0]!.price.source === 'none' ? null : madePrice(priced);
}
