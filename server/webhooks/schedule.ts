import { FIRST_PAUSES_SECONDS } from '../kernel/attempts.ts';

const HOUR = 3_600;

/** When a delivery that failed is tried again: for about five days, then it is given up. */
export const PAUSES_SECONDS: readonly number[] = [
  ...FIRST_PAUSES_SECONDS,
  ...[6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR],
];

/** An endpoint that took nothing for this long is stopped, and somebody is told. */
export const FAILING_DAYS = 5;

/** How long a former secret goes on signing after a new one was made. */
export const FORMER_SECRET_HOURS = 24;
