/**
 * A fact, in the past tense, stored in the same transaction as the data it describes.
 * Types are `<module>.<fact>.v<n>`; fields are added, never renamed.
 */
export interface DomainEvent<T extends string = string, P extends object = object> {
  readonly type: T;
  /** What the fact is about. Within one stream the order is the order of commits: `stock:MI01/<item>`. */
  readonly stream: string;
  /** Live rooms whose screens show it: `stock:MI01`, `pickups:MI01`. */
  readonly rooms: readonly string[];
  /** The shop it happened in: its audit chain. Null for what belongs to the whole chain. */
  readonly locationId: string | null;
  readonly payload: P;
  /**
   * What the audit keeps of it, where the payload holds more than may stand there for ever: ids and
   * figures, never a person's data. The payload itself when left out.
   */
  readonly audited?: object;
}

/** A place in the feed. Epochs are never compared by order: another epoch means "fetch again". */
export interface Cursor {
  readonly epoch: string;
  /** xid8 of the writing transaction, as text. */
  readonly tx: string;
  /** Position within it, as text. */
  readonly position: string;
}

export interface StoredEvent<E extends DomainEvent = DomainEvent> {
  readonly cursor: Cursor;
  readonly type: E['type'];
  readonly stream: string;
  readonly rooms: readonly string[];
  readonly locationId: string | null;
  readonly payload: E['payload'];
  readonly actorId: string;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
}
