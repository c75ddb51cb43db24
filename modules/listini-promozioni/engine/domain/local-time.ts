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
  const { day, minute } = wallClock(zone, instant);
  const offset = offsetMinutes(zone, instant) * MINUTE;
  const before = offsetMinutes(zone, new Date(at - 3 * HOUR)) * MINUTE;
  let reached = at + offset;
  if (before > offset) {
    const change = lastWithOffset(zone, at - 3 * HOUR, at, before);
    reached = Math.max(reached, change + before);
  }
  return { reached, day, minute, weekday: weekdayOf(day) };
}

/** The last minute in which the zone still had the offset. */
function lastWithOffset(zone: string, from: number, to: number, offset: number): number {
  let [low, high] = [from, to];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetMinutes(zone, new Date(middle)) * MINUTE === offset) low = middle;
    else high = middle;
  }
  return low;
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
