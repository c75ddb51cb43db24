import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { EventOf, ReactionOptions, Reactions } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { comparePlaces, type Place } from './cursor.ts';
import type { Cursor, StoredEvent } from './event.ts';
import { lookFor } from './look.ts';
import { workBatch, type Subscriber } from './react.ts';
import { addSubscriber, passIdle, readSubscribers, type SubscriberState } from './reactions-sql.ts';
import type { Feed } from './tail.ts';

export interface ReactionsOptions {
  readonly db: Knex;
  readonly feed: Feed;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'reactionBehind'>;
  /** Seconds before the 2nd, 3rd, 4th and 5th attempt. */
  readonly backoffSeconds?: readonly number[];
  /** Milliseconds between looks at the places of all subscribers. */
  readonly pollMilliseconds?: number;
}

interface Running extends Subscriber {
  running: Promise<void> | null;
  again: boolean;
  passedAt: number;
  /** Events heard since then. */
  passedOver: number;
  /** From here to the end of what was heard there is nothing that it wants. */
  clearFrom: Place;
}

/** Events whose effects share a transaction: few, because an open transaction holds up everybody's feed. */
const BATCH = 20;
/** The same where they are worked on together. */
const TOGETHER = 100;
/** Events looked at in one go: most subscribers want few of them. */
const LOOK = 500;
const POLL_MILLISECONDS = 1_000;
/** How far behind a place may stay where nothing is wanted: a restart reads from there. */
const PASS_MILLISECONDS = 60_000;
const PASS_EVENTS = 5_000;
const BEGINNING: Place = { tx: '0', position: '0' };

/**
 * Lets each subscriber work through the feed at its own pace. Its place and the effect of its work move
 * in one transaction, and only one process at a time holds its row: the effect happens exactly once.
 *
 * This process hears every event anyway, for its screens. Who wants none of what was heard since their
 * place is up to date without looking: on a busy day nearly every transaction changes some stock, and
 * twenty subscribers that each search the feed for what they want would cost more than the changes.
 *
 * An event that failed five times is set aside. Later events of the same stream are then set aside
 * behind it, untried, because they build on each other; all other streams go on.
 */
export class ReactionRunner implements Reactions {
  readonly #options: ReactionsOptions;
  readonly #subscribers = new Map<string, Running>();
  #stopFeed: () => void = () => undefined;
  #heardUpTo: Place = BEGINNING;
  #timer: NodeJS.Timeout | null = null;
  #polling: Promise<void> | null = null;
  #stopped = false;

  constructor(options: ReactionsOptions) {
    this.#options = options;
  }

