import { instantOfWall, wallClock } from '../../server/kernel/time.ts';
import type { ItemSeed, StyleSeed } from './catalogue.ts';
import type { CustomerSeed } from './customers.ts';
import type { LocationSeed } from './locations.ts';
import { chance, fixedId, type Chance } from './random.ts';
import type { LevelSeed } from './stock-history.ts';

/** How far an order of the demo has come by the time somebody opens the shop. */
export type PlannedEnd =
  | 'placed'
  | 'acknowledged'
  | 'picking'
  | 'picked'
  | 'staged'
  | 'ready'
  | 'collected'
  | 'cancelled'
  | 'cancelled-late'
  /** Nobody came; the pieces still lie on the shelf, or are back in their place. */
  | 'no-show'
  | 'no-show-put-back'
  /** A piece was not found: the customer has not answered yet, or took the rest. */
  | 'short-asked'
  | 'short-partial'
  /** Looked at in the shop and left there. */
  | 'left';

export interface PlannedOrder {
  readonly attempt: string;
  readonly channel: 'web' | 'phone';
  readonly locationId: string;
  readonly customer: CustomerSeed;
  readonly lines: readonly { readonly item: ItemSeed; readonly quantity: number }[];
  readonly paidOnline: boolean;
  readonly placedAt: Date;
  readonly end: PlannedEnd;
  readonly shelf: string;
  /** Opening minutes that preparing took longer than it should. */
  readonly lateMinutes: number;
}

const ZONE = 'Europe/Rome';
/** The shop that does not keep up. */
const STRAINED = 'RM01';

/** 400 orders over thirty days, in the order they came in: more on busy days, more in big shops. */
export function demoOrders(
  styles: readonly StyleSeed[],
  locations: readonly LocationSeed[],
  customers: readonly CustomerSeed[],
  levels: readonly LevelSeed[],
  now: Date,
  count = 400,
): PlannedOrder[] {
  const dice = chance(20_260_905);
  const shelfStock = stockByShop(levels);
  const itemOf = new Map(
    styles.flatMap(({ items }) => items.map((item) => [item.id, item] as const)),
  );
  const shops = locations
    .filter(({ kind }) => kind === 'store')
    .map((one) => [one, one.weight] as const);
  const orders = Array.from({ length: count }, (_, place): PlannedOrder => {
    // The last sixty came in since yesterday evening; the others over the month before.
    const recent = place >= count - 60;
    const placedAt = recent
      ? new Date(now.getTime() - dice.whole(3, 14 * 60) * 60_000)
      : momentOfDay(dice, now, dice.whole(1, 29));
    const shop = place % (recent ? 2 : 9) === 0 ? locations[0]! : dice.weighted(shops);
    const wanted = dice.weighted([
      [1, 6],
      [2, 3],
      [3, 1],
    ] as const);
    const lines = takeFromShelves(dice, shelfStock.get(shop.id)!, wanted, itemOf);
    return {
      attempt: fixedId(6, place + 1),
      channel: dice.happens(0.9) ? 'web' : 'phone',
      locationId: shop.id,
      customer: dice.pick(customers),
      lines,
      paidOnline: dice.happens(0.75),
      placedAt,
      end: recent ? recentEnd(dice, now, placedAt) : olderEnd(dice, now, placedAt),
      shelf: `${dice.pick(['A', 'B', 'C'])}${dice.whole(1, 6)}`,
      lateMinutes: dice.happens(shop.id === STRAINED ? 0.3 : 0.04) ? dice.whole(70, 160) : 0,
    };
  });
  return orders
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
}

function momentOfDay(dice: Chance, now: Date, daysAgo: number): Date {
  const day = new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return instantOfWall(
    ZONE,
    day,
    dice.weighted([
      [dice.whole(9 * 60, 13 * 60), 3],
      [dice.whole(13 * 60, 19 * 60), 4],
      [dice.whole(19 * 60, 23 * 60), 3],
    ] as const),
  );
}

// oxfmt-ignore
function recentEnd(dice: Chance, now: Date, placedAt: Date): PlannedEnd {
  const minutes = shopMinutes(placedAt, now);
  if (minutes < 40) return dice.weighted([['placed', 4], ['acknowledged', 1]] as const);
  if (minutes < 110)
    return dice.weighted([['placed', 5], ['acknowledged', 4], ['picking', 3], ['picked', 1], ['staged', 2]] as const);
  return dice.weighted([
    ['ready', 14], ['collected', 6], ['picking', 1], ['placed', 1], ['cancelled', 2], ['cancelled-late', 1], ['short-asked', 2],
  ] as const);
}

const OPENS_MINUTE = 10 * 60;
const CLOSES_MINUTE = 19 * 60 + 30;

/** About how long a shop had its door open between the two: nobody prepares an order at night. */
function shopMinutes(from: Date, to: Date): number {
  let minutes = 0;
  for (let at = from.getTime(); at < to.getTime(); at += 5 * 60_000) {
    const { minute } = wallClock(ZONE, new Date(at));
    if (minute >= OPENS_MINUTE && minute < CLOSES_MINUTE) minutes += 5;
  }
  return minutes;
}

function olderEnd(dice: Chance, now: Date, placedAt: Date): PlannedEnd {
  const days = (now.getTime() - placedAt.getTime()) / 86_400_000;
  if (days < 6)
    return dice.weighted([
      ['ready', 4],
      ['collected', 5],
      ['cancelled', 1],
      ['short-partial', 1],
    ] as const);
  // The last day to collect has passed nine days on, whatever holidays there were.
  const uncollected = days > 9 ? 2 : 0;
  return dice.weighted([
    ['no-show', uncollected / 2],
    ['no-show-put-back', uncollected],
    ['left', 1],
    ['short-partial', 1],
    ['collected', 34],
    ['cancelled', 4],
    ['cancelled-late', 2],
  ] as const);
}

/** What may still be promised, by shop: the plan never asks for more than there is. */
function stockByShop(levels: readonly LevelSeed[]): Map<string, Map<string, number>> {
  const shops = new Map<string, Map<string, number>>();
  for (const { locationId, itemId, condition, onHand } of levels) {
    if (condition !== 'sellable' || onHand < 1) continue;
    const shop = shops.get(locationId) ?? new Map<string, number>();
    shop.set(itemId, onHand);
    shops.set(locationId, shop);
  }
  return shops;
}

function takeFromShelves(
  dice: Chance,
  shelf: Map<string, number>,
  wanted: number,
  itemOf: ReadonlyMap<string, ItemSeed>,
): PlannedOrder['lines'] {
  const there = [...shelf.keys()];
  const lines: { item: ItemSeed; quantity: number }[] = [];
  for (let one = 0; one < wanted; one += 1) {
    const itemId = dice.pick(there);
    const left = shelf.get(itemId) ?? 0;
    if (left < 1 || lines.some(({ item }) => item.id === itemId)) continue;
    shelf.set(itemId, left - 1);
    lines.push({ item: itemOf.get(itemId)!, quantity: 1 });
  }
  return lines;
}
