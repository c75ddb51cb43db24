import { addDays } from '../../../../server/kernel/time.ts';
import { addBit, intersect, noBits, subtract, unite, type Bits } from './bits.ts';
import type { BasketCustomer } from './basket.ts';
import { isWithin, periodOf, type LocalTime, type Period } from './local-time.ts';
import type { Audience } from './audience.ts';
import type { Promotion, When, Where } from './promotion.ts';
import type { SnapshotLocation } from './snapshot-source.ts';

/** Where and through which channel a basket is sold. */
export interface Place {
  readonly companyId: string;
  readonly location: SnapshotLocation | null;
  readonly channel: string;
}

/** The hours and days of a promotion, apart from its period. */
interface Schedule {
  readonly when: When;
  readonly promotions: Bits;
}

/** Who asks for one of some values, and who does not ask. */
class Restriction {
  readonly #indifferent: Bits;
  readonly #byValue = new Map<string, number[]>();

  constructor(values: readonly (readonly string[] | undefined)[]) {
    this.#indifferent = noBits(values.length);
    values.forEach((wanted, promotion) => {
      if (!wanted) addBit(this.#indifferent, promotion);
      for (const value of wanted ?? []) {
        const list = this.#byValue.get(value);
        if (list) list.push(promotion);
        else this.#byValue.set(value, [promotion]);
      }
    });
  }

  mentions(value: string): boolean {
    return this.#byValue.has(value);
  }

  /** A set of one's own: those that accept one of the values, or any. */
  accepting(values: readonly string[]): Bits {
    const bits = this.#indifferent.slice();
    for (const value of values)
      for (const promotion of this.#byValue.get(value) ?? []) addBit(bits, promotion);
    return bits;
  }
}

/** Locations, groups and regions in one space of names; undefined where none restricts. */
function placeKeys({ locations, groups, regions }: Where): string[] | undefined {
  if (!locations && !groups && !regions) return undefined;
  return [
    ...(locations ?? []).map((id) => `location:${id}`),
    ...(groups ?? []).map((id) => `group:${id}`),
    ...(regions ?? []).map((id) => `region:${id}`),
  ];
}

function keysOf({ id, groups = [], region }: SnapshotLocation): string[] {
  return [
    `location:${id}`,
    ...groups.map((group) => `group:${group}`),
    ...(region === undefined ? [] : [`region:${region}`]),
  ];
}

/** Which promotions hold somewhere, at some time, for somebody: found once, then remembered. */
export class Circumstances {
  readonly #size: number;
  readonly #periods: readonly Period[];
  readonly #boundaries: Float64Array;
  readonly #schedules: readonly Schedule[];
  readonly #companies: Restriction;
  readonly #channels: Restriction;
  readonly #places: Restriction;
  readonly #excepted: Restriction;
  readonly #atPlace = new Map<string, Bits>();
  readonly #inPeriod = new Map<number, Bits>();
  readonly #everybody: Bits;
  readonly #audiences = new Map<string, Bits>();
  readonly #customers = new Map<string, number[]>();

  constructor(promotions: readonly Promotion[]) {
    this.#size = promotions.length;
    this.#periods = promotions.map(({ when }) => periodOf(when));
    const ends = this.#periods.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
    this.#boundaries = Float64Array.from(new Set(ends)).toSorted();
    this.#schedules = schedulesOf(promotions);
    const wheres = promotions.map(({ where }) => where);
    this.#companies = new Restriction(wheres.map(({ companies }) => companies));
    this.#channels = new Restriction(wheres.map(({ channels }) => channels));
    this.#places = new Restriction(wheres.map(placeKeys));
    this.#excepted = new Restriction(wheres.map(({ exceptLocations = [] }) => exceptLocations));
    this.#everybody = noBits(promotions.length);
    promotions.forEach(({ who }, promotion) => {
      for (const audience of who) this.#admit(audience, promotion);
    });
  }

  /** Those that hold at the place; the set is remembered: do not change it. */
  atPlace({ companyId, location, channel }: Place): Bits {
    const known = this.#channels.mentions(channel) ? channel : '';
    const key = `${companyId}|${location?.id ?? ''}|${known}`;
    let bits = this.#atPlace.get(key);
    if (!bits) {
      bits = this.#companies.accepting([companyId]);
      intersect(bits, this.#channels.accepting([channel]));
      intersect(bits, this.#places.accepting(location ? keysOf(location) : []));
      if (location) subtract(bits, this.#excepted.accepting([location.id]));
      this.#atPlace.set(key, bits);
    }
    return bits;
  }

  /** Takes out of `among` those that are not in force at the time. */
  keepInForce(among: Bits, time: LocalTime, closedToday: boolean): void {
    intersect(among, this.#periodsAt(time.reached));
    for (const { when, promotions } of this.#schedules)
      if (!isScheduled(when, time, closedToday)) subtract(among, promotions);
  }

  /** Those for the customer. */
  forCustomer(customer: BasketCustomer | null): Bits {
    if (!customer) return this.#everybody;
    const bits = this.#everybody.slice();
    for (const key of audienceKeys(customer)) {
      const more = this.#audiences.get(key);
      if (more) unite(bits, more);
    }
    if (customer.id !== null)
      for (const promotion of this.#customers.get(customer.id) ?? []) addBit(bits, promotion);
    return bits;
  }

  periodOf(promotion: number): Period {
    return this.#periods[promotion]!;
  }

  #periodsAt(reached: number): Bits {
    const interval = intervalOf(this.#boundaries, reached);
    let bits = this.#inPeriod.get(interval);
    if (!bits) {
      bits = noBits(this.#size);
      for (let i = 0; i < this.#size; i++)
        if (isWithin(this.#periods[i]!, { reached })) addBit(bits, i);
      // A replay of a year passes every boundary: remember some, not all.
      if (this.#inPeriod.size > 64) this.#inPeriod.clear();
      this.#inPeriod.set(interval, bits);
    }
    return bits;
  }

  #admit(audience: Audience, promotion: number): void {
    if (audience.kind === 'everybody') addBit(this.#everybody, promotion);
    else if (audience.kind === 'customer') {
      for (const id of audience.in) {
        const list = this.#customers.get(id);
        if (list) list.push(promotion);
        else this.#customers.set(id, [promotion]);
      }
    } else {
      const names = 'in' in audience ? audience.in : [''];
      for (const name of names) {
        const key = `${audience.kind}:${name}`;
        const bits = this.#audiences.get(key) ?? noBits(this.#size);
        addBit(bits, promotion);
        this.#audiences.set(key, bits);
      }
    }
  }
}

function audienceKeys({ hasCard, tier, segments = [], isStaff }: BasketCustomer): string[] {
  return [
    ...(hasCard ? ['card:'] : []),
    ...(tier === undefined ? [] : [`tier:${tier}`]),
    ...segments.map((segment) => `segment:${segment}`),
    ...(isStaff ? ['staff:'] : []),
  ];
}

/** Is the customer one of them? */
export function isAmong(customer: BasketCustomer | null, audiences: readonly Audience[]): boolean {
  return audiences.some((audience) => {
    switch (audience.kind) {
      case 'everybody':
        return true;
      case 'card':
        return customer?.hasCard ?? false;
      case 'staff':
        return customer?.isStaff ?? false;
      case 'tier':
        return customer?.tier !== undefined && audience.in.includes(customer.tier);
      case 'segment':
        return customer?.segments?.some((segment) => audience.in.includes(segment)) ?? false;
      case 'customer':
        return typeof customer?.id === 'string' && audience.in.includes(customer.id);
    }
  });
}

/** Why a promotion does not hold at a place; null where it does. */
export function placeRefusal(
  where: Where,
  { companyId, location, channel }: Place,
): 'other-company' | 'other-channel' | 'other-location' | null {
  if (where.companies && !where.companies.includes(companyId)) return 'other-company';
  if (where.channels && !where.channels.includes(channel)) return 'other-channel';
  const { locations, groups, regions, exceptLocations } = where;
  if (location && exceptLocations?.includes(location.id)) return 'other-location';
  if (!locations && !groups && !regions) return null;
  const isThere =
    location !== null &&
    ((locations?.includes(location.id) ?? false) ||
      (groups?.some((group) => location.groups?.includes(group)) ?? false) ||
      (location.region !== undefined && (regions?.includes(location.region) ?? false)));
  return isThere ? null : 'other-location';
}

/** On such a day and at such an hour? The period is another question. */
export function isScheduled(when: When, time: LocalTime, closedToday: boolean): boolean {
  const { hours } = when;
  const { minute, weekday, day } = time;
  const isToday = isOnDay(when, weekday, day, closedToday);
  if (!hours) return isToday;
  return hours.some(({ from, to }) => {
    if (from <= to) return from <= minute && minute < to && isToday;
    // What lasts past midnight belongs to the day on which it began.
    if (minute >= from) return isToday;
    return minute < to && isOnDay(when, weekday === 1 ? 7 : weekday - 1, addDays(day, -1), false);
  });
}

function isOnDay(when: When, weekday: number, day: string, isClosed: boolean): boolean {
  const { weekdays, onlyOn, notOn, openingDaysOnly } = when;
  if (weekdays && !weekdays.includes(weekday)) return false;
  if (onlyOn && !onlyOn.includes(day)) return false;
  return !notOn?.includes(day) && !(openingDaysOnly && isClosed);
}

function schedulesOf(promotions: readonly Promotion[]): Schedule[] {
  const schedules = new Map<string, Schedule>();
  promotions.forEach(({ when }, promotion) => {
    const { weekdays, hours, onlyOn, notOn, openingDaysOnly } = when;
    if (!weekdays && !hours && !onlyOn && !notOn && !openingDaysOnly) return;
    const key = JSON.stringify([weekdays, hours, onlyOn, notOn, openingDaysOnly]);
    const schedule = schedules.get(key) ?? { when, promotions: noBits(promotions.length) };
    addBit(schedule.promotions, promotion);
    schedules.set(key, schedule);
  });
  return [...schedules.values()];
}

/** How many boundaries have been reached. */
function intervalOf(boundaries: Float64Array, reached: number): number {
  let [low, high] = [0, boundaries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (boundaries[middle]! <= reached) low = middle + 1;
    else high = middle;
  }
  return low;
}
