import { setImmediate as breathe } from 'node:timers/promises';
import type { Read } from '../../../server/db/transaction.ts';
import { addDays, dayAt, instantOfWall } from '../../../server/kernel/time.ts';
import { localMillis } from '../engine/domain/local-time.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import type { Place } from '../goods/sql/places.ts';
import { currentVersion, versionAsKnownAt } from '../goods/sql/versions.ts';
import { changePoints } from '../price-history/domain/change-points.ts';
import { instantOf, wallTimeAt } from '../price-lists/domain/wall-time.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import type { MadePrice } from '../quotes/window-price.ts';
import { AT_ONCE, shelfPrices, type ShelfPrices, type Span } from './changed-prices.ts';
import type { LabelRound } from './sql.ts';

/** What the shelf says in the evening, and what it has to say before the door opens. */
const EVENING_MINUTE = 20 * 60;
export const MORNING_MINUTE = 8 * 60;
/** How many days a label that was put up is remembered. */
export const REMEMBERED_DAYS = 60;

/** A label that is to be on the shelf, or is there since that day. */
export interface DueLabel {
  readonly itemId: string;
  readonly before: number | null;
  readonly made: MadePrice;
  readonly up: boolean;
}

/** What a shop has put up: on the day itself, and of every item the latest of the days before. */
export interface PutUp {
  readonly round: LabelRound | null;
  readonly earlier: Readonly<Record<string, number>>;
}

/**
 * The labels of a day in a shop. What the shelf says is what was put up last; where nobody said so, what was
 * the price on the morning before, as it was known then. It has to say what is the price in the morning, and
 * on the day itself now: a promotion paused at noon is on the list at once.
 */
export async function dueLabels(
  read: Read,
  tools: PricingTools,
  place: Place,
  day: string,
  putUp: PutUp,
): Promise<DueLabel[]> {
  const held = await tools.keeper.atLeast(await currentVersion(read));
  if (day < dayAt(place.zone, read.now)) {
    const prices = await shelfPrices(read, place, overnight(held, place, day));
    return [...prices.changed].map(([itemId, { before, made }]) => ({
      itemId,
      before,
      made,
      up: putUp.round?.putUp[itemId] === made.amountMinor,
    }));
  }
  return differing(
    await shelfPrices(read, place, await sinceMorning(read, tools, held, place, day)),
    putUp,
  );
}

/** Of a day that is over: the evening before and its morning. */
function overnight(snapshot: Snapshot, place: Place, day: string): Span {
  const evening = instantOfWall(place.zone, addDays(day, -1), EVENING_MINUTE);
  const later = { snapshot, instant: instantOfWall(place.zone, day, MORNING_MINUTE) };
  const earlier = { snapshot, instant: evening };
  return { earlier, later, ofNewGoods: earlier };
}

async function sinceMorning(
  read: Read,
  { keeper }: PricingTools,
  held: Snapshot,
  place: Place,
  day: string,
): Promise<Span> {
  const before = instantOfWall(place.zone, addDays(day, -1), MORNING_MINUTE);
  const knownAt = before < read.now ? before : read.now;
  const snapshot = await keeper.asOf(read, await versionAsKnownAt(read, knownAt));
  const { earlier: evening, later: morning } = overnight(held, place, day);
  const isToday = day === dayAt(place.zone, read.now);
  return {
    earlier: { snapshot, instant: before },
    later: isToday
      ? { snapshot: held, instant: latestChange(held, place, morning.instant, read.now) }
      : morning,
    ofNewGoods: evening,
  };
}

/** When prices changed last on a day: until they change again the answer stays the same. */
function latestChange(snapshot: Snapshot, place: Place, morning: Date, now: Date): Date {
  if (now <= morning) return morning;
  const span = { from: wallTimeAt(place.zone, morning), to: wallTimeAt(place.zone, now) };
  const promotions = snapshot.promotions.all.map(({ source }) => source);
  const ofPromotions = changePoints({ lists: [], promotions }, span).at(-1)!;
  const latest = latestOfLists(snapshot, localMillis(ofPromotions), localMillis(span.to));
  return instantOf(place.zone, new Date(latest).toISOString().slice(0, 16));
}

/** The last time up to another one at which a list price begins or ends, as far as it comes after a first. */
function latestOfLists({ prices }: Snapshot, first: number, until: number): number {
  let latest = first;
  for (const list of prices.lists) {
    for (const layer of [[list], list.byItem.periods(), list.byStyle.periods()]) {
      for (const { from, to } of layer) {
        if (from > latest && from <= until) latest = from;
        if (to > latest && to <= until) latest = to;
      }
    }
  }
  return latest;
}

/** Every item that the shelf says something else of than it has to, and what was put up on the day. */
async function differing(
  { changed, later }: ShelfPrices,
  { round, earlier }: PutUp,
): Promise<DueLabel[]> {
  const itemIds = new Set([
    ...changed.keys(),
    ...Object.keys(earlier),
    ...Object.keys(round?.putUp ?? {}),
  ]);
  const due: DueLabel[] = [];
  for (const [number, itemId] of [...itemIds].entries()) {
    if (number % AT_ONCE === 0) await breathe();
    const made = later(itemId);
    if (made === null) continue;
    const change = changed.get(itemId);
    const stood = earlier[itemId] ?? (change ? change.before : made.amountMinor);
    const said = round?.putUp[itemId];
    const up = said === made.amountMinor;
    const before = up || said === undefined ? stood : said;
    if (before !== made.amountMinor) due.push({ itemId, before, made, up });
  }
  return due;
}
