/**
 * When a delivery that failed is tried again. The first pauses bridge a restart, the last ones a
 * weekend: together about five days, then it is given up.
 */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
export const PAUSES_SECONDS: readonly number[] = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** An endpoint that took nothing for this long is stopped, and somebody is told. */
export const FAILING_DAYS = 5;

/** How long a former secret goes on signing after a new one was made. */
export const FORMER_SECRET_HOURS = 24;

/**
 * Seconds until the next attempt after `attempts` failed ones; null when there is none. `chance` (0–1)
 * spreads it by a fifth either way, so that what failed together does not come back together.
 */
export function pauseAfter(
  attempts: number,
  chance: number,
  pauses: readonly number[] = PAUSES_SECONDS,
): number | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : pause * (1 + 0.4 * (chance - 0.5));
}
