import { comparePlaces } from '../events/cursor.ts';
import type { Cursor } from '../events/event.ts';
import type { JoinReply, JoinRequest, LiveBatch, LiveEvent, LiveHead } from './protocol.ts';

/** What the client needs of a Socket.IO socket, so that tests may bring another one. */
export interface LiveSocket {
  readonly connected: boolean;
  // A socket's listeners are as different as its messages.
  on(message: string, listener: (...told: never[]) => void): unknown;
  emit(message: string, ...told: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

export interface Subscription {
  /** How far this screen has come. */
  cursor(): Cursor;
  /** After `onFetchAgain`: go on from the cursor of the view that was fetched. */
  resume(cursor: Cursor): void;
  close(): void;
}

export interface SubscriptionHandlers {
  /** Events not seen before, in order; never empty. */
  readonly onBatch: (events: readonly LiveEvent[]) => void;
  /** Fetch the view, then `resume` with its cursor. */
  readonly onFetchAgain: () => void;
  /** The room is not this person's, or no longer. */
  readonly onRefused?: () => void;
}

export interface LiveClient {
  subscribe(room: string, cursor: Cursor, handlers: SubscriptionHandlers): Subscription;
  /** Told at once, then at every change. Returns how to stop. */
  onConnection(listener: (connected: boolean) => void): () => void;
  close(): void;
}

export interface LiveClientOptions {
  /** Between 0 and 1; each client waits differently, so that a thousand do not come back at once. */
  readonly random?: () => number;
  readonly later?: (work: () => void, milliseconds: number) => void;
}

/**
 * The browser's end of the live protocol. `socketFactory` makes a socket that does not reconnect by
 * itself: when to come back is decided here, between 0.2 and 5 seconds, at random.
 */
export function createLiveClient(
  socketFactory: () => LiveSocket,
  options: LiveClientOptions = {},
): LiveClient {
  const socket = socketFactory();
  const subscriptions = new Set<RoomSubscription>();
  const watchers = new Set<(connected: boolean) => void>();
  const inRoom = (room: string): RoomSubscription[] =>
    [...subscriptions].filter((subscription) => subscription.room === room);
  const tell = (connected: boolean): void => {
    for (const watcher of watchers) watcher(connected);
  };
  const comeBack = reconnection(socket, options);

  socket.on('connect', () => {
    comeBack.succeeded();
    tell(true);
    for (const subscription of subscriptions) subscription.join();
  });
  socket.on('disconnect', () => {
    tell(false);
    comeBack.later();
  });
  socket.on('connect_error', () => comeBack.later());
  socket.on('batch', (batch: LiveBatch) => {
    for (const subscription of inRoom(batch.room)) subscription.apply(batch);
  });
  socket.on('head', (head: LiveHead) => {
    for (const subscription of inRoom(head.room)) subscription.apply({ ...head, events: [] });
  });
  socket.on('check', (answer: () => void) => answer());
  socket.on('fetch-again', ({ room }: { room: string }) => {
    for (const subscription of inRoom(room)) subscription.fetchAgain();
  });
  socket.on('refused', ({ room }: { room: string }) => {
    for (const subscription of inRoom(room)) subscription.refuse();
  });
  if (!socket.connected) socket.connect();

  return {
    subscribe(room, cursor, handlers) {
      const subscription = new RoomSubscription(room, cursor, handlers, socket, () => {
        subscriptions.delete(subscription);
        if (inRoom(room).length === 0 && socket.connected) socket.emit('leave', room);
      });
      subscriptions.add(subscription);
      subscription.join();
      return subscription;
    },
    onConnection(listener) {
      watchers.add(listener);
      listener(socket.connected);
      return () => void watchers.delete(listener);
    },
    close() {
      comeBack.never();
      subscriptions.clear();
      socket.disconnect();
    },
  };
}

/** One view of one room: how far it has come, and whether it is following, joining or being fetched. */
class RoomSubscription implements Subscription {
  readonly room: string;
  readonly #handlers: SubscriptionHandlers;
  readonly #socket: LiveSocket;
  readonly #onClose: () => void;
  #cursor: Cursor;
  /** `waiting` = the view is being fetched; nothing is applied meanwhile. */
  #state: 'joining' | 'live' | 'waiting' | 'closed' = 'joining';
  /** Of the latest join: an answer to an earlier one is out of date. */
  #attempt = 0;

  constructor(
    room: string,
    cursor: Cursor,
    handlers: SubscriptionHandlers,
    socket: LiveSocket,
    onClose: () => void,
  ) {
    this.room = room;
    this.#cursor = cursor;
    this.#handlers = handlers;
    this.#socket = socket;
    this.#onClose = onClose;
  }

  cursor(): Cursor {
    return this.#cursor;
  }

  resume(cursor: Cursor): void {
    if (this.#state === 'closed') return;
    this.#cursor = cursor;
    this.#state = 'joining';
    this.join();
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#onClose();
  }

  join(): void {
    if (this.#state === 'closed' || this.#state === 'waiting') return;
    this.#state = 'joining';
    if (!this.#socket.connected) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const request: JoinRequest = { room: this.room, cursor: this.#cursor };
    this.#socket.emit('join', request, (reply: JoinReply) => {
      if (this.#attempt !== attempt || this.#state === 'closed') return;
      if (reply.outcome === 'joined') this.#state = 'live';
      else if (reply.outcome === 'fetch-again') this.fetchAgain();
      else this.refuse();
    });
  }

  fetchAgain(): void {
    if (this.#state === 'closed' || this.#state === 'waiting') return;
    this.#state = 'waiting';
    this.#attempt += 1;
    this.#handlers.onFetchAgain();
  }

  refuse(): void {
    if (this.#state !== 'closed') this.#handlers.onRefused?.();
  }

  apply({ after, upTo, events }: LiveBatch): void {
    if (this.#state === 'waiting' || this.#state === 'closed') return;
    if (after.epoch !== this.#cursor.epoch) return this.fetchAgain();
    if (comparePlaces(after, this.#cursor) > 0) {
      // Something between was never received. While joining it is on its way.
      if (this.#state === 'live') this.join();
      return;
    }
    const fresh = events.filter(({ cursor }) => comparePlaces(cursor, this.#cursor) > 0);
    if (comparePlaces(upTo, this.#cursor) > 0) this.#cursor = upTo;
    if (fresh.length > 0) this.#handlers.onBatch(fresh);
  }
}

/** Comes back after a random while, which grows with each failure, once at a time. */
function reconnection(socket: LiveSocket, options: LiveClientOptions) {
  const random = options.random ?? Math.random;
  const after = options.later ?? ((work, milliseconds) => void setTimeout(work, milliseconds));
  let failures = 0;
  let pending = false;
  let stopped = false;
  return {
    succeeded: () => {
      failures = 0;
    },
    never: () => {
      stopped = true;
    },
    later: () => {
      if (stopped || pending) return;
      pending = true;
      const longest = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** (failures + 1));
      failures += 1;
      after(
        () => {
          pending = false;
          if (!stopped && !socket.connected) socket.connect();
        },
        SHORTEST_WAIT + random() * (longest - SHORTEST_WAIT),
      );
    },
  };
}

/** Milliseconds. */
const SHORTEST_WAIT = 200;
const LONGEST_WAIT = 5_000;
