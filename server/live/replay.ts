import type { Knex } from 'knex';
import { comparePlaces, lostPlace } from '../events/cursor.ts';
import type { Cursor, StoredEvent } from '../events/event.ts';
import { currentEpoch } from '../events/epoch.ts';
import { readFeed } from '../events/feed.ts';
import type { Feed } from '../events/tail.ts';
import { admission } from './admission.ts';
import { LONGEST_REPLAY, type JoinReply } from './protocol.ts';
import { sharedReads } from './shared-reads.ts';
import { BATCH, drained, liveEvent, type Screen } from './screen.ts';

export interface ReplayOptions {
  readonly feed: Feed;
  /** From further back than memory reaches. */
  readonly readStored: (room: string, at: Cursor) => Promise<Part | 'forgotten'>;
  /** Does the screen still want it, and may it still have it? Asked after every wait. */
  readonly wanted: () => boolean;
  /** Takes the screen into the room: called in the same breath as its last event is sent. */
  readonly arrive: () => void;
}

/**
 * Sends a screen what it missed in a room, then lets it in, so that nothing falls between the two:
 * the last step reads from memory and enters the room without giving way to anything else.
 */
export async function replay(
  screen: Screen,
  room: string,
  from: Cursor,
  options: ReplayOptions,
): Promise<JoinReply | null> {
  const { feed } = options;
  // A snapshot taken this instant may stand ahead of what this process has read so far.
  if (lost(from, feed) === 'ahead') await feed.nextRead();
  const because = lost(from, feed);
  if (because) return { outcome: 'fetch-again', because };
  let at = from;
  let sent = 0;
  while (options.wanted()) {
    const missed = feed.recent(room, at);
    // No `await` on this way: between looking and entering nothing else may happen.
    const part = missed ? remembered(missed, at, feed) : await options.readStored(room, at);
    if (!options.wanted()) return null;
    if (part === 'forgotten') return { outcome: 'fetch-again', because: part };
    sent += part.events.length;
    if (sent > LONGEST_REPLAY) return { outcome: 'fetch-again', because: 'too-far' };
    if (part.events.length > 0) {
      screen.emit('batch', {
        room,
        after: at,
        upTo: part.upTo,
        events: part.events.map(liveEvent),
      });
      screen.data.unchecked = true;
    } else if (comparePlaces(part.upTo, at) > 0) {
      // Without it the screen would take all that is sent from here on for what follows a gap.
      screen.emit('head', { room, after: at, upTo: part.upTo });
    }
    if (part.last) {
      options.arrive();
      return { outcome: 'joined' };
    }
    at = part.upTo;
    await drained(screen);
  }
  return null;
}

export interface Part {
  readonly events: readonly StoredEvent[];
  readonly upTo: Cursor;
  /** Nothing stands between this part and what the room is sent from now on. */
  readonly last: boolean;
}

function remembered(missed: readonly StoredEvent[], at: Cursor, feed: Feed): Part {
  const events = missed.slice(0, BATCH);
  if (missed.length > BATCH) return { events, upTo: events.at(-1)!.cursor, last: false };
  return { events, upTo: later(at, feed.position()), last: true };
}

/** Reads of the database at a time: after a restart every screen comes back at once. */
const READS_AT_A_TIME = 6;

/**
 * Reads what memory has not; never the last part, because reading takes time. Whether all of it was still
 * there is asked afterwards: it may have been dropped while we read.
 */
export function storedReader(db: Knex): ReplayOptions['readStored'] {
  const admit = admission(READS_AT_A_TIME);
  return sharedReads((room, at) =>
    admit(async () => {
      const { events, upTo } = await readFeed(db, at, BATCH, { rooms: [room] });
      const { floor } = await currentEpoch(db);
      return comparePlaces(at, floor) < 0 ? 'forgotten' : { events, upTo, last: false };
    }),
  );
}

function lost(cursor: Cursor, feed: Feed) {
  const { id, floor } = feed.epoch();
  return lostPlace(cursor, { epoch: id, floor, end: feed.position() });
}

function later(a: Cursor, b: Cursor): Cursor {
  return comparePlaces(a, b) > 0 ? a : b;
}
