import { instantOfWall, wallClock } from '../../../../server/kernel/time.ts';

/**
 * Prices are dated by the clocks on the walls of the shops: `2026-12-01T00:00` is midnight of each place.
 * Such texts compare as the times they are.
 */

/** The chain's own clock. */
export const CHAIN_ZONE = 'Europe/Rome';

/** A day and minutes since its midnight as a wall-clock time. */
export function wallTime(day: string, minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0');
  return `${day}T${hours}:${String(minute % 60).padStart(2, '0')}`;
}

/** What the clocks of a zone show at an instant. */
export function wallTimeAt(zone: string, instant: Date): string {
  const { day, minute } = wallClock(zone, instant);
  return wallTime(day, minute);
}

/** What the chain's clocks show now. */
export function wallNow({ now }: { readonly now: Date }): string {
  return wallTimeAt(CHAIN_ZONE, now);
}

/** The first instant at which the clocks of a zone show a wall-clock time. */
export function instantOf(zone: string, wall: string): Date {
  const [day = '', clock = '00:00'] = wall.split('T');
  return instantOfWall(zone, day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
}

/** A plain day as an instant: its noon in Greenwich is the same day in every zone of the chain. */
export function noonOf(day: string): string {
  return `${day}T12:00:00Z`;
}
