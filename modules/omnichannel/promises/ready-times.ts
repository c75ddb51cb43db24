import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Location } from '../../base/api.ts';
import { promisesOf, type Promises } from '../orders/promises.ts';
import type { PickupPolicy } from '../orders/sql/policies.ts';
import { slotsOf, weightOf, type Capacity, type Slot } from './domain/slots.ts';
import { openingsFrom } from './openings.ts';
import { bookPlaces, selectFree, type SlotOfShop } from './sql/slots.ts';

/** An order that needs a promise: where, how many pieces, and which slot its customer chose. */
export interface ToPromise {
  readonly orderId: string;
  readonly location: Location;
  readonly policy: PickupPolicy;
  readonly pieces: number;
  /** When the chosen slot starts; null: as soon as can be. */
  readonly slotStartsAt: Date | null;
}

/** How far one looks for a free place: a day or two first, then weeks. */
const NEAR = 48;
const FAR = 800;
const DAY = 86_400_000;
/** Somebody else may fill the slots we just saw free, again and again; not this often. */
const MOST_ROUNDS = 100;
/** How many slots a customer may choose from: about a week of them. */
export const SLOTS_OFFERED = 120;

/**
 * The promises of orders. A shop with a capacity books their places: the promise is when the slot starts
 * that holds the last of them. Costs one statement for all orders that chose no slot, none when no shop
 * of theirs has a capacity; locks slots by shop and time, so call it late.
 */
export async function promiseReadyTimes(
  tx: Tx,
  orders: readonly ToPromise[],
): Promise<ReadonlyMap<string, Promises>> {
  const promises = new Map<string, Promises>();
  const plain = promisesByShop(tx.now);
  for (const order of orders) promises.set(order.orderId, plain(order));
  const counted = orders.filter(({ policy }) => policy.capacity !== null);
  const anyTime = counted.filter(({ slotStartsAt }) => slotStartsAt === null);
  const chosen = counted.filter(({ slotStartsAt }) => slotStartsAt !== null);
  // One slot after the other, in time: what stands in one statement must not compete with itself.
  const bySlot = groupedBy(
    [...chosen].sort((a, b) => a.slotStartsAt!.getTime() - b.slotStartsAt!.getTime()),
    ({ location, slotStartsAt }) => `${location.id} ${slotStartsAt!.toISOString()}`,
  );
  for (const group of [anyTime, ...bySlot.values()]) {
    if (group.length === 0) continue;
    for (const [orderId, readyBy] of await bookAll(tx, group, promises)) {
      promises.set(orderId, { ...promises.get(orderId)!, readyBy });
    }
  }
  return promises;
}

/** All orders of a batch are placed at one instant: what a shop promises is the same for each of them. */
function promisesByShop(now: Date): (order: ToPromise) => Promises {
  const known = new Map<string, Promises>();
  return ({ location: { id, schedule }, policy }) => {
    let promises = known.get(id);
    if (!promises) known.set(id, (promises = promisesOf(schedule, policy, now)));
    return promises;
  };
}

async function bookAll(
  tx: Tx,
  orders: readonly ToPromise[],
  promises: ReadonlyMap<string, Promises>,
): Promise<ReadonlyMap<string, Date>> {
  const readyBy = new Map<string, Date>();
  const left = new Map(
    orders.map(({ orderId, policy, pieces }) => [orderId, weightOf(policy.capacity!, pieces)]),
  );
  const shops = [...new Map(orders.map((order) => [order.location.id, order])).values()];
  let most = NEAR;
  for (let round = 0; round < MOST_ROUNDS && left.size > 0; round += 1) {
    const slots = shops.flatMap((order) => slotsFor(order, promises, most));
    const wanted = orders.flatMap(({ orderId, location }, place) => {
      const weight = left.get(orderId);
      return weight ? [{ place, locationId: location.id, orderId, weight }] : [];
    });
    const asked = await bookPlaces(tx, wanted, slots);
    if (asked.length === 0 && most === FAR) break;
    if (asked.length === 0) most = FAR;
    for (const { orderId, startsAt, quantity } of asked.filter(({ granted }) => granted)) {
      const rest = left.get(orderId)! - quantity;
      if (rest > 0) left.set(orderId, rest);
      else left.delete(orderId);
      readyBy.set(orderId, later(readyBy.get(orderId), startsAt));
    }
  }
  // A book that is full to its last page: after it.
  for (const { orderId, location } of orders.filter((order) => left.has(order.orderId))) {
    const shop = shops.find((other) => other.location.id === location.id)!;
    const last = slotsFor(shop, promises, FAR).at(-1);
    readyBy.set(orderId, last?.endsAt ?? promises.get(orderId)!.readyBy);
  }
  return readyBy;
}

function slotsFor(
  { orderId, location, policy, slotStartsAt }: ToPromise,
  promises: ReadonlyMap<string, Promises>,
  most: number,
): SlotOfShop[] {
  const from = slotStartsAt ?? promises.get(orderId)!.readyBy;
  return slotsAt(location, policy.capacity!, from, most);
}

function slotsAt(
  { id, schedule }: Location,
  capacity: Capacity,
  from: Date,
  most: number,
): SlotOfShop[] {
  const openings = openingsFrom(schedule, from, most);
  return slotsOf(capacity, schedule.zone, openings, from, most).map((slot) => ({
    ...slot,
    locationId: id,
  }));
}

/** The slot of a shop in which a moment lies; null when it lies in none. */
export function slotHolding(location: Location, capacity: Capacity, at: Date): Slot | null {
  const from = new Date(at.getTime() - DAY);
  const slots = slotsAt(location, capacity, from, NEAR * 2);
  return slots.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ?? null;
}

function later(a: Date | undefined, b: Date): Date {
  return a && a > b ? a : b;
}

export interface FreeSlot extends Slot {
  readonly free: number;
}

/** The next slots of some shops, with their free places: what an order that came now could be promised. */
export async function freeSlots(
  read: Read,
  shops: readonly { readonly location: Location; readonly policy: PickupPolicy }[],
  most: number,
): Promise<ReadonlyMap<string, readonly FreeSlot[]>> {
  const slots = shops.flatMap(({ location, policy }) =>
    policy.capacity === null
      ? []
      : slotsAt(
          location,
          policy.capacity,
          promisesOf(location.schedule, policy, read.now).readyBy,
          most,
        ),
  );
  return groupedBy(await selectFree(read, slots), ({ locationId }) => locationId);
}

/** By when each shop would have an order ready that came now: the first slot with a free place, if it counts them. */
export async function nextReadyTimes(
  read: Read,
  shops: readonly { readonly location: Location; readonly policy: PickupPolicy }[],
): Promise<ReadonlyMap<string, Date>> {
  const free = await freeSlots(read, shops, NEAR);
  return new Map(
    shops.map(({ location, policy }) => {
      const slots = free.get(location.id) ?? [];
      const first = slots.find((slot) => slot.free > 0) ?? slots.at(-1);
      const plain = promisesOf(location.schedule, policy, read.now).readyBy;
      return [location.id, first?.startsAt ?? plain];
    }),
  );
}

/** Whether a chosen slot is one of the shop's and has room for an order that takes so many places. */
export function hasRoom(slots: readonly FreeSlot[], startsAt: Date, weight: number): boolean {
  const slot = slots.find((other) => other.startsAt.getTime() === startsAt.getTime());
  return slot !== undefined && slot.free >= Math.min(weight, slot.places);
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
