import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Reactions } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { comparePlaces, type Place } from './cursor.ts';
import type { StoredEvent } from './event.ts';
import { readFeed } from './feed.ts';
import {
  addSubscriber,
  failedAttempt,
  lockSubscriber,
  movePlace,
  passIdle,
  readSubscriber,
  setAside,
  streamsSetAside,
} from './reactions-sql.ts';
import type { Feed } from './tail.ts';

export interface ReactionsOptions {
  readonly db: Knex;
  readonly feed: Feed;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'reactionBehind'>;
  /** Seconds before the 2nd, 3rd, 4th and 5th attempt. */
  readonly backoffSeconds?: readonly number[];
}

export interface Subscriber {
  readonly name: string;
  readonly types: readonly string[];
  readonly work: (tx: Tx, event: StoredEvent) => Promise<void>;
  readonly wants: (event: StoredEvent) => boolean;
}

interface Running extends Subscriber {
  running: Promise<void> | null;
  again: boolean;
  passedAt: number;
}

/** Events whose effects share a transaction: few, because an open transaction holds up everybody's feed. */
const BATCH = 20;
/** Events looked at in one go: most subscribers want few of those whose type they asked for. */
const LOOK = 200;
const POLL_MILLISECONDS = 1_000;
const PASS_MILLISECONDS = 60_000;
const BACKOFF_SECONDS = [0.2, 1, 5, 15];

/**
 * Lets each subscriber work through the feed at its own pace. Its place and the effect of its work move
 * in one transaction, and only one process at a time holds its row: the effect happens exactly once.
 *
 * An event that failed five times is set aside. Later events of the same stream are then set aside
 * behind it, untried, because they build on each other; all other streams go on.
 */
