import type { Tx } from '../../server/db/transaction.ts';
import { accept, decline } from './transfers/answer-request.ts';
import { cancel } from './transfers/cancel.ts';
import { finish, setPickedTo as setPicked } from './transfers/pick.ts';
import { confirm, receive } from './transfers/receive.ts';
import { ship } from './transfers/ship.ts';
import { placeHolds as place, type HoldRequest, type HoldResult } from './holds/place-holds.ts';

/**
 * The door of Store System: what other modules may ask of stock and promises. Everything else in
 * this folder is private.
 */

export type { Condition, StockDocument } from './stock/domain/level.ts';
export type {
  LevelChange,
  LevelNow,
  ShortageClosed,
  ShortageOpened,
  StockCause,
  StockChanged,
} from './stock/events.ts';
export { LEVEL_EVENT_TYPES, levelChangesIn } from './stock/events.ts';
export type { Availability, LevelSeen } from './stock/queries.ts';
export type {
  Confidence,
  ConfidenceReason,
  ConfidenceThresholds,
} from './stock/domain/confidence.ts';
export type { TrustedLevel } from './stock/trusted-levels.ts';
export { trustedLevels } from './stock/trusted-levels.ts';
export type { TrustRules } from './stock/trust-rules.ts';
export { registerTrustRules } from './stock/trust-rules.ts';
export { availability, availableAt, levelsSeen } from './stock/queries.ts';
export type { StockCorrection } from './stock/commands.ts';
export { changeCondition, correctStock, takeBackGoods } from './stock/commands.ts';

export type { Hold, HoldKind, HoldLine, HoldState, Shortage } from './holds/domain/hold.ts';
export type {
  HoldConsumed,
  HoldExpired,
  HoldExtended,
  HoldPlaced,
  HoldReleased,
  HoldSetAside,
} from './holds/events.ts';
export type { HoldRequest, HoldResult, PlacedHold } from './holds/place-holds.ts';
export type { EndedHold, ReleaseReason } from './holds/end-holds.ts';
export { liveHoldsOn } from './holds/queries.ts';
export { lockStock } from './holds/lock-stock.ts';
export { moveHolds } from './holds/move-holds.ts';
export { consumeHolds, extendHolds, releaseHolds, setHoldsAside } from './holds/end-holds.ts';

/**
 * Promises stock to every request it is there for, first come, first served; one result per request,
 * in order. A refusal is a result, never thrown: nothing was written for it, and the others stand.
 * Overdue holds give way when somebody needs their pieces. Locks levels by location and item: call it
 * once with all requests, as late in the transaction as possible.
 */
export function placeHolds(
  tx: Tx,
  requests: readonly HoldRequest[],
): Promise<readonly HoldResult[]> {
  return place(tx, requests);
}

export { insufficientStock, holdEnded, alreadyHeld } from './problems.ts';

export type { NotFoundReason } from './recounts/domain.ts';
export type { RecountClosed, RecountOpened } from './recounts/events.ts';
export type { NotFound } from './recounts/not-found.ts';
export { reportNotFound } from './recounts/not-found.ts';
export { registerPiecesInHand } from './recounts/in-hand.ts';

/** What a shop's reservation desk keeps, and which promises lack their piece there. */
export type { LeftOnShelf } from './reservations/queries.ts';
export { deskOf, leftOnShelf } from './reservations/queries.ts';

/** What a shop has still to count again. */
export { readRecounts } from './recounts/queries.ts';

/** Where items lie on the floor of a shop. */
export type { ItemPlaced } from './places/events.ts';
export { placesOf } from './places/place-items.ts';
export { exceptionsOf } from './stock/read-ledger.ts';

// Goods between two locations: whoever needs some there asks for a transfer, in its own transaction.
export type { AskedTransfer } from './transfers/asking-contracts.ts';
export type { TransferFacts } from './transfers/contracts.ts';
export type { WantedTransfer } from './transfers/request-transfer.ts';
export { requestTransfer } from './transfers/request-transfer.ts';
export { withdrawTransfer } from './transfers/cancel.ts';
export { boardOf as transferBoard, transfersFor } from './transfers/queries.ts';
export type { Continued, PartOfHold, TakeOver } from './holds/part-of-holds.ts';
export { takeOverHolds } from './holds/part-of-holds.ts';
export type {
  TransferAccepted,
  TransferCancelled,
  TransferDeclined,
  TransferPicked,
  TransferReceived,
  TransferRequested,
  TransferResolved,
  TransferShipped,
} from './transfers/events.ts';

/** The steps of a transfer: what the demo chain's are played with. */
export const transferSteps = { accept, decline, cancel, setPicked, finish, ship, receive, confirm };

// What tills call.
export { sellGoods } from './stock/moving-contracts.ts';

// A customer's reservation: what the demo chain's desks are filled with.
export { placeReservation } from './reservations/place-reservation.ts';

// Receipts: whoever takes goods back reads what was sold, piece by piece.
export type { Receipt } from './tills/contracts.ts';
export type { ReceiptRecorded } from './tills/events.ts';
export type { TillReceipt } from './tills/domain.ts';
export { cashRounding } from './tills/domain.ts';
export { receiptById } from './tills/queries.ts';
export { takeReceipts } from './tills/record-receipts.ts';
