import type { Read, Tx } from '../../server/db/transaction.ts';
import type { HoldDemand, HoldKind, Shortage } from './holds/domain.ts';
import type { Condition, StockDocument } from './stock/domain.ts';

/** The door of Store System: everything another module may use. */

export type { Hold, HoldKind, HoldLine, HoldState, Shortage } from './holds/domain.ts';
export type { Condition, StockDocument } from './stock/domain.ts';

/** A promise of stock at one location: every line or none. */
export interface HoldRequest extends HoldDemand {
  /** In whose name it is recorded, when several requests share a transaction; `tx` itself when absent. */
  readonly by?: Tx;
}

export interface PlacedHold {
  readonly holdId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly ownerLineId: string;
}

export type HoldResult =
  | { readonly outcome: 'held'; readonly holds: readonly PlacedHold[] }
  | { readonly outcome: 'refused'; readonly shortages: readonly Shortage[] };

/**
 * Promises stock to every request it is there for, first come, first served; one result per request,
 * in order. A refusal is a result, never thrown: nothing was written for it, and the others stand.
 * Overdue holds are released when somebody needs their pieces. Locks levels in (location, item) order:
 * call it once with all requests, as late in the transaction as possible.
 */
export declare function placeHolds(
  tx: Tx,
  requests: readonly HoldRequest[],
): Promise<readonly HoldResult[]>;

/** Why a hold gave its pieces back. `moved`: promised again elsewhere in the same transaction. */
export type ReleaseReason = 'cancelled' | 'moved' | 'not-found' | 'no-show' | 'refused' | 'expired';

export interface EndedHold {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/** Gives the pieces back. Holds that have already ended are passed over: the answer holds those it ended. */
export declare function releaseHolds(
  tx: Tx,
  holdIds: readonly string[],
  because: ReleaseReason,
): Promise<readonly EndedHold[]>;

/**
 * The goods leave the location with the customer: the hold ends and on hand drops by `quantity`; what
 * is not taken of a hold goes back to available. Asking again with the same document changes nothing;
 * a hold that ended otherwise is refused (`hold-ended`).
 */
export declare function consumeHolds(
  tx: Tx,
  lines: readonly { readonly holdId: string; readonly quantity: number }[],
  document: StockDocument,
): Promise<void>;

/** The pieces were taken from the floor and wait on a shelf. Refuses a hold that has ended. */
export declare function setHoldsAside(
  tx: Tx,
  holdIds: readonly string[],
  shelf: string,
): Promise<void>;

/** A live hold gets another end; null = until its owner ends it. Refuses a hold that has ended. */
export declare function extendHolds(
  tx: Tx,
  holdIds: readonly string[],
  until: Date | null,
): Promise<void>;

/** What a physical look found: corrects stock under the holds and records who is let down. */
export interface StockCorrection {
  readonly locationId: string;
  readonly itemId: string;
  readonly condition: Condition;
  /** Pieces more (positive) or less (negative) than the ledger has. */
  readonly difference: number;
  /** A reason code of kind `stock-adjustment` (base). */
  readonly reasonCode: string;
}
/** The caller has checked that its actor may correct stock for this reason. */
export declare function correctStock(
  tx: Tx,
  corrections: readonly StockCorrection[],
  document: StockDocument,
): Promise<void>;

/** Pieces change condition within a location: found damaged, put on display. */
export declare function changeCondition(
  tx: Tx,
  changes: readonly {
    readonly locationId: string;
    readonly itemId: string;
    readonly from: Condition;
    readonly to: Condition;
    readonly quantity: number;
    readonly reasonCode: string;
  }[],
  document: StockDocument,
): Promise<void>;

export interface Availability {
  readonly locationId: string;
  readonly itemId: string;
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
  /** What may be promised. An overdue hold still counts here until somebody needs its piece or the sweep comes by. */
  readonly available: number;
  readonly version: number;
}

/** Sellable stock of the items in these locations (null = all). Levels that do not exist are absent. */
export declare function availability(
  read: Read,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] | null },
): Promise<readonly Availability[]>;

/** The live holds on one level, oldest first: other promises on the same, perhaps missing, piece. */
export declare function liveHoldsOn(
  read: Read,
  level: { readonly locationId: string; readonly itemId: string },
): Promise<readonly (EndedHold & { readonly until: Date | null; readonly shelf: string | null })[]>;
