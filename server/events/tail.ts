import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import { comparePlaces, type Place } from './cursor.ts';
import { connectTail, type TailConnection } from './tail-connection.ts';
import { openEpoch, type Epoch } from './epoch.ts';
import type { Cursor, StoredEvent } from './event.ts';
import type { FeedPage } from './feed.ts';
import { recentEvents, type RecentEvents } from './recent.ts';
import { onFeedWake } from './wake.ts';

/** This process's one reader of the feed, for everybody in it who wants to hear of events. */
export interface Feed {
  /** Finds the epoch, reads what is recent, and follows from there. Throws when the database is not there. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Which history of the database this is, and from where on it is still kept. */
  epoch(): Epoch;
  /** Everything before this place has been told to the listeners. */
  position(): Cursor;
  /** Events of a room after a place, out of memory; null when the place is too far back for that. */
  recent(room: string, after: Place): readonly StoredEvent[] | null;
  /** Resolves after a read of the feed that began after this call, or at the latest after two seconds. */
  nextRead(): Promise<void>;
  /** Told every event once, in the order of the feed, also when there was none: `upTo` moves on. */
  onEvents(listener: (events: readonly StoredEvent[], upTo: Cursor) => void): () => void;
  /** The database was restored or moved while we ran: places of before mean nothing now. */
  onNewEpoch(listener: (epoch: Epoch) => void): () => void;
}

export interface FeedOptions {
  readonly db: Knex;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'feedLag' | 'feedReads'>;
  /** Milliseconds between looks when nobody rings. */
  readonly pollMilliseconds?: number;
}

/** Events a read brings at most. */
const PAGE = 500;
/** The least between two looks: what happens after a quiet moment is told at once all the same. */
const LOOK_EVERY_MILLISECONDS = 12;
const RECONNECT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 2_000;

export function createFeed(options: FeedOptions): Feed {
  return new Tail(options);
}

class Tail implements Feed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<(events: readonly StoredEvent[], upTo: Cursor) => void>();
  readonly #epochListeners = new Set<(epoch: Epoch) => void>();
  readonly #recent: RecentEvents = recentEvents();
  #connection: TailConnection | null = null;
  #epoch: Epoch | null = null;
  #position: Cursor | null = null;
  #running: Promise<void> | null = null;
  #stopping = false;
  #rung = false;
  #sleeping: (() => void) | null = null;
  #readers: (() => void)[] = [];
  #unsettledReads = 0;
  #lookedAt = 0;
  /** The last page was full. */
  #catchingUp = false;
  #stopWaking: () => void = () => undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#connect();
    this.#stopWaking = onFeedWake(this.#options.db, () => {
      this.#wake();
      this.#connection?.ring();
    });
    this.#running = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopWaking();
    this.#wake();
    await this.#running;
    await this.#connection?.end();
  }

  epoch(): Epoch {
    if (!this.#epoch) throw new Error('the feed is not started');
    return this.#epoch;
  }

  position(): Cursor {
    if (!this.#position) throw new Error('the feed is not started');
    return this.#position;
  }

  recent(room: string, after: Place): readonly StoredEvent[] | null {
    return this.#recent.since(room, after);
  }

  nextRead(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, LONGEST_WAIT_MILLISECONDS);
      this.#readers.push(() => {
        clearTimeout(timer);
        done();
      });
      this.#wake();
    });
  }

  onEvents(listener: (events: readonly StoredEvent[], upTo: Cursor) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onNewEpoch(listener: (epoch: Epoch) => void): () => void {
    this.#epochListeners.add(listener);
    return () => void this.#epochListeners.delete(listener);
  }

  #wake(): void {
    this.#rung = true;
    this.#sleeping?.();
  }

  /** A new connection may lead to another database than the last one did: it is asked each time. */
  async #connect(): Promise<void> {
    const { db, log } = this.#options;
    // It may be lost before it is even there to be compared with.
    let made: TailConnection | null = null;
    const connection = await connectTail(db, {
      onRing: () => this.#wake(),
      onLost: (error) => {
        log.warn({ err: error }, 'the feed lost its connection');
        if (made !== null && this.#connection === made) this.#connection = null;
        this.#wake();
      },
    });
    made = connection;
    try {
      const before = this.#epoch;
      const epoch = await openEpoch(db);
      this.#epoch = epoch;
      if (before?.id !== epoch.id) {
        const latest = await connection.latest(epoch);
        this.#recent.restart(latest.floor, latest.events);
        this.#position = latest.upTo;
      }
      this.#connection = connection;
      if (before && before.id !== epoch.id) {
        log.warn({ epoch: epoch.id }, 'the database has another history now: screens fetch again');
        for (const listener of this.#epochListeners) listener(epoch);
      }
    } catch (error) {
      await connection.end();
      throw error;
    }
  }

  async #follow(): Promise<void> {
    while (!this.#stopping) {
      this.#rung = false;
      const readers = this.#readers;
      this.#readers = [];
      const wait = await this.#look();
      // After a look that failed they wait for the next one: nothing has been read yet.
      if (this.#connection) for (const reader of readers) reader();
      else this.#readers.push(...readers);
      if (!this.#rung && !this.#stopping) await this.#sleep(wait);
      await this.#breathe();
    }
  }

  /** Under load every commit rings: a look brings what many of them wrote, and costs the same. */
  async #breathe(): Promise<void> {
    const rest = this.#lookedAt + LOOK_EVERY_MILLISECONDS - performance.now();
    if (rest <= 0 || this.#stopping || this.#catchingUp) return;
    await new Promise((done) => setTimeout(done, rest));
  }

  /** Reads once and tells; returns how long to wait before the next look. */
  async #look(): Promise<number> {
    try {
      if (!this.#connection) await this.#connect();
      this.#lookedAt = performance.now();
      const page = await this.#connection!.read(this.position(), PAGE);
      this.#options.metrics.feedReads.inc();
      this.#tell(page);
      return this.#pauseAfter(page);
    } catch (error) {
      if (!this.#stopping) this.#options.log.warn({ err: error }, 'the feed cannot be read');
      await this.#connection?.end();
      this.#connection = null;
      return RECONNECT_MILLISECONDS;
    }
  }

  #tell({ events, upTo }: FeedPage): void {
    if (comparePlaces(upTo, this.position()) <= 0) return;
    this.#recent.add(events);
    this.#position = upTo;
    const now = Date.now();
    // The oldest of a page has waited longest.
    const [oldest] = events;
    if (oldest) {
      const lag = Math.max(0, now - Date.parse(oldest.occurredAt)) / 1000;
      this.#options.metrics.feedLag.observe(lag);
    }
    for (const listener of this.#listeners) {
      try {
        listener(events, upTo);
      } catch (error) {
        this.#options.log.error({ err: error }, 'a listener of the feed failed');
      }
    }
  }

  /** Events above the horizon wait for an older transaction: look often at first, it is usually short. */
  #pauseAfter({ more, unsettled }: FeedPage): number {
    this.#catchingUp = more;
    if (more) return 0;
    this.#unsettledReads = unsettled ? this.#unsettledReads + 1 : 0;
    if (unsettled) return this.#unsettledReads < 50 ? 10 : 50;
    return this.#options.pollMilliseconds ?? 200;
  }

  #sleep(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return Promise.resolve();
    return new Promise((done) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleeping = null;
        done();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#sleeping = wake;
    });
  }
}
