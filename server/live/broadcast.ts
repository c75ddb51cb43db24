import type { Logger } from 'pino';
import { comparePlaces } from '../events/cursor.ts';
import type { Cursor, StoredEvent } from '../events/event.ts';
import type { Feed } from '../events/tail.ts';
import type { Metrics } from '../observability/metrics.ts';
import { BATCH, liveEvent, type Screen, type ScreenServer } from './screen.ts';

interface Room {
  /** Everything before this place has been sent to the room. */
  after: Cursor;
  readonly screens: Set<Screen>;
}

export interface BroadcastOptions {
  readonly io: ScreenServer;
  readonly feed: Feed;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'deliveries'>;
  /** Takes out of the room whoever may no longer be there; `everybody` after a change of rights. */
  readonly recheck: (screens: Iterable<Screen>, everybody: boolean) => Promise<void>;
}

/** Events about people, roles, sessions and keys: after one of them rights are asked for afresh. */
const CHANGES_RIGHTS = /^core\./;

/** Sends the events of the feed to the rooms of this process, each batch encoded once for all its screens. */
export class Broadcast {
  readonly #options: BroadcastOptions;
  readonly #rooms = new Map<string, Room>();
  #pending: StoredEvent[] = [];
  #pendingUpTo: Cursor | null = null;
  #sending: Promise<void> | null = null;

  constructor(options: BroadcastOptions) {
    this.#options = options;
  }

  enter(room: string, screen: Screen): void {
    void screen.join(room);
    const known = this.#rooms.get(room);
    if (known) known.screens.add(screen);
    else {
      const { feed } = this.#options;
      this.#rooms.set(room, { after: feed.position(), screens: new Set([screen]) });
    }
  }

  leave(room: string, screen: Screen): void {
    void screen.leave(room);
    const known = this.#rooms.get(room);
    known?.screens.delete(screen);
    if (known?.screens.size === 0) this.#rooms.delete(room);
  }

  /** From the feed. While one batch is on its way the next ones gather, so a burst makes few, full batches. */
  accept(events: readonly StoredEvent[], upTo: Cursor): void {
    for (const event of events) {
      const concerns =
        CHANGES_RIGHTS.test(event.type) || event.rooms.some((r) => this.#rooms.has(r));
      if (concerns) this.#pending.push(event);
    }
    this.#pendingUpTo = upTo;
    if (this.#pending.length > 0) this.#send();
  }

  /** Tells every room how far the feed has come: who missed something notices, who did not moves on. */
  head(): void {
    // Nobody to tell; and before the feed is started there cannot be anybody.
    if (this.#sending || this.#rooms.size === 0) return;
    const { io, feed } = this.#options;
    const upTo = feed.position();
    for (const [name, room] of this.#rooms) {
      io.to(name).emit('head', { room: name, after: room.after, upTo });
      room.after = upTo;
    }
  }

  /** The places of another history mean nothing: every view is fetched again. */
  restart(): void {
    this.#pending = [];
    for (const [name, room] of this.#rooms) {
      this.#options.io.to(name).emit('fetch-again', { room: name, because: 'other-epoch' });
      for (const screen of room.screens) void screen.leave(name);
    }
    this.#rooms.clear();
  }

  #send(): void {
    this.#sending ??= this.#sendAll()
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'live batch not sent'))
      .finally(() => {
        this.#sending = null;
        if (this.#pending.length > 0) this.#send();
      });
  }

  async #sendAll(): Promise<void> {
    // After everybody else in this process has heard the same events: rights are forgotten there.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const events = this.#pending;
      const upTo = this.#pendingUpTo!;
      this.#pending = [];
      const byRoom = this.#grouped(events);
      const everybody = events.some(({ type }) => CHANGES_RIGHTS.test(type));
      // Asked in between being read and being sent: no event later than a withdrawal is ever delivered.
      await this.#options.recheck(this.#screensOf(byRoom.keys()), everybody);
      for (const [name, own] of byRoom) this.#emit(name, own, upTo);
    }
  }

  #grouped(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
    const byRoom = new Map<string, StoredEvent[]>();
    for (const event of events) {
      for (const room of new Set(event.rooms)) {
        if (!this.#rooms.has(room)) continue;
        const own = byRoom.get(room);
        if (own) own.push(event);
        else byRoom.set(room, [event]);
      }
    }
    return byRoom;
  }

  *#screensOf(rooms: Iterable<string>): Iterable<Screen> {
    for (const room of rooms) yield* this.#rooms.get(room)?.screens ?? [];
  }

  #emit(name: string, events: readonly StoredEvent[], upTo: Cursor): void {
    const room = this.#rooms.get(name);
    // Entered after these events were read: its screens have them from their replay.
    if (!room || comparePlaces(upTo, room.after) <= 0) return;
    const { io, metrics } = this.#options;
    for (let start = 0; start < events.length; start += BATCH) {
      const part = events.slice(start, start + BATCH);
      const end = start + BATCH < events.length ? part.at(-1)!.cursor : upTo;
      io.to(name).emit('batch', {
        room: name,
        after: room.after,
        upTo: end,
        events: part.map(liveEvent),
      });
      room.after = end;
    }
    metrics.deliveries.inc(events.length * room.screens.size);
    for (const screen of room.screens) screen.data.unchecked = true;
  }
}
