/** What is sent to somebody else's machine, and when it is tried again there. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Bridges a restart there, then some hours; each kind of sending goes on from here in its own way. */
export const FIRST_PAUSES_SECONDS: readonly number[] = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
];

/**
 * Seconds until the next attempt after `attempts` failed ones; null when there is none. `chance` (0–1)
 * spreads it by a fifth either way, so that what failed together does not come back together.
 */
export function pauseAfter(
  attempts: number,
  chance: number,
  pauses: readonly number[],
): number | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : pause * (1 + 0.4 * (chance - 0.5));
}
