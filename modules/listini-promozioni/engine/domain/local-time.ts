import { offsetMinutes, wallClock, weekdayOf } from '../../../../server/kernel/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the clocks of a location show, and how far they have got. */
export interface LocalTime {
  /**
   * The latest time the clocks have shown, in milliseconds as if it were UTC. In the hour that an autumn night
   * has twice it stands still, so that an offer that ended at 02:30 does not begin again.
   */
  readonly reached: number;
  readonly day: string;
  /** Minutes since midnight, as shown. */
  readonly minute: number;
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number;
}

export function localTime(zone: string, instant: Date): LocalTime {
  const at = instant.getTime();
  const known = latest.get(zone);
  const time = known && known.from <= at && at < known.from + MINUTE ? known : minuteOf(zone, at);
  const { day, minute, weekday } = time;
  return { reached: Math.max(at + time.offset, time.leastReached), day, minute, weekday };
}

/** What is the same for a whole minute: clocks change on the minute. Milliseconds. */
interface Minute extends Omit<LocalTime, 'reached'> {
  readonly from: number;
  readonly offset: number;
  readonly leastReached: number;
}

/** By zone, the minute asked about last: baskets come one after the other, all of them now. */
const latest = new Map<string, Minute>();

function minuteOf(zone: string, at: number): Minute {
  const from = Math.floor(at / MINUTE) * MINUTE;
  const instant = new Date(from);
  const { day, minute } = wallClock(zone, instant);
  const offset = offsetMinutes(zone, instant) * MINUTE;
  const earlier = from - 3 * HOUR;
  const before = offsetMinutes(zone, new Date(earlier)) * MINUTE;
  // Until they went back the clocks had shown every millisecond before the change.
  const leastReached =
    before > offset ? changeOf(zone, earlier, from, before) + before - 1 : -Infinity;
  const time = { from, offset, leastReached, day, minute, weekday: weekdayOf(day) };
  latest.set(zone, time);
  return time;
}

/** The first minute in which the zone no longer has the offset. */
function changeOf(zone: string, from: number, to: number, offset: number): number {
  let [low, high] = [from, to];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetMinutes(zone, new Date(middle)) * MINUTE === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** A local moment `2026-11-28T15:00` or a plain date, in milliseconds as if it were UTC. */
export function localMillis(text: string): number {
  const millis = Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  if (Number.isNaN(millis)) throw new RangeError(`not a local moment: ${text}`);
  return millis;
}

/** The first millisecond that is in, and the first that is no more. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export function periodOf(when: { from?: string | undefined; to?: string | undefined }): Period {
  return {
    from: when.from === undefined ? -Infinity : localMillis(when.from),
    to: when.to === undefined ? Infinity : localMillis(when.to),
  };
}

export function isWithin({ from, to }: Period, { reached }: Pick<LocalTime, 'reached'>): boolean {
  return from <= reached && reached < to;
}