export class ReactionRunner implements Reactions {
  readonly #options: ReactionsOptions;
  readonly #subscribers = new Map<string, Running>();
  #stopFeed: () => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: ReactionsOptions) {
    this.#options = options;
  }

  on<P extends object>(
    name: string,
    types: readonly string[],
    work: (
      tx: Tx,
      event: StoredEvent<{
        type: string;
        stream: string;
        rooms: readonly string[];
        locationId: string | null;
        payload: P;
      }>,
    ) => Promise<void>,
    options: { readonly wants?: (payload: P) => boolean } = {},
  ): void {
    if (this.#subscribers.has(name)) throw new Error(`there is a subscriber ${name} already`);
    // The types it subscribes to are those whose payload is a P.
    const known = work as Subscriber['work'];
    const { wants = () => true } = options;
    const passedAt = performance.now();
    this.#subscribers.set(name, {
      name,
      types,
      work: known,
      wants: ({ payload }) => wants(payload as P),
      running: null,
      again: false,
      passedAt,
    });
  }

  subscriber(name: string): Subscriber | null {
    return this.#subscribers.get(name) ?? null;
  }

  async start(): Promise<void> {
    await addSubscriber(this.#options.db, [...this.#subscribers.keys()]);
    this.#stopFeed = this.#options.feed.onEvents((events) => {
      // Only for what it wants: on a busy day nearly every transaction changes some stock, and looking
      // after each of them would cost as much as they do. The rest is passed over at the next poll.
      for (const subscriber of this.#subscribers.values()) {
        const { types, wants } = subscriber;
        if (events.some((event) => types.includes(event.type) && wants(event))) {
          this.#kick(subscriber);
        }
      }
    });
    this.#timer = setInterval(() => this.#kickAll(), POLL_MILLISECONDS);
    this.#kickAll();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopFeed();
    if (this.#timer) clearInterval(this.#timer);
    await Promise.all([...this.#subscribers.values()].map(async ({ running }) => running));
  }

  #kickAll(): void {
    for (const subscriber of this.#subscribers.values()) this.#kick(subscriber);
  }

  #kick(subscriber: Running): void {
    if (this.#stopped) return;
    subscriber.again = true;
    subscriber.running ??= this.#workOff(subscriber).finally(() => {
      subscriber.running = null;
    });
  }

  async #workOff(subscriber: Running): Promise<void> {
    const { log } = this.#options;
    try {
      while (!this.#stopped && subscriber.again) {
        subscriber.again = false;
        while (!this.#stopped && (await this.#step(subscriber)));
      }
    } catch (error) {
      log.warn({ err: error, subscriber: subscriber.name }, 'a reaction could not run');
    }
  }

  /** One batch; true when there may be more to do at once. */
  async #step(subscriber: Running): Promise<boolean> {
    const { db, metrics } = this.#options;
    const { name, types } = subscriber;
    const before = await readSubscriber(db, name);
    if (!before?.due) return false;
    // Read without a lock and outside the transaction, which stays as short as the work itself.
    const cursor = { epoch: '', ...before.place };
    const page = await readFeed(db, cursor, before.attempts > 0 ? 1 : LOOK, { types });
    const [first] = page.events;
    metrics.reactionBehind.set({ subscriber: name }, first ? ageOf(first) : 0);
    if (!first) {
      await this.#pass(subscriber, before.place, page.upTo);
      return false;
    }
    const wanted = page.events.filter(subscriber.wants).slice(0, BATCH);
    if (wanted.length === 0 && before.attempts === 0) {
      await passIdle(db, name, before.place, page.events.at(-1)!.cursor);
      return page.more;
    }
    // What nobody wants behind the last one of a full batch is passed over with the next one.
    const last = wanted.length === BATCH ? page.events.indexOf(wanted.at(-1)!) : page.events.length;
    return inTransaction(
      db,
      systemActor(name),
      (tx) => this.#workBatch(tx, subscriber, before.place, page.events.slice(0, last + 1)),
      { requestId: `reaction:${name}` },
    );
  }

  async #workBatch(
    tx: Tx,
    subscriber: Running,
    from: Place,
    events: readonly StoredEvent[],
  ): Promise<boolean> {
    const { name } = subscriber;
    const locked = await lockSubscriber(tx.sql, name);
    // Another process is at it, or has been there between our look and our lock.
    if (!locked?.due || comparePlaces(locked.place, from) !== 0) return false;
    const blocked = await streamsSetAside(tx.sql, name);
    let done: Place | null = null;
    for (const event of events) {
      if (!subscriber.wants(event)) {
        // Nothing to do, and so nothing that could overtake what is set aside.
      } else if (blocked.has(event.stream)) {
        await setAside(tx.sql, name, event, { state: 'waiting', attempts: 0, error: '' });
      } else {
        const error = await this.#attempt(tx, subscriber, event);
        if (error !== null) {
          // What came before it in this batch succeeded: then it is the first attempt at this event.
          const attempts = (done === null ? locked.attempts : 0) + 1;
          if (done !== null) await movePlace(tx.sql, name, done);
          await this.#failed(tx, subscriber, event, { attempts, error });
          return true;
        }
      }
      done = event.cursor;
    }
    await movePlace(tx.sql, name, done!);
    return true;
  }

  /** Null when it worked; otherwise why not, with everything it did undone. */
  async #attempt(tx: Tx, subscriber: Subscriber, event: StoredEvent): Promise<string | null> {
    try {
      await tx.attempt((attempt) => subscriber.work(attempt, event));
      return null;
    } catch (error) {
      this.#options.log.warn(
        { err: error, subscriber: subscriber.name, event: event.type, place: event.cursor },
        'a reaction failed',
      );
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  async #failed(
    tx: Tx,
    subscriber: Running,
    event: StoredEvent,
    failure: { readonly attempts: number; readonly error: string },
  ): Promise<void> {
    const { name } = subscriber;
    const seconds = (this.#options.backoffSeconds ?? BACKOFF_SECONDS)[failure.attempts - 1];
    if (seconds === undefined) {
      await setAside(tx.sql, name, event, { state: 'failed', ...failure });
      await movePlace(tx.sql, name, event.cursor);
      return;
    }
    await failedAttempt(tx.sql, name, { ...failure, seconds });
    setTimeout(() => this.#kick(subscriber), seconds * 1000 + 5).unref();
  }

  /** Nothing for it: its place still moves on now and then, so that it never reads a long way again. */
  async #pass(subscriber: Running, from: Place, upTo: Place): Promise<void> {
    if (performance.now() - subscriber.passedAt < PASS_MILLISECONDS) return;
    subscriber.passedAt = performance.now();
    await passIdle(this.#options.db, subscriber.name, from, upTo);
  }
}

function ageOf(event: StoredEvent): number {
  return Math.max(0, Date.now() - Date.parse(event.occurredAt)) / 1000;
}
