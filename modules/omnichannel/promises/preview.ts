import { locationsFor } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { addDays, DAY_CUT_OVER_MINUTE, instantOfWall } from '../../../server/kernel/time.ts';
import {
  businessDayOf,
  locationsById,
  openingMinutesBetween,
  type Location,
} from '../../base/api.ts';
import { promisesOf } from '../orders/promises.ts';
import { slotsOf, weightOf } from './domain/slots.ts';
import { termsOf, type PickupTerms } from './domain/terms.ts';
import { openingsFrom } from './openings.ts';
import type { DayUnderRules, previewRulesEndpoint, RulesPreview } from './preview-contracts.ts';
import { selectPolicies } from './sql/policies.ts';
import { selectPlacedOn, type PlacedOrder } from './sql/preview.ts';

/** How many slots ahead an order looks for a place. */
const AHEAD = 200;

/** What a day would have looked like under a draft, beside the rules that hold now. */
export async function previewRules(
  read: Read,
  { locationId, terms, day }: InputOf<typeof previewRulesEndpoint>,
): Promise<RulesPreview> {
  const draft = terms as Partial<PickupTerms>;
  const shops = await shopsUnder(read, locationId);
  const { inForce } = await selectPolicies(read);
  const chain = inForce.find((policy) => policy.locationId === null)?.terms ?? {};
  const ownOf = (id: string) => inForce.find((policy) => policy.locationId === id)?.terms;
  const asked = day ?? addDays(businessDayOf(firstSchedule(shops), read.now), -1);
  const placed = await selectPlacedOn(
    read,
    shops.map(({ id, schedule: { zone } }) => ({
      locationId: id,
      from: instantOfWall(zone, asked, DAY_CUT_OVER_MINUTE),
      until: instantOfWall(zone, addDays(asked, 1), DAY_CUT_OVER_MINUTE),
    })),
  );
  const before: OrderUnderRules[] = [];
  const after: OrderUnderRules[] = [];
  for (const shop of shops) {
    const orders = placed.filter((order) => order.locationId === shop.id);
    const own = ownOf(shop.id);
    const changed =
      locationId === null ? termsOf({ ...chain, ...draft }, own) : termsOf(chain, draft);
    before.push(...underRules(shop, termsOf(chain, own), orders, read.now));
    after.push(...underRules(shop, changed, orders, read.now));
  }
  return { day: asked, orders: placed.length, inForce: counted(before), draft: counted(after) };
}

async function shopsUnder(read: Read, locationId: string | null): Promise<Location[]> {
  const allowed = locationsFor(read.actor, 'omnichannel.policy.read');
  const asked =
    locationId === null
      ? allowed
      : allowed === null || allowed.includes(locationId)
        ? [locationId]
        : [];
  return [...(await locationsById(read, asked)).values()].filter(
    ({ kind, active }) => kind === 'store' && active,
  );
}

/** A chain's yesterday is that of its first shop; without any it is the day of Rome. */
function firstSchedule([first]: readonly Location[]): Location['schedule'] {
  return first?.schedule ?? { zone: 'Europe/Rome', week: [], exceptions: {} };
}

interface OrderUnderRules {
  readonly sameDay: boolean;
  readonly minutes: number;
  readonly late: boolean;
  readonly unseen: boolean;
}

/** Each order gets the promise it would have got, first come first served, and is held against what happened. */
function underRules(
  { schedule }: Location,
  policy: PickupTerms,
  orders: readonly PlacedOrder[],
  now: Date,
): OrderUnderRules[] {
  const booked = new Map<number, number>();
  return orders.map((order) => {
    const { placedAt, pieces, acknowledgedAt, readyAt, endedAt } = order;
    const { acknowledgeBy, readyBy: soonest } = promisesOf(schedule, policy, placedAt);
    const readyBy = placeIn(schedule, policy, soonest, pieces, booked);
    const until = readyAt ?? endedAt ?? now;
    return {
      sameDay: businessDayOf(schedule, readyBy) === businessDayOf(schedule, placedAt),
      minutes: openingMinutesBetween(schedule, placedAt, readyBy),
      // Who was called off before its promise is neither late nor in time.
      late: until > readyBy,
      unseen: (acknowledgedAt ?? endedAt ?? now) > acknowledgeBy,
    };
  });
}

function placeIn(
  schedule: Location['schedule'],
  { capacity }: PickupTerms,
  soonest: Date,
  pieces: number,
  booked: Map<number, number>,
): Date {
  if (capacity === null) return soonest;
  let left = weightOf(capacity, pieces);
  const openings = openingsFrom(schedule, soonest, AHEAD);
  for (const slot of slotsOf(capacity, schedule.zone, openings, soonest, AHEAD)) {
    const key = slot.startsAt.getTime();
    const taken = Math.min(left, Math.max(0, slot.places - (booked.get(key) ?? 0)));
    booked.set(key, (booked.get(key) ?? 0) + taken);
    left -= taken;
    if (left === 0) return slot.startsAt;
  }
  return soonest;
}

function counted(orders: readonly OrderUnderRules[]): DayUnderRules {
  const minutes = orders.map((order) => order.minutes).sort((a, b) => a - b);
  return {
    sameDay: orders.filter(({ sameDay }) => sameDay).length,
    medianMinutes: minutes[Math.floor((minutes.length - 1) / 2)] ?? null,
    late: orders.filter(({ late }) => late).length,
    unseen: orders.filter(({ unseen }) => unseen).length,
  };
}
