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

interface Entry {
  readonly room: string;
  readonly handlers: SubscriptionHandlers;
  cursor: Cursor;
  /** `waiting` = the view is being fetched; nothing is applied meanwhile. */
  state: 'joining' | 'live' | 'waiting' | 'closed';
  /** Of the latest join: an answer to an earlier one is out of date. */
  attempt: number;
}

/**
 * The browser's end of the live protocol. `socketFactory` makes a socket that does not reconnect by
 * itself: when to come back is decided here, between 0.2 and 5 seconds, at random.
 */
export function createLiveClient(
  socketFactory: () => LiveSocket,
  options: LiveClientOptions = {},
): LiveClient {
  const random = options.random ?? Math.random;
  const later = options.later ?? ((work, milliseconds) => void setTimeout(work, milliseconds));
  const entries = new Set<Entry>();
  const watchers = new Set<(connected: boolean) => void>();
  let closed = false;
  let failures = 0;
  let reconnecting = false;
  const socket = socketFactory();

  const inRoom = (room: string): Entry[] =>
    [...entries].filter((entry) => entry.room === room && entry.state !== 'closed');

  function fetchAgain(entry: Entry): void {
    if (entry.state === 'closed' || entry.state === 'waiting') return;
    entry.state = 'waiting';
    entry.attempt += 1;
    entry.handlers.onFetchAgain();
  }

  function join(entry: Entry): void {
    if (entry.state === 'closed' || entry.state === 'waiting') return;
    entry.state = 'joining';
    if (!socket.connected) return;
    entry.attempt += 1;
    const { attempt } = entry;
    const request: JoinRequest = { room: entry.room, cursor: entry.cursor };
    socket.emit('join', request, (reply: JoinReply) => {
      if (entry.attempt !== attempt || entry.state === 'closed') return;
      if (reply.outcome === 'joined') entry.state = 'live';
      else if (reply.outcome === 'fetch-again') fetchAgain(entry);
      else entry.handlers.onRefused?.();
    });
  }

  function apply(entry: Entry, { after, upTo, events }: LiveBatch): void {
    if (entry.state === 'waiting' || entry.state === 'closed') return;
    if (after.epoch !== entry.cursor.epoch) return fetchAgain(entry);
    if (comparePlaces(after, entry.cursor) > 0) {
      // Something between was never received. While joining it is on its way.
      if (entry.state === 'live') join(entry);
      return;
    }
    const fresh = events.filter(({ cursor }) => comparePlaces(cursor, entry.cursor) > 0);
    if (comparePlaces(upTo, entry.cursor) > 0) entry.cursor = upTo;
    if (fresh.length > 0) entry.handlers.onBatch(fresh);
  }

  function reconnect(): void {
    if (closed || reconnecting) return;
    reconnecting = true;
    const longest = Math.min(5_000, 400 * 2 ** failures);
    failures += 1;
    later(
      () => {
        reconnecting = false;
        if (!closed && !socket.connected) socket.connect();
      },
      200 + random() * (longest - 200),
    );
  }

  const tell = (connected: boolean): void => {
    for (const watcher of watchers) watcher(connected);
  };

  socket.on('connect', () => {
    failures = 0;
    tell(true);
    for (const entry of entries) join(entry);
  });
  socket.on('disconnect', () => {
    tell(false);
    reconnect();
  });
  socket.on('connect_error', reconnect);
  socket.on('batch', (batch: LiveBatch) => {
    for (const entry of inRoom(batch.room)) apply(entry, batch);
  });
  socket.on('head', (head: LiveHead) => {
    for (const entry of inRoom(head.room)) apply(entry, { ...head, events: [] });
  });
  socket.on('check', (answer: () => void) => answer());
  socket.on('fetch-again', ({ room }: { room: string }) => inRoom(room).forEach(fetchAgain));
  socket.on('refused', ({ room }: { room: string }) => {
    for (const entry of inRoom(room)) entry.handlers.onRefused?.();
  });
  if (!socket.connected) socket.connect();

  return {
    subscribe(room, cursor, handlers) {
      const entry: Entry = { room, handlers, cursor, state: 'joining', attempt: 0 };
      entries.add(entry);
      join(entry);
      return {
        cursor: () => entry.cursor,
        resume(from) {
          if (entry.state === 'closed') return;
          entry.cursor = from;
          entry.state = 'joining';
          join(entry);
        },
        close() {
          entry.state = 'closed';
          entries.delete(entry);
          if (inRoom(room).length === 0 && socket.connected) socket.emit('leave', room);
        },
      };
    },
    onConnection(listener) {
      watchers.add(listener);
      listener(socket.connected);
      return () => void watchers.delete(listener);
    },
    close() {
      closed = true;
      entries.clear();
      socket.disconnect();
    },
  };
}
