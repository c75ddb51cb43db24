import { comparePlaces, type Place } from './cursor.ts';
import type { StoredEvent } from './event.ts';

/**
 * The latest events, by room, in memory: three hundred screens that come back after a break are then
 * served without asking the database three hundred times the same.
 */
export interface RecentEvents {
  /** Forgets everything; from now on complete after `floor`. */
  restart(floor: Place, events: readonly StoredEvent[]): void;
  add(events: readonly StoredEvent[]): void;
  /** Null when `after` lies before what is remembered. */
  since(room: string, after: Place): readonly StoredEvent[] | null;
}

export function recentEvents(capacity = 20_000): RecentEvents {
  let floor: Place = { tx: '0', position: '0' };
  let all: StoredEvent[] = [];
  let byRoom = new Map<string, StoredEvent[]>();

  const index = (events: readonly StoredEvent[]): void => {
    for (const event of events) {
      for (const room of new Set(event.rooms)) {
        const known = byRoom.get(room);
        if (known) known.push(event);
        else byRoom.set(room, [event]);
      }
    }
  };

  /** Half at a time: forgetting one by one would index everything anew at every event. */
  const trim = (): void => {
    if (all.length <= capacity) return;
    const forgotten = all.length - Math.floor(capacity / 2);
    floor = all[forgotten - 1]!.cursor;
    all = all.slice(forgotten);
    byRoom = new Map();
    index(all);
  };

  const add = (events: readonly StoredEvent[]): void => {
    for (const event of events) all.push(event);
    index(events);
    trim();
  };

  return {
    restart(from, events) {
      floor = from;
      all = [];
      byRoom = new Map();
      add(events);
    },
    add,
    since(room, after) {
      if (comparePlaces(after, floor) < 0) return null;
      const events = byRoom.get(room) ?? [];
      return events.slice(firstAfter(events, after));
    },
  };
}

/** Binary search: the events of a room stand in the order of the feed. */
function firstAfter(events: readonly StoredEvent[], place: Place): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces(events[middle]!.cursor, place) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
