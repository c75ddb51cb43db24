import { setImmediate as breathe } from 'node:timers/promises';
import type { Read } from '../../../server/db/transaction.ts';
import { addDays, instantOfWall } from '../../../server/kernel/time.ts';
import { addBit, eachBit, intersect, subtract, unite, type Bits } from '../engine/domain/bits.ts';
import { price } from '../engine/domain/price.ts';
import { Scene } from '../engine/domain/scene.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import type { Place } from '../goods/sql/places.ts';
import { isPromotedAt, isSoldAt } from '../price-history/domain/sold-at.ts';
import { madePrice, type MadePrice } from '../quotes/window-price.ts';
import { selectShelfItems, type LabelItem } from './sql.ts';

/** What the shelf says in the evening, and what it has to say before the door opens. */
const EVENING_MINUTE = 20 * 60;
export const MORNING_MINUTE = 8 * 60;
/** Items priced before others get their turn: a till does not wait for a list of labels. */
const AT_ONCE = 200;

export interface ChangedPrice extends LabelItem {
  readonly before: number | null;
  readonly after: number;
  /** What makes the new one. */
  readonly made: MadePrice;
}

/** Days and kinds of shops that are remembered of one version: two weeks of a chain with a few of each. */
const MOST_KNOWN = 100;
const known = new WeakMap<Snapshot, Map<string, Promise<readonly ChangedPrice[]>>>();

/**
 * The shelf prices that change in a shop between the evening before a day and its morning: for anybody, of
 * one piece. A version of prices never changes, so the answer is worked out once for it and for all shops
 * that nothing tells apart.
 */
export function changedPrices(
  read: Read,
  snapshot: Snapshot,
  place: Place,
  day: string,
): Promise<readonly ChangedPrice[]> {
  const ofSnapshot = known.get(snapshot) ?? new Map<string, Promise<readonly ChangedPrice[]>>();
  known.set(snapshot, ofSnapshot);
  const key = `${day} ${likeness(snapshot, place, day)}`;
  const found = ofSnapshot.get(key);
  if (found) return found;
  const made = workOut(read, snapshot, place, day);
  ofSnapshot.set(key, made);
  for (const oldest of [...ofSnapshot.keys()].slice(0, -MOST_KNOWN)) ofSnapshot.delete(oldest);
  made.catch(() => ofSnapshot.delete(key));
  return made;
}

/** The same for shops that no list, no promotion, no rule of the company and no closed day tells apart. */
function likeness(snapshot: Snapshot, place: Place, day: string): string {
  const lists = snapshot.prices.lists.map(({ scope }) => Number(isSoldAt(scope, place))).join('');
  const promotions = snapshot.promotions.all
    .map(({ source }) => Number(isPromotedAt(source.where, place)))
    .join('');
  const closed = snapshot.locations.get(place.placeId)?.closedOn ?? [];
  const shut = [addDays(day, -1), day].map((one) => Number(closed.includes(one))).join('');
  return [place.zone, place.companyId, lists, promotions, shut].join(' ');
}

async function workOut(
  read: Read,
  snapshot: Snapshot,
  place: Place,
  day: string,
): Promise<readonly ChangedPrice[]> {
  const evening = instantOfWall(place.zone, addDays(day, -1), EVENING_MINUTE);
  const morning = instantOfWall(place.zone, day, MORNING_MINUTE);
  const mayChange = suspicion(snapshot, place, evening, morning);
  const changed: ChangedPrice[] = [];
  const items = await selectShelfItems(read);
  for (const [number, item] of items.entries()) {
    if (number % AT_ONCE === 0) await breathe();
    const inCatalogue = snapshot.catalogue.numberOf(item.itemId);
    if (inCatalogue < 0 || !mayChange(inCatalogue)) continue;
    const before = shelfPrice(snapshot, place, item.itemId, evening);
    const after = shelfPrice(snapshot, place, item.itemId, morning);
    if (after === null || after.amountMinor === before?.amountMinor) continue;
    changed.push({
      ...item,
      before: before?.amountMinor ?? null,
      after: after.amountMinor,
      made: after,
    });
  }
  return changed;
}

/**
 * Which items may cost something else in the morning: those whose list price differs, and those that a
 * promotion is about that begins, ends or counts the days since they came. Of the others nothing can have
 * changed, and a markdown of one line is not looked for among twelve thousand items one by one.
 */
function suspicion(
  snapshot: Snapshot,
  place: Place,
  evening: Date,
  morning: Date,
): (item: number) => boolean {
  const [before, after] = [evening, morning].map((instant) => momentOf(snapshot, place, instant));
  const differing = before!.inForce.slice();
  subtract(differing, after!.inForce);
  const begun = after!.inForce.slice();
  subtract(begun, before!.inForce);
  unite(differing, begun);
  eachBit(after!.inForce, (number) => {
    const { source } = snapshot.promotions.all[number]!;
    if (JSON.stringify(source).includes('daysSinceArrival')) addBit(differing, number);
  });
  const search = snapshot.promotions.index.within(differing);
  return (item) => {
    if (before!.listPrice(item) !== after!.listPrice(item)) return true;
    let about = false;
    search.eachAbout(item, () => (about = true));
    return about;
  };
}

interface Moment {
  /** Promotions for anybody that hold in the shop now. */
  readonly inForce: Bits;
  readonly listPrice: (item: number) => number | null;
}

function momentOf(snapshot: Snapshot, place: Place, instant: Date): Moment {
  const scene = new Scene(snapshot, { ...ANYBODY, locationId: place.placeId, lines: [] }, instant);
  const { circumstances } = snapshot.promotions;
  const inForce = circumstances.atPlace(scene.place).slice();
  circumstances.keepInForce(inForce, scene.time, scene.closedToday);
  intersect(inForce, circumstances.forCustomer(null));
  const { companyId, location } = scene.place;
  const book = snapshot.prices.bookFor(scene.basket, companyId, location);
  const withVat = scene.policy.vat.prices === 'inclusive';
  const { reached } = scene.time;
  return {
    inForce,
    listPrice: (item) =>
      snapshot.prices.find(book, { item, quantity: 1, styleQuantity: 1, reached }, withVat)
        ?.amountMinor ?? null,
  };
}

const ANYBODY = { channel: 'store', currency: 'EUR', customer: null, explain: 'none' } as const;

function shelfPrice(
  snapshot: Snapshot,
  place: Place,
  itemId: string,
  instant: Date,
): MadePrice | null {
  const priced = price(
    snapshot,
    { ...ANYBODY, locationId: place.placeId, lines: [{ lineId: '1', itemId, quantity: 1 }] },
    instant,
  );
  return priced.lines[0]!.price.source === 'none' ? null : madePrice(priced);
}
