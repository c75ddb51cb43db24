import type { Cursor } from './event.ts';

/** A place in the feed without its epoch. */
export type Place = Pick<Cursor, 'tx' | 'position'>;

/** Negative when `a` stands before `b`. Both of one epoch: places of two epochs have no order. */
export function comparePlaces(a: Place, b: Place): number {
  return compareWhole(a.tx, b.tx) || compareWhole(a.position, b.position);
}

/** Whole numbers as text, beyond what a JavaScript number holds: the longer one is the larger one. */
function compareWhole(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Why a place cannot be gone on from: the screen fetches afresh. */
export type LostPlace = 'other-epoch' | 'forgotten' | 'ahead';

/**
 * Can the feed go on from there? Null when it can. `end` is where the reader stands: a place beyond it
 * comes from a database that has gone back in time.
 */
export function lostPlace(
  cursor: Cursor,
  feed: { readonly epoch: string; readonly floor: Place; readonly end: Place },
): LostPlace | null {
  if (cursor.epoch !== feed.epoch) return 'other-epoch';
  if (comparePlaces(cursor, feed.floor) < 0) return 'forgotten';
  if (comparePlaces(cursor, feed.end) > 0) return 'ahead';
  return null;
}
