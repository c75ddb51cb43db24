import { wallClock, weekdayOf } from '../../../../server/kernel/time.ts';

/** How much a shop promises for each slot of its opening hours. */
export interface Capacity {
  readonly slotMinutes: number;
  /** What is counted: an order, however large, or each of its pieces. */
  readonly unit: 'orders' | 'pieces';
  /** Places of a slot in no band. */
  readonly places: number;
  /** Other figures at certain times; the first that holds counts. */
  readonly bands: readonly Band[];
}

export interface Band {
  /** Monday is 1, Sunday is 7. */
  readonly weekdays: readonly number[];
  /** Minutes since midnight on the shop's clock. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly places: number;
}

/** Open without a break. */
export interface Stretch {
  readonly opens: Date;
  readonly closes: Date;
}

/** A part of an opening: who is promised it finds the order ready when it starts. */
export interface Slot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly places: number;
}

const MINUTE = 60_000;

/**
 * The slots that start at `from` or later, in order, at most so many. Each opening begins a new row of
 * slots, so a midday closing or a night that changes the clocks cuts none in two; what is left over at
 * its end, shorter than a slot, belongs to the last one. Slots without a place are left out.
 */
export function slotsOf(
  capacity: Capacity,
  zone: string,
  stretches: Iterable<Stretch>,
  from: Date,
  most: number,
): Slot[] {
  const slots: Slot[] = [];
  for (const { opens, closes } of stretches) {
    const length = capacity.slotMinutes * MINUTE;
    const count = Math.max(1, Math.floor((closes.getTime() - opens.getTime()) / length));
    for (let nth = 0; nth < count; nth += 1) {
      const startsAt = new Date(opens.getTime() + nth * length);
      if (startsAt < from) continue;
      const endsAt = nth === count - 1 ? closes : new Date(startsAt.getTime() + length);
      const places = placesAt(capacity, zone, startsAt);
      if (places > 0) slots.push({ startsAt, endsAt, places });
      if (slots.length === most) return slots;
    }
  }
  return slots;
}

function placesAt({ places, bands }: Capacity, zone: string, startsAt: Date): number {
  const { day, minute } = wallClock(zone, startsAt);
  const weekday = weekdayOf(day);
  const band = bands.find(
    ({ weekdays, fromMinute, untilMinute }) =>
      weekdays.includes(weekday) && fromMinute <= minute && minute < untilMinute,
  );
  return band ? band.places : places;
}

/** How many places an order takes. */
export function weightOf({ unit }: Capacity, pieces: number): number {
  return unit === 'orders' ? 1 : pieces;
}
