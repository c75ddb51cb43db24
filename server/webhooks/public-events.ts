import type { Read } from '../db/transaction.ts';
import type { StoredEvent } from '../events/event.ts';
import type { Text } from '../kernel/text.ts';

/** What a module tells the outside: a public language of its own, thinner than its events. */
export interface PublicEvents {
  /** Every type there is, by name: `order.ready`. Names are never changed or reused. */
  readonly types: Readonly<Record<string, PublicEventType>>;
  /** The module's own events they follow from. */
  readonly from: readonly string[];
  /** What the outside hears of one event: nothing, one thing, seldom two. */
  tell(read: Read, event: StoredEvent): Promise<readonly PublicEvent[]>;
}

export interface PublicEventType {
  readonly title: Text;
  /** The `data` of one: shown to integrators, and to whoever chooses. */
  readonly example: object;
}

/**
 * One thing to be told. `data` holds nothing about colleagues, and of customers no more than the
 * receiver needs: they have the customer already.
 */
export interface PublicEvent {
  readonly type: string;
  /** What it is about; what has the same stream arrives in order: `order:<id>`. */
  readonly stream: string;
  /** The channel it belongs to: endpoints may be limited to some. */
  readonly channel: string | null;
  readonly data: object;
}

/** The one type that belongs to nobody: the test. */
export const PING = 'ping';
