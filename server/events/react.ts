import type { Logger } from 'pino';
import type { Tx } from '../db/transaction.ts';
import { comparePlaces, type Place } from './cursor.ts';
import type { StoredEvent } from './event.ts';
import {
  failedAttempt,
  lockSubscriber,
  movePlace,
  setAside,
  streamsSetAside,
} from './reactions-sql.ts';

export interface Subscriber {
  readonly name: string;
  readonly types: readonly string[];
  readonly work: (tx: Tx, event: StoredEvent) => Promise<void>;
  /** The same for several at once; null where each has to be worked on by itself. */
  readonly together: ((tx: Tx, events: readonly StoredEvent[]) => Promise<void>) | null;
  readonly wants: (event: StoredEvent) => boolean;
}

/** What a subscriber wants of a stretch of the feed. */
export interface Stretch {
  /** Where the subscriber stood when this was read. */
  readonly from: Place;
  readonly events: readonly StoredEvent[];
  /** Nothing it wants stands between the last of them and here. */
  readonly end: Place;
}

export interface Worked {
  /** Where the subscriber stands now. */
  readonly place: Place;
  /** Seconds until the event behind it is tried again; null when nothing has to be waited for. */
  readonly again: number | null;
}

export interface Surroundings {
  readonly log: Logger;
  /** Seconds before the 2nd, 3rd, 4th and 5th attempt. */
  readonly backoffSeconds?: readonly number[];
}

const BACKOFF_SECONDS = [0.2, 1, 5, 15];

/**
 * Works on a stretch and moves the subscriber's place to its end, or to where it came. Null when another
 * process is at it, has been there since the stretch was read, or an attempt is not due yet.
 */
export async function workBatch(
  tx: Tx,
  subscriber: Subscriber,
  { from, events, end }: Stretch,
  around: Surroundings,
): Promise<Worked | null> {
  const { name } = subscriber;
  const [locked, blocked] = await Promise.all([
    lockSubscriber(tx.sql, name),
    streamsSetAside(tx.sql, name),
  ]);
  if (!locked?.due || comparePlaces(locked.place, from) !== 0) return null;
  const plain = blocked.size === 0 && locked.attempts === 0;
  if (!plain || !(await allAtOnce(tx, subscriber, events, around))) {
    let done: Place | null = null;
    for (const event of events) {
      if (blocked.has(event.stream)) {
        await setAside(tx.sql, name, event, { state: 'waiting', attempts: 0, error: '' });
      } else {
        const error = await attempt(tx, subscriber, event, around);
        if (error !== null) {
          // What came before it in this batch succeeded: then it is the first attempt at this event.
          const attempts = (done === null ? locked.attempts : 0) + 1;
          if (done !== null) await movePlace(tx.sql, name, done);
          const again = await failed(tx, name, event, { attempts, error }, around);
          return { place: again === null ? event.cursor : (done ?? from), again };
        }
      }
      done = event.cursor;
    }
  }
  await movePlace(tx.sql, name, end);
  return { place: end, again: null };
}

/** False when they have to be worked on one by one, so that only the one that fails is held up. */
async function allAtOnce(
  tx: Tx,
  { name, together }: Subscriber,
  events: readonly StoredEvent[],
  { log }: Surroundings,
): Promise<boolean> {
  if (!together || events.length === 0) return false;
  try {
    await tx.attempt((attempted) => together(attempted, events));
    return true;
  } catch (error) {
    log.warn({ err: error, subscriber: name, events: events.length }, 'reactions failed together');
    return false;
  }
}

/** Null when it worked; otherwise why not, with everything it did undone. */
async function attempt(
  tx: Tx,
  { name, work }: Subscriber,
  event: StoredEvent,
  { log }: Surroundings,
): Promise<string | null> {
  try {
    await tx.attempt((attempted) => work(attempted, event));
    return null;
  } catch (error) {
    log.warn(
      { err: error, subscriber: name, event: event.type, place: event.cursor },
      'a reaction failed',
    );
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** Seconds until the next attempt; null when there is none any more and the event was set aside. */
async function failed(
  tx: Tx,
  name: string,
  event: StoredEvent,
  failure: { readonly attempts: number; readonly error: string },
  { backoffSeconds = BACKOFF_SECONDS }: Surroundings,
): Promise<number | null> {
  const seconds = backoffSeconds[failure.attempts - 1];
  if (seconds === undefined) {
    await setAside(tx.sql, name, event, { state: 'failed', ...failure });
    await movePlace(tx.sql, name, event.cursor);
    return null;
  }
  await failedAttempt(tx.sql, name, { ...failure, seconds });
  return seconds;
}
