import { locationsFor } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { addDays, DAY_CUT_OVER_MINUTE, instantOfWall } from '../../../server/kernel/time.ts';
import { businessDayOf, locationsById, type Location } from '../../base/api.ts';
import { summary } from '../orders/queries.ts';
import type { OrderSummary } from '../orders/reading-contracts.ts';
import { selectOrders } from '../orders/sql/reading.ts';
import type {
  measuredOrdersEndpoint,
  measuresEndpoint,
  PickupMeasures,
  ReturnMeasures,
  returnMeasuresEndpoint,
} from './contracts.ts';
import { NOTHING_COUNTED, type Counts } from './domain.ts';
import { selectRefundsWaiting, selectReturnCounts, selectReturnReasons } from './returns-sql.ts';
import {
  selectArrivals,
  selectBehind,
  selectCounts,
  selectToWatch,
  type CountsRow,
  type ShopPeriod,
} from './sql.ts';

const READ = 'omnichannel.measures.read';

/** How pickups went in a period, shop by shop, and in the period of equal length before it. */
export async function readMeasures(
  read: Read,
  { from, until, locationId }: InputOf<typeof measuresEndpoint>,
): Promise<PickupMeasures> {
  const shops = await shopsAsked(read, locationId);
  const periods = shops.map((shop) => periodOf(shop, from, until));
  const days = daysBetween(from, until);
  const before = shops.map((shop) => periodOf(shop, addDays(from, -days), addDays(from, -1)));
  const counts = await selectCounts(read, periods);
  const countsBefore = await selectCounts(read, before);
  const watch = await selectToWatch(
    read,
    shops.map((shop) => ({ locationId: shop.id, tomorrowEnds: endOfTomorrow(shop, read.now) })),
  );
  const nameOf = new Map(shops.map(({ id, name }) => [id, name]));
  return {
    from,
    until,
    now: countsOf(counts, null),
    before: countsOf(countsBefore, null),
    shops: shops.map(({ id, name }) => ({ locationId: id, name, counts: countsOf(counts, id) })),
    arrivals: await selectArrivals(read, periods),
    lateNow: watch
      .filter(({ late }) => late > 0)
      .sort((a, b) => b.late - a.late)
      .map(({ locationId: id, late }) => ({ locationId: id, name: nameOf.get(id)!, orders: late })),
    lastDays: watch.reduce((sum, { lastDays }) => sum + lastDays, 0),
  };
}

/** What came back in a period and why, against the period before, and the refunds that wait now. */
export async function readReturnMeasures(
  read: Read,
  { from, until, locationId }: InputOf<typeof returnMeasuresEndpoint>,
): Promise<ReturnMeasures> {
  const shops = await shopsAsked(read, locationId);
  const periods = shops.map((shop) => periodOf(shop, from, until));
  const days = daysBetween(from, until);
  const before = shops.map((shop) => periodOf(shop, addDays(from, -days), addDays(from, -1)));
  return {
    from,
    until,
    now: await selectReturnCounts(read, periods),
    before: await selectReturnCounts(read, before),
    reasons: await selectReturnReasons(read, periods),
    waiting: await selectRefundsWaiting(
      read,
      shops.map(({ id }) => id),
    ),
  };
}

/** The orders that a figure counts, newest first. */
export async function measuredOrders(
  read: Read,
  input: InputOf<typeof measuredOrdersEndpoint>,
): Promise<{ items: OrderSummary[]; next: string | null }> {
  const limit = input.limit ?? 50;
  const mark = readPageMark<[string, string]>(input.after, ['string', 'string']);
  const shops = await shopsAsked(read, input.locationId);
  const orderIds = await selectBehind(read, {
    figure: input.figure,
    shops: shops.map((shop) => periodOf(shop, input.from, input.until)),
    weekday: input.weekday ?? null,
    hour: input.hour ?? null,
    after: mark && { placedAt: mark[0], orderId: mark[1] },
    limit: limit + 1,
  });
  const rows = await selectOrders(read, {
    locationIds: null,
    channels: null,
    state: null,
    search: null,
    orderIds,
    after: null,
    limit: limit + 1,
  });
  return pageFrom(rows, limit, (row) => [row.placedAt.toISOString(), row.orderId], summary);
}

/** The shops asked about, as far as one may see them, by name. */
async function shopsAsked(read: Read, locationId: string | undefined): Promise<Location[]> {
  const allowed = locationsFor(read.actor, READ);
  const asked =
    locationId === undefined
      ? allowed
      : allowed === null || allowed.includes(locationId)
        ? [locationId]
        : [];
  const shops = [...(await locationsById(read, asked)).values()];
  return shops
    .filter(({ kind }) => kind === 'store')
    .sort((a, b) => a.name.localeCompare(b.name, 'it'));
}

/** Business days, both included, as the moments they begin and end on the shop's clock. */
function periodOf({ id, schedule: { zone } }: Location, from: string, until: string): ShopPeriod {
  return {
    locationId: id,
    zone,
    from: instantOfWall(zone, from, DAY_CUT_OVER_MINUTE),
    until: instantOfWall(zone, addDays(until, 1), DAY_CUT_OVER_MINUTE),
    fromDay: from,
    untilDay: until,
  };
}

function endOfTomorrow({ schedule }: Location, now: Date): Date {
  return instantOfWall(
    schedule.zone,
    addDays(businessDayOf(schedule, now), 2),
    DAY_CUT_OVER_MINUTE,
  );
}

/** How many days a period has, both ends included; one at least. */
function daysBetween(from: string, until: string): number {
  const days = (Date.parse(`${until}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000;
  return Math.max(1, Math.round(days) + 1);
}

function countsOf(rows: readonly CountsRow[], locationId: string | null): Counts {
  const row = rows.find((other) => other.locationId === locationId);
  if (!row) return NOTHING_COUNTED;
  const { locationId: _of, ...counts } = row;
  return counts;
}
