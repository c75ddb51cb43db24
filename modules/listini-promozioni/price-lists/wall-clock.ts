import type { Read } from '../../../server/db/transaction.ts';
import { wallClock } from '../../../server/kernel/time.ts';
import { wallTime } from './domain/life.ts';

/** The chain's own clock: prices of every place are dated by the local time of each. */
export const CHAIN_ZONE = 'Europe/Rome';

/** What the chain's clocks show now: `2026-11-22T05:28`. */
export function wallNow({ now }: Pick<Read, 'now'>): string {
  const { day, minute } = wallClock(CHAIN_ZONE, now);
  return wallTime(day, minute);
}
