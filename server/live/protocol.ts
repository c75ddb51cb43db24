import type { Cursor } from '../events/event.ts';
import type { LostPlace } from '../events/cursor.ts';

/** Where the gateway answers. Not under `/api`: it is no request and reply. */
export const LIVE_PATH = '/live';

/** More than this is cheaper to fetch afresh than to replay. */
export const LONGEST_REPLAY = 1_000;

/** An event as screens receive it. Who did it stays in the audit. */
export interface LiveEvent {
  readonly cursor: Cursor;
  readonly type: string;
  readonly stream: string;
  readonly locationId: string | null;
  readonly payload: object;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
}

/**
 * All events of `room` after `after` and up to `upTo`, in order. A client that stands before `after`
 * has missed something and joins again from where it stands; one that stands within skips what it has.
 */
export interface LiveBatch {
  readonly room: string;
  readonly after: Cursor;
  readonly upTo: Cursor;
  readonly events: readonly LiveEvent[];
}

/**
 * A batch without events: sent every 15 seconds, so that a silent gap shows by `after`, and to a screen that
 * joins and has missed nothing.
 */
export type LiveHead = Omit<LiveBatch, 'events'>;

export interface JoinRequest {
  readonly room: string;
  /** Where the fetched view stands, or how far the client has come since. */
  readonly cursor: Cursor;
}

export type JoinReply =
  | { readonly outcome: 'joined' }
  /** The place is lost: fetch the view again and join with its cursor. */
  | { readonly outcome: 'fetch-again'; readonly because: LostPlace | 'too-far' }
  | {
      readonly outcome: 'refused';
      readonly because: 'invalid' | 'unknown-room' | 'forbidden' | 'too-many-rooms';
    };

export interface ClientMessages {
  join(request: JoinRequest, answer: (reply: JoinReply) => void): void;
  leave(room: string): void;
}

export interface ServerMessages {
  batch(batch: LiveBatch): void;
  head(head: LiveHead): void;
  /** Answered at once; at most once a second. A client that does not is too slow and is cut off. */
  check(answer: () => void): void;
  /** The database was restored or moved: every view of this room is from another history. */
  'fetch-again'(told: { readonly room: string; readonly because: LostPlace }): void;
  /** The permission was withdrawn: nothing more will come for this room. */
  refused(told: { readonly room: string }): void;
  /** The server stops now and another one, or the same, will be there in a moment. */
  'server-restart'(): void;
}