  on<P extends object>(
    name: string,
    types: readonly string[],
    work: (tx: Tx, event: StoredEvent<EventOf<P>>) => Promise<void>,
    options: ReactionOptions<P> = {},
  ): void {
    if (this.#subscribers.has(name)) throw new Error(`there is a subscriber ${name} already`);
    const { wants = () => true, together = null } = options;
    this.#subscribers.set(name, {
      name,
      types,
      // The types it subscribes to are those whose payload is a P.
      work: work as Subscriber['work'],
      together: together as Subscriber['together'],
      wants: ({ payload }) => wants(payload as P),
      running: null,
      again: false,
      passedAt: performance.now(),
      passedOver: 0,
      clearFrom: BEGINNING,
    });
  }

  subscriber(name: string): Subscriber | null {
    return this.#subscribers.get(name) ?? null;
  }

  async start(): Promise<void> {
    const { db, feed } = this.#options;
    await addSubscriber(db, [...this.#subscribers.keys()]);
    const stopEvents = feed.onEvents((events, upTo) => this.#hear(events, upTo));
    // Places of another history mean nothing: what was heard before it says nothing any more.
    const stopEpochs = feed.onNewEpoch(() => this.#hearFrom(feed.position()));
    this.#hearFrom(feed.position());
    this.#stopFeed = () => {
      stopEvents();
      stopEpochs();
    };
    const { pollMilliseconds = POLL_MILLISECONDS } = this.#options;
    this.#timer = setInterval(() => this.#poll(), pollMilliseconds);
    this.#poll();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopFeed();
    if (this.#timer) clearInterval(this.#timer);
    await this.#polling;
    await Promise.all([...this.#subscribers.values()].map(async ({ running }) => running));
  }

  #hearFrom(place: Place): void {
    this.#heardUpTo = place;
    for (const subscriber of this.#subscribers.values()) subscriber.clearFrom = place;
  }

  #hear(events: readonly StoredEvent[], upTo: Cursor): void {
    this.#heardUpTo = upTo;
    for (const subscriber of this.#subscribers.values()) {
      const { types, wants } = subscriber;
      const last = events.findLast((event) => types.includes(event.type) && wants(event));
      subscriber.passedOver += events.length;
      if (!last) continue;
      subscriber.clearFrom = last.cursor;
      this.#kick(subscriber);
    }
  }

  #isClear(subscriber: Running, { place, attempts }: SubscriberState): boolean {
    return attempts === 0 && comparePlaces(place, subscriber.clearFrom) >= 0;
  }

  /** Whom another process left behind, whose next attempt is due, who has not been heard for: all in one look. */
  #poll(): void {
    this.#polling ??= this.#lookAtAll()
      .catch((error: unknown) => {
        this.#options.log.warn({ err: error }, 'the places of reactions cannot be read');
      })
      .finally(() => {
        this.#polling = null;
      });
  }

  async #lookAtAll(): Promise<void> {
    const { db, metrics } = this.#options;
    const states = await readSubscribers(db, [...this.#subscribers.keys()]);
    if (this.#stopped) return;
    const upTo = this.#heardUpTo;
    const passed: Promise<void>[] = [];
    for (const subscriber of this.#subscribers.values()) {
      const { name, passedAt, passedOver } = subscriber;
      const state = states.get(name);
      if (!state || !this.#isClear(subscriber, state)) {
        this.#kick(subscriber);
        continue;
      }
      metrics.reactionBehind.set({ subscriber: name }, 0);
      const late = performance.now() - passedAt >= PASS_MILLISECONDS || passedOver >= PASS_EVENTS;
      if (!late || comparePlaces(upTo, state.place) <= 0) continue;
      subscriber.passedAt = performance.now();
      subscriber.passedOver = 0;
      passed.push(passIdle(db, name, state.place, upTo));
    }
    await Promise.all(passed);
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
    const { name, types, wants, together } = subscriber;
    const before = (await readSubscribers(db, [name])).get(name);
    if (!before?.due || this.#isClear(subscriber, before)) return false;
    // Read without a lock and outside the transaction, which stays as short as the work itself.
    const page = await lookFor(db, before.place, types, LOOK);
    const most = before.attempts > 0 ? 1 : together ? TOGETHER : BATCH;
    const wanted = page.events.filter(wants).slice(0, most);
    const [first] = wanted;
    metrics.reactionBehind.set({ subscriber: name }, first ? ageOf(first) : 0);
    if (!first && before.attempts === 0) {
      if (page.more) await passIdle(db, name, before.place, page.upTo);
      else if (comparePlaces(page.upTo, subscriber.clearFrom) >= 0) {
        subscriber.clearFrom = before.place;
      }
      return page.more;
    }
    // What nobody wants behind the last one of a full batch is passed over with the next one.
    const end = wanted.length === most ? wanted.at(-1)!.cursor : page.upTo;
    const worked = await inTransaction(
      db,
      systemActor(name),
      (tx) => workBatch(tx, subscriber, { from: before.place, events: wanted, end }, this.#options),
      { requestId: `reaction:${name}` },
    );
    if (!worked) return false;
    const { place, again } = worked;
    if (again !== null) setTimeout(() => this.#kick(subscriber), again * 1000 + 5).unref();
    return comparePlaces(place, subscriber.clearFrom) < 0;
  }
}

function ageOf(event: StoredEvent): number {
  return Math.max(0, Date.now() - Date.parse(event.occurredAt)) / 1000;
}
